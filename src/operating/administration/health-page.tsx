import type { HealthCheckResult } from '@nestjs/terminus';
import type { VNode } from 'preact';
import { Time } from '../../markup/marks.js';
import { Facts, Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { settingsPage, SettingsTable } from '../../web/administration/administration-parts.js';
import { ADMINISTRATION, ADMINISTRATION_TITLE } from '../../web/administration/section.js';
import type { Names } from '../../web/frame/read-names.js';
import type { Reader } from '../../web/frame/staff-frame.js';
import { t } from '../../web/steps/step-field.js';
import type { Language, Texts } from '../../rules/texts.js';
import { isWell } from '../check-health.js';
import type { AuditCheckView } from '../audit-check/audit-checks.dto.js';
import type { Unwritten } from '../metrics.js';
import type { Late, Waiting } from '../watchdog.js';
import { AuditCheckSheet } from './audit-check-sheet.js';

export const HEALTH = `${ADMINISTRATION}/drift`;
export const HEALTH_TITLE = t('Driftläge', 'Health');

const T = {
  lead: t(
    'Det som övervakningen också läser. Den som sköter driften ser mer med kommandot doctor.',
    'What monitoring reads too. Whoever operates the service sees more by the command doctor.',
  ),
  parts: t('Delar', 'Parts'),
  part: t('Del', 'Part'),
  state: t('Läge', 'State'),
  says: t('Vad det betyder', 'What it means'),
  up: t('Bra', 'Well'),
  down: t('Fungerar inte', 'Does not work'),
  waits: t('Det som väntar', 'What waits'),
  undelivered: t('Äldsta leverans som inte kommit fram', 'Oldest delivery that has not arrived'),
  overdue: t('Äldsta försök som skulle ha gjorts', 'Oldest attempt that was due'),
  sweep: t('Sedan alla påminnelser var sagda', 'Since all reminders were said'),
  seal: t('Äldsta försegling som inte är mottagen', 'Oldest seal that is not received'),
  papers: t('Handlingar (PDF) som väntar', 'Papers (PDF) that wait'),
  papersFailing: t('Handlingar (PDF) som misslyckas', 'Papers (PDF) that fail'),
  packages: t('Arkivpaket som väntar', 'Archive packages that wait'),
  packagesFailing: t('Arkivpaket som misslyckas', 'Archive packages that fail'),
  signatures: t('Begäranden om underskrifter som väntar', 'Requests for signatures that wait'),
  signaturesFailing: t('Begäranden om underskrifter som dröjer', 'Requests for signatures that are delayed'),
  nothing: t('inget', 'nothing'),
  late: t('ligger efter', 'lags behind'),
  version: t('Version', 'Version'),
  oldForm: t(
    'Sidan var från en tidigare inloggning. Tryck igen om du fortfarande vill.',
    'The page was of an earlier sign-in. Press again if you still want to.',
  ),
};

/** What each part is called, and what it means that it is down. */
const PARTS: Readonly<Record<string, readonly [name: Texts, down: Texts]>> = {
  database: [
    t('Databasen', 'The database'),
    t('Svarar inte. Inget kan läsas eller sparas.', 'Does not answer. Nothing can be read or saved.'),
  ],
  room: [
    t('Databasens disk', 'The disk of the database'),
    t(
      'Är full. Allt kan läsas, men inget kan sparas. Gör plats på den.',
      'Is full. Everything can be read, but nothing can be saved. Make room on it.',
    ),
  ],
  process: [t('Tjänsten', 'The service'), t('Håller på att stängas av.', 'Is being stopped.')],
  clock: [
    t('Klockan', 'The clock'),
    t('Går fel. Rätta datorns tid.', 'Is wrong. Mend the time of the computer.'),
  ],
  delivering: [
    t('Leveranser och påminnelser', 'Deliveries and reminders'),
    t(
      'Ligger efter. Se till att arbetaren och kön är i gång.',
      'Lag behind. See that the worker and the queue run.',
    ),
  ],
  unnamedProxies: [
    t('Proxyservrar', 'Proxies'),
    t(
      'Okända proxyservrar skickar vidare. Namnge dem i TRUSTED_PROXIES, om de är era.',
      'Unknown proxies forward requests. Name them in TRUSTED_PROXIES, if they are yours.',
    ),
  ],
  virusScanner: [
    t('Virusskyddet', 'The virus scanner'),
    t('Svarar inte. Filer kan inte laddas upp.', 'Does not answer. Files cannot be uploaded.'),
  ],
};

/** That a part is not well, and what that means, in one line. */
export function partDown(part: string): Texts {
  const [name, down] = PARTS[part] ?? [t(part, part), T.down];
  return t(`${name.sv}: ${down.sv}`, `${name.en}: ${down.en}`);
}

const NOT_CONFIGURED = t('Inte inkopplat', 'Not connected');

interface Props {
  readonly reader: Reader;
  readonly report: HealthCheckResult;
  readonly waiting: Waiting;
  readonly late: Late;
  readonly unwritten: Unwritten;
  readonly version: string;
  /** Of the audit trail, the latest first. */
  readonly checks: readonly AuditCheckView[];
  readonly names: Names;
  /** Whether a form of an earlier session was sent. */
  readonly isOld: boolean;
}

/** How the service does: what `/health/ready`, the watchdog and the metrics say, in words. */
export const healthPage = (props: Props): VNode => {
  const { reader, report, waiting, late, unwritten, version, checks, names, isOld } = props;
  const { language } = reader;
  const { papers, packages, signatures } = unwritten;
  const failing = (count: number) => <Time tone={count > 0 ? 'late' : undefined}>{String(count)}</Time>;
  const how = (seconds: number, isLate: boolean) => (
    <Time tone={isLate ? 'late' : undefined}>
      {seconds === 0 ? T.nothing[language] : inWords(seconds, language)}
      {isLate && `, ${T.late[language]}`}
    </Time>
  );
  return settingsPage(
    { reader, done: undefined, warnings: [] },
    {
      way: [[ADMINISTRATION_TITLE[language], ADMINISTRATION]],
      heading: HEALTH_TITLE[language],
      lead: T.lead[language],
    },
    <>
      {isOld && (
        <Notice tone="warning">
          <p>{T.oldForm[language]}</p>
        </Notice>
      )}
      <SettingsTable
        reader={reader}
        caption={T.parts[language]}
        columns={[T.part, T.state, T.says].map((each) => each[language])}
        rows={Object.entries(report.details).map(([part, detail]) => {
          const [name, down] = PARTS[part] ?? [t(part, part), T.down];
          const isUp = isWell(part, detail);
          const isOff = detail['configured'] === false;
          return [
            name[language],
            isOff ? (
              NOT_CONFIGURED[language]
            ) : (
              <Time tone={isUp ? 'done' : 'late'}>{(isUp ? T.up : T.down)[language]}</Time>
            ),
            isUp ? '–' : down[language],
          ];
        })}
      />
      <Sheet id="vantar" heading={T.waits[language]}>
        <Facts
          lines={[
            [T.undelivered[language], how(waiting.oldestUndelivered, false)],
            [T.overdue[language], how(waiting.oldestOverdue, late.deliveries)],
            [T.sweep[language], how(waiting.sinceReminderSweep, late.reminders)],
            [T.seal[language], how(waiting.oldestUnsentSeal, late.seals)],
            [T.papers[language], String(papers.waiting)],
            [T.papersFailing[language], failing(papers.failing)],
            [T.packages[language], String(packages.waiting)],
            [T.packagesFailing[language], failing(packages.failing)],
            [T.signatures[language], String(signatures.waiting)],
            [T.signaturesFailing[language], failing(signatures.failing)],
            [T.version[language], version],
          ]}
        />
      </Sheet>
      <AuditCheckSheet {...{ reader, checks, names }} path={HEALTH} isLate={late.auditChecks} />
    </>,
  );
};

const UNITS: readonly (readonly [seconds: number, one: Texts, several: Texts])[] = [
  [86_400, t('dygn', 'day'), t('dygn', 'days')],
  [3600, t('timme', 'hour'), t('timmar', 'hours')],
  [60, t('minut', 'minute'), t('minuter', 'minutes')],
  [1, t('sekund', 'second'), t('sekunder', 'seconds')],
];

/** A length of time by its largest unit. */
function inWords(seconds: number, language: Language): string {
  const [unit, one, several] = UNITS.find(([least]) => seconds >= least) ?? UNITS.at(-1)!;
  const count = Math.round(seconds / unit);
  return `${count} ${(count === 1 ? one : several)[language]}`;
}
