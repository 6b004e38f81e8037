import { recipientOf } from '../consultations/ask-consultees.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Message } from '../delivery/promise-deliveries.js';
import type { Occasion } from '../http/change.js';

/** How the audit trail files what happens to an extension; `body` is the side whose act it is. */
export function extensionOccasion(
  { id, caseId, referralId }: Consultation,
  verb: string,
  body: string | null,
): Occasion {
  return { verb, objectType: 'extension', body, caseId, referralId, consultationId: id };
}

/** To the issuer's officers, who prepare the referral; to a sender outside Yttra by hand. */
export function noticeToIssuer(
  consultation: Consultation,
  topic: 'extension-requested' | 'extension-cancelled',
): Message {
  const { issuerCode, issuerName, consulteeCode } = consultation;
  return {
    ...about(consultation),
    topic,
    senderBody: consulteeCode,
    recipient: issuerCode ? { body: issuerCode, role: 'officer' } : { name: issuerName ?? '' },
  };
}

/** To the case officer, who plans by the date; to the registrar while there is none. */
export function noticeToConsultee(
  consultation: Consultation,
  topic: 'extension-granted' | 'extension-refused',
): Message {
  const { issuerCode, consulteeCode, consulteeName, consulteeEmail, officer } = consultation;
  return {
    ...about(consultation),
    topic,
    senderBody: issuerCode ?? consulteeCode,
    recipient:
      consulteeCode !== null && officer !== null
        ? { body: consulteeCode, role: 'officer' }
        : recipientOf({
            consultee_code: consulteeCode,
            consultee_name: consulteeName,
            consultee_email: consulteeEmail,
          }),
  };
}

function about({ id, caseId, referralId }: Consultation) {
  return { kind: 'notice' as const, caseId, referralId, consultationId: id };
}
