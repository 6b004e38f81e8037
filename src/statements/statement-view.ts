import type { Caller } from '../changes/caller.js';
import type { ConsultationState } from '../rules/consultation-lifecycle.js';
import { permits, type Subject } from '../rules/policy.js';
import { emptyStatement, type StatementContent, type StatementOrigin } from './statement.js';
import type { StatementView } from './statements.dto.js';

/** One version as it is stored. */
export interface StatementVersionRow {
  readonly number: number;
  readonly origin: StatementOrigin;
  readonly author: string | null;
  readonly created_at: Date | null;
  readonly content: StatementContent;
}

export const nothingWritten: StatementVersionRow = {
  number: 0,
  origin: 'draft',
  author: null,
  created_at: null,
  content: emptyStatement,
};

export function statementView(
  caller: Caller,
  consultation: {
    readonly id: string;
    readonly state: ConsultationState;
    readonly subject: Subject;
    readonly confidential: boolean;
  },
  version: StatementVersionRow,
): StatementView {
  const writable =
    consultation.state === 'drafting' && permits(caller.actor, 'statement.save', consultation.subject);
  return {
    // As dispatched, the content holds the version's number too; the row's own fields come last.
    ...(version.content as Pick<StatementView, keyof StatementContent>),
    consultationId: consultation.id,
    version: version.number,
    origin: version.origin,
    author: version.author,
    savedAt: version.created_at?.toISOString() ?? null,
    confidential: consultation.confidential,
    availableActions: writable ? ['save', 'import'] : [],
  };
}
