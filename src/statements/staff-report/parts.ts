import { headingOf, isFact, type Field } from './headings.js';
import type { Line } from './lines.js';

/** A run of lines that belong together, under a heading where there is one. */
export interface Part {
  readonly field: Field | 'title' | 'unplaced';
  readonly heading?: Line;
  /** What stands on the heading's own line. */
  readonly value: string;
  readonly lines: Line[];
}

/** Whoever signs: the line before holds the name. */
const SIGNATORY =
  /^(tf\.? )?(förvaltningschef|förvaltningsdirektör|kommundirektör|stadsdirektör|direktör|enhetschef|avdelningschef|verksamhetschef)$/iu;
/** Running text, and no item of a list of documents or recipients. */
const PROSE_LENGTH = 70;

/**
 * Cuts a report into parts. What stands before the first heading is the title, or unplaced when it is a
 * letterhead; a sender's own view without a heading of its own is told from the matter it follows.
 */
export function partsOf(lines: readonly Line[]): Part[] {
  const parts: Part[] = [];
  for (const [index, line] of lines.entries()) {
    const last = parts.at(-1);
    const heading = headingOf(line.text, line.afterBlank || last?.lines.length === 0);
    if (heading) parts.push({ ...heading, heading: line, lines: [] });
    else if (isSignature(line, lines[index + 1]))
      parts.push({ field: 'signature', value: '', heading: line, lines: [] });
    else if (SIGNATORY.test(line.text))
      parts.push({ field: 'signature', value: '', heading: line, lines: [] });
    else if (last && takes(last, line)) last.lines.push(line);
    else parts.push({ field: beforeTheText(parts) ? 'title' : 'unplaced', value: '', lines: [line] });
  }
  return withTitle(withAssessment(parts));
}

const isSignature = (line: Line, next: Line | undefined): boolean =>
  next !== undefined &&
  SIGNATORY.test(next.text) &&
  /^\p{Lu}[\p{L}-]+( \p{Lu}[\p{L}-]+){1,2}$/u.test(line.text);

/** Nothing but facts and titles so far. */
const beforeTheText = (parts: readonly Part[]): boolean =>
  parts.every(
    ({ field }) => field === 'title' || field === 'documentName' || (field !== 'unplaced' && isFact(field)),
  );

function takes({ field, value, lines }: Part, line: Line): boolean {
  if (field === 'unplaced') return true;
  if (field === 'title') return !line.afterBlank;
  if (field === 'documentName' || field === 'signature') return false;
  if (isFact(field)) return value === '' && lines.length === 0 && line.text.length < PROSE_LENGTH;
  if (field === 'basis' || field === 'recipients') return !isProse(line);
  return true;
}

const isProse = ({ text }: Line): boolean => text.length > PROSE_LENGTH && !/\d{4}-\d\d-\d\d/.test(text);

/** ”Tekniska serviceförvaltningen ser positivt på …” begins the assessment, when no heading does. */
const OWN_VIEW =
  /^(?:\p{Lu}[\p{L}-]+ ){0,3}[\p{L}-]*(?:förvaltningen|kontoret|nämnden|staben)s? (?:ser|bedömer|anser|tillstyrker|avstyrker|föreslår|har inget|ställer|välkomnar|delar|instämmer|konstaterar|vill|är positiv)/iu;

function withAssessment(parts: readonly Part[]): Part[] {
  if (parts.some(({ field }) => field === 'assessment')) return [...parts];
  return parts.flatMap((part) => {
    if (part.field !== 'matter') return [part];
    const begins = part.lines.findIndex((line) => line.afterBlank && OWN_VIEW.test(line.text));
    if (begins <= 0) return [part];
    const assessment: Part = { field: 'assessment', value: '', lines: part.lines.slice(begins) };
    return [{ ...part, lines: part.lines.slice(0, begins) }, assessment];
  });
}

/** Of several runs before the text one is the title: the one that speaks of a matter, else the longest. */
function withTitle(parts: readonly Part[]): Part[] {
  const candidates = parts.filter(({ field }) => field === 'title');
  const length = ({ lines }: Part) => lines.reduce((sum, { text }) => sum + text.length, 0);
  const speaks = ({ lines }: Part) =>
    lines.some(({ text }) => /remiss|yttrande|svar på|angående|förslag/iu.test(text));
  const title = candidates.find(speaks) ?? [...candidates].sort((a, b) => length(b) - length(a))[0];
  return parts.map((part) =>
    part.field === 'title' && part !== title ? { ...part, field: 'unplaced' } : part,
  );
}
