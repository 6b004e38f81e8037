import { refusal } from '../rules/refusals.js';

export const because = {
  noSuchRemark: refusal(
    'no-such-remark',
    'Svaret har ingen synpunkt med det numret.',
    'The reply has no remark of that number.',
  ),
  noSuchConsultation: refusal(
    'no-such-consultation',
    'Remissen har ingen sådan remissinstans.',
    'The referral has no such consultee.',
  ),
  questionOrPassage: refusal(
    'question-or-passage',
    'Ange en fråga eller ett avsnitt, och bara ett av dem.',
    'Name a question or a passage, and only one of them.',
  ),
  noSuchQuestion: refusal(
    'no-such-question',
    'Remissen har ingen fråga med det numret.',
    'The referral has no question of that number.',
  ),
  noSuchPassage: refusal(
    'no-such-passage',
    'Ingen synpunkt i sammanställningen gäller det avsnittet. Skriv det som sammanställningen gör.',
    'No remark in the compilation is on that passage. Write it as the compilation does.',
  ),
  samePassage: refusal('same-passage', 'Det är samma avsnitt.', 'It is the same passage.'),
  repliesAwaited: refusal('replies-awaited', (missing: number) => [
    `${missing} av de tillfrågade har inte svarat än och får nu se de andras svar.`,
    `${missing} of those asked have not replied yet, and now see what the others replied.`,
  ]),
};
