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
  count!: number;
  /** `true` when there are more than the 10,000 rows of `count`; left out when `count` is exact. @example true */
  countIsAtLeast?: boolean;
  /** The list that is counted. @example "/yttra/v1/consultations?consultee=TSN&state=sent" */
  href!: string;
}
