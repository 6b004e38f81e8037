import { refusal } from '../rules/refusals.js';
import type { Texts } from '../rules/texts.js';

export const because = {
  text: refusal('text', (max: number) => [
    `Ska vara text med 1 till ${max} tecken.`,
    `Must be text of 1 to ${max} characters.`,
  ]),
  draftText: refusal('text', (max: number) => [
    `Ska vara text med högst ${max} tecken.`,
    `Must be text of at most ${max} characters.`,
  ]),
  textTooLong: refusal('text', (length: number, max: number) => [
    `Texten har ${length} tecken. Den får ha högst ${max}.`,
    `The text has ${length} characters. It may have at most ${max}.`,
  ]),
  textEmpty: refusal('text', 'Texten är tom.', 'The text is empty.'),
  controlCharacter: refusal(
    'control-character',
    'Texten innehåller styrtecken, som inte syns. Skriv den på nytt, eller klistra in den som oformaterad text.',
    'The text holds control characters, which cannot be seen. Write it anew, or paste it as plain text.',
  ),
  required: refusal('required', ({ sv, en }: Texts) => [`Saknas. ${sv}`, `Missing. ${en}`]),
  wholeNumber: refusal('whole-number', (min: number, max: number) => [
    `Ska vara ett heltal från ${min} till ${max}.`,
    `Must be a whole number from ${min} to ${max}.`,
  ]),
  date: refusal('date', 'Ska vara ett datum som 2026-11-30.', 'Must be a date such as 2026-11-30.'),
  timeOfDay: refusal(
    'time-of-day',
    'Ska vara ett klockslag som 13:00.',
    'Must be a time of day such as 13:00.',
  ),
  year: refusal('year', 'Året ska vara från 1900 till 2100.', 'The year must be from 1900 to 2100.'),
  instant: refusal(
    'instant',
    'Ska vara en tidpunkt som 2026-11-30T09:00:00Z.',
    'Must be an instant such as 2026-11-30T09:00:00Z.',
  ),
  email: refusal(
    'email',
    'Ska vara en e-postadress som registrator@kommun.example.',
    'Must be an e-mail address such as registrator@kommun.example.',
  ),
  username: refusal(
    'username',
    'Ska vara små bokstäver a–z och siffror, och efter den första också punkt, bindestreck, understreck och @, som anna.andersson.',
    'Must be lower-case letters a–z and digits, and after the first also full stops, hyphens, underscores and @, such as anna.andersson.',
  ),
  bodyCode: refusal(
    'body-code',
    'Ska vara ett organs kod, som TSN.',
    'Must be the code of a body, such as TSN.',
  ),
  section: refusal(
    'section',
    'Ska vara en paragraf som 84 eller 139/2016.',
    'Must be a section such as 84 or 139/2016.',
  ),
  caseNumber: refusal(
    'case-number',
    'Ska vara ett diarienummer med högst 60 tecken: svenska bokstäver, siffror och skiljetecken.',
    'Must be a case number of at most 60 characters: Swedish letters, digits and punctuation.',
  ),
  inTheFuture: refusal('in-the-future', 'Datumet har inte kommit än.', 'The date has not come yet.'),
  nothingCorrected: refusal('nothing-corrected', 'Ange vad som ska rättas.', 'Say what is to be corrected.'),
  takenBackAndCorrected: refusal(
    'taken-back-and-corrected',
    'Det som tas tillbaka kan inte rättas samtidigt. Gör det ena eller det andra.',
    'What is taken back cannot be corrected at once. Do one or the other.',
  ),
  choice: refusal('choice', (values: string) => [
    `Ska vara ett av: ${values}.`,
    `Must be one of: ${values}.`,
  ]),
  cursor: refusal(
    'cursor',
    'Ska vara nextCursor från sidan före i samma lista, med samma urval och ordning.',
    'Must be the nextCursor of the page before in the same list, with the same filters and order.',
  ),
  notBeside: refusal('not-beside', (other: string) => [
    `Kan inte anges tillsammans med ${other}. Ange den ena av dem.`,
    `Cannot be given together with ${other}. Give one of the two.`,
  ]),
  tooDeep: refusal('too-deep', (most: number) => [
    `Med page nås de första ${most} raderna (page × limit). Gå vidare med cursor: nextCursor från sidan före.`,
    `The first ${most} rows are reached by page (page × limit). Go on by cursor: the nextCursor of the page before.`,
  ]),
};
