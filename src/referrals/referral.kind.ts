import { kind } from '../changes/step.js';
import { referralIsVisible } from '../identity/visibility.js';
import { referralLifecycle } from '../rules/referral-lifecycle.js';
import { readReferral, referralFacts } from './read-referral.js';
import { Referral } from './referral.entity.js';

export const REFERRAL = kind({
  name: 'referral',
  entity: Referral,
  visible: () => referralIsVisible,
  lifecycle: referralLifecycle,
  subject: ({ subject }: Referral) => subject,
  occasion: ({ id, issuerCode, caseId }) => ({ body: issuerCode, caseId, referralId: id }),
  facts: referralFacts,
  read: ({ tx, caller }, id) => readReferral(tx, caller, id),
});
