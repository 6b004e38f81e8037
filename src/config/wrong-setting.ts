import { EnvError, type ValidatorSpec } from 'envalid';
import type { Texts } from '../rules/texts.js';

/** What a variable should hold. Never what it holds: it may be a secret. */
export class WrongSetting extends EnvError {
  constructor(readonly said: Texts) {
    super(said.en);
  }
}

/** The same of envalid's own kinds, which say it in English and repeat the value. */
export function whatIsWrong(error: Error, spec: ValidatorSpec<unknown>): Texts {
  if (error instanceof WrongSetting) return error.said;
  if (spec.choices) {
    const [all, last] = [spec.choices.slice(0, -1).join(', '), String(spec.choices.at(-1))];
    return { sv: `ska vara ${all} eller ${last}`, en: `must be ${all} or ${last}` };
  }
  if (error.message.startsWith('Invalid bool'))
    return { sv: 'ska vara true eller false', en: 'must be true or false' };
  if (error.message.startsWith('Invalid port'))
    return { sv: 'ska vara en port från 1 till 65535', en: 'must be a port from 1 to 65535' };
  if (error.message.startsWith('Invalid url'))
    return {
      sv: 'ska vara en adress som https://login.kommun.example',
      en: 'must be an address such as https://login.kommun.example',
    };
  return { sv: error.message, en: error.message };
}
