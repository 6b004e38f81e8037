import type { DeliveryQueue } from '../../outbox/queues.js';

/** Where deliveries go, as the column `deliveries.receiver` names it: a body's inbox, an endpoint, the mail server. */
export type Receiver = `inbox:${string}` | `webhook:${string}` | 'mail';

/**
 * The queue of a receiver's jobs: one for each channel, so that a system that hangs delays neither inboxes nor mail.
 */
export function queueOf(receiver: Receiver): DeliveryQueue {
  if (receiver === 'mail') return 'mail';
  return receiver.startsWith('inbox:') ? 'deliveries' : 'outbound';
}
