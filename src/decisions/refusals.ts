import { because as documents } from '../documents/refusals.js';
import type { Texts } from '../rules/texts.js';
import { refusal } from '../rules/refusals.js';

export const because = {
  beforeTheDecision: refusal(
    'before-the-decision',
    'Protokollet kan inte vara justerat före sammanträdet.',
    'The minutes cannot have been confirmed before the meeting.',
  ),
  nothingCorrected: documents.nothingCorrected,
  wordingRequired: refusal(
    'wording-required',
    'Ange lydelsen som beslutades: ändring eller egen text.',
    'Give the wording that was decided: an amendment or the own text.',
  ),
  notWithAsProposed: refusal(
    'not-with-as-proposed',
    'Enligt förslaget betyder att lydelsen inte ändrades. Välj ”Med ändringar” eller ”Med egen lydelse”.',
    'As proposed means that the wording was not changed; say amended or own-text.',
  ),
  notAtMeeting: refusal(
    'decided-by-delegation',
    'Beslutet fattades på delegation, inte på ett sammanträde: ange decidedOn.',
    'The decision was made by delegation, not at a meeting: give decidedOn.',
  ),
  atMeeting: refusal(
    'decided-at-meeting',
    'Beslutet fattades på ett sammanträde: ange meetingDate.',
    'The decision was made at a meeting: give meetingDate.',
  ),
  notConfirmedYet: refusal(
    'minutes-not-confirmed',
    'Protokollet är inte justerat: ange dagen när det justeras.',
    'The minutes are not confirmed: give the day when they are.',
  ),
  outcomeFollows: refusal('outcome-follows', ({ sv, en }: Texts) => [
    `Utfallet är nu ${sv}, som lydelsen visar. Ange ett annat (outcome) om det var så beslutet fattades.`,
    `The outcome is now ${en}, as the wording shows. Give another (outcome) if that is how it was decided.`,
  ]),
  noSuchMeeting: refusal(
    'no-such-meeting',
    'Organet har inget sammanträde den dagen.',
    'The body has no meeting on that day.',
  ),
};
