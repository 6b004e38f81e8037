import { expect, it } from '@jest/globals';
import { verbsOn } from '../../src/rules/kinds.js';
import { CaseSteps } from '../../src/web/case/case-steps.js';
import { DocumentSteps } from '../../src/web/document/document-steps.js';
import { ExtensionSteps } from '../../src/web/reply/extension-steps.js';
import { PublicationSteps } from '../../src/web/publication/publication-steps.js';
import type { StepsOfKind } from '../../src/web/steps/record-steps.js';
import { ReferralSteps } from '../../src/web/referral/referral-steps.js';
import { ReplySteps } from '../../src/web/reply/reply-steps.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });

/** The button of the page itself is the form, or leads to it. */
const OF_THE_PAGE: Readonly<Record<string, readonly string[]>> = {
  case: ['create-referral'],
  // The matter's own page publishes; the entry is taken back on its own.
  publication: ['publish'],
};

it.each([
  ['case', CaseSteps],
  ['referral', ReferralSteps],
  ['consultation', ReplySteps],
  ['document', DocumentSteps],
  ['extension', ExtensionSteps],
  ['publication', PublicationSteps],
] as const)('every step of a %s can be taken in the browser', (kind, steps) => {
  const { actions, elsewhere = {} } = service.app.get<{ page: StepsOfKind }>(steps).page;
  const taken = [...actions.map(({ verb }) => verb), ...Object.keys(elsewhere), ...(OF_THE_PAGE[kind] ?? [])];
  expect(verbsOn[kind].filter((verb) => !taken.includes(verb))).toEqual([]);
});
