import { caseNumbersIn } from './case-numbers.js';
import { datesIn } from './dates.js';
import type { Field, Heading } from './fields.js';
import { isPerson } from './signatures.js';

/** Labels of the letterhead: the value is on the same line or on the next. */
const labels: ReadonlyMap<string, Field> = new Map(
  (
    [
      [
        'ownCaseNumber',
        'diarienummer|diarienr|dnr|ärendenummer|ärendenr|ärendets nr|ärendets nummer|beteckning|referens|vår beteckning|vår referens|vårt diarienummer|vårt diarienr|vårt dnr|vårt ärendenummer|vårt ärendenr',
      ],
      [
        'relatedCase',
        'er beteckning|ert diarienummer|ert diarienr|ert dnr|er referens|ert ärende|deras ärende|deras dnr|ert ärendenummer|ert ärendenr|remissens diarienummer',
      ],
      [
        'date',
        'datum|skrivelsens datum|skrivet den|utfärdat|utfärdad|upprättad|upprättat|dokumentdatum|vårt datum|sammanträdesdatum|beslutsdatum',
      ],
      [
        'officer',
        'handläggare|handläggare, telefon|skriven av|ansvarig handläggare|vår handläggare|handläggande tjänsteperson|föredragande|skribent',
      ],
      ['addressee', 'mottagare|adressat'],
      [
        'deadline',
        'sista svarsdag|sista svarsdatum|svar senast|remisstid|svarstid|svarsdatum|sista dag för svar|ska besvaras',
      ],
    ] satisfies [Field, string][]
  ).flatMap(([field, words]) => words.split('|').map((word) => [word, field] as const)),
);

const FACTS: ReadonlySet<string> = new Set(labels.values());

/** A fact has its value on the same line or on the next; the other headings have text below them. */
export const isFact = (field: string): boolean => FACTS.has(field);

/** The fact that a cell or a line is the label of, and says nothing else. ”Till” is one in a row of labels. */
export function labelOf(text: string): Field | undefined {
  const plain = text.toLowerCase().replace(/[.:]{1,2}$/, '');
  return plain === 'till' ? 'addressee' : labels.get(plain);
}

/** ”Datum 2026-01-02 Dnr KS 2026/1”; labels without values are columns, whose values are on the next line. */
export function factsOn(line: string): Heading[] {
  const words = line.split(' ');
  const found: { field: Field; from: number; to: number; colon: boolean }[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const label = labelAt(words, at);
    if (label) found.push(label);
    if (found[0]?.from !== 0) return [];
    if (label) at = label.to - 1;
  }
  const facts = found.map(({ field, to, colon }, index) => ({
    field,
    colon,
    value: upToLabel(words.slice(to, found[index + 1]?.from)).join(' '),
  }));
  const sound =
    facts.every(({ value }) => value === '') ||
    facts.every(({ field, value, colon }) => (colon && value.length <= 100) || fits(field, value));
  return sound ? facts.map(({ field, value }) => ({ field, value })) : [];
}

function labelAt(words: readonly string[], at: number) {
  if (at > 0 && !/^\p{Lu}/u.test(words[at]!)) return undefined;
  for (const length of [3, 2, 1]) {
    const phrase = words.slice(at, at + length).join(' ');
    const isNumbered = /^ärende$/iu.test(phrase) && beginsWithNumber(words.slice(at + length));
    const field = isNumbered ? 'ownCaseNumber' : labels.get(phrase.toLowerCase().replace(/[.:]{1,2}$/, ''));
    if (field) return { field, from: at, to: at + length, colon: phrase.endsWith(':') };
  }
  return undefined;
}

/** ”Ärende KS 2026/544”; ”Ärende” over a title, or over the text, is no label of numbers. */
function beginsWithNumber(words: readonly string[]): boolean {
  const text = words.slice(0, 3).join(' ');
  return caseNumbersIn(text).some((number) => text.startsWith(number));
}

/** ”0917/26 Telefon: 0555-70 12 34”: what stands after a label that is no fact is not the value's. */
function upToLabel(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, index) => index > 0 && /^\p{Lu}\p{L}+:$/u.test(word));
  return at < 0 ? words : words.slice(0, at);
}

/** Whether a value says by itself what it is, as it must where no colon stands before it. */
export function fits(field: Field, value: string): boolean {
  if (value.length > 60) return false;
  if (field === 'officer') return /^\p{Lu}[\p{L}.-]+(?: \p{Lu}[\p{L}.-]+){1,3}(?!\p{L})/u.test(value);
  if (field === 'date' || field === 'deadline') return datesIn(value).length > 0;
  // ”Referens” is whom to ask, too.
  return (/\d/.test(value) || isPerson(value)) && value.length <= 40;
}
