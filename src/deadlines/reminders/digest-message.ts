import type { Message } from '../../delivery/promise-deliveries.js';
import type { Role } from '../../rules/actor.js';
import type { ReminderKind } from '../../rules/reminder-kinds.js';

/**
 * The delivery of some reminders to one recipient. It names the consultation of its foremost line,
 * so that it can be shown and sent as any other; all lines are read at `/inbox/{id}/reminders`.
 */
export function digestMessage(foremost: {
  readonly digest_id: string;
  readonly kind: ReminderKind;
  readonly lines: number;
  readonly body_code: string;
  readonly role: Role;
  readonly case_id: string;
  readonly referral_id: string | null;
  readonly consultation_id: string;
}): Message {
  return {
    id: foremost.digest_id,
    kind: 'reminder',
    topic: foremost.lines === 1 ? `reminder-${foremost.kind}` : 'reminders',
    senderBody: foremost.body_code,
    recipient: { body: foremost.body_code, role: foremost.role },
    caseId: foremost.case_id,
    referralId: foremost.referral_id,
    consultationId: foremost.consultation_id,
  };
}
