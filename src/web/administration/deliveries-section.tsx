import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { AttendDelivery } from '../../delivery/attend-delivery.js';
import { CompleteByHand } from '../../delivery/complete-by-hand.js';
import {
  CompleteDeliveryBody,
  CorrectDeliveryBody,
  DeliveriesQuery,
  type DeliveryView,
} from '../../delivery/deliveries.dto.js';
import { DeliveriesQueries } from '../../delivery/deliveries.queries.js';
import { WriteBody } from '../../http/write.dto.js';
import { Moment } from '../../markup/day.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { DELIVERY_STATES, type DeliveryState } from '../../rules/delivery-lifecycle.js';
import { NotFound } from '../../rules/problem.js';
import { doneSentence, words } from '../../rules/words.js';
import { addressOf, CursorPages, Filters, said } from '../frame/list-parts.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { settingsPage, SettingsTable, TableOr, Verbs } from './administration-parts.js';
import { why } from './body-forms.js';
import { channelWords, failureWords, recipientOf, StateOfDelivery } from './delivery-words.js';
import { mayAnywhere } from './kept-bodies.js';
import { UUID } from './groups-section.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { SettingsVerb } from './settings-form.js';

export const DELIVERIES = `${ADMINISTRATION}/leveranser`;
/** Of the letters that somebody is to post and tick off. */
const TO_POST = 'att-posta';
export const LETTERS_TO_POST = `${DELIVERIES}?lage=${TO_POST}`;
/** Where a failed delivery is tried again, below its page. */
export const RETRY = 'forsok-igen';
/** Says in a form that it was sent from the overview, and leads back there. */
export const FROM_OVERVIEW = 'oversikt';
export const BACK_TO_OVERVIEW = `${ADMINISTRATION}?klart=ja#leveranser`;

const T = {
  what: t('Vad', 'What'),
  to: t('Till', 'To'),
  from: t('Från', 'From'),
  channel: t('Väg', 'Channel'),
  state: t('Läge', 'State'),
  when: t('Skapad', 'Made'),
  show: t('Läge', 'State'),
  none: t('Inga leveranser här', 'No deliveries here'),
  noneLead: t('Välj ett annat läge för att se fler.', 'Choose another state to see more.'),
  attempts: t('Försök', 'Attempts'),
  number: t('Nr', 'No.'),
  outcome: t('Utfall', 'Outcome'),
  failure: t('Varför det misslyckades', 'Why it failed'),
  next: t('Nästa försök', 'Next attempt'),
  matter: t('Ärendet', 'The matter'),
  open: t('Visa ärendet', 'Show the matter'),
  toPost: t('Att posta och pricka av', 'To post and tick off'),
  code: t('Felkod', 'Error code'),
  facts: t('Uppgifter', 'Facts'),
  underWay: t('pågår', 'under way'),
};

const isOpen =
  (verb: string) =>
  (_: Reader, { availableActions }: DeliveryView): boolean =>
    availableActions.includes(verb);

/** What has been sent, to whom, and what became of it; a failed one is tried again or seen to by hand. */
@Injectable()
export class DeliveriesSection implements Section {
  readonly path = 'leveranser';
  readonly title = t('Leveranser', 'Deliveries');
  readonly about = t(
    'Det som har skickats, och det som inte har kommit fram.',
    'What has been sent, and what has not arrived.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'delivery.retry');

  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly attend: AttendDelivery,
    private readonly byHand: CompleteByHand,
  ) {}

  async at(asked: Asked, id?: string, form?: string, ...more: string[]): Promise<AtAddress> {
    const { reader, caller } = asked;
    if (id === undefined) return { page: await this.list(asked) };
    if (!UUID.test(id) || more.length > 0) throw new NotFound();
    const delivery = await this.queries.one(caller, id);
    const path = below(DELIVERIES, id);
    if (form === undefined) return { page: this.page(asked, delivery, path) };
    const way = wayTo(this, reader, [delivery.text, path]);
    return { form: formAt(this.verbs, form, reader, { seen: delivery, path, way }) };
  }

