import { refusal } from '../rules/refusals.js';

export const because = {
  lastDayHasPassed: refusal(
    'last-day-has-passed',
    'Sista dagen att skriva under har redan varit. Ange i dag eller senare.',
    'The last day to sign has been already. Give today or later.',
  ),
  signerNamedTwice: refusal(
    'signer-named-twice',
    'Samma e-postadress står på två som ska skriva under.',
    'Two who are to sign have the same e-mail address.',
  ),
};
