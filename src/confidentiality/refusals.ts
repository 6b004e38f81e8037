import { refusal } from '../rules/refusals.js';

export const because = {
  seenBy: refusal(
    'seen-by',
    'Ange ett organ, med eller utan roll, eller en person.',
    'Give a body, with or without a role, or a person.',
  ),
  unknownSeenBy: refusal('unknown-seen-by', 'Det finns ingen sådan i Yttra.', 'Yttra knows no such one.'),
  locksYouOut: refusal(
    'locks-you-out',
    'Du måste själv finnas bland dem som får se: annars kan du inte ändra det igen.',
    'You must be among those who may see it: otherwise you could not change it again.',
  ),
};
