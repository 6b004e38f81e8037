import { saysThatItReplies } from './document-kind.js';
import { endsSentence, type Line } from './lines.js';
import { isSubjectOfMail } from './mail-thread.js';
import type { Part } from './part.js';

/** ”Hej Petra!”, ”God morgon,”: the text of a message begins below it. */
const GREETING = /^(?:hej(?:san)?|god (?:morgon|dag)|bästa|kära)(?!\p{L})[^.?:]{0,60}[!,.]?$/iu;

export const greets = ({ text }: Line): boolean => GREETING.test(text);

const MOST_ROWS_OF_A_TITLE = 3;
const LONGEST_TITLE = 300;
/** Shorter words are in any two lines. */
const WORD = /\p{L}{6,}/gu;
const FEWEST_SHARED = 2;

/** How many rows from here on are the title of the statement in a message: apart, no sentence, and of what its subject names. */
export function titleRowsOfMail(lines: readonly Line[], at: number, subject: string): number {
  const first = lines[at]!;
  if (!first.afterBlank || !/^\p{Lu}/u.test(first.text)) return 0;
  const others = lines.slice(at + 1, at + 1 + MOST_ROWS_OF_A_TITLE).findIndex(({ afterBlank }) => afterBlank);
  const rows = lines.slice(at, at + 1 + others);
  const text = rows.map((row) => row.text).join(' ');
  const isLine = others >= 0 && text.length <= LONGEST_TITLE && !endsSentence(text) && !/[:,]$/u.test(text);
  return isLine && (saysThatItReplies(text) || isOf(text, subject)) ? rows.length : 0;
}

function isOf(text: string, subject: string): boolean {
  const named = new Set(subject.toLowerCase().match(WORD));
  return (text.toLowerCase().match(WORD) ?? []).filter((word) => named.has(word)).length >= FEWEST_SHARED;
}

/** What stands between the greeting and the title of the statement is said to whoever gets the message. */
export function withTitleOfMail(parts: readonly Part[], head: readonly Line[], subject: string): Part[] {
  const begins = parts.findIndex(isText);
  if (begins < 0) return [...parts];
  const title = parts.findIndex(({ field }, at) => field === 'title' && at > begins);
  const line = head.find(isSubjectOfMail);
  if (title >= 0)
    return parts.map((part, at) =>
      at >= begins && at < title && isText(part) ? { ...part, field: 'unplaced' } : part,
    );
  if (line === undefined || subject === '') return [...parts];
  const named: Part = {
    field: 'title',
    value: '',
    heading: line,
    lines: [{ ...line, text: subject, cells: [subject], row: line.text }],
  };
  return [...parts.slice(0, begins), named, ...parts.slice(begins)];
}

const isText = ({ field, inferred, heading }: Part): boolean =>
  field === 'matter' && inferred === true && heading === undefined;

const LONGEST_FAREWELL = 40;

/** ”Ha det gott!” and ”Solveig”, over the signature of a message. */
export function withoutFarewell(parts: readonly Part[]): Part[] {
  const signs = parts.findIndex(({ field }) => field === 'signature');
  const last = parts[signs - 1];
  const signer = parts[signs]?.heading?.text.split(' ')[0];
  if (last === undefined || last.lines.length === 0) return [...parts];
  let to = last.lines.length;
  if (last.lines[to - 1]!.text === signer) to -= 1;
  if (to > 0 && isFarewell(last.lines[to - 1]!)) to -= 1;
  if (to === last.lines.length) return [...parts];
  const farewell: Part = { field: 'unplaced', value: '', lines: last.lines.slice(to) };
  return [
    ...parts.slice(0, signs - 1),
    { ...last, lines: last.lines.slice(0, to) },
    farewell,
    ...parts.slice(signs),
  ];
}

const isFarewell = ({ text, afterBlank }: Line): boolean =>
  afterBlank && text.length <= LONGEST_FAREWELL && text.endsWith('!');
