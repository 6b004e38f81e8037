import type { Channel, DeliveryRowView } from '../../delivery/deliveries.dto.js';
import type { DeliveryState } from '../../rules/delivery-lifecycle.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { Time } from '../../markup/marks.js';
import { t } from '../steps/step-field.js';

export const channelWords: Readonly<Record<Channel, Texts>> = {
  inbox: t('Inkorg', 'Inbox'),
  email: t('E-post', 'E-mail'),
  webhook: t('Webbkrok', 'Webhook'),
  manual: t('För hand', 'By hand'),
};

const ERRORS: readonly (readonly [RegExp, (code: string) => Texts])[] = [
  [
    /^http-404$/,
    () => t('Mottagaren säger att adressen inte finns.', 'The receiver says that there is no such address.'),
  ],
  [
    /^http-410$/,
    () => t('Mottagaren säger att adressen är borttagen.', 'The receiver says that the address is gone.'),
  ],
  [/^http-40[13]$/, () => t('Mottagaren släpper inte in oss.', 'The receiver does not let us in.')],
  [/^http-429$/, () => t('Mottagaren säger att det går för fort.', 'The receiver says that it is too fast.')],
  [
    /^http-5\d\d$/,
    (code) =>
      t(
        `Mottagarens system svarar med fel (${code.slice(5)}).`,
        `The receiver’s system fails (${code.slice(5)}).`,
      ),
  ],
  [/^http-/, (code) => t(`Mottagaren svarar ${code.slice(5)}.`, `The receiver answers ${code.slice(5)}.`)],
  [
    /^smtp-5/,
    () =>
      t('E-postservern tar inte emot till adressen.', 'The mail server does not take mail to the address.'),
  ],
  [/^smtp/, () => t('E-postservern tog inte emot.', 'The mail server did not take it.')],
  [/time/, () => t('Mottagaren svarade inte i tid.', 'The receiver did not answer in time.')],
  [
    /^address-corrected$/,
    () =>
      t(
        'Adressen rättades. Det skickades till den rätta.',
        'The address was corrected. It was sent to the right one.',
      ),
  ],
  [/^webhook-disabled$/, () => t('Webbkroken är avstängd.', 'The webhook is disabled.')],
];

/** Why an attempt failed, in words; the code stands beside for whoever looks into it. */
export const failureWords = (code: string | null, language: Language): string | null => {
  if (code === null) return null;
  const said = ERRORS.find(([pattern]) => pattern.test(code))?.[1](code);
  return (said ?? t('Det gick inte att nå mottagaren.', 'The receiver could not be reached.'))[language];
};

/** Where a delivery stands; only a failed one has a colour. */
export const StateOfDelivery = ({
  state,
  language,
}: {
  readonly state: DeliveryState;
  readonly language: Language;
}) => (
  <Time tone={state === 'failed' ? 'late' : state === 'delivered' ? 'done' : undefined}>
    {words.delivery.states[state][language]}
  </Time>
);

export const recipientOf = ({ recipient }: Pick<DeliveryRowView, 'recipient'>, language: Language): string =>
  recipient ?? t('dold mottagare', 'hidden recipient')[language];
