import { furnitureKey } from '../../organisation/report-headings/report-heading.js';
import { Invalid } from '../../rules/problem.js';
import { because } from '../refusals.js';
import type { Field } from './fields.js';
import { factsOn } from './letterhead.js';
import { widthOf, type Line } from './lines.js';
import type { Part } from './part.js';
import { isLikeHeading } from './unknown-headings.js';

/** A longer list is no help; the rest is asked of when these are known. */
const MOST = 40;
/** The only parts in whose text a heading may have been taken for a line of its own. */
const RUNNING_TEXT: ReadonlySet<Part['field']> = new Set<Field>([
  'summary',
  'matter',
  'assessment',
  'section',
]);

/** A paper of which no heading is known, with the lines that may be some. */
export class NotAStaffReport extends Invalid {
  constructor(readonly unrecognised: readonly string[]) {
    super({ pointer: '', ...because.notAStaffReport });
  }
}

/** Lines that may be headings and that nothing is known of: those that began a section, and those within running text. */
export const unrecognisedIn = (parts: readonly Part[], width: number): string[] =>
  once(
    parts.flatMap(({ field, heading, lines, inferred }) => [
      ...(inferred && heading ? [heading.text] : []),
      ...(RUNNING_TEXT.has(field) ? headingLike(lines, width) : []),
    ]),
  );

/** The same of a paper of which no heading is known at all. */
export const unrecognisedAmong = (lines: readonly Line[]): string[] =>
  once(headingLike(lines, widthOf(lines)));

/** What says a fact of a letterhead is none. */
const headingLike = (lines: readonly Line[], width: number): string[] =>
  lines
    .filter((line, at) => isLikeHeading(line, lines[at - 1], lines[at + 1], width))
    .map(({ text }) => text)
    .filter((text) => factsOn(text).length === 0);

function once(lines: readonly string[]): string[] {
  const met = new Map(lines.map((line) => [furnitureKey(line), line]));
  return [...met.values()].slice(0, MOST);
}
