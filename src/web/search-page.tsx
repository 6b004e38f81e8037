import type { VNode } from 'preact';
import { Button } from '../markup/buttons.js';
import { TextField } from '../markup/fields.js';
import { Icon } from '../markup/icons.js';
import { Empty } from '../markup/notices.js';
import { PageHead, Sheet } from '../markup/page.js';
import type { CaseRowView } from '../cases/cases.dto.js';
import type { ConsultationRowView } from '../consultations/consultations.dto.js';
import type { Language, Texts } from '../rules/texts.js';
import { words } from '../rules/words.js';
import { addressOf } from './list-parts.js';
import { staffPage, type Reader } from './staff-frame.js';
import { StateOf } from './time-left.js';

const T = {
  search: { sv: 'Sök', en: 'Search' },
  lead: {
    sv: 'Diarienummer på endera sidan, ord ur rubriken eller ett organ.',
    en: 'A case number of either side, words of the title, or a body.',
  },
  what: { sv: 'Sök diarienummer, ord eller organ', en: 'Search for a case number, words or a body' },
  replies: { sv: 'Remissvar', en: 'Replies' },
  cases: { sv: 'Ärenden', en: 'Cases' },
  bodies: { sv: 'Organ', en: 'Bodies' },
  nothing: { sv: 'Inget hittades', en: 'Nothing was found' },
  try: {
    sv: 'Prova färre ord, eller bara numret: TSN 2026/112. Det du inte får se visas inte.',
    en: 'Try fewer words, or the number alone: TSN 2026/112. What you may not see is not shown.',
  },
  more: { sv: 'Visa alla', en: 'Show all' },
  confidential: { sv: 'Sekretessmarkerat ärende', en: 'Confidential matter' },
  register: { sv: 'diarium', en: 'register' },
} satisfies Record<string, Texts>;

export interface Found {
  readonly q: string;
  readonly consultations: { readonly items: readonly ConsultationRowView[]; readonly isMore: boolean };
  readonly cases: { readonly items: readonly CaseRowView[] };
  readonly bodies: readonly (readonly [code: string, name: string])[];
  /** Of which bodies the reader may read the register. */
  readonly own: readonly string[];
}

/** What was found by a number, by words or by the name of a body. */
export const searchPage = (reader: Reader, found: Found): VNode => {
  const { language } = reader;
  const { q, consultations, cases, bodies, own } = found;
  const isNothing =
    q !== '' && [consultations.items, cases.items, bodies].every(({ length }) => length === 0);
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
      {isNothing && (
        <Empty icon="search" heading={T.nothing[language]}>
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
          {consultations.isMore && (
            <p>
              <a href={addressOf('/remisser', { vilka: 'till-oss', q })}>{T.more[language]}</a>
            </p>
          )}
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
        </Sheet>
      )}
      {bodies.length > 0 && (
        <Sheet id="organ" heading={T.bodies[language]}>
          <ul>
            {bodies.map(([code, name]) => (
              <li>
                {own.includes(code) ? (
                  <a href={`/diarium/${code.toLowerCase()}`}>
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
    </>,
  );
};

const Masked = ({ language }: { readonly language: Language }) => (
  <>
    <Icon name="lock" /> {T.confidential[language]}
  </>
);
