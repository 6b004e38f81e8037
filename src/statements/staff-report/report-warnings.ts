import type { Texts } from '../../rules/texts.js';
import type { StatementContent } from '../statement.js';
import { understoodByItself, undated } from '../statement-warnings.js';
import { namesIn } from './facts.js';
import type { FoundFacts } from './found-facts.js';
import type { Item, Line } from './lines.js';

/** Something a person should look at; hinders nothing. */
export interface ReportWarning {
  readonly code: string;
  /** Where, when it is somewhere. */
  readonly line: number | null;
  readonly detail: Texts;
}

/** A report as it was read, with where its clauses and documents stand. */
interface ReadReport {
  readonly content: StatementContent;
  readonly found: FoundFacts;
  readonly lines: readonly Line[];
  readonly clauses: readonly Item[];
  readonly basis: readonly Item[];
}

const missing: readonly (readonly [keyof FoundFacts, string, Texts])[] = [
  [
    'ownCaseNumber',
    'no-own-case-number',
    { sv: 'Eget diarienummer saknas.', en: 'No case number of its own.' },
  ],
  ['date', 'no-date', { sv: 'Datum saknas.', en: 'There is no date.' }],
  ['officer', 'no-officer', { sv: 'Handläggare saknas.', en: 'No case officer is named.' }],
  ['deadline', 'no-deadline', { sv: 'Sista svarsdag saknas.', en: 'There is no reply-by date.' }],
  ['signed', 'no-signature', { sv: 'Underskrift saknas.', en: 'There is no signature.' }],
];

export function reportWarnings({ content, found, lines, clauses, basis }: ReadReport): ReportWarning[] {
  return [
    ...missing
      .filter(([fact]) => !found[fact])
      .map(([, code, detail]): ReportWarning => ({ code, line: null, detail })),
    ...summaryRepeated(content, lines),
    ...namesSpelledTwoWays(lines),
    ...basis.filter(({ text }) => undated(text)).map(undatedBasis),
    ...clauses.filter(({ text }) => !understoodByItself(text)).map(dependentClause),
  ];
}

const undatedBasis = ({ text, line }: Item): ReportWarning => ({
  code: 'undated-basis',
  line,
  detail: {
    sv: `Beslutsunderlaget ”${text}” saknar datum.`,
    en: `The basis document “${text}” is undated.`,
  },
});

const dependentClause = ({ text, line }: Item): ReportWarning => ({
  code: 'clause-not-independent',
  line,
  detail: {
    sv: `Att-satsen ”${text}” går inte att förstå för sig.`,
    en: `The clause “${text}” cannot be understood by itself.`,
  },
});

/** The first paragraph of the summary stands word for word in the matter. */
function summaryRepeated({ summary, matter }: StatementContent, lines: readonly Line[]): ReportWarning[] {
  const first = summary.split('\n\n')[0] ?? '';
  if (first.length < 80 || !matter.includes(first)) return [];
  const line = lines.findLast(({ text }) => first.startsWith(text))?.number ?? null;
  const detail = {
    sv: 'Sammanfattningen upprepas ordagrant under Ärendet.',
    en: 'The summary is repeated word for word under the matter.',
  };
  return [{ code: 'summary-repeated', line, detail }];
}

function namesSpelledTwoWays(lines: readonly Line[]): ReportWarning[] {
  const spellings = new Map<string, Map<string, number>>();
  for (const { number, text } of lines) {
    for (const name of namesIn(text)) {
      const known = spellings.get(name.toLowerCase()) ?? new Map<string, number>();
      if (!known.has(name)) known.set(name, number);
      spellings.set(name.toLowerCase(), known);
    }
  }
  return [...spellings.values()]
    .filter((known) => known.size > 1)
    .map((known) => ({
      code: 'name-spelled-two-ways',
      line: [...known.values()].at(-1) ?? null,
      detail: {
        sv: `Ett namn är skrivet på flera sätt: ${[...known.keys()].join(', ')}.`,
        en: `One name is spelled in several ways: ${[...known.keys()].join(', ')}.`,
      },
    }));
}
