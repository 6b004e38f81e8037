import type { VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Flag, State, Time } from '../../markup/marks.js';
import { Empty } from '../../markup/notices.js';
import { PageHead } from '../../markup/page.js';
import { Worklist, type MatterProps } from '../../markup/worklist.js';
import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import type { PageView } from '../../lists/paging.dto.js';
import { CONSULTATION_STATES, UNANSWERED_STATES } from '../../rules/consultation-states.js';
import type { SavedSearchView } from '../../organisation/saved-searches/saved-searches.dto.js';
import type { IssuedReferralRowView } from '../../referrals/issued-referrals.dto.js';
import { REFERRAL_STATES } from '../../rules/referral-lifecycle.js';
import type { Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { addressOf, AsTable, Count, CursorPages, Filters } from '../frame/list-parts.js';
import { Masked } from '../frame/masked.js';
import { dueHead, OrderLinks, type WhichReferrals } from './referral-orders.js';
import { SavedSearches } from './saved-searches.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { StateOf, TimeLeft } from '../frame/time-left.js';

const T = {
  heading: { sv: 'Remisser', en: 'Referrals' },
  out: { sv: 'Remisser som ni har ute', en: 'Referrals that you have out' },
  toUs: { sv: 'Remisser som ni är tillfrågade om', en: 'Referrals that you are asked about' },
  which: { sv: 'Vilka remisser', en: 'Which referrals' },
  fresh: { sv: 'Ny remiss', en: 'New referral' },
  words: { sv: 'Ord eller nummer', en: 'Words or number' },
  state: { sv: 'Läge', en: 'State' },
  board: { sv: 'Organ', en: 'Body' },
  officer: { sv: 'Handläggare', en: 'Officer' },
  before: { sv: 'Svar senast till och med', en: 'Reply by, up to and including' },
  count: { sv: 'remisser', en: 'referrals' },
  one: { sv: '1 remiss', en: '1 referral' },
  atLeast: { sv: 'minst', en: 'at least' },
  none: { sv: 'Inga remisser här', en: 'No referrals here' },
  noneYet: {
    sv: 'Ni har inga remisser ute. En ny börjar med ett ärende i ert diarium.',
    en: 'You have no referrals out. A new one begins with a case of your register.',
  },
  noneToUs: {
    sv: 'Ingen har frågat er än. När en remiss kommer står den här och i din inkorg.',
    en: 'Nobody has asked you yet. A referral that comes stands here and in your inbox.',
  },
  noHit: { sv: 'Inget stämmer med det du sökte', en: 'Nothing matches what you looked for' },
  clear: { sv: 'Visa alla', en: 'Show all' },
  answered: { sv: 'har svarat', en: 'have replied' },
  of: { sv: 'av', en: 'of' },
  overdue: { sv: 'försenade', en: 'overdue' },
  atRisk: { sv: 'i riskzonen', en: 'at risk' },
  notSent: { sv: 'Inte skickad', en: 'Not sent' },
} satisfies Record<string, Texts>;

export interface ReferralsListed {
  readonly which: WhichReferrals;
  readonly values: Readonly<
    Partial<Record<'namnd' | 'q' | 'lage' | 'fore' | 'handlaggare' | 'ordning' | 'cursor', string>>
  >;
  readonly boards: readonly (readonly [code: string, name: string])[];
  /** Who handles what the body is asked, where the reader may know them. */
  readonly officers: readonly (readonly [username: string, name: string])[];
  readonly mayBegin: boolean;
  readonly saved: readonly SavedSearchView[];
  readonly out?: { readonly items: readonly IssuedReferralRowView[] } & PageView;
  readonly toUs?: { readonly items: readonly WorklistRowView[] } & PageView;
}

/** The referrals that the reader's bodies have out, and those they are asked about. */
export const referralsPage = (reader: Reader, listed: ReferralsListed): VNode => {
  const { language } = reader;
  const { which, values, boards, out, toUs } = listed;
  const { cursor, ordning, ...filter } = values;
  const ordered = { which, said: ordning, filter };
  const page = (out ?? toUs)!;
  const matters = out
    ? out.items.map((row) => outMatter(row, reader))
    : (toUs?.items ?? []).map((row) => askedMatter(row, reader));
  const heading = which === 'ute' ? T.out : T.toUs;
  const kept = { vilka: which, ordning };
  const count = countInWords(page, reader);
  return staffPage(
    reader,
    { title: `${heading[language]}, ${count}`, section: 'remisser' },
    <>
      <div class="row" data-spread>
        <PageHead heading={T.heading[language]} />
        {listed.mayBegin && (
          <LinkButton icon="plus" href="/remisser/ny">
            {T.fresh[language]}
          </LinkButton>
        )}
      </div>
      <nav class="sorts" aria-label={T.which[language]}>
        {(['ute', 'till-oss'] as const).map((each) => (
          <>
            <a
              href={addressOf('/remisser', { vilka: each, namnd: filter.namnd })}
              aria-current={each === which ? 'page' : undefined}
            >
              {(each === 'ute' ? T.out : T.toUs)[language]}
            </a>{' '}
          </>
        ))}
      </nav>
      <Filters
        action="/remisser"
        language={language}
        values={filter}
        kept={kept}
        fields={[
          { name: 'q', label: T.words[language], kind: 'search' },
          {
            name: 'lage',
            label: T.state[language],
            kind: 'choice',
            options:
              which === 'ute'
                ? REFERRAL_STATES.map((state) => [state, words.referral.states[state][language]])
                : CONSULTATION_STATES.map((state) => [state, words.consultation.states[state][language]]),
          },
          ...(boards.length > 1
            ? [
                {
                  name: 'namnd',
                  label: T.board[language],
                  kind: 'choice' as const,
                  options: boards,
                  isSet: which === 'till-oss',
                },
              ]
            : []),
          ...(which === 'till-oss' && listed.officers.length > 0
            ? [
                {
                  name: 'handlaggare',
                  label: T.officer[language],
                  kind: 'choice' as const,
                  options: listed.officers,
                },
              ]
            : []),
          { name: 'fore', label: T.before[language], kind: 'date' },
        ]}
      />
      <SavedSearches
        reader={reader}
        saved={listed.saved}
        address={
          ordning || Object.values(filter).some(Boolean)
            ? addressOf('/remisser', { ...kept, ...filter })
            : '/remisser'
        }
      />
      <div data-live="lista">
        {matters.length === 0 ? (
          <Nothing reader={reader} listed={listed} />
        ) : (
          <div class="work">
            <Count links={<OrderLinks ordered={ordered} language={language} />}>
              <strong>{count}</strong>
            </Count>
            <Worklist
              language={language}
              caption={`${heading[language]}: ${count}`}
              groups={[{ id: 'lista', matters }]}
              due={dueHead(ordered)}
            />
            <AsTable href={addressOf('/remisser/remisser.csv', { ...kept, ...filter })} language={language} />
            <CursorPages
              language={language}
              path="/remisser"
              values={{ ...kept, ...filter }}
              page={{ nextCursor: page.nextCursor, isFirst: cursor === undefined }}
            />
          </div>
        )}
      </div>
    </>,
  );
};

const Nothing = ({
  reader: { language },
  listed: { which, values },
}: {
  readonly reader: Reader;
  readonly listed: ReferralsListed;
}) => {
  const isFiltered = [values.q, values.lage, values.fore, values.handlaggare].some(Boolean);
  return (
    <Empty icon="referral" heading={(isFiltered ? T.noHit : T.none)[language]}>
      {isFiltered ? (
        <p>
          <a href={addressOf('/remisser', { vilka: which })}>{T.clear[language]}</a>
        </p>
      ) : (
        <p>{(which === 'ute' ? T.noneYet : T.noneToUs)[language]}</p>
      )}
    </Empty>
  );
};

function countInWords({ total = 0, totalIsAtLeast }: PageView, { language }: Reader): string {
  if (total === 1) return T.one[language];
  return `${totalIsAtLeast ? `${T.atLeast[language]} ` : ''}${total} ${T.count[language]}`;
}

/** A referral that is out, with how many have replied and how the others fare. */
export function outMatter(row: IssuedReferralRowView, { language, today }: Reader): MatterProps {
  const { id, title, caseNumber, state, replyBy, counts } = row;
  const { asked, answered, overdue, atRisk } = counts;
  const parts = {
    draft: { part: 0 },
    sent: { part: 4 },
    closed: { part: 8, mark: 'check' as const },
    withdrawn: { part: 0, mark: 'cross' as const },
  };
  return {
    href: state === 'draft' ? `/remisser/${id}/utkast/handlingar` : `/remisser/${id}`,
    title: title ?? <Masked language={language} />,
    refs: [caseNumber],
    state: <State {...parts[state]}>{words.referral.states[state][language]}</State>,
    time:
      state === 'draft' ? (
        <span class="quiet">{T.notSent[language]}</span>
      ) : (
        <>
          {state === 'sent' && replyBy && answered < asked ? (
            <TimeLeft until={replyBy} today={today} language={language} />
          ) : (
            <Time>
              {answered} {T.of[language]} {asked}
            </Time>
          )}
          <span class="ref">
            {answered} {T.of[language]} {asked} {T.answered[language]}
          </span>
          {overdue > 0 && (
            <Flag tone="late">
              {overdue} {T.overdue[language]}
            </Flag>
          )}
          {atRisk > 0 && (
            <Flag tone="risk">
              {atRisk} {T.atRisk[language]}
            </Flag>
          )}
        </>
      ),
    until: replyBy ? <Day date={replyBy} language={language} form="list" today={today} /> : '–',
  };
}

function askedMatter(row: WorklistRowView, { language, today }: Reader): MatterProps {
  const { id, title, caseNumber, ownCaseNumber, issuer, officerName, state, replyBy, overdue } = row;
  // The number of a body begins with its code.
  const asker = issuer !== null && caseNumber.startsWith(issuer) ? null : issuer;
  return {
    href: `/svar/${id}`,
    title: title ?? <Masked language={language} />,
    refs: [ownCaseNumber, caseNumber, asker, officerName].filter((ref) => ref !== null),
    state: <StateOf state={state} language={language} />,
    time:
      UNANSWERED_STATES.includes(state) || overdue ? (
        <TimeLeft until={replyBy} today={today} language={language} />
      ) : (
        '–'
      ),
    until: <Day date={replyBy} language={language} form="list" today={today} />,
  };
}
