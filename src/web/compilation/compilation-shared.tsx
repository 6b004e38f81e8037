import type { VNode } from 'preact';
import type {
  SharedCompilationRowView,
  SharedCompilationView,
} from '../../compilation/shared-compilations.dto.js';
import { LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Notice, Pages } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { dayOf } from '../../papers/parts.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { Compared } from './compilation-compared.js';
import { Remarks } from './compilation-remarks.js';
import { Summaries } from './compilation-summaries.js';
import { hasReplied, Stances } from './compilation-stances.js';
import { addressOf } from '../frame/list-parts.js';
import { Happened } from '../steps/happened.js';
import type { Opened } from '../steps/open-record.js';
import { ReferralHead, titleOfReferral } from '../referral/referral-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';

const T = {
  versions: { sv: 'Delade versioner', en: 'Versions that were shared' },
  none: {
    sv: 'Sammanställningen är inte delad med remissinstanserna.',
    en: 'The compilation has not been shared with the consultees.',
  },
  later: { sv: 'Det finns en senare version:', en: 'There is a later version:' },
  version: { sv: 'Version', en: 'Version' },
  report: { sv: 'Tjänsteskrivelse till beslut', en: 'Staff report for the decision' },
  reportAbout: {
    sv: 'Ett utkast i Word med vilka som svarat, vad de tycker och hur synpunkterna har bemötts. Förslag och bedömning skriver du.',
    en: 'A draft in Word with who has replied, what they think and how the remarks were met. You write proposal and assessment.',
  },
  reportOf: { sv: 'Utkast av version', en: 'Draft of version' },
  reportNow: { sv: 'Utkast av det som har kommit in hittills', en: 'Draft of what has come in until now' },
  shared: { sv: 'delad', en: 'shared' },
  heading: { sv: 'Sammanställning, version', en: 'Compilation, version' },
  beside: { sv: 'Svaren sida vid sida', en: 'The replies side by side' },
  frozen: {
    sv: 'Så som den delades. Det som har kommit in eller ändrats efteråt står inte här.',
    en: 'As it was shared. What has come in or been changed since is not here.',
  },
  compilation: { sv: 'sammanställningen', en: 'the compilation' },
} satisfies Record<string, Texts>;

/** The day on which a version was shared. */
export const SharedOn = ({
  at,
  reader: { language, today },
}: {
  readonly at: string;
  readonly reader: Reader;
}) => (
  <>
    {T.shared[language]} <Day date={dayOf(at)} language={language} form="sentence" today={today} />
  </>
);

