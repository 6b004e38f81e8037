import { SAID, type Lifecycle } from './lifecycle.js';
import { words } from './words.js';

export const WEBHOOK_STATES = ['enabled', 'disabled'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];
export type WebhookVerb = 'edit' | 'enable' | 'disable' | 'rotate-secret' | 'ping' | 'replay' | 'remove';

/** Why an endpoint is disabled: a person did it, it said 410, or delivery after delivery failed. */
export const DISABLED_BECAUSE = ['by-hand', 'gone', 'failing'] as const;
export type DisabledBecause = (typeof DISABLED_BECAUSE)[number];

// prettier-ignore
export const webhookLifecycle: Lifecycle<WebhookVerb, WebhookState, object> = {
  [SAID]: words.webhook,
  edit:            [{ from: WEBHOOK_STATES, to: 'same'     }],
  enable:          [{ from: ['disabled'],   to: 'enabled'  }],
  disable:         [{ from: ['enabled'],    to: 'disabled' }],
  'rotate-secret': [{ from: WEBHOOK_STATES, to: 'same'     }],
  ping:            [{ from: WEBHOOK_STATES, to: 'same'     }],
  replay:          [{ from: ['enabled'],    to: 'same'     }],
  remove:          [{ from: WEBHOOK_STATES, to: 'same'     }],
};
