import { because as documents } from '../documents/refusals.js';
import { because as referrals } from '../referrals/refusals.js';
import { refusal } from '../rules/refusals.js';
import type { Texts } from '../rules/texts.js';

export const because = {
  confidentialDocument: refusal(
    'confidential-document',
    'Handlingen är sekretessmarkerad och följer inte med ett meddelande. Skicka den med remissen eller yttrandet.',
    'The document is confidential and is not carried by a message. Send it with the referral or the statement.',
  ),
  namedTwice: refusal('named-twice', 'Handlingen är angiven två gånger.', 'The document is named twice.'),
  withdrawnAlready: refusal(
    'withdrawn-already',
    'Meddelandet är redan återtaget.',
    'The message has been withdrawn already.',
  ),
  beforeSent: refusal('before-sent', (sentOn: string, day: string) => [
    `${day} är före ${sentOn}, då remissen skickades.`,
    `${day} is before ${sentOn}, when the referral was sent.`,
  ]),
  markTheCase: refusal(
    'mark-the-case',
    'Svaret hör till organets eget ärende: sekretessmarkera ärendet.',
    'The reply belongs to the body’s own case: mark the case.',
  ),
  basisRequired: refusal(
    'basis-required',
    'Svar krävs (6 kap. 12 § kommunallagen): ange det beslut eller den delegation som avståendet stöds på.',
    'A reply is required (Local Government Act 6:12): name the decision or delegation that declining relies on.',
  ),
  notTheCasesBody: refusal(
    'not-the-case-s-body',
    'Svaret hör till det organ som har ärendet; andra organ frågas med en remiss.',
    'The reply belongs to the body that has the case; others are asked with a referral.',
  ),
  replyByRequired: refusal(
    'reply-by-required',
    'Sista svarsdag saknas, även i ärendets ursprung.',
    'There is no reply-by date, nor in the case’s origin.',
  ),
  nothingSupplemented: refusal(
    'nothing-supplemented',
    'Ange en handling eller frågorna som remissen kompletteras med.',
    'Give a document or the questions that the referral is supplemented with.',
  ),
  fewerQuestions: refusal('fewer-questions', (questions: number) => [
    `Remissen har ${questions} frågor, som svar hänvisar till: skriv om dem eller lägg till flera, men ta inte bort någon.`,
    `The referral has ${questions} questions, which answers refer to: word them anew or add more, but leave none out.`,
  ]),
  keepsRegisterFor: refusal('keeps-register-for-others', (bodies: string) => [
    `Organet för diariet åt ${bodies}. Ange först vem som för det i stället.`,
    `The body keeps the register of ${bodies}. Say first who keeps it instead.`,
  ]),
  takenBack: refusal('taken-back', (successor: string, numbers: string) => [
    `${successor} är själv part i samma remiss och svarar inte två gånger eller sig själv: frågan tas tillbaka i ${numbers}. Det som är beslutat eller expedierat står fast.`,
    `${successor} is a party to the same referral and answers neither twice nor itself: the question is taken back in ${numbers}. What was decided or forwarded stands.`,
  ]),
  struckFromDrafts: refusal('struck-from-drafts', (successor: string, numbers: string) => [
    `${successor} stryks som remissinstans i utkast som det tar över: ${numbers}.`,
    `${successor} is struck as a consultee from drafts that it takes over: ${numbers}.`,
  ]),
  openCases: refusal('open-cases', (numbers: string) => [
    `Organet har öppna ärenden: ${numbers}. Avsluta dem, eller ange en efterträdare.`,
    `The body has open cases: ${numbers}. Close them, or name a successor.`,
  ]),
  openReplies: refusal('open-replies', (numbers: string) => [
    `Organet har remisser att svara på: ${numbers}. Svara på dem, eller ange en efterträdare.`,
    `The body has referrals to answer: ${numbers}. Answer them, or name a successor.`,
  ]),
  decidedUnsent: refusal('decided-not-forwarded', (numbers: string) => [
    `Organet har beslutat om yttranden som inte är expedierade: ${numbers}.`,
    `The body has decided on statements that have not been forwarded: ${numbers}.`,
  ]),
  heldByTheSuccessor: refusal('held-by-the-successor', (successor: string, numbers: string) => [
    `${successor} har tagit över ${numbers}, som står i organets diarium. Därför kan organet varken återinföras, få en annan efterträdare eller få sitt diarium fört av någon annan.`,
    `${successor} has taken over ${numbers}, which stand in the body’s register. So the body can neither be brought back nor be given another successor or another keeper of its register.`,
  ]),
  unreported: refusal('decisions-not-reported', (numbers: string) => [
    `Nämnden har inte fått veta om beslut som fattats för den: ${numbers}. De anmäls på ett sammanträde hos efterträdaren.`,
    `The board has not been told of decisions that were taken for it: ${numbers}. They are reported at a meeting of the successor.`,
  ]),
  endsOn: refusal('ends-on', (day: string) => [
    `Organet finns till och med ${day} och avvecklas sedan av sig självt. Tills dess kan det ändras eller avbrytas.`,
    `There is such a body until ${day}; after that it is wound up by itself. Until then that can be changed or called off.`,
  ]),
  hinderedToday: refusal(
    'hindered-today',
    'I dag skulle avvecklingen inte gå. Det här behöver vara ordnat efter sista dagen:',
    'Today it could not be wound up. This has to be settled once the last day has passed:',
  ),
  handedOver: refusal('handed-over', (successor: string, numbers: string) => [
    `${successor} tar över ${numbers}.`,
    `${successor} takes over ${numbers}.`,
  ]),
  arrangementsEnded: refusal('arrangements-ended', (what: Texts) => [
    `Med organet upphörde dess API-klienter, webbkrokar och vikariat: ${what.sv}.`,
    `With the body ended its API clients, webhooks and stand-ins: ${what.en}.`,
  ]),
  sentInItsName: refusal('sent-in-its-name', (successor: string, numbers: string) => [
    `Organet har beslutat om ${numbers}; personalen hos ${successor} justerar och expedierar i dess namn.`,
    `The body has decided on ${numbers}; the staff of ${successor} confirm and forward it in its name.`,
  ]),
  consulteeWoundUp: refusal('consultee-wound-up', (names: string) => [
    `Tillfrågade organ är avvecklade: ${names}. Fråga efterträdaren i stället.`,
    `Bodies that are asked have been wound up: ${names}. Ask the successor instead.`,
  ]),
  issuerConsultsItself: referrals.issuerConsultsItself,
  nothingCorrected: documents.nothingCorrected,
  outsiderAskedTwice: referrals.outsiderAskedTwice,
  bodyHasItsName: refusal(
    'body-has-its-name',
    'Remissinstansen är ett organ i kommunen: namn och adress ändras i Förvaltning.',
    'The consultee is a body of the municipality: its name and address are changed in the administration.',
  ),
  neverAsked: refusal(
    'never-asked',
    'Den som svarade var inte tillfrågad, och står inte på remissens lista.',
    'Whoever replied was not asked, and is not on the list of the referral.',
  ),
  numberOfTheCase: refusal(
    'number-of-the-case',
    'Det egna svaret har ärendets nummer: rätta ärendets.',
    'An own reply has the number of its case: correct that of the case.',
  ),
  unknownDocument: documents.unknownDocument,
  reasonRequired: refusal(
    'reason-required',
    'Ange varför remissen avslutas innan sista svarsdag har passerat.',
    'Say why the referral is closed before the last reply-by date has passed.',
  ),
};
