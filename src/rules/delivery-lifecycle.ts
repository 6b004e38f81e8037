import { SAID, type Lifecycle, type Rule } from './lifecycle.js';
import { words } from './words.js';
import { refusal } from './refusals.js';

export const DELIVERY_STATES = ['pending', 'delivering', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export type DeliveryVerb =
  'claim' | 'deliver' | 'postpone' | 'give-up' | 'withhold' | 'retry' | 'complete' | 'correct' | 'cancel';

/** Steps that people do not take. */
export const VERBS_OF_THE_WORKER = [
  'claim',
  'deliver',
  'postpone',
  'give-up',
  'withhold',
] as const satisfies readonly DeliveryVerb[];

export interface DeliveryFacts {
  readonly channel: string;
  /** Whether a correction leaves it delivered and does not take that back: only the request says. */
  readonly staysDelivered?: boolean;
}

const isManual: Rule<DeliveryFacts> = {
  ...refusal(
    'not-manual',
    'Bara leveranser för hand kan prickas av.',
    'Only deliveries by hand are ticked off.',
  ),
  holds: (facts) => facts.channel === 'manual',
};
const isNotManual: Rule<DeliveryFacts> = {
  ...refusal(
    'manual',
    'En leverans för hand prickas av av en person.',
    'A delivery by hand is ticked off by a person.',
  ),
  holds: (facts) => facts.channel !== 'manual',
};

const staysDelivered: Rule<DeliveryFacts> = {
  ...refusal('delivery-is-taken-back', 'Avprickningen tas tillbaka.', 'The tick is taken back.'),
  holds: (facts) => facts.staysDelivered === true,
};

// prettier-ignore
export const deliveryLifecycle: Lifecycle<DeliveryVerb, DeliveryState, DeliveryFacts> = {
  [SAID]: words.delivery,
  claim:     [{ from: ['pending', 'delivering'], to: 'delivering', when: [isNotManual] }],
  deliver:   [{ from: ['delivering'],            to: 'delivered' }],
  postpone:  [{ from: ['delivering'],            to: 'pending'   }],
  'give-up': [{ from: ['delivering'],            to: 'failed'    }],
  withhold:  [{ from: ['delivering'],            to: 'cancelled' }],
  retry:     [{ from: ['failed'],                to: 'pending',   when: [isNotManual] }],
  complete:  [{ from: ['pending'],               to: 'delivered', when: [isManual] }],
  correct:   [{ from: ['delivered'],             to: 'same',      given: staysDelivered, when: [isManual] },
              { from: ['delivered'],             to: 'pending',   when: [isManual] }],
  cancel:    [{ from: ['pending', 'failed'],     to: 'cancelled' }],
};
