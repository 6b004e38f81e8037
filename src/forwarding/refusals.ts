import { refusal } from '../rules/refusals.js';

export const because = {
  beforeConfirmed: refusal('before-confirmed', (earlier: string, day: string) => [
    `${day} är före ${earlier}, då beslutet fattades eller justerades.`,
    `${day} is before ${earlier}, when it was decided or the minutes confirmed.`,
  ]),
};
