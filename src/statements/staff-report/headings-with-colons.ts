import { headingsOf } from './headings.js';
import { isFact } from './letterhead.js';
import { isItem, type Line } from './lines.js';

/** So many lines that are headings but for their colon show it to be the paper's way to write them. */
const FEWEST_COLONS = 2;
const LONGEST_WITH_COLON = 50;

const isHeadingWithColon = ({ text, afterBlank }: Line, at: number, lines: readonly Line[]): boolean =>
  afterBlank &&
  text.endsWith(':') &&
  (headingsOf(text, { opens: true, beforeText: false, inList: false }).some(({ field }) => !isFact(field)) ||
    (text.length <= LONGEST_WITH_COLON && isAParagraph(lines[at + 1])));

/** Below what leads into a list stands its first item. */
const isAParagraph = (line: Line | undefined): boolean =>
  line !== undefined && !isItem(line.text) && /^\p{Lu}.{50}/u.test(line.text);

/** Whether headings of a paper end in a colon, as ”Sammanfattning:” does: those that no list knows do too. */
export const headingsHaveColons = (lines: readonly Line[]): boolean =>
  lines.filter(isHeadingWithColon).length >= FEWEST_COLONS;

export const withoutColon = (line: Line): Line => ({ ...line, text: line.text.replace(/:$/, '') });