  private readonly verbs: readonly SettingsVerb<DeliveryView>[] = [
    {
      path: RETRY,
      words: words.delivery.verbs.retry.todo,
      isOpen: isOpen('retry'),
      form: ({ language }, { id, version, lastError }) => ({
        lead: failureWords(lastError, language),
        version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.attend.attend(caller, id, 'retry'),
        says: doneSentence('delivery', 'retry'),
      }),
    },
    {
      path: 'pricka-av',
      words: words.delivery.verbs.complete.todo,
      isOpen: isOpen('complete'),
      form: (_, { id, version }) => ({
        version,
        body: CompleteDeliveryBody,
        fields: [
          {
            name: 'deliveredOn',
            kind: 'date',
            label: t('Levererad den', 'Delivered on'),
            hint: t('I dag om du inget anger.', 'Today when left out.'),
          },
          {
            name: 'how',
            kind: 'line',
            label: t('Hur', 'How'),
            hint: t('Till exempel rekommenderat brev.', 'Such as by registered letter.'),
          },
          why,
        ],
        take: (caller, body) => this.byHand.complete(caller, id, body),
        says: doneSentence('delivery', 'complete'),
      }),
    },
    {
      path: 'ratta',
      words: words.delivery.verbs.correct.todo,
      isOpen: isOpen('correct'),
      form: (_, { id, version, deliveredOn, deliveredHow }) => ({
        version,
        body: CorrectDeliveryBody,
        fields: [
          { name: 'deliveredOn', kind: 'date', label: t('Levererad den', 'Delivered on'), now: deliveredOn },
          { name: 'how', kind: 'line', label: t('Hur', 'How'), now: deliveredHow },
          {
            name: 'takeBack',
            kind: 'yes',
            label: t(
              'Ta tillbaka avprickningen: det är inte levererat',
              'Take the tick back: it has not been delivered',
            ),
          },
          { ...why, instead: t('Skriv varför', 'Write why') },
        ],
        take: (caller, body) => this.byHand.correct(caller, id, body),
        says: doneSentence('delivery', 'correct'),
      }),
    },
    {
      path: 'stall-in',
      words: words.delivery.verbs.cancel.todo,
      isOpen: isOpen('cancel'),
      form: ({ language }, { id, version }) => ({
        danger: t('Meddelandet skickas inte.', 'The message is not sent.')[language],
        version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.attend.attend(caller, id, 'cancel'),
        says: doneSentence('delivery', 'cancel'),
      }),
    },
  ];

  private async list(asked: Asked): Promise<VNode> {
    const { reader, caller, query } = asked;
    const { language } = reader;
    const { lage, cursor } = said(query, 'lage', 'cursor');
    const toPost = lage === TO_POST;
    const state = toPost
      ? 'pending'
      : DELIVERY_STATES.find((each) => each === STATE_IN_ADDRESS[lage ?? 'misslyckad']);
    const page = await this.queries.list(
      caller,
      Object.assign(new DeliveriesQuery(), {
        limit: 25,
        ...(state && { state: [state] }),
        ...(toPost && { channel: 'manual' as const }),
        ...(cursor && { cursor }),
      }),
    );
    const values = { lage: lage ?? 'misslyckad' };
    return settingsPage(
      asked,
      { way: wayTo(this, reader).slice(0, 1), heading: this.title[language], lead: this.about[language] },
      <>
        <Filters
          action={DELIVERIES}
          language={language}
          values={values}
          fields={[
            {
              name: 'lage',
              label: T.show[language],
              kind: 'choice',
              isSet: true,
              options: [
                [TO_POST, T.toPost[language]] as const,
                ...Object.entries(STATE_IN_ADDRESS).map(
                  ([address, each]) => [address, words.delivery.states[each][language]] as const,
                ),
                ['alla', t('Alla', 'All')[language]],
              ],
            },
          ]}
        />
        <TableOr
          reader={reader}
          none={T.none[language]}
          lead={T.noneLead[language]}
          caption={this.title[language]}
          columns={[T.what, T.to, T.from, T.channel, T.state, T.when, T.matter].map((each) => each[language])}
          rows={page.items.map((delivery) => [
            <a href={below(DELIVERIES, delivery.id)}>{delivery.text}</a>,
            recipientOf(delivery, language),
            delivery.sender ?? '–',
            channelWords[delivery.channel][language],
            <StateOfDelivery state={delivery.state} language={language} />,
            <Moment at={delivery.createdAt} language={language} />,
            matterOf(delivery, reader) ?? '–',
          ])}
        />
        <CursorPages
          language={language}
          path={DELIVERIES}
          values={values}
          page={{ nextCursor: page.nextCursor, isFirst: cursor === undefined }}
        />
      </>,
    );
  }

