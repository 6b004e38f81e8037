/** A job wakes a worker up for a receiver, by its key; which deliveries are due to it is in their rows. */
interface WakesUp {
  receiver: string;
}

/** Every queue and what its jobs carry: ids only, so a late job reads fresh rows. */
export interface QueuePayloads {
  /** What the database alone delivers: the inboxes of bodies. */
  deliveries: WakesUp;
  /** What is sent to systems that may be slow, hang or lie. */
  outbound: WakesUp;
  /** What is handed to the mail server. */
  mail: WakesUp;
}

export type QueueName = keyof QueuePayloads;

export const QUEUES: readonly QueueName[] = ['deliveries', 'outbound', 'mail'];

/** The braces are a hash tag: all keys of a queue land on one node of a Redis Cluster. */
export const QUEUE_PREFIX = '{yttra}';
