import { refusal } from '../rules/refusals.js';

export const because = {
  keptFromCaller: refusal(
    'archive-needs-all-of-it',
    'Ärendet kan inte arkiveras av dig. Fråga den som har hand om ärendets sekretess.',
    'You cannot archive the case. Ask whoever looks after its confidentiality.',
  ),
};
