import { kind } from '../changes/step.js';
import { consultationIsVisible } from '../identity/visibility.js';
import {
  consultationLifecycle,
  fourEyesWarnings,
  type ConsultationVerb,
} from '../rules/consultation-lifecycle.js';
import { consultationFacts } from './consultation-facts.js';
import { Consultation } from './consultation.entity.js';
import { readConsultation } from './read-consultation.js';

/** Verbs of the issuer; all others are the consultee's work, whose details stay with it, or of the issuer for one outside Yttra. */
const ISSUERS_VERBS: readonly ConsultationVerb[] = [
  'acknowledge',
  'record-reply',
  'correct-reply',
  'recall',
  'reopen',
  'close',
  'withdraw',
  'resume',
];

export const CONSULTATION = kind({
  name: 'consultation',
  entity: Consultation,
  visible: () => consultationIsVisible,
  lifecycle: consultationLifecycle,
  subject: ({ subject, subjectOfPublishing }: Consultation, verb) =>
    verb === 'publish' ? subjectOfPublishing : subject,
  occasion: aboutConsultation,
  facts: ({ tx, caller, today }, { id }) => consultationFacts(tx, id, today, caller.actor),
  read: ({ tx, caller, today }, id) => readConsultation(tx, caller, id, today),
  warns: fourEyesWarnings,
});

/** How the audit trail files a step of a consultation, also one that comes of a step of its referral. */
export function aboutConsultation(consultation: Consultation, verb: ConsultationVerb) {
  const { issuerCode, consulteeCode, about } = consultation;
  return { body: ISSUERS_VERBS.includes(verb) ? issuerCode : (consulteeCode ?? issuerCode), ...about };
}
