/** A job wakes a worker up for a receiver, by its key; which deliveries are due to it is in their rows. */
interface WakesUp {
  receiver: string;
}

/** Every queue and what its jobs carry: ids only, so a late job reads fresh rows. */
export interface QueuePayloads {
  /** Deliveries to the inboxes of bodies, which only write to the database. */
  deliveries: WakesUp;
  /** Deliveries over the network to other systems, which may be slow, hang or misbehave. */
  outbound: WakesUp;
  /** What is handed to the mail server. */
  mail: WakesUp;
}

export type QueueName = keyof QueuePayloads;

export const QUEUES: readonly QueueName[] = ['deliveries', 'outbound', 'mail'];

/** The braces are a hash tag: all keys of a queue land on one node of a Redis Cluster. */
export const QUEUE_PREFIX = '{yttra}';
