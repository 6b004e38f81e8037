import { caseNumbersIn } from './case-numbers.js';
import { datesIn } from './dates.js';
import type { Field, Heading } from './fields.js';
import { inFirstLanguage } from './lines.js';
import { isPerson, isTitle } from './signatures.js';

const NUMBER_NAMES =
  '(?:diarie?|dossi[eé]?|ärende)[- ]?(?:nummer|nr|beteckning)|ärendets (?:nr|nummer)|ärende-id|diarie?nummer/beteckning|dnr|beteckning|ref(?:erens)?';
const OFFICER_NAMES =
  'handläggare|ansvarig utredare|kontakt|tjänste(?:person|man)|föredragande|kontaktperson|skribent|författare|ärendeansvarig';
const ANSWER = '(?:(?:remis)?svar|yttrande)(?: ska lämnas| lämnas| till remittenten)?';

/** Labels of the letterhead: the value is on the same line or on the next. */
const labels: readonly (readonly [Field, RegExp])[] = (
  [
    ['ownCaseNumber', `(?:(?:vårt?|eget|kommunens|nämndens|styrelsens) )?(?:${NUMBER_NAMES})|vårt ärende`],
    [
      'relatedCase',
      `(?:ert?|deras|externt|annat|remissens|remittentens|remissinstansens|avsändarens|motpartens|\\p{L}{3,30}s) (?:${NUMBER_NAMES}|ärende)|målnummer`,
    ],
    [
      'date',
      '(?:(?:vårt|dagens|skrivelsens|dokumentets|yttrandets) )?(?:datum|datering)|(?:dokument|besluts|ärende|skrivelse|brev)datum|datum för (?:skrivelsen|yttrandet|beslutet)|(?:utfärda|upprätta|datera|skapa|fatta|besluta)[dt]|skriv(?:et|en)(?: den)?',
    ],
    [
      'meeting',
      '(?:sammanträdes|mötes)(?:datum|dag|tid)|sammanträder?|tid(?: och (?:plats|datum))?|datum och tid',
    ],
    [
      'officer',
      `(?:(?:ansvarig|vår|handläggande|ärendets) )?(?:${OFFICER_NAMES})(?:(?:,|/| och) ?(?:telefon|tfn|tel))?|(?:skrive[nt]|upprätta[dt]|författa[dt]|handlag[dt]|bere(?:dd|tt)) av|handläggs av`,
    ],
    ['addressee', 'mottagare|adressat|ställd till|går till'],
    [
      'deadline',
      `sista (?:svarsdag|svarsdatum|(?:dag|datum)(?:en)? (?:för (?:svar|yttrande|remissvar)|att svara))|(?:${ANSWER}|(?:ska )?besvaras|svara) senast(?: den)?|ska besvaras|(?:remiss|svars)tid(?:en)?(?: (?:till(?: och med)?|t\\.o\\.m|går ut|löper ut))?(?: den)?|remisstidens slut|svarsdatum`,
    ],
  ] satisfies [Field, string][]
).map(([field, form]) => [field, new RegExp(`^(?:${form})$`, 'u')] as const);

const LONGEST_LABEL = 40;

function fieldLabelled(text: string): Field | undefined {
  const plain = inFirstLanguage(text)
    .toLowerCase()
    .replace(/[.:]{1,2}$/, '');
  return plain.length > LONGEST_LABEL ? undefined : labels.find(([, form]) => form.test(plain))?.[0];
}

const FACTS: ReadonlySet<string> = new Set(labels.map(([field]) => field));

/** A fact has its value on the same line or on the next; the other headings have text below them. */
export const isFact = (field: string): boolean => FACTS.has(field);

/** The fact that a cell or a line is the label of, and says nothing else. ”Till” is one in a row of labels. */
export function labelOf(text: string): Field | undefined {
  return /^till[.:]{0,2}$/iu.test(text) ? 'addressee' : fieldLabelled(text);
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
  for (const length of [4, 3, 2, 1]) {
    const phrase = words.slice(at, at + length).join(' ');
    const field = labelBefore(phrase, words.slice(at + length)) ?? fieldLabelled(phrase);
    if (field) return { field, from: at, to: at + length, colon: phrase.endsWith(':') };
  }
  return undefined;
}

/** ”2026-1582”, and no day. */
const BARE_NUMBER = /^\d{2,4}[-/:]\d{2,6}$/u;

/** ”Ärende KS 2026/544”, ”Skickat: den 14 oktober 2026 15:42”: what they are labels of is said by what stands after them. */
function labelBefore(phrase: string, words: readonly string[]): Field | undefined {
  if (/^ärende:?$/iu.test(phrase) && (beginsWithNumber(words) || BARE_NUMBER.test(words[0] ?? '')))
    return 'ownCaseNumber';
  return /^skickat:$/iu.test(phrase) && datesIn(words.join(' ')).length > 0 ? 'date' : undefined;
}

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
  if (field === 'officer')
    return /^\p{Lu}[\p{L}.-]+(?: \p{Lu}[\p{L}.-]+){1,3}(?!\p{L})/u.test(withoutTitle(value));
  if (field === 'date' || field === 'meeting' || field === 'deadline') return datesIn(value).length > 0;
  // ”Referens” is whom to ask, too.
  return (/\d/.test(value) || isPerson(value)) && value.length <= 40;
}

/** ”miljöinspektör Freja Lundmark” */
const withoutTitle = (value: string): string =>
  value.replace(/^(\p{Ll}[\p{L}-]{2,40}) (?=\p{Lu})/u, (before, title: string) =>
    isTitle(title) ? '' : before,
  );
