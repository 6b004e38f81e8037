import { because as organisation } from '../organisation/refusals.js';
import { refusal } from '../rules/refusals.js';

export const because = {
  officerMayNotSee: refusal(
    'officer-may-not-see',
    'Ärendet är sekretessbelagt och personen finns inte bland dem som får se det.',
    'The matter is confidential and that person is not among those who may see it.',
  ),
  notAnOfficer: refusal(
    'not-an-officer',
    'Personen är inte handläggare hos remissinstansen.',
    'That person is not a case officer of the consultee.',
  ),
  notTheirs: refusal(
    'not-theirs',
    'Personen handlägger inget sådant öppet ärende i organet.',
    'That person handles no such open matter in the body.',
  ),
  nothingToReassign: refusal(
    'nothing-to-reassign',
    'Personen handlägger inget öppet ärende i organet, eller så är inget angivet att lämna över.',
    'That person handles no open matter in the body, or nothing is named to be given to others.',
  ),
  recipient: refusal(
    'recipient',
    'Ange ett organ (body), en e-postadress (email) eller ett namn (name).',
    'Give body, email or name.',
  ),
  unknownBody: organisation.unknownBody,
  unknownDocument: refusal(
    'unknown-document',
    'Det finns ingen sådan handling.',
    'There is no such document.',
  ),
  unknownQuestion: refusal(
    'unknown-question',
    'Remissen har ingen sådan fråga.',
    'The referral has no such question.',
  ),
  tooManyLines: refusal('too-many-lines', (most: number) => [
    `En tjänsteskrivelse har högst ${most} rader.`,
    `A staff report has at most ${most} lines.`,
  ]),
  text: refusal('text', (most: number) => [
    `Det som hittades här är längre än ${most} tecken.`,
    `What was found here is longer than ${most} characters.`,
  ]),
  listLength: refusal('list-length', (most: number) => [
    `Här hittades fler än ${most} stycken.`,
    `More than ${most} of these were found.`,
  ]),
  emptyReport: refusal('empty-report', 'Texten är tom.', 'The text is empty.'),
  noLineBreaks: refusal(
    'no-line-breaks',
    'Texten saknar radbrytningar, så rubrikerna går inte att skilja från texten. Spara dokumentet som text med radbrytningar eller klistra in det stycke för stycke.',
    'The text has no line breaks, so its headings cannot be told from the text. Save the document as text with line breaks, or paste it paragraph by paragraph.',
  ),
  notAStaffReport: refusal(
    'not-a-staff-report',
    'Texten ser inte ut att vara en tjänsteskrivelse: ingen känd rubrik, som Sammanfattning eller Förslag till beslut, hittades.',
    'The text does not look like a staff report: no known heading, such as Sammanfattning or Förslag till beslut, was found.',
  ),
  severalReports: refusal(
    'several-reports',
    (report: number, number: string, title: string, line: number) => [
      `Texten har flera tjänsteskrivelser. Nummer ${report}: ${number} ”${title}”, från rad ${line}. Välj den med ?report=${report}.`,
      `The text holds several reports. Number ${report}: ${number} “${title}”, from line ${line}. Choose it with ?report=${report}.`,
    ],
  ),
  noSuchReport: refusal('no-such-report', (last: number) => [
    `Texten har ${last} ${last === 1 ? 'tjänsteskrivelse' : 'tjänsteskrivelser'}.`,
    `The text holds ${last} ${last === 1 ? 'report' : 'reports'}.`,
  ]),
};
