import { because as organisation } from '../organisation/refusals.js';
import type { Unreadable } from '../papers/reading/paper-line.js';
import { refusal, type Refusal } from '../rules/refusals.js';

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
    'Ange ett organ i kommunen, en e-postadress eller ett namn.',
    'Give a body of the municipality, an e-mail address or a name.',
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
      `Texten har flera tjänsteskrivelser. Nummer ${report}: ${number} ”${title}”, från rad ${line}. Ange numret på den som ska läsas in.`,
      `The text holds several reports. Number ${report}: ${number} “${title}”, from line ${line}. Give the number of the one to import.`,
    ],
  ),
  noSuchReport: refusal('no-such-report', (last: number) => [
    `Texten har ${last} ${last === 1 ? 'tjänsteskrivelse' : 'tjänsteskrivelser'}.`,
    `The text holds ${last} ${last === 1 ? 'report' : 'reports'}.`,
  ]),
};

/** Why an archive of reports is not read, or a report in it not placed. */
export const becauseOfSeveral = {
  notAnArchive: refusal(
    'not-an-archive',
    'Filen är inget helt ZIP-arkiv. Packa om mappen och skicka den igen.',
    'The file is no whole ZIP archive. Pack the folder anew and send it again.',
  ),
  emptyArchive: refusal('empty-archive', 'ZIP-arkivet har inga filer.', 'The ZIP archive has no files.'),
  tooManyReports: refusal('too-many-reports', (most: number) => [
    `Läs in högst ${most} filer åt gången.`,
    `Import at most ${most} files at a time.`,
  ]),
  sameName: refusal(
    'same-name',
    'Två filer i arkivet har samma namn. Döp om den ena.',
    'Two files in the archive have the same name. Rename one of them.',
  ),
  noNumber: refusal(
    'no-case-number',
    'Handlingen anger inget ärendenummer. Läs in den i ärendet i stället.',
    'The document gives no case number. Import it in its matter instead.',
  ),
  noSuchMatter: refusal(
    'no-such-matter',
    'Du handlägger inget ärende hos organet som har handlingens nummer och ett yttrande att skriva.',
    'You handle no matter of the body that has the number of the document and a statement to write.',
  ),
  severalMatters: refusal(
    'several-matters',
    'Flera ärenden som du handlägger hos organet har handlingens nummer. Läs in den i rätt ärende i stället.',
    'Several matters of the body that you handle have the number of the document. Import it in its matter instead.',
  ),
  sameMatter: refusal('same-matter', (others: string) => [
    `Fler filer hör till samma ärende: ${others}. Skicka bara den som ska läsas in.`,
    `More files belong to the same matter: ${others}. Send only the one to import.`,
  ]),
  failed: refusal('failed', 'Det gick inte. Försök igen om en stund.', 'It failed. Try again in a moment.'),
  notReached: refusal(
    'not-reached',
    'Tiden räckte inte till den här filen. Skicka den igen med färre filer.',
    'There was no time for this file. Send it again with fewer files.',
  ),
  versionsOfRows: refusal('versions-of-rows', (files: number) => [
    `Ange ett versionsnummer eller ett - för var och en av arkivets ${files} filer, med kommatecken emellan.`,
    `Give a version number or a - for each of the ${files} files of the archive, separated by commas.`,
  ]),
};

/** Why a file cannot be read as a report. */
export const unreadable: Readonly<Record<Unreadable, Refusal>> = {
  'needs-ocr': refusal(
    'needs-ocr',
    'Filen har ingen text, bara bilder av sidor. Låt skannern eller ett annat program tolka texten (OCR) och läs in filen igen.',
    'The file has no text, only pictures of pages. Have the scanner or another program recognise the text (OCR) and import it again.',
  ),
  encrypted: refusal(
    'encrypted',
    'Filen är skyddad med lösenord. Spara den utan lösenord och läs in den igen.',
    'The file is protected by a password. Save it without one and import it again.',
  ),
  truncated: refusal(
    'truncated',
    'Filen är avbruten eller trasig och går inte att läsa. Spara om den och läs in den igen.',
    'The file is cut off or broken and cannot be read. Save it anew and import it again.',
  ),
  'too-large-unpacked': refusal(
    'too-large-unpacked',
    'Filen är för stor att läsa in. Dela upp den.',
    'The file is too large to import. Split it.',
  ),
  'old-word-format': refusal(
    'old-word-format',
    'Filen är i det gamla Word-formatet (.doc). Spara den som DOCX eller PDF och läs in den igen.',
    'The file is in the old Word format (.doc). Save it as DOCX or PDF and import it again.',
  ),
  'not-a-paper': refusal(
    'not-a-paper',
    'Filen är varken text, PDF eller Word-dokument (DOCX), vad den än heter.',
    'The file is neither text, PDF nor a Word document (DOCX), whatever it is called.',
  ),
};
