import { refusal } from '../rules/refusals.js';

export const because = {
  notLater: refusal('not-later', (replyBy: string) => [
    `Ska vara senare än nuvarande sista svarsdag, ${replyBy}.`,
    `Must be later than the present reply-by date, ${replyBy}.`,
  ]),
  movedSince: refusal(
    'moved-since',
    'Sista svarsdagen har flyttats igen efter det här anståndet: rätta det senaste.',
    'The reply-by date has been moved again after this extension: correct the latest.',
  ),
  notAhead: refusal('not-ahead', 'Dagen ska ligga framåt i tiden.', 'The day must lie ahead.'),
  notAsked: refusal(
    'not-asked',
    'Organet är inte tillfrågat i remissen.',
    'The body is not asked in this referral.',
  ),
};
