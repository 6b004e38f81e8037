import { because as documents } from '../documents/refusals.js';
import type { Texts } from '../rules/texts.js';
import { refusal } from '../rules/refusals.js';

export const because = {
  beforeTheDecision: refusal(
    'before-the-decision',
    'Protokollet kan inte vara justerat före sammanträdet.',
    'The minutes cannot have been confirmed before the meeting.',
  ),
  reportedToTheBoard: refusal('reported-to-the-board', (organ: string) => [
    `Sammanträdet är ${organ}s. Beslutet anmäls till nämnden, på ett av dess egna sammanträden.`,
    `That is a meeting of ${organ}. The decision is reported to the board, at a meeting of its own.`,
  ]),
  beforeItWasDecided: refusal('before-it-was-decided', (day: string) => [
    `Beslutet fattades den ${day}; det kan inte ha anmälts före dess.`,
    `The decision was made on ${day}; it cannot have been reported before that.`,
  ]),
  noSuchPostponement: refusal('no-such-postponement', (count: number) => [
    `Ärendet har beretts, bordlagts eller återremitterats ${count} gånger.`,
    `The matter has been prepared, tabled or referred back ${count} times.`,
  ]),
  notPrepared: refusal(
    'not-prepared',
    'Bara en beredning har ett förslag till beslut: ärendet bordlades eller återremitterades.',
    'Only a preparation has a proposal for a decision: the matter was tabled or referred back.',
  ),
  postponementTakenBack: refusal(
    'postponement-taken-back',
    'Den är redan återtagen. För in den på nytt om den ändå ska gälla.',
    'It has been taken back. Record it anew if it is to hold after all.',
  ),
  proposedNothing: refusal(
    'proposed-nothing',
    'Utskottet lade inget förslag: lämna lydelsen tom, eller ange att utskottet lade ett.',
    'The committee made no proposal: leave its words empty, or say that it made one.',
  ),
  adoptedByTheBoard: refusal(
    'adopted-by-the-board',
    'Nämnden beslutade enligt det här förslaget. Rätta först beslutet: vilket förslag som antogs.',
    'The board decided by this proposal. Correct the decision first: which proposal was adopted.',
  ),
  noSuchPreparation: refusal(
    'no-such-preparation',
    'Det numret är ingen beredning som gäller. Ange ett annat, eller 0 för ingen.',
    'That number is no preparation that holds. Give another, or 0 for none.',
  ),
  nothingToAdopt: refusal('nothing-to-adopt', (organ: string) => [
    `${organ} lade inget förslag som kunde antas.`,
    `${organ} made no proposal that could be adopted.`,
  ]),
  notTheAdministrations: refusal('not-the-administrations', (organ: string) => [
    `${organ} föreslog en egen lydelse, så det blev inte enligt förvaltningens förslag. Välj ”Med ändringar” eller ”Med egen lydelse”.`,
    `${organ} proposed words of its own, so it was not as the administration proposed; say amended or own-text.`,
  ]),
  otherWords: refusal('not-the-committees-words', (organ: string) => [
    `Lydelsen är inte den som ${organ} föreslog. Rätta beslutet om den skulle vara det.`,
    `The words are not those that ${organ} proposed. Correct the decision if they should be.`,
  ]),
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
    'Beslutet fattades på delegation, inte på ett sammanträde: ange beslutsdagen.',
    'The decision was made by delegation, not at a meeting: give the day of the decision.',
  ),
  atMeeting: refusal(
    'decided-at-meeting',
    'Beslutet fattades på ett sammanträde: ange dess dag.',
    'The decision was made at a meeting: give its day.',
  ),
  notConfirmedYet: refusal(
    'minutes-not-confirmed',
    'Protokollet är inte justerat: ange dagen när det justeras.',
    'The minutes are not confirmed: give the day when they are.',
  ),
  outcomeFollows: refusal('outcome-follows', ({ sv, en }: Texts) => [
    `Utfallet är nu ${sv}, som lydelsen visar. Ange ett annat om det var så beslutet fattades.`,
    `The outcome is now ${en}, as the wording shows. Give another if that is how it was decided.`,
  ]),
  namesAndCounts: refusal(
    'names-and-counts-differ',
    'Ledamöternas röster stämmer inte med antalen ja, nej och avstår.',
    'The members’ votes do not agree with the numbers of yes, no and abstain.',
  ),
  meetingRequired: refusal(
    'meeting-required',
    'Ange sammanträdet eller dess dag.',
    'Name the meeting or its day.',
  ),
  severalMeetings: refusal(
    'several-meetings',
    'Organet har flera sammanträden den dagen: ange vilket.',
    'The body has several meetings on that day: say which one.',
  ),
  ofTheCommittee: refusal('meeting-of-a-committee', (organ: string) => [
    `Det är ${organ} som sammanträdde, inte nämnden: ange att utskottet beslutade.`,
    `It was ${organ} that met, not the board: say that the committee decided.`,
  ]),
  sameMeeting: refusal(
    'same-meeting',
    'Ärendet är på det här sammanträdet: ange det nästa.',
    'The matter is on this meeting: give the next one.',
  ),
  notTheAgenda: refusal(
    'not-the-agenda',
    'Ange alla ärenden på föredragningslistan, vart och ett en gång, och inga andra.',
    'Name every matter on the agenda, each once, and no others.',
  ),
  noSuchMeeting: refusal(
    'no-such-meeting',
    'Organet har inget sammanträde den dagen.',
    'The body has no meeting on that day.',
  ),
};
