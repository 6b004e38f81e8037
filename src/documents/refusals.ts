import { because as http } from '../http/refusals.js';
import { refusal } from '../rules/refusals.js';

export const because = {
  required: refusal('required', 'Fil saknas.', 'There is no file.'),
  empty: refusal('empty', 'Filen är tom.', 'The file is empty.'),
  tooLarge: refusal('too-large', (megabytes: number) => [
    `Filerna får tillsammans vara högst ${megabytes} megabyte. Välj dem på nytt.`,
    `The files may together be at most ${megabytes} megabytes. Choose them anew.`,
  ]),
  tooManyFiles: refusal('too-many-files', (most: number) => [
    `Välj högst ${most} filer.`,
    `Choose at most ${most} files.`,
  ]),
  chooseAgain: refusal(
    'choose-again',
    'Välj filerna på nytt, eller skicka igen utan dem: de följde inte med när formuläret visades igen.',
    'Choose the files anew, or send again without them: they did not come along when the form was shown again.',
  ),
  unknownDocument: refusal(
    'unknown-document',
    'Organet har ingen sådan handling.',
    'The body has no such document.',
  ),
  nothingCorrected: http.nothingCorrected,
  notIncoming: refusal(
    'not-incoming',
    'Bara en handling som har kommit in har en dag då den kom in.',
    'Only a document that came in has a day of receipt.',
  ),
  mediaType: refusal('media-type', (ending: string, known: string) => [
    `Filen ${ending} tas inte emot, eller så är innehållet något annat än namnet säger. Tillåtet: ${known}.`,
    `The file ${ending} is not accepted, or its content is not what its name says. Allowed: ${known}.`,
  ]),
};
