import type { Texts } from '../../rules/texts.js';
import type { StatementContent } from '../statement.js';
import { understoodByItself, undated } from '../statement-warnings.js';
import { administrationsIn, type PriorDecision, type Area } from './facts.js';
import { withoutMark, type Line } from './lines.js';

/** Something a person should look at; hinders nothing. */
export interface ReportWarning {
  readonly code: string;
  /** Where, when it is somewhere. */
  readonly line: number | null;
  readonly detail: Texts;
}

/** Facts of the report that have no field in the statement. */
export interface FoundFacts {
  readonly ownCaseNumber: string | null;
  readonly relatedCases: readonly string[];
  readonly priorDecisions: readonly PriorDecision[];
  readonly areas: readonly Area[];
  readonly date: string | null;
  readonly officer: string | null;
  readonly deadline: string | null;
  /** The body that is to decide, by code when it is known, and the administration that writes. */
  readonly body: string | null;
  readonly administration: string | null;
  readonly signed: boolean;
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

export function reportWarnings(
  content: StatementContent,
  found: FoundFacts,
  lines: readonly Line[],
): ReportWarning[] {
  const begins = new Map<string, number>();
  for (const { number, text } of lines) {
    const key = withoutMark(text).slice(0, 20);
    if (!begins.has(key)) begins.set(key, number);
  }
  const lineWith = (part: string) => begins.get(part.slice(0, 20)) ?? null;
  return [
    ...missing
      .filter(([fact]) => !found[fact])
      .map(([, code, detail]): ReportWarning => ({ code, line: null, detail })),
    ...summaryRepeated(content, lines),
    ...namesSpelledTwoWays(lines),
    ...content.basis
      .filter(({ title }) => undated(title))
      .map(({ title }): ReportWarning => ({
        code: 'undated-basis',
        line: lineWith(title),
        detail: {
          sv: `Beslutsunderlaget ”${title}” saknar datum.`,
          en: `The basis document “${title}” is undated.`,
        },
      })),
    ...content.clauses
      .filter(({ text }) => !understoodByItself(text))
      .map(({ text }): ReportWarning => ({
        code: 'clause-not-independent',
        line: lineWith(text),
        detail: {
          sv: `Att-satsen ”${text}” går inte att förstå för sig.`,
          en: `The clause “${text}” cannot be understood by itself.`,
        },
      })),
  ];
}

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
    for (const name of administrationsIn(text)) {
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