/** The papers of a compilation: of a version that was shared, or as it is now. */
export const CompilationPapers = ({
  id,
  number,
  language,
}: {
  readonly id: string;
  readonly number?: number | undefined;
  readonly language: Language;
}) => {
  const version = number === undefined ? undefined : String(number);
  return (
    <ul class="plain row">
      {FORMATS.map(([format, said]) => (
        <li>
          <LinkButton
            dense
            variant="secondary"
            icon="download"
            href={addressOf(`/remisser/${id}/handlingar/sammanstallning`, { version, format })}
            label={`${said}, ${T.compilation[language]}`}
          >
            {said}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
};

/** What a compilation can be had as; PDF where nothing is asked for. */
const FORMATS = [
  ['docx', 'Word'],
  [undefined, 'PDF'],
  ['xlsx', 'Excel'],
] as const;

/** The draft of a staff report, to be written on in Word: of what was shared last, and of what has come in until now. */
const StaffReport = ({
  id,
  latest,
  language,
}: {
  readonly id: string;
  readonly latest: number | undefined;
  readonly language: Language;
}) => {
  const at = (version?: number) =>
    addressOf(`/remisser/${id}/handlingar/tjansteskrivelse`, {
      version: version === undefined ? undefined : String(version),
      format: 'docx',
    });
  return (
    <>
      <h3>{T.report[language]}</h3>
      <p class="quiet">{T.reportAbout[language]}</p>
      <ul class="plain">
        {latest !== undefined && (
          <li>
            <a class="ds-link" href={at(latest)}>
              {T.reportOf[language]} {latest} (Word)
            </a>
          </li>
        )}
        <li>
          <a class="ds-link" href={at()}>
            {T.reportNow[language]} (Word)
          </a>
        </li>
      </ul>
    </>
  );
};

/** Which versions the consultees have been given, and the step that gives them another. */
export const Versions = ({
  reader,
  referral,
  versions,
  path,
  page,
  hasMore,
}: {
  readonly reader: Reader;
  readonly referral: ReferralView;
  readonly versions: readonly SharedCompilationRowView[];
  readonly path: string;
  readonly page: number;
  readonly hasMore: boolean;
}) => {
  const { language } = reader;
  const oppna = referral.confidential ? 'ja' : undefined;
  const addressOfPage = (each: number) => `${addressOf(path, { delade: String(each), oppna })}#delade`;
  return (
    <Sheet id="delade" heading={T.versions[language]}>
      {versions.length === 0 && page === 1 ? (
        <p class="quiet">{T.none[language]}</p>
      ) : (
        <ul class="plain">
          {versions.map(({ number, sharedAt }) => (
            <li>
              <a class="ds-link" href={`/remisser/${referral.id}/sammanstallningar/${number}`}>
                {T.version[language]} {number}
              </a>
              , <SharedOn at={sharedAt} reader={reader} />
            </li>
          ))}
        </ul>
      )}
      <Pages
        language={language}
        previous={page > 1 ? addressOfPage(page - 1) : undefined}
        next={hasMore ? addressOfPage(page + 1) : undefined}
      />
      {referral.availableActions.includes('share-compilation') && (
        <p>
          <LinkButton variant="secondary" href={`/remisser/${referral.id}/dela-sammanstallning`}>
            {words.referral.verbs['share-compilation'].todo[language]}
          </LinkButton>
        </p>
      )}
      <StaffReport
        id={referral.id}
        latest={page === 1 ? versions[0]?.number : undefined}
        language={language}
      />
    </Sheet>
  );
};

export type SharedPageProps = Opened & {
  readonly referral: ReferralView;
  readonly shared: SharedCompilationView;
  /** The latest version, where this is an earlier one. */
  readonly later: SharedCompilationRowView | undefined;
  /** Which page of the remarks is shown, from 1. */
  readonly page: number;
};

/** A version of the compilation as those it was shared with see it. */
export const sharedCompilationPage = ({
  reader,
  referral,
  shared,
  later,
  page,
  done,
  warnings,
}: SharedPageProps): VNode => {
  const { language } = reader;
  const { compilation: view, number, note, sharedAt } = shared;
  const heading = `${T.heading[language]} ${number}`;
  const path = `/remisser/${referral.id}/sammanstallningar/${number}`;
  const oppna = referral.confidential ? 'ja' : undefined;
  const replies = view.consultees.filter(hasReplied);
  return staffPage(
    reader,
    { title: titleOfReferral(referral, heading), section: 'remisser', width: 'wide' },
    <>
      <ReferralHead reader={reader} referral={referral} here={heading} />
      <Happened {...{ reader, done, warnings }} />
      {later && (
        <Notice tone="warning">
          <p>
            {T.later[language]}{' '}
            <a href={`/remisser/${referral.id}/sammanstallningar/${later.number}`}>
              {T.version[language]} {later.number}
            </a>
            , <SharedOn at={later.sharedAt} reader={reader} />.
          </p>
        </Notice>
      )}
      <div class="row" data-spread>
        <p class="lead">
          {view.issuerName}, <SharedOn at={sharedAt} reader={reader} />. {T.frozen[language]}
        </p>
        <CompilationPapers id={referral.id} number={number} language={language} />
      </div>
      {note && <p class="as-written">{note}</p>}
      <Stances reader={reader} view={view} isShared />
      <Summaries view={view} language={language} />
      <section aria-labelledby="sida">
        <h2 id="sida">{T.beside[language]}</h2>
        <Compared
          {...{ reader, view, replies, order: view.questions.length > 0 ? 'fragor' : 'att-satser' }}
          linked={false}
        />
      </section>
      <Remarks
        {...{ reader, view, page }}
        addressOfPage={(each) => `${addressOf(path, { sida: String(each), oppna })}#synpunkter`}
      />
    </>,
  );
};
