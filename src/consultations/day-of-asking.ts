import { Invalid } from '../rules/problem.js';
import type { Consultation } from './consultation.entity.js';
import { because } from './refusals.js';

/**
 * Moves the day a consultee was asked, and what is reckoned from it with it.
 *
 * @throws Invalid where the consultee had received it, or its reply had come, before that day.
 */
export function moveDayOfAsking(consultation: Consultation, sentOn: string): void {
  const { receivedOn, reachedIssuerOn, sentOn: earlier, state, stateSince, replyBySetOn } = consultation;
  const [first] = [receivedOn, reachedIssuerOn].filter((day) => day !== null).sort();
  if (first !== undefined && first < sentOn)
    throw new Invalid({ pointer: '/sentOn', ...because.beforeSent(sentOn, first) });
  consultation.sentOn = sentOn;
  if (state === 'sent' && stateSince === earlier) consultation.stateSince = sentOn;
  if (replyBySetOn === earlier) consultation.replyBySetOn = sentOn;
}
