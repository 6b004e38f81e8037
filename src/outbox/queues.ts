/** A job wakes a worker up for a receiver, by its key; which deliveries are due to it is in their rows. */
interface WakesUp {
  receiver: string;
}

/** A job that has the paper of a dispatch written. */
interface WritesPaper {
  dispatch: string;
}

/** Every queue and what its jobs carry: ids only, so a late job reads fresh rows. */
export interface QueuePayloads {
  /** Deliveries to the inboxes of bodies, which only write to the database. */
  deliveries: WakesUp;
  /** Deliveries over the network to other systems, which may be slow, hang or misbehave. */
  outbound: WakesUp;
  /** What is handed to the mail server. */
  mail: WakesUp;
  /** Papers of dispatches to be written, once each. */
  papers: WritesPaper;
}

export type QueueName = keyof QueuePayloads;

/** Those that bring something to somebody. */
export type DeliveryQueue = Exclude<QueueName, 'papers'>;
export const DELIVERY_QUEUES: readonly DeliveryQueue[] = ['deliveries', 'outbound', 'mail'];

export const QUEUES: readonly QueueName[] = [...DELIVERY_QUEUES, 'papers'];

/** The braces are a hash tag: all keys of a queue land on one node of a Redis Cluster. */
export const QUEUE_PREFIX = '{yttra}';
