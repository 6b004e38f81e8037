import type { VNode } from 'preact';
import { Button } from '../../markup/buttons.js';
import { TextField } from '../../markup/fields.js';
import { Empty } from '../../markup/notices.js';
import { PageHead, Sheet } from '../../markup/page.js';
import type { SavedSearchView } from '../../organisation/saved-searches/saved-searches.dto.js';
import { isNothing } from '../../consultations/search/search.js';
import type { SearchView } from '../../consultations/search/search.dto.js';
import type { PageView } from '../../lists/paging.dto.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { addressOf, CursorPages, registerPath } from '../frame/list-parts.js';
import { Masked } from '../frame/masked.js';
import { SavedSearches } from './saved-searches.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { StateOf } from '../frame/time-left.js';

const T = {
  search: { sv: 'Sök', en: 'Search' },
  lead: {
    sv: 'Diarienummer på endera sidan, ord ur rubriken, ett organ eller en handläggare i din förvaltning.',
    en: 'A case number of either side, words of the title, a body, or an officer of your administration.',
  },
  what: {
    sv: 'Sök diarienummer, ord, organ eller handläggare',
    en: 'Search for a case number, words, a body or an officer',
  },
  replies: { sv: 'Remissvar', en: 'Replies' },
  cases: { sv: 'Ärenden', en: 'Cases' },
  bodies: { sv: 'Organ', en: 'Bodies' },
  officers: { sv: 'Handläggare', en: 'Officers' },
  meant: { sv: 'Menade du', en: 'Did you mean' },
  nothing: { sv: 'Inget stämmer med', en: 'Nothing matches' },
  try: {
    sv: 'Prova färre ord, eller bara numret: TSN 2026/112. Det du inte får se visas inte.',
    en: 'Try fewer words, or the number alone: TSN 2026/112. What you may not see is not shown.',
  },
  more: { sv: 'Visa alla', en: 'Show all' },
  register: { sv: 'diarium', en: 'register' },
} satisfies Record<string, Texts>;

export interface Found extends SearchView {
  readonly q: string;
  /** Which list goes on page by page, where one does. */
  readonly only: 'remissvar' | 'arenden' | undefined;
  readonly isFirst: boolean;
  /** Of which bodies the reader may read the register. */
  readonly own: readonly string[];
  readonly saved: readonly SavedSearchView[];
}

/** What was found by a number, by words or by the name of a body. */
export const searchPage = (reader: Reader, found: Found): VNode => {
  const { language } = reader;
  const { q, consultations, cases, bodies, officers, own } = found;
  const isEmpty = isNothing(found);
  return staffPage(
    reader,
    // What somebody looks for may be a name: it stands in no title, and so in no history of a browser by name.
    { title: T.search[language], width: 'text' },
    <>
      <PageHead heading={T.search[language]}>
        <p>{T.lead[language]}</p>
      </PageHead>
      <form class="filters" method="get" action="/sok" role="search" aria-label={T.what[language]}>
        <TextField name="q" label={T.what[language]} type="search" value={q} wide />
        <Button>{T.search[language]}</Button>
      </form>
      <SavedSearches reader={reader} saved={found.saved} address={addressOf('/sok', { q: q || undefined })} />
      {q !== '' && isEmpty && (
        <Empty icon="search" heading={`${T.nothing[language]} ”${q}”`}>
          {found.didYouMean !== null && (
            <p>
              {T.meant[language]} <a href={addressOf('/sok', { q: found.didYouMean })}>{found.didYouMean}</a>?
            </p>
          )}
          <p>{T.try[language]}</p>
        </Empty>
      )}
      {consultations.items.length > 0 && (
        <Sheet id="remissvar" heading={T.replies[language]}>
          <ul class="plain lined entries">
            {consultations.items.map((row) => (
              <li>
                <a href={`/svar/${row.id}`}>{row.title ?? <Masked language={language} />}</a>
                <p class="ref">
                  {[row.ownCaseNumber, row.caseNumber, row.issuer, row.consultee]
                    .filter((each) => each !== null)
                    .join(' · ')}
                </p>
                <StateOf state={row.state} language={language} />
              </li>
            ))}
          </ul>
          <More found={found} list="remissvar" page={consultations} language={language} />
        </Sheet>
      )}
      {cases.items.length > 0 && (
        <Sheet id="arenden" heading={T.cases[language]}>
          <ul class="plain lined entries">
            {cases.items.map((row) => (
              <li>
                <a href={`/arenden/${row.id}`}>{row.title ?? <Masked language={language} />}</a>
                <p class="ref">
                  {row.caseNumber} · {words.case.states[row.state][language]}
                </p>
              </li>
            ))}
          </ul>
          <More found={found} list="arenden" page={cases} language={language} />
        </Sheet>
      )}
      {bodies.length > 0 && (
        <Sheet id="organ" heading={T.bodies[language]}>
          <ul>
            {bodies.map(({ code, name }) => (
              <li>
                {own.includes(code) ? (
                  <a href={registerPath(code)}>
                    {name}, {T.register[language]}
                  </a>
                ) : (
                  `${name} (${code})`
                )}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      {officers.length > 0 && (
        <Sheet id="handlaggare" heading={T.officers[language]}>
          <ul>
            {officers.map(({ username, name, body }) => (
              <li>
                <a href={addressOf('/remisser', { vilka: 'till-oss', namnd: body, handlaggare: username })}>
                  {name}, {body}
                </a>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>,
  );
};

/** The rest of a list: from the first few of it to all, then page by page. */
const More = ({
  found: { q, only, isFirst },
  list,
  page: { nextCursor },
  language,
}: {
  readonly found: Found;
  readonly list: 'remissvar' | 'arenden';
  readonly page: Pick<PageView, 'nextCursor'>;
  readonly language: Language;
}) => {
  const values = { q, bland: list };
  if (only)
    return <CursorPages language={language} path="/sok" values={values} page={{ nextCursor, isFirst }} />;
  return nextCursor === null ? null : (
    <p>
      <a href={addressOf('/sok', values)}>{T.more[language]}</a>
    </p>
  );
};
