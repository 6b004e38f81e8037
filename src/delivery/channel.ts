import type { Topic } from './topics.js';

/** One message to one recipient, as a channel sends it: ids and codes, never what stands in a record. */
export interface OutboundMessage {
  readonly deliveryId: string;
  readonly kind: string;
  readonly topic: Topic;
  /** From 1. */
  readonly attempt: number;
}

/** What came of one attempt. */
export type Sent =
  | { readonly outcome: 'delivered'; readonly reference?: string }
  | { readonly outcome: 'refused'; readonly code: string }
  | {
      readonly outcome: 'try-again';
      readonly code: string;
      readonly retryAfterSeconds?: number;
      /** The failure concerns this message alone, and does not count towards leaving the receiver alone. */
      readonly onlyThisMessage?: true;
    };

export interface Channel {
  readonly name: 'email' | 'webhook';
  send(message: OutboundMessage, signal: AbortSignal): Promise<Sent>;
}
