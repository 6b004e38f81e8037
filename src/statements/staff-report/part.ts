import type { Field, Heading } from './fields.js';
import type { Line } from './lines.js';

/** A run of lines that belong together, under a heading where there is one. */
export interface Part {
  readonly field: Field | 'unplaced';
  readonly heading?: Line;
  /** A fact that stands on the heading's own line, or in its column below. */
  readonly value: string;
  readonly lines: Line[];
  /** No list knows its heading, or it has none: what it is was told by where it stands. */
  readonly inferred?: boolean;
  /** The body itself has said what its heading is. */
  readonly isOwn?: true;
  /** A date or a number of the letterhead that has no label. */
  readonly isBare?: true;
  readonly mayBe?: Heading['mayBe'];
}
