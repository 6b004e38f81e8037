import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { actionsOf } from '../rules/available-actions.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import type { Subject } from '../rules/policy.js';
import { statementLifecycle } from '../rules/statement-lifecycle.js';
import { adviceOn, type Asked } from './advice.js';
import type { ReportWarning } from './staff-report/report-warning.js';
import { emptyStatement, wholeContent, type StatementContent, type StatementOrigin } from './statement.js';
import type { StatementView } from './statements.dto.js';

/** One version as it is stored. */
export interface StatementVersionRow {
  readonly number: number;
  readonly origin: StatementOrigin;
  readonly author: string | null;
  readonly created_at: Date | null;
  readonly content: StatementContent;
  /** What the import warned of that made it, as far as nobody has ticked it off. */
  readonly import_warnings?: readonly ReportWarning[] | null;
}

export const nothingWritten: StatementVersionRow = {
  number: 0,
  origin: 'draft',
  author: null,
  created_at: null,
  content: emptyStatement,
};

/** As long as nothing is decided, what is to be looked over in it. */
const ADVISED: readonly ConsultationState[] = ['drafting', 'in-review', 'approved', 'on-agenda'];

/** @returns nothing where there is nothing to be done about it any more. */
export const adviceView = (
  caller: Caller,
  state: ConsultationState,
  content: StatementContent,
  asked: Asked,
): Pick<StatementView, 'advice'> =>
  ADVISED.includes(state)
    ? {
        advice: adviceOn(content, asked).map(({ detail, ...rest }) => ({
          ...rest,
          detail: caller.say(detail),
        })),
      }
    : {};

/** Only of the latest version, and for those who see it before it is dispatched. */
export const importWarningsView = (
  caller: Caller,
  state: ConsultationState,
  { import_warnings: warnings }: StatementVersionRow,
): Pick<StatementView, 'importWarnings'> =>
  warnings && ADVISED.includes(state)
    ? { importWarnings: warnings.map(({ detail, ...rest }) => ({ ...rest, detail: caller.say(detail) })) }
    : {};

export function statementView(
  caller: Caller,
  consultation: {
    readonly id: string;
    readonly state: ConsultationState;
    readonly subject: Subject;
    readonly confidential: boolean;
  },
  version: StatementVersionRow,
  explain?: 'actions',
): StatementView {
  const { subject, state } = consultation;
  const actions = actionsOf('statement', statementLifecycle, {
    actor: caller.actor,
    subject,
    state,
    facts: {},
  });
  return {
    // As dispatched, the content holds the version's number too; the row's own fields come last.
    ...(wholeContent(version.content) as Pick<StatementView, keyof StatementContent>),
    consultationId: consultation.id,
    version: version.number,
    origin: version.origin,
    author: version.author,
    savedAt: version.created_at?.toISOString() ?? null,
    confidential: consultation.confidential,
    ...actionsView(actions, caller, explain),
  };
}
