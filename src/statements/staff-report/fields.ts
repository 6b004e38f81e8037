/** Where the text under a heading belongs. `section`: a heading without a field of its own. */
export type Field =
  | 'title'
  | 'summary'
  | 'matter'
  | 'assessment'
  | 'clauses'
  | 'basis'
  | 'recipients'
  | 'section'
  | 'ownCaseNumber'
  | 'relatedCase'
  | 'date'
  | 'meeting'
  | 'officer'
  | 'deadline'
  | 'addressee'
  | 'signature'
  | 'documentName';

/** A line that is a heading. `value` is what stands on the same line: ”Handläggare: Anna Ek”. */
export interface Heading {
  readonly field: Field;
  readonly value: string;
  /** The body itself has said what it is. */
  readonly isOwn?: true;
  /** A section's heading that is the one of this part where nothing else in the paper is. */
  readonly mayBe?: 'matter' | 'assessment';
}
