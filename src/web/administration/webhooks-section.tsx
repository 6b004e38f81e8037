import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { textOf, type Topic } from '../../delivery/topics.js';
import { EditWebhook } from '../../delivery/webhooks/edit-webhook.js';
import { PingWebhook } from '../../delivery/webhooks/ping-webhook.js';
import { RegisterWebhook } from '../../delivery/webhooks/register-webhook.js';
import { RemoveWebhook } from '../../delivery/webhooks/remove-webhook.js';
import { ReplayEvents } from '../../delivery/webhooks/replay-events.js';
import { RotateSecret } from '../../delivery/webhooks/rotate-secret.js';
import { WEBHOOK_EVENTS } from '../../delivery/webhooks/webhook-events.js';
import {
  EditWebhookBody,
  RegisterWebhookBody,
  ReplayBody,
  WebhookDeliveriesQuery,
  WebhooksQuery,
  type WebhookRowView,
  type WebhookSecretView,
  type WebhookView,
} from '../../delivery/webhooks/webhooks.dto.js';
import { WebhooksQueries } from '../../delivery/webhooks/webhooks.queries.js';
import { WriteBody } from '../../http/write.dto.js';
import { Moment } from '../../markup/day.js';
import { Time } from '../../markup/marks.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { NotFound } from '../../rules/problem.js';
import type { DisabledBecause } from '../../rules/webhook-lifecycle.js';
import type { Language, Texts } from '../../rules/texts.js';
import { doneSentence, words } from '../../rules/words.js';
import type { Reader } from '../frame/staff-frame.js';
import { t, type Options } from '../steps/step-field.js';
import { settingsPage, TableOr, Verbs } from './administration-parts.js';
import { why } from './body-forms.js';
import { DELIVERIES } from './deliveries-section.js';
import { failureWords, StateOfDelivery } from './delivery-words.js';
import { UUID } from './groups-section.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import { instantOf, type SettingsField, type SettingsVerb, type ShownOnce } from './settings-form.js';

export const WEBHOOKS = `${ADMINISTRATION}/webhookar`;
const T = {
  address: t('Adress', 'Address'),
  body: t('Organ', 'Body'),
  state: t('Läge', 'State'),
  what: t('Händelser', 'Events'),
  all: t('Alla händelser, också framtida', 'All events, also those to come'),
  none: t('Inga webbkrokar än', 'No webhooks yet'),
  noneLead: t(
    'Med en webbkrok får ett annat system veta när något händer, till exempel att ett yttrande har kommit in.',
    'By a webhook another system is told when something happens, such as that a statement has come in.',
  ),
  description: t('Beskrivning', 'Description'),
  made: t('Skapad', 'Made'),
  by: t('av', 'by'),
  failing: t('Svarar inte', 'No answer'),
  disabled: t('Avstängd:', 'Disabled:'),
  sent: t('Senast skickat', 'Latest sent'),
  nothing: t('Inget är skickat än', 'Nothing has been sent yet'),
  outcome: t('Utfall', 'Outcome'),
  attempts: t('Försök', 'Attempts'),
  oldUntil: t('Den förra hemligheten gäller till', 'The secret before holds until'),
  facts: t('Uppgifter', 'Facts'),
};

const disabledWords: Readonly<Record<DisabledBecause, Texts>> = {
  'by-hand': t('av en person', 'by a person'),
  gone: t('mottagaren säger att adressen är borttagen', 'the receiver says that the address is gone'),
  failing: t('inget har kommit fram på länge', 'nothing has arrived for long'),
};

const isOpen =
  (verb: string) =>
  (_: Reader, { availableActions }: WebhookView): boolean =>
    availableActions.includes(verb);
const verbs = words.webhook.verbs;

