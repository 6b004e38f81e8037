import { refusal } from '../rules/refusals.js';
import type { Texts } from '../rules/texts.js';

export const because = {
  expiry: refusal(
    'expiry',
    'Ska vara en tidpunkt som kommer inom två år.',
    'Must be an instant that comes within two years.',
  ),
  clientDeactivated: refusal('client-deactivated', 'Klienten är avaktiverad.', 'The client is deactivated.'),
  twoLiveKeys: refusal(
    'two-live-keys',
    'Klienten har redan två giltiga nycklar. Spärra en av dem först.',
    'The client has two live keys already. Revoke one of them first.',
  ),
  savedSearchesFull: refusal('saved-searches-full', (most: number) => [
    `Du har redan ${most} sparade sökningar. Ta bort en först.`,
    `You have ${most} saved searches already. Remove one first.`,
  ]),
  keyRevoked: refusal('key-revoked', 'Nyckeln är redan spärrad.', 'The key is revoked already.'),
  nothingToTakeOver: refusal(
    'nothing-to-take-over',
    'Det finns inget i klienten som du själv får göra och inte redan svarar för.',
    'There is nothing in the client that you may do yourself and do not answer for already.',
  ),
  caseNumberTemplate: refusal(
    'case-number-template',
    'Mallen måste ha år ({year} eller {yy}) och löpnummer ({n}).',
    'The template must hold a year ({year} or {yy}) and a running number ({n}).',
  ),
  noSuchPart: refusal('no-such-part', (parts: string) => [
    `Handlingen har ingen sådan del. Dess delar är: ${parts || 'inga'}.`,
    `The paper has no such part. Its parts are: ${parts || 'none'}.`,
  ]),
  partTwice: refusal(
    'part-twice',
    'Delen står redan tidigare i listan.',
    'The part stands in the list already.',
  ),
  sectionWithoutHeading: refusal(
    'section-without-heading',
    'Ett eget avsnitt anges med sin rubrik.',
    'A section of one’s own is named by its heading.',
  ),
  logotype: refusal(
    'logotype',
    'Ska vara en PNG-bild på högst 48 kB och 500 000 bildpunkter, med högst 8 bitar per färg och utan interlace.',
    'Must be a PNG of at most 48 kB and 500,000 pixels, with at most 8 bits a colour and not interlaced.',
  ),
  logotypeMissing: refusal('logotype-required', 'Välj en PNG-bild.', 'Choose a PNG.'),
  endsLater: refusal('ends-later', (latest: string) => [
    `Sista dagen kan bestämmas till senast ${latest} för ett organ som finns, och till i dag för ett som är avvecklat.`,
    `The last day is at most ${latest} of a body that is there, and today of one that has been wound up.`,
  ]),
  notWoundUp: refusal(
    'not-wound-up',
    'Anges när organet avvecklas (active: false).',
    'Given when the body is wound up (active: false).',
  ),
  notRenamed: refusal(
    'not-renamed',
    'Anges med ett annat namn än det som är.',
    'Given with another name than it has.',
  ),
  correctedOrNew: refusal(
    'corrected-or-new',
    'Ett rättat namn gäller från början: ange antingen dagen eller att det är en rättelse.',
    'A corrected name has been so from the beginning: give either the day or that it is a correction.',
  ),
  beforeTheLastName: refusal('before-the-last-name', (day: string) => [
    `Nuvarande namn gäller från ${day}: ange en senare dag, eller säg att namnet rättas.`,
    `The present name is from ${day}: give a later day, or say that the name is corrected.`,
  ]),
  woundUp: refusal('wound-up', 'Organet är avvecklat.', 'The body has been wound up.'),
  unknownBody: refusal('unknown-body', 'Det finns inget sådant organ.', 'There is no such body.'),
  bodyCodeTaken: refusal('body-code-taken', 'Koden är upptagen.', 'The code is taken.'),
  meetingExists: refusal(
    'meeting-exists',
    'Det finns redan ett sammanträde med samma organ, dag och klockslag.',
    'There is a meeting of the same organ, day and time already.',
  ),
  severalMeetings: refusal(
    'several-meetings',
    'Organet har flera sammanträden den dagen: ange vilket med dess id.',
    'The body has several meetings on that day: name the one by its id.',
  ),
  meetingHasDecided: refusal(
    'meeting-has-decided',
    'Sammanträdet har fattat beslut och kan inte flyttas eller bli ett annat organs.',
    'The meeting has taken decisions and can neither be moved nor become another organ’s.',
  ),
  afterTheMeeting: refusal(
    'after-the-meeting',
    'Föredragningslistan kan inte stänga efter sammanträdet.',
    'The agenda cannot close after the meeting.',
  ),
  meetingHasAnAgenda: refusal(
    'meeting-has-an-agenda',
    'Något står på sammanträdets föredragningslista.',
    'Something is on the agenda of the meeting.',
  ),
  groupNameTaken: refusal(
    'group-name-taken',
    'Det finns redan en grupp med det namnet.',
    'There is a group of that name already.',
  ),
  ownRoles: refusal(
    'own-roles',
    'Ingen ger sig själv en roll. Be en annan systemförvaltare.',
    'Nobody gives themselves a role. Ask another administrator.',
  ),
  lastAdministrator: refusal(
    'last-administrator',
    'Någon måste vara systemförvaltare.',
    'Someone must be administrator.',
  ),
  personInBody: refusal(
    'person-in-body',
    'Personen finns redan i organet. Ändra rollerna i stället.',
    'The person is in the body already. Set their roles instead.',
  ),
  personNotInBody: refusal(
    'person-not-in-body',
    'Personen har ingen roll i organet att flytta från.',
    'The person holds no role in the body to move from.',
  ),
  seriesKeptElsewhere: refusal('register-kept-elsewhere', (keeper: string) => [
    `Organets diarium förs av ${keeper}. Ange nummerserien där.`,
    `The body’s register is kept by ${keeper}. Set the series there.`,
  ]),
  seriesPassed: refusal('series-passed', (number: number) => [
    `Nummer ${number} är redan utdelat här. Ange det eller ett högre.`,
    `Number ${number} has been given here already. Name it or a higher one.`,
  ]),
  caseNumberTaken: refusal('case-number-taken', (number: string) => [
    `Numret ${number} finns redan i diariet.`,
    `The number ${number} stands in the register already.`,
  ]),
  notOfTheBody: refusal(
    'not-of-the-body',
    'Personen har ingen sådan roll i organet.',
    'That person holds no such role in the body.',
  ),
  notOfTheStaff: refusal(
    'not-of-the-staff',
    'Bara den som själv handlägger i organet vikarierar för någon som gör det.',
    'Only somebody of the body’s staff stands in for one of its staff.',
  ),
  byOwnHand: refusal(
    'by-own-hand',
    'Ingen ordnar sitt eget vikariat. Den frånvarande, chefen eller en annan systemförvaltare gör det.',
    'Nobody arranges to stand in themselves. The absent person, the manager or another administrator does.',
  ),
  samePerson: refusal('same-person', 'Ska vara någon annan.', 'Must be someone else.'),
  beforeFrom: refusal('before-from', 'Ska inte vara före första dagen.', 'Must not be before the first day.'),
  overAlready: refusal('over-already', 'Tiden har redan gått ut.', 'The time is over already.'),
  tooLong: refusal('too-long', 'Högst ett år åt gången.', 'At most a year at a time.'),
  standInRevoked: refusal(
    'stand-in-revoked',
    'Vikariatet är redan avslutat.',
    'The arrangement has ended already.',
  ),
  leavesMattersOpen: refusal('leaves-matters-open', (body: string, matters: number, numbers: string) => [
    `Lämnar ${matters} öppna ärenden i ${body} utan handläggare${numbers && `: ${numbers}`}. Chefen lämnar över dem i ett steg.`,
    `Leaves ${matters} open matters in ${body} without an officer${numbers && `: ${numbers}`}. The manager gives them to others in one step.`,
  ]),
  leavesNobody: refusal('leaves-nobody', (role: Texts, body: string) => [
    `Ingen är nu ${role.sv.toLowerCase()} i ${body}. Det som väntar på den rollen ligger kvar tills någon får den.`,
    `Nobody is ${role.en.toLowerCase()} at ${body} now. What waits for that role stays until somebody is given it.`,
  ]),
  headingTwice: refusal(
    'heading-twice',
    'Rubriken finns redan i listan. Ta bort den ena.',
    'The heading is in the list already. Take one of them away.',
  ),
  sameBody: refusal('same-body', 'Ska vara ett annat organ.', 'Must be another body.'),
  registerKeptElsewhere: refusal(
    'register-kept-elsewhere',
    'Organets eget diarium förs av ett annat organ.',
    'That body has its own register kept by another.',
  ),
  consultee: refusal(
    'consultee',
    'Ange ett organ i kommunen eller ett namn.',
    'Give a body of the municipality or a name.',
  ),
  consulteeKind: refusal(
    'consultee-kind',
    'Skriv ”organisation” eller ”privatperson” sist på raden, eller inget.',
    'Write “organisation” or “private person” last in the line, or nothing.',
  ),
  notItsAdministrator: refusal(
    'not-its-administrator',
    'Du är inte systemförvaltare för något sådant organ.',
    'You are not the administrator of any such body.',
  ),
};
