import { namesAnInstitution } from './institutions.js';
import { endsSentence, type Line } from './lines.js';
import { isContact } from './page-furniture.js';
import type { Part } from './part.js';

const MOST_LINES = 5;

/** Who writes, with an address, at the end of a letter: no text of its last part. Below recipients it may be one of them. */
export function withoutSender(parts: readonly Part[]): Part[] {
  const last = parts.at(-1);
  if (!last || last.field === 'recipients' || last.field === 'unplaced') return [...parts];
  const from = beginningIn(last.lines);
  if (from === undefined) return [...parts];
  const sender: Part = { field: 'unplaced', value: '', lines: last.lines.slice(from) };
  return [...parts.slice(0, -1), { ...last, lines: last.lines.slice(0, from) }, sender];
}

/** ”Norrstads kommun”, alone below the last sentence. */
const isSignedBy = (last: Line | undefined, before: Line | undefined): boolean =>
  last?.afterBlank === true &&
  before !== undefined &&
  endsSentence(before.text) &&
  !endsSentence(last.text) &&
  namesAnInstitution(last.text);

/** The last lines, from an institution's name down to addresses. */
function beginningIn(lines: readonly Line[]): number | undefined {
  if (isSignedBy(lines.at(-1), lines.at(-2))) return lines.length - 1;
  let from = lines.length;
  while (from > 1 && isContact(lines[from - 1]!.text)) from -= 1;
  const begins = from - 1;
  const found = from < lines.length && lines.length - begins <= MOST_LINES ? lines[begins] : undefined;
  return found && begins > 0 && found.afterBlank && namesAnInstitution(found.text) ? begins : undefined;
}