/** The endpoints of other systems that are told of what happens, with each attempt. */
@Injectable()
export class WebhooksSection implements Section {
  readonly path = 'webhookar';
  readonly title = t('Webbkrokar', 'Webhooks');
  readonly about = t(
    'Andra system som får veta när något händer.',
    'Other systems that are told when something happens.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'webhook.register');

  constructor(
    private readonly queries: WebhooksQueries,
    private readonly register: RegisterWebhook,
    private readonly edit: EditWebhook,
    private readonly removing: RemoveWebhook,
    private readonly rotating: RotateSecret,
    private readonly pinging: PingWebhook,
    private readonly replaying: ReplayEvents,
    private readonly kept: KeptBodies,
  ) {}

  async at(asked: Asked, id?: string, form?: string, ...more: string[]): Promise<AtAddress> {
    const { reader, caller } = asked;
    if (id === undefined) return { page: await this.list(asked) };
    if (more.length > 0) throw new NotFound();
    if (id === 'ny' && form === undefined) {
      const bodies = await this.kept.where(reader, 'webhook.register');
      return {
        form: formAt([this.add], id, reader, { seen: bodies, path: WEBHOOKS, way: wayTo(this, reader) }),
      };
    }
    if (!UUID.test(id)) throw new NotFound();
    const webhook = await this.queries.one(caller, id);
    const path = below(WEBHOOKS, id);
    if (form === undefined) return { page: await this.page(asked, webhook, path) };
    const way = wayTo(this, reader, [nameOf(webhook), path]);
    return { form: formAt(this.verbs, form, reader, { seen: webhook, path, way }) };
  }

  private readonly add: SettingsVerb<Options> = {
    path: 'ny',
    words: t('Registrera en webbkrok', 'Register a webhook'),
    isOpen: (_, bodies) => bodies.length > 0,
    form: ({ language }, bodies) => ({
      body: RegisterWebhookBody,
      fields: [{ name: 'body', kind: 'choice', label: T.body, options: bodies }, ...fieldsOf(language)],
      take: (caller, body) => this.register.register(caller, body),
      showOnce: (answer: WebhookSecretView) => secretOf(answer, language),
    }),
  };

  private readonly verbs: readonly SettingsVerb<WebhookView>[] = [
    {
      path: 'prova',
      words: verbs.ping.todo,
      isOpen: isOpen('ping'),
      form: ({ language }, { id }) => ({
        lead: t(
          'En provhändelse skickas genast. Utfallet syns i listan.',
          'A test event is sent at once. The list shows what became of it.',
        )[language],
        body: WriteBody,
        fields: [],
        take: (caller) => this.pinging.ping(caller, id),
        says: doneSentence('webhook', 'ping'),
      }),
    },
    {
      path: 'sla-pa',
      words: verbs.enable.todo,
      isOpen: isOpen('enable'),
      form: ({ language }, { id, version }) => ({
        lead: t(
          'Det som har hänt under tiden skickas inte av sig självt: välj Skicka på nytt efteråt.',
          'What has happened meanwhile is not sent by itself: choose Replay afterwards.',
        )[language],
        version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.edit.enable(caller, id),
        says: doneSentence('webhook', 'enable'),
      }),
    },
    {
      path: 'andra',
      words: verbs.edit.todo,
      isOpen: isOpen('edit'),
      form: ({ language }, webhook) => ({
        version: webhook.version,
        body: EditWebhookBody,
        fields: fieldsOf(language, webhook),
        take: (caller, body) => this.edit.edit(caller, webhook.id, body),
      }),
    },
    {
      path: 'skicka-pa-nytt',
      words: verbs.replay.todo,
      isOpen: isOpen('replay'),
      form: ({ language }, { id }) => ({
        lead: t(
          'Alla händelser under de dagarna skickas igen, med samma id som förut.',
          'All events of those days are sent again, under the same ids.',
        )[language],
        body: ReplayBody,
        fields: [
          {
            name: 'from',
            kind: 'date',
            label: t('Från och med', 'From'),
            instead: t('Ange första dagen', 'Say the first day'),
          },
          {
            name: 'to',
            kind: 'date',
            label: t('Till och med', 'Until'),
            instead: t('Ange sista dagen', 'Say the last day'),
          },
          why,
        ],
        read: ({ from, to, ...given }) => ({ ...given, from: instantOf(from, 0), to: instantOf(to, 1) }),
        take: (caller, body) => this.replaying.replay(caller, id, body),
        says: doneSentence('webhook', 'replay'),
      }),
    },
    {
      path: 'byt-hemlighet',
      words: verbs['rotate-secret'].todo,
      isOpen: isOpen('rotate-secret'),
      form: ({ language }, { id, version }) => ({
        lead: t(
          'Den gamla hemligheten gäller en tid till, så att mottagaren hinner byta.',
          'The old secret holds for a while, so that the receiver has time to change.',
        )[language],
        version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.rotating.rotate(caller, id),
        showOnce: (answer: WebhookSecretView) => secretOf(answer, language),
      }),
    },
    {
      path: 'sla-av',
      words: verbs.disable.todo,
      isOpen: isOpen('disable'),
      form: ({ language }, { id, version }) => ({
        danger: t(
          'Inget mer skickas. Det som väntar ställs in.',
          'Nothing more is sent. What waits is cancelled.',
        )[language],
        version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.edit.disable(caller, id),
        says: doneSentence('webhook', 'disable'),
      }),
    },
    {
      path: 'ta-bort',
      words: verbs.remove.todo,
      isOpen: isOpen('remove'),
      form: ({ language }, { id, version }) => ({
        danger: t('Webbkroken och dess hemligheter försvinner.', 'The webhook and its secrets are gone.')[
          language
        ],
        version,
        body: WriteBody,
        fields: [why],
        take: (caller) => this.removing.remove(caller, id),
        says: doneSentence('webhook', 'remove'),
        done: () => `${WEBHOOKS}?klart=ja`,
      }),
    },
  ];

  private async list(asked: Asked): Promise<VNode> {
    const { reader, caller } = asked;
    const { language } = reader;
    const [{ items }, bodies] = await Promise.all([
      this.queries.list(caller, Object.assign(new WebhooksQuery(), { limit: 200 })),
      this.kept.where(reader, 'webhook.register'),
    ]);
    return settingsPage(
      asked,
      { way: wayTo(this, reader).slice(0, 1), heading: this.title[language], lead: this.about[language] },
      <>
        <Verbs reader={reader} seen={bodies} path={WEBHOOKS} verbs={[this.add]} />
        <TableOr
          reader={reader}
          none={T.none[language]}
          lead={T.noneLead[language]}
          caption={this.title[language]}
          columns={[T.address, T.body, T.state].map((each) => each[language])}
          rows={items.map((webhook) => [
            <a href={below(WEBHOOKS, webhook.id)}>{nameOf(webhook)}</a>,
            bodies.find(([code]) => code === webhook.body)?.[1] ?? webhook.body,
            <StateOfWebhook webhook={webhook} language={language} />,
          ])}
        />
      </>,
    );
  }

  private async page(asked: Asked, webhook: WebhookView, path: string): Promise<VNode> {
    const { reader, caller } = asked;
    const { language } = reader;
    const query = Object.assign(new WebhookDeliveriesQuery(), { limit: 25 });
    const { items } = await this.queries.deliveries(caller, webhook.id, query);
    return settingsPage(
      asked,
      { way: wayTo(this, reader), heading: nameOf(webhook) },
      <>
        <Verbs reader={reader} seen={webhook} path={path} verbs={this.verbs} />
        <Sheet id="uppgifter" heading={T.facts[language]}>
          <Facts
            lines={[
              [T.state[language], <StateOfWebhook webhook={webhook} language={language} />],
              [T.failing[language], failureWords(webhook.failing, language)],
              [T.address[language], webhook.url],
              [T.body[language], webhook.body],
              [T.what[language], eventsIn(webhook.events, language)],
              [
                T.made[language],
                <>
                  <Moment at={webhook.createdAt} language={language} /> {T.by[language]} {webhook.createdBy}
                </>,
              ],
              [
                T.oldUntil[language],
                webhook.oldSecretUntil && <Moment at={webhook.oldSecretUntil} language={language} />,
              ],
            ]}
          />
        </Sheet>
        <section class="stack" aria-labelledby="skickat">
          <h2 id="skickat">{T.sent[language]}</h2>
          <TableOr
            reader={reader}
            none={T.nothing[language]}
            caption={T.sent[language]}
            columns={[T.what, T.made, T.state, T.attempts, T.outcome].map((each) => each[language])}
            rows={items.map((delivery) => [
              <a href={below(DELIVERIES, delivery.id)}>{delivery.text}</a>,
              <Moment at={delivery.createdAt} language={language} />,
              <StateOfDelivery state={delivery.state} language={language} />,
              String(delivery.attemptsMade.length),
              failureWords(delivery.lastError, language) ?? '–',
            ])}
          />
        </section>
      </>,
    );
  }
}

export const StateOfWebhook = ({
  webhook: { state, disabledBecause, failing },
  language,
}: {
  readonly webhook: Pick<WebhookRowView, 'state' | 'disabledBecause' | 'failing'>;
  readonly language: Language;
}) => {
  if (disabledBecause !== null)
    return (
      <>
        <Time tone={disabledBecause === 'by-hand' ? undefined : 'late'}>{T.disabled[language]}</Time>{' '}
        {disabledWords[disabledBecause][language]}
      </>
    );
  if (failing !== null) return <Time tone="risk">{T.failing[language]}</Time>;
  return <Time tone="done">{words.webhook.states[state][language]}</Time>;
};

export const nameOf = ({ description, url }: Pick<WebhookRowView, 'description' | 'url'>): string =>
  description ?? url;

const eventsIn = (events: readonly string[], language: Language): string =>
  events.map((event) => eventWords(event)[language]).join(', ');
const eventWords = (event: string): Texts => (event === '*' ? T.all : textOf(event as Topic));

const fieldsOf = (language: Language, webhook?: WebhookView): SettingsField[] => [
  {
    name: 'url',
    kind: 'line',
    label: T.address,
    hint: t('Börjar med https://.', 'Begins with https://.'),
    instead: t(
      'Skriv adressen, till exempel https://diariet.kommun.se/yttra',
      'Write the address, such as https://diariet.kommun.se/yttra',
    ),
    now: webhook?.url,
  },
  {
    name: 'description',
    kind: 'line',
    label: t('Vad det är för system', 'Which system it is'),
    now: webhook?.description,
    emptied: true,
  },
  {
    name: 'events',
    kind: 'several',
    label: T.what,
    options: [...WEBHOOK_EVENTS.slice(-1), ...WEBHOOK_EVENTS.slice(0, -1)].map((event) => [
      event,
      eventWords(event)[language],
    ]),
    now: webhook?.events ?? ['*'],
    instead: t('Välj minst en händelse', 'Choose at least one event'),
  },
  why,
];

const secretOf = ({ secret }: WebhookSecretView, language: Language): ShownOnce => ({
  heading: t('Webbkrokens hemlighet', 'The secret of the webhook')[language],
  lead: t(
    'Lägg in den i det andra systemet nu: den visas bara den här gången. Den signerar meddelandena (Standard Webhooks).',
    'Enter it in the other system now: it is shown this once. It signs the messages (Standard Webhooks).',
  )[language],
  secret,
});
