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
  neverRequested: refusal(
    'never-requested',
    'Anståndet gavs utan att någon bad om det.',
    'The extension was given without anybody having asked for it.',
  ),
  notAsked: refusal(
    'not-asked',
    'Den är inte tillfrågad i remissen. Ange ett organs kod, eller namnet på någon utanför som det står på listan.',
    'It is not asked in this referral. Give the code of a body, or the name of one outside as the list has it.',
  ),
  severalOfTheName: refusal(
    'several-of-the-name',
    'Flera med det namnet är tillfrågade. Ange id för den remissinstans som menas.',
    'Several of that name are asked. Give the id of the consultation that is meant.',
  ),
};
