import { Invalid, type InvalidValue } from '../../rules/problem.js';
import type { StatementContent } from '../statement.js';
import { because } from '../refusals.js';

/** More than 400 pages. */
const MOST_LINES = 20_000;
/** What a statement that is saved field by field may hold; see `SaveStatementBody`. */
const MOST_ITEMS = 100;
const LONGEST_TEXT = 100_000;
const LONGEST_REPORT = 1_000_000;

/** @throws Invalid for a text of more lines than any report has: each is answered with, found or unplaced. */
export function refuseEndlessReport(text: string): void {
  const lines = text.match(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/g)?.length ?? 0;
  if (lines < MOST_LINES) return;
  throw new Invalid({ pointer: '', ...because.tooManyLines(MOST_LINES) });
}

/** @throws Invalid for a paper of more lines than any report has, or of more text than may be sent as text. */
export function refuseEndlessPaper(lines: readonly { readonly text: string }[]): void {
  if (lines.length >= MOST_LINES) throw new Invalid({ pointer: '', ...because.tooManyLines(MOST_LINES) });
  const length = lines.reduce((sum, { text }) => sum + text.length, 0);
  if (length > LONGEST_REPORT) throw new Invalid({ pointer: '', ...because.text(LONGEST_REPORT) });
}

/** @throws Invalid naming every part of a report that is larger than a statement's. */
export function refuseWhatNoStatementHolds(content: StatementContent): void {
  const [first, ...rest] = Object.entries(content).flatMap(([field, value]) => tooLarge(field, value));
  if (first) throw new Invalid(first, ...rest);
}

function tooLarge(field: string, value: StatementContent[keyof StatementContent]): InvalidValue[] {
  const pointer = `/${field}`;
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? [textTooLong(pointer)] : [];
  if (value.length > MOST_ITEMS) return [listTooLong(pointer)];
  return value.flatMap((item, index) =>
    Object.values(item).some((part: string) => part.length > LONGEST_TEXT)
      ? [textTooLong(`${pointer}/${index}`)]
      : [],
  );
}

const textTooLong = (pointer: string): InvalidValue => ({ pointer, ...because.text(LONGEST_TEXT) });

const listTooLong = (pointer: string): InvalidValue => ({ pointer, ...because.listLength(MOST_ITEMS) });
