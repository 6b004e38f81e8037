import type { DocumentView } from '../../documents/documents.dto.js';
import type { Texts } from '../../rules/texts.js';
import { t } from '../steps/step-field.js';

/** What a document is called by its kind. */
export const documentKindWords = {
  proposal: t('Förslag', 'Proposal'),
  attachment: t('Bilaga', 'Attachment'),
  'staff-report': t('Tjänsteskrivelse', 'Staff report'),
  'referral-letter': t('Missiv', 'Covering letter'),
  statement: t('Yttrande', 'Statement'),
  'minutes-extract': t('Protokollsutdrag', 'Extract of the minutes'),
  reply: t('Svar', 'Reply'),
  other: t('Annat', 'Other'),
} satisfies Record<DocumentView['kind'], Texts>;

/** What is sent with a referral. */
export const PACKET_KINDS = ['proposal', 'attachment', 'staff-report', 'referral-letter', 'other'] as const;
