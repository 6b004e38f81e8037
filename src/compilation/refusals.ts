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
  repliesAwaited: refusal('replies-awaited', (missing: number) => [
    `${missing} av de tillfrågade har inte svarat än och får nu se de andras svar.`,
    `${missing} of those asked have not replied yet, and now see what the others replied.`,
  ]),
};
