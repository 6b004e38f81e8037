import type { Stance } from '../rules/stance.js';

export interface Clause {
  readonly text: string;
}
export interface BasisDocument {
  readonly title: string;
  readonly documentId?: string;
}
export interface StatementRecipient {
  readonly body?: string;
  readonly email?: string;
  readonly name?: string;
}
export interface Answer {
  readonly question: number;
  readonly text: string;
}
export interface Remark {
  readonly passage: string;
  readonly text: string;
  readonly proposal?: string;
}
export interface ReportSection {
  readonly heading: string;
  readonly text: string;
}

export const FOUND_FACTS = ['prior-decision', 'related-case', 'date', 'deadline', 'officer'] as const;

/**
 * What a staff report says of the matter beside its text: a decision that it builds on (`text` is what was decided), the
 * number of another case, its own date, the last day to answer, its officer.
 */
export interface FoundFact {
  readonly fact: (typeof FOUND_FACTS)[number];
  /** Who decided: the code of a body, or a name, as of a committee. */
  readonly body?: string;
  readonly date?: string;
  readonly section?: string;
  readonly text?: string;
}

/** What stands in one version of a staff report and its statement. Saved as it is; never changed afterwards. */
export interface StatementContent {
  readonly title: string;
  readonly summary: string;
  readonly matter: string;
  readonly assessment: string;
  readonly stance: Stance;
  readonly clauses: readonly Clause[];
  readonly basis: readonly BasisDocument[];
  readonly recipients: readonly StatementRecipient[];
  readonly answers: readonly Answer[];
  readonly remarks: readonly Remark[];
  readonly sections: readonly ReportSection[];
  readonly found: readonly FoundFact[];
}

/** How a version came to be. */
export type StatementOrigin = 'draft' | 'import' | 'decision' | 'correction';

/** Version 0: there is a statement to write, and nothing in it. */
export const emptyStatement: StatementContent = {
  title: '',
  summary: '',
  matter: '',
  assessment: '',
  stance: 'not-stated',
  clauses: [],
  basis: [],
  recipients: [],
  answers: [],
  remarks: [],
  sections: [],
  found: [],
};

/** A version as it is stored lacks the parts that no statement had yet when it was saved; its hash is over what it has. */
export const wholeContent = (stored: Partial<StatementContent>): StatementContent => ({
  ...emptyStatement,
  ...stored,
});
