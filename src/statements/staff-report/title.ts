import { saysThatItReplies } from './document-kind.js';
import { endsSentence, rowOf, type Line } from './lines.js';
import type { Part } from './part.js';
import { isContact } from './page-furniture.js';
import { isPerson } from './signatures.js';

/** A title is a line or a few. What is longer is a letter's first paragraph. */
const TITLE_LENGTH = 300;
const OF_A_MATTER = /remiss|yttrande|svar på|angående|förslag|motion|ansökan|begäran|strategi/iu;

/**
 * Of several runs before the text one is the title: the one so labelled, one that the file says is a heading, that
 * speaks of a matter, or the longest that is neither an address nor an office. The others are unplaced.
 */
export function withTitle(cut: readonly Part[]): Part[] {
  const parts = cut.map((part, at) =>
    namesTheMatter(part, cut.slice(0, at)) ? { ...part, field: 'title' as const } : part,
  );
  const length = ({ lines }: Part) => lines.reduce((sum, { text }) => sum + text.length, 0);
  const runs = parts.filter(
    (part, at) =>
      part.field === 'title' &&
      length(part) <= TITLE_LENGTH &&
      (part.heading ||
        (mayName(part.lines) && (endsAsATitle(part.lines.at(-1)!) || isOfASection(part, parts[at - 1])))),
  );
  const speaks = ({ lines }: Part) => lines.some(({ text }) => OF_A_MATTER.test(text));
  const first = parts.find(({ field }) => field === 'title');
  if (first && !runs.some(speaks) && isTitleWithStop(first.lines)) runs.push(first);
  const unlabelled = runs.filter(({ lines }) => !isLabelOverValue(lines));
  const candidates = unlabelled.length > 0 ? unlabelled : runs;
  const longest = (runs: readonly Part[]) =>
    runs.reduce<Part | undefined>(
      (best, part) => (best && length(best) >= length(part) ? best : part),
      undefined,
    );
  const styled = candidates.filter(({ lines }) => lines[0]?.level !== undefined);
  const title =
    candidates.find(({ heading }) => heading) ??
    styled.find(speaks) ??
    styled.at(-1) ??
    candidates.find(speaks) ??
    longest(candidates);
  const at = title ? parts.indexOf(title) : parts.length;
  return parts.map((part, index) => {
    if (part.field !== 'title' || part === title) return part;
    if (index < at || !isProse(part)) return { ...part, field: 'unplaced' };
    return isHeaded(part) ? sectionOf(part) : { ...part, field: 'matter', inferred: true };
  });
}

const ROWS_OF_A_TITLE = 3;

/** ”Ärende” over the title, before any text: few rows that end no sentence. */
function namesTheMatter({ field, heading, lines }: Part, before: readonly Part[]): boolean {
  const last = lines.at(-1);
  return (
    field === 'matter' &&
    last !== undefined &&
    /^ärende:?$/iu.test(heading?.text ?? '') &&
    lines.length <= ROWS_OF_A_TITLE &&
    !endsSentence(last.text) &&
    lines.slice(1).every(({ afterBlank }) => !afterBlank) &&
    !before.some((part) => part.field === 'summary' || part.field === 'clauses')
  );
}

/** ”Planförslaget”, close over a paragraph that fills its lines, is the first heading below the title. */
const isHeaded = ({ lines: [first, second, third] }: Part): boolean =>
  third !== undefined &&
  first!.text.length <= LONGEST_FIRST_HEADING &&
  /^\p{Lu}[\p{L} &-]*\p{L}$/u.test(first!.text) &&
  !isOffice(first!.text) &&
  /^\p{Lu}/u.test(second!.text) &&
  second!.text.length > 2 * LONGEST_FIRST_HEADING;

const LONGEST_FIRST_HEADING = 30;

const sectionOf = ({ lines: [heading, ...lines], ...part }: Part): Part => ({
  ...part,
  field: 'section',
  heading: heading!,
  lines,
  inferred: true,
});

/** No sentence; ”daterat 2026-01-22.” is none. */
const endsAsATitle = ({ text }: Line): boolean =>
  !endsSentence(text) || /^dater(?:ad|at) [\p{L}\d -]{8,20}\.$/u.test(text);

/** What few rows say below ”§ 69” of minutes is what the section is about, also where it ends in a full stop. */
const isOfASection = ({ lines }: Part, before: Part | undefined): boolean =>
  lines.length <= ROWS_OF_A_TITLE &&
  [before?.heading, ...(before?.lines ?? [])].some((row) => row !== undefined && /^§ ?\d/u.test(rowOf(row)));

/** ”Yttrande över … (SOU 2025:83).”, apart from the text, where nothing but facts stands over it. */
const isTitleWithStop = ([first, second]: readonly Line[]): boolean =>
  second === undefined && first !== undefined && saysThatItReplies(first.text) && first.text.length <= LONG;

/**
 * ”Delegationspunkt” over ”2.9 Yttrande till andra myndigheter”: a title runs on where its line is full, and a label does
 * not fill it.
 */
function isLabelOverValue([label, value, ...others]: readonly Line[]): boolean {
  if (label === undefined || value === undefined || others.length > 0) return false;
  const isShort = /^\p{Lu}[\p{L}-]{2,30}(?: \p{Ll}[\p{L}-]{0,30}){0,2}$/u.test(label.text);
  return isShort && !OF_A_MATTER.test(label.text) && /^[\p{Lu}\d]/u.test(value.text);
}

/** Its row is shown as a whole only where no part of it is text. */
const isCell = ({ row, text }: Line): boolean => row !== undefined && row !== text;

/** A line this long is no title's. */
const LONG = 120;

/** A paragraph below the title, before any heading: what the matter is. */
export function isProse({ lines }: Part): boolean {
  const { text } = lines.at(-1)!;
  return (
    !lines.some(isCell) &&
    (lines.length > 1 || text.length > LONG) &&
    endsSentence(text) &&
    /\p{Ll}/u.test(text) &&
    !lines.some((line) => isContact(line.text))
  );
}

/** Who writes, to whom and from where stands over the title too. */
const ADDRESSEE =
  /^(?:till:? |(?:från|skickat|ämne|ärende|bilagor|bifogade filer): |(?:kopia|för kännedom)(?: till)?(?:: .*)?$)/iu;
const PAGE = /^sida \d/iu;
const OFFICE = /(?:nämnd(?:en)?|styrelsen|fullmäktige|utskottet|förvaltningen|kontoret|kommun(?:en)?)$/iu;
const WORDS_OF_AN_OFFICE = 5;

function mayName(lines: readonly Line[]): boolean {
  const [first] = lines;
  if (!first || ADDRESSEE.test(first.text) || PAGE.test(first.text)) return false;
  if (lines.some(({ text }) => isContact(text))) return false;
  if (lines.some(({ text }) => OF_A_MATTER.test(text))) return true;
  const namesSender = ({ text }: Line, at: number) => isOffice(text) || (at > 0 && isPersonWithTitle(text));
  return lines.some(({ text }) => /\p{Ll}{3}/u.test(text)) && !lines.every(namesSender);
}

/** ”Gemensam nämnd för Askersund, Laxå och Lekeberg”, ”Nämnden för Teknik” */
function isOffice(text: string): boolean {
  const name = text.replace(/(?<=nämnd(?:en)?) för .*$/iu, '');
  return OFFICE.test(name) && name.split(' ').length <= WORDS_OF_AN_OFFICE;
}

/** “Anna-Karin Ståhl, strateg” below the office. */
const isPersonWithTitle = (text: string): boolean => isPerson(text.replace(/,.*$/u, ''));
