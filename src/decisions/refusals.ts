import { refusal } from '../rules/refusals.js';

export const because = {
  beforeReceived: refusal('before-received', (receivedOn: string, day: string) => [
    `${day} är före ${receivedOn}, då remissen kom in.`,
    `${day} is before ${receivedOn}, when the referral came in.`,
  ]),
  beforeTheDecision: refusal(
    'before-the-decision',
    'Protokollet kan inte vara justerat före sammanträdet.',
    'The minutes cannot have been confirmed before the meeting.',
  ),
  nothingCorrected: refusal('nothing-corrected', 'Ange vad som ska rättas.', 'Say what is to be corrected.'),
  wordingRequired: refusal(
    'wording-required',
    'Ange lydelsen som beslutades: ändring eller egen text.',
    'Give the wording that was decided: an amendment or the own text.',
  ),
  notWithAsProposed: refusal(
    'not-with-as-proposed',
    'Enligt förslaget betyder att lydelsen inte ändrades. Välj ändring (amended) eller egen text (own-text).',
    'As proposed means that the wording was not changed; say amended or own-text.',
  ),
  noSuchMeeting: refusal(
    'no-such-meeting',
    'Organet har inget sammanträde den dagen.',
    'The body has no meeting on that day.',
  ),
};