  private page(asked: Asked, delivery: DeliveryView, path: string): VNode {
    const { reader } = asked;
    const { language } = reader;
    const { state, sender, channel, lastError, receiverFailing, nextAttemptAt } = delivery;
    return settingsPage(
      asked,
      { way: wayTo(this, reader), heading: delivery.text },
      <>
        <Verbs reader={reader} seen={delivery} path={path} verbs={this.verbs} />
        <Sheet id="uppgifter" heading={T.facts[language]}>
          <Facts
            lines={[
              [T.state[language], <StateOfDelivery state={state} language={language} />],
              [T.to[language], recipientOf(delivery, language)],
              [T.from[language], sender],
              [T.channel[language], channelWords[channel][language]],
              [T.when[language], <Moment at={delivery.createdAt} language={language} />],
              [T.failure[language], failureWords(lastError ?? receiverFailing, language)],
              [T.code[language], lastError && <code>{lastError}</code>],
              [T.next[language], nextAttemptAt && <Moment at={nextAttemptAt} language={language} />],
              [T.matter[language], matterOf(delivery, reader)],
            ]}
          />
        </Sheet>
        <Attempts reader={reader} delivery={delivery} />
      </>,
    );
  }
}

/** The way to the matter that it is about, for those who work in it. */
const matterOf = ({ consultationId }: Pick<DeliveryView, 'consultationId'>, { actor, language }: Reader) =>
  consultationId !== null && actor.staffOf.length > 0 ? (
    <a href={addressOf(`/svar/${consultationId}`, {})}>{T.open[language]}</a>
  ) : undefined;

/** Each time that it was tried. */
export const Attempts = ({
  reader,
  delivery: { attemptsMade },
}: {
  readonly reader: Reader;
  readonly delivery: Pick<DeliveryView, 'attemptsMade'>;
}) => {
  const { language } = reader;
  if (attemptsMade.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="forsok">
      <h2 id="forsok">{T.attempts[language]}</h2>
      <SettingsTable
        reader={reader}
        caption={T.attempts[language]}
        columns={[T.number, T.when, T.outcome].map((each) => each[language])}
        rows={attemptsMade.map(({ number, startedAt, outcome, detail }) => [
          String(number),
          <Moment at={startedAt} language={language} />,
          outcomeWords(outcome, detail, language),
        ])}
      />
    </section>
  );
};

function outcomeWords(outcome: string | null, detail: string | null, language: Reader['language']): string {
  if (outcome === null) return T.underWay[language];
  if (outcome === 'delivered') return words.delivery.states.delivered[language];
  return failureWords(detail ?? outcome, language) ?? '–';
}

const STATE_IN_ADDRESS: Readonly<Record<string, DeliveryState>> = {
  misslyckad: 'failed',
  vantar: 'pending',
  levereras: 'delivering',
  levererad: 'delivered',
  installd: 'cancelled',
};
