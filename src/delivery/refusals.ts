import { refusal } from '../rules/refusals.js';
import type { Texts } from '../rules/texts.js';

export const because = {
  woundUp: refusal('wound-up', 'Organet är avvecklat.', 'The body has been wound up.'),
  beforeForwarded: refusal('before-forwarded', (forwardedOn: string, day: string) => [
    `${day} är före ${forwardedOn}, då yttrandet expedierades.`,
    `${day} is before ${forwardedOn}, when the statement was forwarded.`,
  ]),
  url: refusal(
    'url',
    'Ska vara en adress som https://mottagare.example/krok, utan användarnamn, # och specialtecken.',
    'Must be an address such as https://receiver.example/hook, without user name, # or special characters.',
  ),
  urlNotHttps: refusal(
    'url-not-https',
    'Adressen ska börja med https://.',
    'The address must begin with https://.',
  ),
  urlNotPublic: refusal(
    'url-not-public',
    'Ska vara ett publikt värdnamn, inte en IP-adress eller ett lokalt namn.',
    'Must be a public host name, not an IP address or a local name.',
  ),
  webhooksNotSetUp: refusal(
    'webhooks-not-set-up',
    'Driften har inte ställt in någon nyckel för webbkrokar (WEBHOOK_SECRETS_KEY).',
    'The operators have set no key for webhooks (WEBHOOK_SECRETS_KEY).',
  ),
  period: refusal('period', 'Ska vara efter periodens början.', 'Must be after the beginning of the period.'),
  periodTooLong: refusal('period-too-long', (most: number) => [
    `Perioden har fler än ${most} händelser. Dela upp den.`,
    `The period has more than ${most} events. Divide it.`,
  ]),
  urlPort: refusal('url-port', ({ sv, en }: Texts) => [`Porten ska vara ${sv}.`, `The port must be ${en}.`]),
};
