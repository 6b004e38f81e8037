import type { Consultation } from '../consultations/consultation.entity.js';
import { toConsultee } from '../consultations/notices.js';
import type { Message } from '../delivery/promise-deliveries.js';
import type { Occasion } from '../changes/change.js';

/** How the audit trail files it: the request is the consultee's, the answer the issuer's. */
export function occasionOfExtension({ about }: Consultation, verb: string, body: string | null): Occasion {
  return { verb, objectType: 'extension', body, ...about };
}

/** Whose act an answer is. What a sender outside Yttra answers, the consultee itself records. */
export const answeringBody = ({ issuerCode, consulteeCode }: Consultation): string | null =>
  issuerCode ?? consulteeCode;

/** To the case officer; while there is none to the registrar, or whoever reads the address or the letter. */
export const noticeToConsultee = (
  consultation: Consultation,
  extensionId: string,
  topic: 'extension-granted' | 'extension-refused',
): Message =>
  toConsultee(consultation, topic, {
    extensionId,
    senderBody: answeringBody(consultation),
    ...(consultation.consulteeCode !== null &&
      consultation.officer !== null && { recipient: { body: consultation.consulteeCode, role: 'officer' } }),
  });
