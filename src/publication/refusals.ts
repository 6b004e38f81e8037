import { refusal } from '../rules/refusals.js';

export const because = {
  confidential: refusal(
    'confidential',
    'Det är sekretessmarkerat: alla ser högst nummer och datum.',
    'It is confidential: everyone sees its number and date at most.',
  ),
  unknownParty: refusal(
    'unknown-party',
    'Ingen part utanför kommunen heter så i det som publiceras.',
    'No party outside the municipality has that name in what is published.',
  ),
  notInTheFuture: refusal('not-in-the-future', 'Ska vara en dag efter i dag.', 'Must be a day after today.'),
  separatorOfCsv: refusal(
    'separator-of-csv',
    'Skiljetecken finns bara i CSV. Ange format=csv, eller utelämna separator.',
    'Only CSV has a separator. Give format=csv, or leave separator out.',
  ),
  personalNumber: refusal(
    'personal-number',
    'Rubriken innehåller ett personnummer. Ange en annan offentlig rubrik.',
    'The title holds a personal identity number. Give another public title.',
  ),
};
