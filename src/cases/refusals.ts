import { refusal } from '../rules/refusals.js';

export const because = {
  correctionNeedsReason: refusal(
    'correction-needs-reason',
    'Ange varför uppgiften rättas.',
    'Say why it is corrected.',
  ),
  senderRequired: refusal(
    'sender-required',
    'Ärendet har ingen avsändare än: ange vem remissen kom från.',
    'The case has no sender yet: say whom the referral came from.',
  ),
};
