import type { Texts } from '../../rules/texts.js';
import type { StatementContent } from '../statement.js';
import { pointingElsewhere, undated } from '../statement-warnings.js';
import { namesIn } from './facts.js';
import type { FoundFacts } from './found-facts.js';
import type { ReadList } from './clauses.js';
import { datesThatDiffer, leftInTemplate } from './doubtful.js';
import type { DocumentKind } from './document-kind.js';
import type { Item, Line } from './lines.js';
import type { ReportWarning } from './report-warning.js';
import type { ReadRecipients } from './recipients.js';

/** A report as it was read, with where its clauses and documents stand. */
interface ReadReport {
  readonly content: StatementContent;
  readonly found: FoundFacts;
  readonly lines: readonly Line[];
  readonly kind: DocumentKind;
  readonly clauses: ReadList;
  readonly basis: ReadList;
  readonly recipients: ReadRecipients;
}

/** Absence is told only where that kind of document should have it: minutes have no officer. */
const missing: readonly (readonly [keyof FoundFacts, string, readonly DocumentKind[], Texts])[] = [
  [
    'ownCaseNumber',
    'no-own-case-number',
    ['report', 'letter', 'minutes', 'decision'],
    { sv: 'Eget diarienummer saknas.', en: 'No case number of its own.' },
  ],
  [
    'date',
    'no-date',
    ['report', 'letter', 'minutes', 'decision'],
    { sv: 'Datum saknas.', en: 'There is no date.' },
  ],
  ['officer', 'no-officer', ['report'], { sv: 'Handläggare saknas.', en: 'No case officer is named.' }],
  ['deadline', 'no-deadline', ['report'], { sv: 'Sista svarsdag saknas.', en: 'There is no reply-by date.' }],
  [
    'signed',
    'no-signature',
    ['report', 'decision'],
    { sv: 'Underskrift saknas.', en: 'There is no signature.' },
  ],
];

export function reportWarnings({
  kind,
  content,
  found,
  lines,
  clauses,
  basis,
  recipients,
}: ReadReport): ReportWarning[] {
  return [
    ...missing
      .filter(([fact, , kinds]) => !found[fact] && kinds.includes(kind))
      .map(([, code, , detail]): ReportWarning => ({ code, line: null, detail })),
    ...unread('unread-clauses', clauses.unread, unreadClauses),
    ...unread('unread-basis', basis.unread, unreadBasis),
    ...unread('unread-recipients', recipients.unread, unreadRecipients),
    ...summaryRepeated(content, lines),
    ...namesSpelledTwoWays(lines),
    ...basis.items.filter(({ text }) => undated(text)).map(undatedBasis),
    ...clauses.items.filter(({ text }) => pointingElsewhere(text) !== undefined).map(dependentClause),
    ...leftInTemplate(lines),
    // Minutes are dated by their meeting, and not by the report that lay before it.
    ...datesThatDiffer(kind === 'report' ? found.date : null, clauses.items, basis.items),
  ];
}

const unread = (code: string, lines: readonly Line[], detail: Texts): ReportWarning[] =>
  lines[0] ? [{ code, line: lines[0].number, detail }] : [];

const unreadClauses: Texts = {
  sv: 'Under förslaget till beslut står text som inte är beslutspunkter. Den är inte inläst.',
  en: 'Text under the proposed decision is no clause. It is not imported.',
};
const unreadBasis: Texts = {
  sv: 'Under beslutsunderlaget står text som inte är handlingar. Den är inte inläst.',
  en: 'Text under the basis for decision names no document. It is not imported.',
};
const unreadRecipients: Texts = {
  sv: 'Under mottagarna står rader som inte säkert är mottagare. Lägg till dem som ska ha beslutet.',
  en: 'Lines under the recipients are not surely recipients. Add those who are to have the decision.',
};

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
