import type { QueueName } from './queue-lists.js';

/** What waits for you at one body, and the list that it is the length of. */
export class QueueView {
  /** @example "register" */
  queue!: QueueName;
  /** In your language. @example "Registrera" */
  name!: string;
  /** The body it is done for. @example "TSN" */
  body!: string;
  /** Username of the person whose matters these are, where you stand in for them; else left out. @example "tsn-handlaggare" */
  insteadOf?: string;
  /** Rows of the list at `href`, to 10,000. @example 3 */
  total!: number;
  /** `true` when there are more than the 10,000 rows of `total`; left out when `total` is exact. @example true */
  totalIsAtLeast?: boolean;
  /** The list that is counted. @example "/yttra/v1/consultations?consultee=TSN&state=sent" */
  href!: string;
}

/** Your queues, in the order of the story: what you do for each body, then what you wait for. */
export class QueuesView {
  queues!: QueueView[];
}
