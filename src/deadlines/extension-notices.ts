import type { Consultation } from '../consultations/consultation.entity.js';
import { toConsultee } from '../consultations/notices.js';
import type { Message } from '../delivery/promise-deliveries.js';
import { answeringBody } from './extension.kind.js';

/** To the case officer; while there is none to the registrar, or whoever reads the address or the letter. */
export const noticeToConsultee = (
  consultation: Consultation,
  extensionId: string,
  topic: 'extension-granted' | 'extension-refused' | 'extension-corrected' | 'extension-taken-back',
): Message =>
  toConsultee(consultation, topic, {
    extensionId,
    senderBody: answeringBody(consultation),
    ...(consultation.consulteeCode !== null &&
      consultation.officer !== null && { recipient: { body: consultation.consulteeCode, role: 'officer' } }),
  });
