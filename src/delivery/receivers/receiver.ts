import type { QueueName } from '../../outbox/queues.js';

/** Where deliveries go, as the column `deliveries.receiver` names it: a body's inbox, an endpoint, the mail server. */
export type Receiver = `inbox:${string}` | `webhook:${string}` | 'mail';

/** Which queue a receiver's jobs wait in: what hangs outside Yttra keeps no inbox waiting, and no system a mail. */
export function queueOf(receiver: Receiver): QueueName {
  if (receiver === 'mail') return 'mail';
  return receiver.startsWith('inbox:') ? 'deliveries' : 'outbound';
}
