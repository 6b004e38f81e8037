import { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import { Invalid } from '../rules/problem.js';
import type { Extension } from './extension.entity.js';
import { answeringBody } from './extension.kind.js';
import { because } from './refusals.js';

/**
 * Moves the reply-by date to what is granted. `originalReplyBy` stays what the packet said; no
 * reminder is due for a day up to today. The caller holds the consultation's lock, then the
 * extension's, has taken the step, and saves the extension.
 */
export async function grantExtension(
  change: Change,
  consultation: Consultation,
  extension: Extension,
  granted: { until: string; today: string; now: Date },
): Promise<void> {
  mustBeLater(granted.until, consultation);
  extension.grantedUntil = granted.until;
  extension.settledBy = change.caller.actor.username;
  extension.settledAt = granted.now;
  consultation.replyBy = granted.until;
  consultation.replyBySetOn = granted.today;
  await change.save(Consultation, consultation, {
    verb: 'extend',
    objectType: 'consultation',
    body: answeringBody(consultation),
    ...consultation.about,
  });
}

/** An extension moves the reply-by date forward, never back. @throws Invalid */
export function mustBeLater(until: string, { replyBy }: Consultation): void {
  if (until > replyBy) return;
  throw new Invalid({ pointer: '/until', ...because.notLater(replyBy) });
}
