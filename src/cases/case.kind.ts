import { kind } from '../changes/step.js';
import { caseIsVisible } from '../identity/visibility.js';
import { caseLifecycle } from '../rules/case-lifecycle.js';
import { caseFacts, readCase } from './read-case.js';
import { ReferralCase } from './referral-case.entity.js';

export const CASE = kind({
  name: 'case',
  entity: ReferralCase,
  visible: () => caseIsVisible,
  lifecycle: caseLifecycle,
  subject: ({ subject }: ReferralCase) => subject,
  occasion: ({ id, issuerCode }) => ({ body: issuerCode, caseId: id }),
  facts: caseFacts,
  read: ({ tx, caller }, id) => readCase(tx, caller, id),
});
