import type { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import { notInTheFuture } from '../http/field-rules.js';
import { MEETING_ROUTES } from '../rules/consultation-states.js';
import { Invalid } from '../rules/problem.js';
import type { Decision } from './decision.entity.js';
import type { CorrectDecisionBody } from './decisions.dto.js';
import { meetingOf } from './meeting-of.js';
import { because } from './refusals.js';

type Days = Pick<CorrectDecisionBody, 'meetingDate' | 'decidedOn' | 'confirmedOn' | 'immediate'>;

/**
 * What a correction of the days changes of the decision. A decision at a meeting moves with its matter to the meeting
 * of that day, one by delegation has a day of its own.
 *
 * @throws Invalid for days that cannot be: in the future, or confirmed before decided.
 */
export async function correctedDays(
  { tx, today }: Change,
  consultation: Consultation,
  decision: Decision,
  { meetingDate, decidedOn, confirmedOn, immediate }: Days,
): Promise<Partial<Decision>> {
  const atMeeting = (MEETING_ROUTES as readonly string[]).includes(decision.route);
  if (meetingDate !== undefined && !atMeeting)
    throw new Invalid({ pointer: '/meetingDate', ...because.notAtMeeting });
  if (decidedOn !== undefined && atMeeting)
    throw new Invalid({ pointer: '/decidedOn', ...because.atMeeting });
  for (const [field, day] of Object.entries({ confirmedOn, immediate }))
    if (day !== undefined && decision.confirmedOn === null)
      throw new Invalid({ pointer: `/${field}`, ...because.notConfirmedYet });
  for (const [field, day] of Object.entries({ meetingDate, decidedOn, confirmedOn }))
    notInTheFuture(`/${field}`, day, today);
  const day = meetingDate ?? decidedOn;
  const confirmed = confirmedOn ?? decision.confirmedOn;
  if (confirmed !== null && confirmed < (day ?? decision.decidedOn)) {
    const field = confirmedOn === undefined && meetingDate !== undefined ? 'meetingDate' : 'confirmedOn';
    throw new Invalid({ pointer: `/${field}`, ...because.beforeTheDecision });
  }
  if (meetingDate !== undefined)
    consultation.meetingId = (await meetingOf(tx, consultation.consulteeCode, { meetingDate })).id;
  return {
    ...(day !== undefined && { decidedOn: day }),
    ...(confirmedOn !== undefined && { confirmedOn }),
    ...(immediate !== undefined && { confirmedImmediately: immediate }),
  };
}
