import { caseNumbersIn, withoutCaseNumbers } from './case-numbers.js';
import { datesIn, withoutDates } from './dates.js';
import type { Field, Heading } from './fields.js';
import { headingsOf } from './headings.js';
import { isFact } from './letterhead.js';
import { isItem, type Line } from './lines.js';

/** A run of lines that belong together, under a heading where there is one. */
export interface Part {
  readonly field: Field | 'unplaced';
  readonly heading?: Line;
  /** A fact that stands on the heading's own line. */
  readonly value: string;
  readonly lines: Line[];
}

/** Running text, and no item of a list of documents or recipients. */
const PROSE_LENGTH = 70;
/** A title is a line or a few. What is longer is a letter's first paragraph. */
const TITLE_LENGTH = 300;

/** Whoever signs: the line before holds the name. */
const SIGNATORY =
  /^(?:tf\.? |biträdande )?(?:[\p{L}-]+ ){0,2}[\p{L}-]*(?:chef|direktör|handläggare|strateg|utredare|sekreterare)$/iu;
const PERSON = /^\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){1,2}$/u;

/**
 * Cuts a report into parts. What stands before the first heading is the title, or unplaced when it is a
 * letterhead; a sender's own view without a heading of its own is told from the matter it follows.
 */
export function partsOf(lines: readonly Line[]): Part[] {
  const parts: Part[] = [];
  let beforeText = true;
  for (const [index, line] of lines.entries()) {
    const last = parts.at(-1);
    if (!beforeText && signs(line, lines[index + 1], last)) {
      parts.push({ field: 'signature', value: '', heading: line, lines: [] });
      continue;
    }
    const opens = line.afterBlank || (last !== undefined && last.lines.length === 0);
    const headings = headingsOf(line.text, {
      opens,
      beforeText,
      inList: last?.field === 'basis' && !line.afterBlank,
    });
    if (headings.length > 0) parts.push(...opened(headings, line, beforeText));
    else if (last && takes(last, line, beforeText)) last.lines.push(line);
    else parts.push(...unheaded(line, beforeText));
    beforeText &&= headings.every(({ field }) => isLetterhead(field));
  }
  return withTitle(withAssessment(parts));
}

const isLetterhead = (field: Field): boolean =>
  field === 'title' || field === 'documentName' || isFact(field);

/** A name over what its holder is; the line below a name that signs is part of the same. */
function signs(line: Line, next: Line | undefined, last: Part | undefined): boolean {
  if (last?.field === 'signature' && !line.afterBlank && last.lines.length === 0) {
    return SIGNATORY.test(line.text) || PERSON.test(line.text);
  }
  return next !== undefined && !next.afterBlank && PERSON.test(line.text) && SIGNATORY.test(next.text);
}

/** Facts side by side share one line as heading; columns share the line of values below them. */
function opened(headings: readonly Heading[], line: Line, beforeText: boolean): Part[] {
  const below: Line[] = [];
  return headings.map(({ field, value }, index): Part => {
    const heading = index === 0 ? { heading: line } : {};
    if (isFact(field)) return { field, value, lines: below, ...heading };
    const lines = value === '' ? [] : [{ ...line, text: value, afterBlank: true }];
    // ”Yttrande” names the document above its text, and the board's own view inside it.
    return {
      field: field === 'documentName' && !beforeText ? 'assessment' : field,
      value: '',
      lines,
      ...heading,
    };
  });
}

/** A line of the letterhead without a label: a date or a case number says by itself what it is. */
function unheaded(line: Line, beforeText: boolean): Part[] {
  if (!beforeText) return [{ field: 'unplaced', value: '', lines: [line] }];
  const rest = withoutCaseNumbers(withoutDates(line.text));
  if (/\p{L}|\d/u.test(rest)) return [{ field: 'title', value: '', lines: [line] }];
  const dated: Part[] = datesIn(line.text).length > 0 ? [{ field: 'date', value: '', lines: [line] }] : [];
  const numbered: Part[] =
    caseNumbersIn(line.text).length > 0 ? [{ field: 'ownCaseNumber', value: '', lines: [line] }] : [];
  const facts = [...dated, ...numbered];
  return facts.length > 0 ? facts : [{ field: 'unplaced', value: '', lines: [line] }];
}

function takes({ field, value, lines }: Part, line: Line, beforeText: boolean): boolean {
  if (field === 'unplaced') return !beforeText;
  if (field === 'title') return !line.afterBlank && lines.length < 6;
  if (field === 'documentName' || field === 'signature') return false;
  if (isFact(field)) {
    return value === '' && lines.length === 0 && line.text.length < PROSE_LENGTH;
  }
  if (field === 'basis') return !isProse(line) || isItem(line.text);
  return field !== 'recipients' || !isProse(line);
}

const isProse = ({ text }: Line): boolean => text.length > PROSE_LENGTH && datesIn(text).length === 0;

/** ”Tekniska serviceförvaltningen ser positivt på …” begins the assessment, when no heading does. */
const OWN_VIEW =
  /^(?:\p{Lu}[\p{L}-]+ ){0,3}[\p{L}-]*(?:förvaltningen|kontoret|nämnden|staben) (?:ser|bedömer|anser|tillstyrker|avstyrker|föreslår|har inget|ställer|välkomnar|delar|instämmer|konstaterar|vill|är positiv)/iu;

function withAssessment(parts: readonly Part[]): Part[] {
  if (parts.some(({ field }) => field === 'assessment')) return [...parts];
  return parts.flatMap((part) => {
    if (part.field !== 'matter') return [part];
    const begins = part.lines.findIndex((line) => line.afterBlank && OWN_VIEW.test(line.text.slice(0, 160)));
    if (begins <= 0) return [part];
    const assessment: Part = { field: 'assessment', value: '', lines: part.lines.slice(begins) };
    return [{ ...part, lines: part.lines.slice(0, begins) }, assessment];
  });
}

/** Of several runs before the text one is the title: the one so labelled, that speaks of a matter, or the longest. */
function withTitle(parts: readonly Part[]): Part[] {
  const length = ({ lines }: Part) => lines.reduce((sum, { text }) => sum + text.length, 0);
  const candidates = parts.filter((part) => part.field === 'title' && length(part) <= TITLE_LENGTH);
  const speaks = ({ lines }: Part) =>
    lines.some(({ text }) => /remiss|yttrande|svar på|angående|förslag|motion|ansökan|strategi/iu.test(text));
  const title =
    candidates.find(({ heading }) => heading) ??
    candidates.find(speaks) ??
    candidates.reduce<Part | undefined>(
      (best, part) => (best && length(best) >= length(part) ? best : part),
      undefined,
    );
  return parts.map((part) =>
    part.field === 'title' && part !== title ? { ...part, field: 'unplaced' } : part,
  );
}
