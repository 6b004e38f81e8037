import type { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import { notInTheFuture } from '../http/field-rules.js';
import { MEETING_ROUTES } from '../rules/consultation-states.js';
import { Invalid } from '../rules/problem.js';
import type { Decision } from './decision.entity.js';
import type { CorrectDecisionBody } from './decisions.dto.js';
import { isReported } from './is-reported.js';
import { meetingOf, meetingWithId, type NamedMeeting } from './meeting-of.js';
import { because } from './refusals.js';

/** What a correction says of the days. */
export type Days = Pick<
  CorrectDecisionBody,
  'meetingId' | 'meetingDate' | 'decidedOn' | 'confirmedOn' | 'immediate'
>;

/**
 * What a correction of the days changes of the decision. A decision at a meeting moves with its matter to the meeting
 * that is named, one by delegation has a day of its own.
 *
 * @throws Invalid for days that cannot be: in the future, or confirmed before decided.
 */
export async function correctedDays(
  change: Change,
  consultation: Consultation,
  decision: Decision,
  { meetingId, meetingDate, decidedOn, confirmedOn, immediate }: Days,
): Promise<Partial<Decision>> {
  const atMeeting = (MEETING_ROUTES as readonly string[]).includes(decision.route);
  const meeting = meetingId === undefined ? meetingDate && '/meetingDate' : '/meetingId';
  if (meeting && !atMeeting) throw new Invalid({ pointer: meeting, ...because.notAtMeeting });
  if (decidedOn !== undefined && atMeeting)
    throw new Invalid({ pointer: '/decidedOn', ...because.atMeeting });
  for (const [field, day] of Object.entries({ confirmedOn, immediate }))
    if (day !== undefined && decision.confirmedOn === null)
      throw new Invalid({ pointer: `/${field}`, ...because.notConfirmedYet });
  for (const [field, day] of Object.entries({ meetingDate, decidedOn, confirmedOn }))
    notInTheFuture(`/${field}`, day, change.today);
  const decided = meeting
    ? await decidedAt(change, consultation, { meetingId, meetingDate })
    : { ...(decidedOn !== undefined && { decidedOn }) };
  const confirmed = confirmedOn ?? decision.confirmedOn;
  if (confirmed !== null && confirmed < (decided.decidedOn ?? decision.decidedOn)) {
    const pointer = confirmedOn === undefined && meeting ? meeting : '/confirmedOn';
    throw new Invalid({ pointer, ...because.beforeTheDecision });
  }
  return {
    ...decided,
    ...(confirmedOn !== undefined && { confirmedOn }),
    ...(immediate !== undefined && { confirmedImmediately: immediate }),
  };
}

/** Moves the matter to a meeting. By its day alone that is one of the same organ; the decision becomes another organ's only by its id. */
async function decidedAt(
  { tx, today }: Change,
  consultation: Consultation,
  named: NamedMeeting,
): Promise<Partial<Decision>> {
  const here = await meetingWithId(tx, consultation.meetingId);
  const { id, organ, meets_on: decidedOn } = await meetingOf(tx, consultation.consulteeCode, named, here);
  notInTheFuture('/meetingId', decidedOn, today);
  consultation.meetingId = id;
  if (organ === here.organ) return { decidedOn };
  const route = organ === null ? 'board' : 'committee';
  return {
    decidedOn,
    route,
    committee: organ,
    reportAtNextMeeting: await isReported(tx, consultation.consulteeCode, route),
  };
}
