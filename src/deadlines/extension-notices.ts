import { recipientOf } from '../consultations/ask-consultees.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Message, Recipient } from '../delivery/promise-deliveries.js';
import type { Occasion } from '../changes/change.js';

/** How the audit trail files it: the request is the consultee's, the answer the issuer's. */
export function occasionOfExtension(
  { caseId, referralId, id }: Consultation,
  verb: string,
  body: string | null,
): Occasion {
  return { verb, objectType: 'extension', body, caseId, referralId, consultationId: id };
}

/** Whose act an answer is. What a sender outside Yttra answers, the consultee itself records. */
export const answeringBody = ({ issuerCode, consulteeCode }: Consultation): string | null =>
  issuerCode ?? consulteeCode;

/** To the issuer's officers, who prepare the referral; to a sender outside Yttra by hand. */
export function noticeToIssuer(
  consultation: Consultation,
  extensionId: string,
  topic: 'extension-requested' | 'extension-cancelled',
): Message {
  const { issuerCode, issuerName, consulteeCode } = consultation;
  const recipient = issuerCode ? { body: issuerCode, role: 'officer' as const } : { name: issuerName ?? '' };
  return { ...about(consultation, extensionId), topic, senderBody: consulteeCode, recipient };
}

export function noticeToConsultee(
  consultation: Consultation,
  extensionId: string,
  topic: 'extension-granted' | 'extension-refused',
): Message {
  return {
    ...about(consultation, extensionId),
    topic,
    senderBody: answeringBody(consultation),
    recipient: whoPlansByTheDate(consultation),
  };
}

/** The case officer; while there is none the registrar, or whoever reads the address or the letter. */
function whoPlansByTheDate(consultation: Consultation): Recipient {
  const { consulteeCode, consulteeName, consulteeEmail, officer } = consultation;
  if (consulteeCode !== null && officer !== null) return { body: consulteeCode, role: 'officer' };
  return recipientOf({
    consultee_code: consulteeCode,
    consultee_name: consulteeName,
    consultee_email: consulteeEmail,
  });
}

function about({ id, caseId, referralId }: Consultation, extensionId: string) {
  return { kind: 'notice' as const, caseId, referralId, consultationId: id, extensionId };
}
