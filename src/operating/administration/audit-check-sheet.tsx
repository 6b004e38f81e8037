import { randomUUID } from 'node:crypto';
import { Button } from '../../markup/buttons.js';
import { Moment } from '../../markup/day.js';
import { Hidden } from '../../markup/fields.js';
import { Time } from '../../markup/marks.js';
import { Facts, Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { Texts } from '../../rules/texts.js';
import { SettingsTable } from '../../web/administration/administration-parts.js';
import type { Names } from '../../web/frame/read-names.js';
import type { Reader } from '../../web/frame/staff-frame.js';
import { t } from '../../web/steps/step-field.js';
import type { AuditCheckState, AuditCheckView } from '../audit-check/audit-checks.dto.js';

const T = {
  heading: t('Kontroll av historiken', 'Check of the audit trail'),
  lead: t(
    'Historiken är en kedja som inte går att ändra utan att det syns. Hela kedjan kontrolleras varje natt, och när du begär det.',
    'The audit trail is a chain that cannot be changed unseen. All of it is checked each night, and when you ask for it.',
  ),
  none: t('Historiken har inte kontrollerats än.', 'The audit trail has not been checked yet.'),
  waiting: t('En kontroll är begärd och börjar strax.', 'A check has been asked for and begins shortly.'),
  running: t('En kontroll pågår sedan', 'A check has been running since'),
  reload: t('Visa hur det gick', 'Show how it went'),
  late: t(
    'Historiken har inte kontrollerats på två nätter. Se till att arbetaren är i gång, eller kontrollera nu.',
    'The audit trail has not been checked for two nights. See that the worker runs, or check it now.',
  ),
  broken: t('Historiken är bruten', 'The audit trail is broken'),
  event: t('Händelse', 'Event'),
  todo: t(
    'Ändra inget i databasen. Säg till den som sköter driften, som tar reda på var felet finns med kommandot verify-audit och följer ”När historiken är bruten” i docs/operating.md.',
    'Change nothing in the database. Tell whoever operates the service, who finds out where it is by the command verify-audit, and follows “When the audit trail is broken” in docs/operating.md.',
  ),
  latest: t('Senaste kontroll', 'Latest check'),
  until: t('till', 'to'),
  events: t('Händelser', 'Events'),
  stretch: t('Från första till sista händelsen', 'From the first event to the last'),
  outcome: t('Resultat', 'Result'),
  check: t('Kontrollera nu', 'Check now'),
  earlier: t('De senaste kontrollerna', 'The latest checks'),
  when: t('När', 'When'),
  who: t('Vem', 'Who'),
  nightly: t('Nattlig', 'Nightly'),
};

const STATES: Readonly<Record<AuditCheckState, Texts>> = {
  waiting: t('Väntar', 'Waits'),
  running: t('Pågår', 'Running'),
  whole: t('Hel', 'Whole'),
  broken: t('Bruten', 'Broken'),
  interrupted: t('Avbruten', 'Interrupted'),
};
const TONES = {
  waiting: undefined,
  running: undefined,
  whole: 'done',
  broken: 'late',
  interrupted: 'risk',
} as const;

interface Props {
  readonly reader: Reader;
  /** The latest first. */
  readonly checks: readonly AuditCheckView[];
  readonly isLate: boolean;
  /** Of those who asked. */
  readonly names: Names;
  /** Of the page. */
  readonly path: string;
}

/** Whether the audit trail is whole, as it was checked last, and the button that has it checked now. */
export const AuditCheckSheet = ({ reader, checks, isLate, names, path }: Props) => {
  const { language } = reader;
  const underWay = checks.find(({ endedAt }) => endedAt === null);
  const latest = checks.find(({ events }) => events !== null);
  return (
    <>
      <Sheet id="granskning" heading={T.heading[language]}>
        <p>{T.lead[language]}</p>
        {latest?.fault && (
          <Notice tone="danger" heading={T.broken[language]}>
            <p>
              {latest.fault.event !== null && `${T.event[language]} ${latest.fault.event}: `}
              {latest.fault.detail}
            </p>
            <p>{T.todo[language]}</p>
          </Notice>
        )}
        {isLate && (
          <Notice tone="warning">
            <p>{T.late[language]}</p>
          </Notice>
        )}
        {latest ? <Facts lines={factsOf(latest, reader)} /> : !underWay && <p>{T.none[language]}</p>}
        {underWay ? (
          <Notice>
            <p>
              {underWay.startedAt === null ? (
                T.waiting[language]
              ) : (
                <>
                  {T.running[language]} <Moment at={underWay.startedAt} language={language} />.
                </>
              )}{' '}
              {/* With a fragment it would lead to where one is already, and fetch nothing. */}
              <a href={path}>{T.reload[language]}</a>
            </p>
          </Notice>
        ) : (
          <form method="post" action={path}>
            <Hidden values={{ _token: reader.token, _key: randomUUID() }} />
            <Button>{T.check[language]}</Button>
          </form>
        )}
      </Sheet>
      {checks.length > 0 && <Checks {...{ reader, checks, names }} />}
    </>
  );
};

const factsOf = (
  { startedAt, endedAt, state, events, firstEventAt, lastEventAt }: AuditCheckView,
  { language }: Reader,
): Parameters<typeof Facts>[0]['lines'] => [
  [T.outcome[language], <Outcome state={state} language={language} />],
  [
    T.latest[language],
    startedAt && endedAt && (
      <>
        <Moment at={startedAt} language={language} /> {T.until[language]}{' '}
        <Moment at={endedAt} language={language} />
      </>
    ),
  ],
  [T.events[language], String(events)],
  [
    T.stretch[language],
    firstEventAt && lastEventAt && (
      <>
        <Moment at={firstEventAt} language={language} /> {T.until[language]}{' '}
        <Moment at={lastEventAt} language={language} />
      </>
    ),
  ],
];

const Outcome = ({ state, language }: Pick<AuditCheckView, 'state'> & Pick<Reader, 'language'>) => (
  <Time tone={TONES[state]}>{STATES[state][language]}</Time>
);

const Checks = ({ reader, checks, names }: Pick<Props, 'reader' | 'checks' | 'names'>) => {
  const { language } = reader;
  return (
    <section class="stack" aria-labelledby="kontroller">
      <h2 id="kontroller">{T.earlier[language]}</h2>
      <SettingsTable
        reader={reader}
        caption={T.earlier[language]}
        columns={[T.when, T.who, T.outcome, T.events].map((each) => each[language])}
        rows={checks.map(({ askedAt, askedBy, state, events }) => [
          <Moment at={askedAt} language={language} />,
          askedBy === null ? T.nightly[language] : (names.get(askedBy) ?? askedBy),
          <Outcome state={state} language={language} />,
          events ?? '–',
        ])}
      />
    </section>
  );
};
