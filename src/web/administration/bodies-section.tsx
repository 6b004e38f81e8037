import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { WindUpBody } from '../../consultations/winding-up/wind-up-body.js';
import { Day } from '../../markup/day.js';
import { LinkButton } from '../../markup/buttons.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { formatCaseNumber } from '../../organisation/case-number.js';
import { bodyKindWords } from '../../organisation/body-words.js';
import { isPlanned, KeepBodies } from '../../organisation/keep-bodies.js';
import { BodiesQuery, type BodyView } from '../../organisation/bodies.dto.js';
import { permits } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { inARow, routeWords } from '../../rules/words.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { SettingsTable, settingsPage, Verbs } from './administration-parts.js';
import { bodyForms, BODIES, newBody, type BodySeen } from './body-forms.js';
import { mayAnywhere } from './kept-bodies.js';
import { below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';

const T = {
  name: t('Namn', 'Name'),
  code: t('Kod', 'Code'),
  kind: t('Slag', 'Kind'),
  when: t('Verksamt', 'In being'),
  series: t('Senaste nummer', 'Latest number'),
  since: t('sedan', 'since'),
  until: t('till', 'until'),
  ongoing: t('tills vidare', 'until further notice'),
  now: t('nu', 'now'),
  successor: t('Efterträdare', 'Successor'),
  ending: t('Avveckling', 'Winding-up'),
  planned: t(
    'Planerad: sker av sig själv när sista dagen har gått.',
    'Planned: done by itself when the last day has passed.',
  ),
  refused: t(
    'Skulle ha skett, men något står i vägen. Tryck på Avveckla, så får du veta vad; är inget i vägen, fråga driften. Nytt försök görs varje dag.',
    'Was to be done, and something stands in the way. Press Wind up to see what; if nothing is, ask the operators. It is tried again each day.',
  ),
  partOf: t('Arbetar för', 'Works for'),
  keptBy: t('Diariet förs av', 'The register is kept by'),
  email: t('E-post', 'E-mail'),
  notices: t('Får besked med e-post', 'Told by e-mail'),
  template: t('Så skrivs numren', 'How the numbers are written'),
  example: t('till exempel', 'for example'),
  four: t('Fyra ögon', 'Four eyes'),
  yes: t('Ja', 'Yes'),
  no: t('Nej', 'No'),
  reported: t('Anmäls till nämnden', 'Reported to the board'),
  names: t('Namn genom tiden', 'Names over time'),
  people: t('Personer och roller', 'People and roles'),
  calendar: t('Sammanträdeskalender', 'Meeting calendar'),
  reminders: t('Påminnelser', 'Reminders'),
  more: t('Mer om organet', 'More of the body'),
  facts: t('Uppgifter', 'Facts'),
};

/** The bodies: what they are called and were, when they exist, and how they keep their registers. */
@Injectable()
export class BodiesSection implements Section {
  readonly path = 'namnder';
  readonly title = t('Nämnder och organ', 'Boards and bodies');
  readonly about = t(
    'Namn genom tiden, efterträdare, nummerserier, tider och avveckling.',
    'Names over time, successors, number series, times, winding up.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'body.manage');

  constructor(
    private readonly keepBodies: KeepBodies,
    private readonly names: ReadNames,
    private readonly windUp: WindUpBody,
  ) {}

  async at(asked: Asked, code?: string, form?: string, ...more: string[]): Promise<AtAddress> {
    const { reader, caller } = asked;
    if (more.length > 0) throw new NotFound();
    if (code === undefined) return { page: await this.list(asked) };
    if (code === 'ny' && form === undefined) {
      const record = { seen: null, path: BODIES, way: wayTo(this, reader) };
      return { form: formAt([newBody(this.keepBodies)], code, reader, record) };
    }
    const [view, bodies] = await Promise.all([this.keepBodies.one(code), this.names.bodies()]);
    const seen: BodySeen = { view, bodies };
    const path = below(BODIES, view.code);
    const verbs = bodyForms(this.windUp);
    if (form === undefined) return { page: this.page({ ...asked, caller }, seen, path) };
    return { form: formAt(verbs, form, reader, { seen, path, way: wayTo(this, reader, [view.name, path]) }) };
  }

  private async list(asked: Asked): Promise<VNode> {
    const { reader, caller } = asked;
    const { language } = reader;
    const { items } = await this.keepBodies.list(caller, Object.assign(new BodiesQuery(), { limit: 500 }));
    return settingsPage(
      asked,
      { way: wayTo(this, reader).slice(0, 1), heading: this.title[language], lead: this.about[language] },
      <>
        <Verbs reader={reader} seen={null} path={BODIES} verbs={[newBody(this.keepBodies)]} />
        <SettingsTable
          reader={reader}
          caption={this.title[language]}
          columns={[T.name, T.code, T.kind, T.when, T.series].map((each) => each[language])}
          rows={items.map((body) => [
            <a href={below(BODIES, body.code)}>{body.name}</a>,
            body.code,
            bodyKindWords[body.kind][language],
            <Exists body={body} reader={reader} />,
            seriesOf(body),
          ])}
        />
      </>,
    );
  }

  private page(asked: Asked, seen: BodySeen, path: string): VNode {
    const { reader } = asked;
    const { language } = reader;
    const { view, bodies } = seen;
    const named = (code: string | null) => code && (bodies.find(([each]) => each === code)?.[1] ?? code);
    const yesNo = (is: boolean) => (is ? T.yes : T.no)[language];
    return settingsPage(
      asked,
      { way: wayTo(this, reader), heading: view.name, title: `${view.name}, ${view.code}` },
      <>
        <Verbs reader={reader} seen={seen} path={path} verbs={bodyForms(this.windUp)} />
        <Sheet id="uppgifter" heading={T.facts[language]}>
          <Facts
            lines={[
              [T.code[language], view.code],
              [T.kind[language], bodyKindWords[view.kind][language]],
              [T.when[language], <Exists body={view} reader={reader} />],
              [T.successor[language], named(view.successor)],
              [T.ending[language], isPlanned(view) && T[view.endRefusedOn ? 'refused' : 'planned'][language]],
              [T.partOf[language], named(view.partOf)],
              [T.keptBy[language], named(view.registerKeptBy)],
              [T.series[language], seriesOf(view)],
              [T.template[language], `${T.example[language]} ${firstOf(view, reader.today)}`],
              [T.email[language], view.email],
              [T.notices[language], view.noticeEmails.length > 0 && view.noticeEmails.join(', ')],
              [T.four[language], yesNo(view.fourEyes)],
              [
                T.reported[language],
                view.reportedRoutes.length > 0 &&
                  inARow(view.reportedRoutes.map((route) => routeWords[route][language])),
              ],
            ]}
          />
        </Sheet>
        {view.earlierNames.length > 0 && (
          <Sheet id="namn" heading={T.names[language]}>
            <ul class="plain lined">
              <li>
                {view.name} <span class="quiet">({T.now[language]})</span>
              </li>
              {view.earlierNames.map(({ name, until }) => (
                <li>
                  {name}{' '}
                  <span class="quiet">
                    ({T.until[language]} <Day date={until} language={language} />)
                  </span>
                </li>
              ))}
            </ul>
          </Sheet>
        )}
        <nav class="row" aria-label={T.more[language]}>
          {(
            [
              ['personer', T.people, 'person.read'],
              ['sammantradeskalender', T.calendar, 'meeting.manage'],
              ['paminnelser', T.reminders, 'body.set-reminders'],
            ] as const
          )
            .filter(([, , action]) => permits(reader.actor, action, { body: view.code }))
            .map(([part, words]) => (
              <LinkButton
                variant="tertiary"
                href={`/forvaltning/${part}?namnd=${encodeURIComponent(view.code)}`}
              >
                {words[language]}
              </LinkButton>
            ))}
        </nav>
      </>,
    );
  }
}

const Exists = ({
  body: { from, to },
  reader: { language },
}: {
  readonly body: BodyView;
  readonly reader: Reader;
}) => (
  <>
    {from !== null && (
      <>
        {T.since[language]} <Day date={from} language={language} />{' '}
      </>
    )}
    {to !== null && (
      <>
        {T.until[language]} <Day date={to} language={language} />
      </>
    )}
    {from === null && to === null && T.ongoing[language]}
  </>
);

/** As the body writes it. */
/** The first number of a year, as the body's pattern writes it. */
const firstOf = ({ code, caseNumberTemplate }: BodyView, today: string): string =>
  formatCaseNumber(caseNumberTemplate, { body: code, year: Number(today.slice(0, 4)), n: 1 });

const seriesOf = ({ code, caseNumberTemplate, caseNumberSeries }: BodyView): string =>
  caseNumberSeries === null
    ? '–'
    : formatCaseNumber(caseNumberTemplate, {
        body: code,
        year: caseNumberSeries.year,
        n: caseNumberSeries.lastNumber,
      });
