import type { Where } from '../lists/where.js';
import { between, UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import type { ConsultationsQuery } from './consultations.dto.js';

const WITH_A_MEETING = between('on-agenda', 'confirmed');

/**
 * Consultations that are still to be answered and have the same plan, as `together (body, of_state, due, meeting)`: those
 * of one body, day, state and meeting. To be put after WITH RECURSIVE. The days are found one after the other along an
 * index, so that it takes as long as there are days, and not as there are consultations.
 *
 * @param since the first day that a reply may be due.
 */
export function together(
  where: Where,
  bodies: readonly string[],
  { state, officer }: Pick<ConsultationsQuery, 'state' | 'officer'>,
  since = '-infinity',
): string {
  const [code, day] = [where.value(bodies), where.value(since)];
  const own = officer ? `AND officer = ${where.value(officer)}` : '';
  const asked = (states: readonly ConsultationState[]) =>
    where.value(states.filter((each) => state?.includes(each) ?? true));
  const ofEach = (states: readonly ConsultationState[]) =>
    `unnest(${code}::text[]) AS body CROSS JOIN unnest(${asked(states)}::text[]) AS of_state`;
  const found = `FROM consultations WHERE consultee_code = body AND state = of_state ${own}`;
  const next = (isLater: string) =>
    `(SELECT reply_by ${found} AND reply_by ${isLater} ORDER BY reply_by LIMIT 1) next`;
  return `due_on AS (
    SELECT body, of_state, reply_by AS due
    FROM ${ofEach(UNANSWERED_STATES.filter((each) => !WITH_A_MEETING.includes(each)))} CROSS JOIN LATERAL ${next(`>= ${day}::date`)}
    UNION ALL
    SELECT body, of_state, reply_by FROM due_on CROSS JOIN LATERAL ${next('> due')}
  ), together AS (
    SELECT body, of_state, due, NULL::uuid AS meeting FROM due_on
    UNION ALL
    SELECT body, of_state, reply_by, meeting_id FROM ${ofEach(WITH_A_MEETING)}
      CROSS JOIN LATERAL (SELECT DISTINCT reply_by, meeting_id ${found} AND reply_by >= ${day}::date) on_meeting
  )`;
}

/** Whether a row of `consultation` is one of those. */
export const IS_OF_THEM = `consultation.consultee_code = body AND consultation.state = of_state AND consultation.reply_by = due
  AND (of_state NOT IN (${WITH_A_MEETING.map((state) => `'${state}'`).join(', ')}) OR consultation.meeting_id IS NOT DISTINCT FROM meeting)`;
