import { refusal } from '../rules/refusals.js';

export const because = {
  registerListEndsFirst: refusal('register-list-ends-first', (from: string, to: string) => [
    `Perioden slutar ${to}, före sin första dag ${from}.`,
    `The period ends on ${to}, before its first day, ${from}.`,
  ]),
  registerListTooLong: refusal('register-list-too-long', (most: number) => [
    `En förteckning har högst ${most} nummer. Välj en kortare period eller sök på ord.`,
    `A list has ${most} numbers at most. Choose a shorter period or search for words.`,
  ]),
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
