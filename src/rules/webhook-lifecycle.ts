import type { Lifecycle } from './lifecycle.js';

export const WEBHOOK_STATES = ['enabled', 'disabled'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];
export const WEBHOOK_VERBS = ['enable', 'disable', 'rotate-secret', 'ping', 'replay'] as const;
export type WebhookVerb = (typeof WEBHOOK_VERBS)[number];

/** Why an endpoint is disabled: a person did it, it said 410, or delivery after delivery failed. */
export const DISABLED_BECAUSE = ['by-hand', 'gone', 'failing'] as const;
export type DisabledBecause = (typeof DISABLED_BECAUSE)[number];

// prettier-ignore
export const webhookLifecycle: Lifecycle<WebhookVerb, WebhookState, object> = {
  enable:          [{ from: ['disabled'],            to: 'enabled'  }],
  disable:         [{ from: ['enabled'],             to: 'disabled' }],
  'rotate-secret': [{ from: ['enabled', 'disabled'], to: 'same'     }],
  ping:            [{ from: ['enabled', 'disabled'], to: 'same'     }],
  replay:          [{ from: ['enabled'],             to: 'same'     }],
};
