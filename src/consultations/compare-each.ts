import { bodiesOf } from '../identity/visibility.js';
import type { Where } from '../lists/where.js';
import type { Actor } from '../rules/actor.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { narrow, type Listed } from './consultations-in-order.js';

/**
 * Compared with each matter of a list that is read otherwise than a search is: a search of all would end long before it
 * came to them. Of what is confidential only the numbers are searched, as in database/current/consultations.sql.
 */
const hasWords = (question: string): string => `NOT EXISTS (
  SELECT FROM unnest(words_sought(${question})) AS word WHERE NOT (search_text LIKE word
    AND (num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0
      OR searched('', case_number, own_case_number) LIKE word)))`;

/** Narrows a list by comparing each row of `consultation` with what is asked for, where the list's order has no index for it. */
export function compareEach(where: Where, listed: Listed, actor: Actor, today: string): void {
  const { meeting, consultee, issuer, officer, state, overdue, dueBefore, atRisk, caseId, q } = listed;
  // Only the body's own staff know on which meeting a matter is.
  if (meeting)
    where.and(
      (id, bodies) => `meeting_id = ${id}::uuid AND consultee_code = ANY(${bodies}::text[])`,
      meeting,
      actor.staffOf,
    );
  // IS TRUE: looked up in an index of its own, all of one body would be read and put in order for one page.
  if (consultee) where.and((code) => `(consultee_code = ${code}) IS TRUE`, consultee);
  if (issuer) where.and((code) => `(issuer_code = ${code}) IS TRUE`, issuer);
  if (officer)
    where.and(
      (name, bodies) => `officer = ${name} AND consultee_code = ANY(${bodies}::text[])`,
      officer,
      bodiesOf(actor),
    );
  if (state) where.and((states) => `consultation.state = ANY(${states}::text[])`, state);
  if (overdue !== undefined)
    where.and(
      (states, day) =>
        `(consultation.state = ANY(${states}::text[]) AND reply_by < ${day}::date) = ${overdue}`,
      UNANSWERED_STATES,
      today,
    );
  if (dueBefore) where.and((day) => `reply_by <= ${day}::date`, dueBefore);
  if (atRisk !== undefined)
    where.and(
      (day, wanted) => `is_at_risk(consultation, $1, ${day}::date) = ${wanted}::boolean`,
      today,
      atRisk,
    );
  narrow(where, listed, today);
  if (caseId) where.and((id) => `case_id = ${id}::uuid`, caseId);
  if (q?.trim()) where.and((question) => hasWords(question), q);
}
