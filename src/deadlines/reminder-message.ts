import type { Recipient } from '../delivery/promise-deliveries.js';
import type { Topic } from '../delivery/topics.js';
import type { Role } from '../rules/actor.js';
import type { ConsultationState } from '../rules/consultation-lifecycle.js';
import type { ReminderDay } from '../rules/reminder-days.js';

export const reminderTopics: Readonly<Record<ReminderDay, Topic>> = {
  [-14]: 'reply-due-in-14-days',
  [-7]: 'reply-due-in-7-days',
  [-1]: 'reply-due-tomorrow',
  0: 'reply-due-today',
  1: 'reply-overdue-1-day',
  7: 'reply-overdue-7-days',
};

/** Whoever holds the matter now; for a consultee outside Yttra the issuer's registrar, who can call them. */
export function reminderRecipient(consultation: {
  readonly state: ConsultationState;
  readonly officer: string | null;
  readonly consultee_code: string | null;
  readonly issuer_code: string | null;
}): Extract<Recipient, { body: string }> {
  const { state, officer, consultee_code, issuer_code } = consultation;
  if (consultee_code !== null) return { body: consultee_code, role: responsibleRole(state, officer) };
  return { body: issuer_code!, role: 'registrar' };
}

/** Whose step the matter waits for. Without a case officer the registrar sees to it that there is one. */
function responsibleRole(state: ConsultationState, officer: string | null): Role {
  if (state === 'sent') return 'registrar';
  if (state === 'registered' || state === 'drafting') return officer === null ? 'registrar' : 'officer';
  return state === 'in-review' ? 'manager' : 'secretary';
}
