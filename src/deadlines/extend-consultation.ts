import { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../http/change.js';
import { stillUnanswered } from '../rules/extension-lifecycle.js';
import { Invalid, TransitionRefused } from '../rules/problem.js';
import type { Extension } from './extension.entity.js';

/**
 * Moves a consultation's reply-by date to what an extension gives; the original date is kept.
 * Reminders for the new date begin anew, and none that the decision itself overtakes are said.
 * The caller holds the consultation's lock, then the extension's, in that order.
 */
export async function extendConsultation(
  change: Change,
  consultation: Consultation,
  extension: Extension,
  granted: { until: string; on: string; at: Date },
): Promise<void> {
  extension.take('grant', { consultationState: consultation.state });
  extension.grantedUntil = laterThan(consultation.replyBy, granted.until);
  extension.settledBy = change.caller.actor.username;
  extension.settledAt = granted.at;
  consultation.replyBy = granted.until;
  consultation.replyBySetOn = granted.on;
  await change.save(Consultation, consultation, {
    verb: 'extend',
    objectType: 'consultation',
    body: consultation.issuerCode ?? consultation.consulteeCode,
    caseId: consultation.caseId,
    referralId: consultation.referralId,
    consultationId: consultation.id,
  });
}

/** An extension makes time longer, never shorter. @throws Invalid naming `/until`. */
export function laterThan(replyBy: string, until: string): string {
  if (until > replyBy) return until;
  throw new Invalid({
    pointer: '/until',
    code: 'not-after-reply-by',
    detail: {
      sv: `Anståndet ska gälla längre än till sista svarsdag, ${replyBy}.`,
      en: `An extension must reach beyond the reply-by date, ${replyBy}.`,
    },
  });
}

/** @throws TransitionRefused when there is nothing left to extend. */
export function refuseUnlessUnanswered(consultation: Consultation, verb: string): void {
  if (stillUnanswered.holds({ consultationState: consultation.state })) return;
  const { code, otherwise } = stillUnanswered;
  throw new TransitionRefused(verb, consultation.state, [{ code, detail: otherwise }]);
}
