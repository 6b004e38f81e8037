import type { PaperLine } from './paper-line.js';

/** Where so many sentences go on in what the file calls another paragraph, no line of it is a paragraph. */
const FEWEST = 3;
/** A shorter line may be a name, or an item of a list. */
const FULL = 45;
/** A paragraph of which the file knows the end is longer than a line. */
const PARAGRAPH = 200;

/**
 * Whether a text was broken by hand, as one that is copied from a mail or another paper is: the file calls each line a
 * paragraph, or has a line break between them, and only empty lines part what it says.
 *
 * @param close the lines that stand close below the one before.
 */
export function isBrokenByHand(lines: readonly PaperLine[], close: ReadonlySet<PaperLine>): boolean {
  const going = lines.filter((line, at) => close.has(line) && goesOn(lines[at - 1]!.text, line.text)).length;
  const paragraphs = lines.filter(({ text }) => text.length > PARAGRAPH).length;
  return going >= FEWEST && going > paragraphs;
}

/** The lines of such a text: what is no paragraph of its own goes with the line before. */
export const brokenLines = (lines: readonly PaperLine[], close: ReadonlySet<PaperLine>): PaperLine[] =>
  lines.map((line) => (close.has(line) ? { ...line, after: 'line' } : line));

/** A sentence goes on with a small letter or a parenthesis; a clause may begin with the former. */
const goesOn = (before: string, text: string): boolean =>
  before.length >= FULL && !/[.!?:;,][”"»’)]?$/u.test(before) && /^(?!att )[\p{Ll}(]/u.test(text);
