import type { ConsultationState } from '../rules/consultation-states.js';
import { listsOfSides, type Subject } from '../rules/policy.js';

/** What says who may do something with a consultation, as its row has it. */
export interface RowWithLists {
  issuer_code: string | null;
  consultee_code: string | null;
  officer: string | null;
  case_seen_by: string[] | null;
  referral_seen_by: string[] | null;
  reply_seen_by: string[] | null;
  own_seen_by: string[] | null;
  statement_seen_by: string[] | null;
}

/** What a step with it is held to, of a row with its lists. */
export function subjectOf(row: RowWithLists): Subject {
  const { issuer_code: issuer, consultee_code: consultee, officer } = row;
  const lists = listsOfSides(
    [issuer, row.case_seen_by, row.referral_seen_by, row.reply_seen_by],
    [consultee, row.own_seen_by, row.statement_seen_by],
  );
  return { issuer, consultee, officer, lists };
}

/**
 * What publishing the statement is held to: the consultee keeps the register it stands in, the issuer too once it has
 * received it, or where the consultee keeps none. Whoever does it is on the consultee's list as well: it is shown to everyone.
 */
export function subjectOfPublishing(
  row: Omit<RowWithLists, 'officer'> & { state: ConsultationState },
): Subject {
  const { issuer_code, consultee_code: consultee, statement_seen_by } = row;
  const issuer = row.state === 'received' || consultee === null ? issuer_code : null;
  const lists = listsOfSides(
    [issuer_code, row.case_seen_by, row.referral_seen_by, row.reply_seen_by, statement_seen_by],
    [consultee, row.own_seen_by, statement_seen_by],
  );
  return { issuer, consultee, lists };
}
