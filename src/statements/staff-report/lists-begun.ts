import { datesIn } from './dates.js';
import { namesDocument } from './basis-documents.js';
import { namesAnInstitution } from './institutions.js';
import { endsSentence, withoutMark, type Line } from './lines.js';

export type ListBegun = 'recipients' | 'basis' | 'clauses';

/** So many rows are looked at. */
export const MOST_LINES_OF_A_LIST = 12;
const LONGEST_ROW = 100;

/** A heading is no sentence, and names no day. */
const HEADING = /^\p{Lu}[\p{L} /-]{2,60}$/u;
/** ”Besked om beslutet lämnas till”, ”Mottagare av protokollsutdrag”, ”Beslutet expedieras till följande” */
const OF_SENDING =
  /^(?=.*(?:beslut|protokoll|utdrag|paragraf|yttrand|svar|kopi)).*(?: till| till följande| av)$|mottagar|expedi|delg(?:es|ivning)|skickas till|utskick|avisering|underrätt|besked|handläggning till|(?:få|ha)r? beslutet/u;
/** What is only reported, or was sent out for opinion, is not sent there. */
const OF_OTHERS = /anmäl|remi(?:ss|tt)|samråd|hörda/u;
/** ”Följande underlag finns i ärendet”, ”Dokument” */
const OF_DOCUMENTS = /underlag|(?<!be)handling(?:ar|arna)?(?!\p{L})|dokument(?!\p{L})|bilag|bifoga/u;

/** ”Det här föreslår vi”, ”Att-satser” */
const OF_DECIDING = /beslut|försla|föreslå|att-sats/u;
const ATT = /^att(?!\p{L})/u;

/** The list that a line apart is the heading of, where most rows close below it are what such a list holds. */
export function listBelow({ text }: Line, below: readonly Line[]): ListBegun | undefined {
  const heading = text.replace(/:$/u, '');
  if (!HEADING.test(heading)) return undefined;
  const said = heading.toLowerCase();
  const end = below.findIndex(({ afterBlank }, at) => at > 0 && afterBlank);
  const rows = (end < 0 ? below : below.slice(0, end)).map((row) => withoutMark(row.text));
  if (OF_DECIDING.test(said) && rows.length > 0 && ATT.test(rows[0]!)) return 'clauses';
  if (rows.length === 0 || rows.some((row) => row.length > LONGEST_ROW || endsSentence(row)))
    return undefined;
  if (OF_SENDING.test(said) && !OF_OTHERS.test(said) && mostAre(rows, mayBeSentTo)) return 'recipients';
  return OF_DOCUMENTS.test(said) && mostAre(rows, isDocument) ? 'basis' : undefined;
}

const mostAre = (rows: readonly string[], isOne: (row: string) => boolean): boolean =>
  2 * rows.filter(isOne).length > rows.length;

const MAIL = /^[^\s@]{1,64}@[^\s@]{1,200}$/u;
const mayBeSentTo = (row: string): boolean =>
  row
    .replace(/^\p{Lu}\p{Ll}{2,12} \p{Ll}{5,20}: /u, '')
    .split(', ')
    .every((name) => namesAnInstitution(name) || MAIL.test(name));

const isDocument = (row: string): boolean => namesDocument(row) || datesIn(row).length > 0;
