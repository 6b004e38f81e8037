import type { Consultation } from '../consultations/consultation.entity.js';
import { Invalid } from '../rules/problem.js';

/** An extension moves the reply-by date forward, never back. @throws Invalid */
export function mustBeLater(until: string, { replyBy }: Consultation): void {
  if (until > replyBy) return;
  throw new Invalid({
    pointer: '/until',
    code: 'not-later',
    detail: {
      sv: `Ska vara senare än nuvarande sista svarsdag, ${replyBy}.`,
      en: `Must be later than the present reply-by date, ${replyBy}.`,
    },
  });
}

/** `originalReplyBy` stays what the packet said; no reminder is due for a day up to today. */
export function setReplyBy(consultation: Consultation, until: string, today: string): void {
  consultation.replyBy = until;
  consultation.replyBySetOn = today;
}
