import type { StatementRecipient } from '../statement.js';
import { bodyNamed, type NamedBody } from './facts.js';
import { withoutMark, type Line } from './lines.js';

/** As long as the statement's own field for a name. */
const NAME_LENGTH = 200;

export interface ReadRecipients {
  readonly recipients: StatementRecipient[];
  /** Too long for a name. */
  readonly unread: Line[];
}

/** Who the decision is sent to: bodies by code, addresses as such, and the rest by name as written. */
export function recipientsIn(lines: readonly Line[], bodies: readonly NamedBody[]): ReadRecipients {
  const read: ReadRecipients = { recipients: [], unread: [] };
  for (const line of lines) {
    const names = namesIn(withoutMark(line.text), bodies);
    if (names.some((name) => name.length > NAME_LENGTH)) read.unread.push(line);
    else read.recipients.push(...names.map((name) => recipient(name, bodies)));
  }
  return read;
}

function namesIn(text: string, bodies: readonly NamedBody[]): string[] {
  const names = text.split(/[,;] */u).map((name) => name.trim());
  // ”Miljö-, bygg- och räddningsnämnden” is one name, as is every known body's with a comma in it.
  const whole = bodyNamed(text, bodies) !== undefined || names.some((name) => name.endsWith('-'));
  return (whole ? [text] : names.flatMap((name) => bothBodies(name, bodies))).filter((name) => name !== '');
}

/** ”Kommunstyrelsen och socialnämnden” are two; ”Barn- och utbildningsnämnden” is one. */
function bothBodies(name: string, bodies: readonly NamedBody[]): string[] {
  const at = name.lastIndexOf(' och ');
  if (at < 0 || bodyNamed(name, bodies) !== undefined) return [name];
  const both = [name.slice(0, at), name.slice(at + 5)];
  return both.every((one) => bodyNamed(one, bodies) !== undefined) ? both : [name];
}

function recipient(name: string, bodies: readonly NamedBody[]): StatementRecipient {
  const body = bodyNamed(name, bodies);
  if (body !== undefined) return { body };
  return /^[^\s@]{1,64}@[^\s@]{1,200}$/u.test(name) && /\.\p{L}{2,}$/u.test(name)
    ? { email: name }
    : { name };
}
