import { beginsWithABody } from './clauses.js';
import { isFact } from './letterhead.js';
import { takesValue } from './letterhead-parts.js';
import { isItem, type Line } from './lines.js';
import type { Part } from './part.js';

/** No heading parts the clauses of a letter from its text. */
export const isBelowClauses = ({ text, afterBlank }: Line, { field, inferred, lines }: Part): boolean =>
  field === 'clauses' &&
  inferred === true &&
  lines.length > 0 &&
  afterBlank &&
  !isItem(text) &&
  !beginsWithABody(text);

/** Whether a line of the text goes with the part before it. */
export function takesInText({ field, value, lines }: Part, line: Line): boolean {
  if (field === 'documentName' || field === 'signature' || field === 'title') return false;
  return !isFact(field) || takesValue(value, lines, line);
}
