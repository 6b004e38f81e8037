/** Every queue and what its jobs carry: ids only, so a late job reads fresh rows. */
export interface QueuePayloads {
  /** What the database alone delivers: the inboxes of bodies. */
  deliveries: { deliveryId: string };
  /** What is sent to systems that may be slow, hang or lie. */
  outbound: { deliveryId: string };
}

export type QueueName = keyof QueuePayloads;

export const QUEUES: readonly QueueName[] = ['deliveries', 'outbound'];

/** The braces are a hash tag: all keys of a queue land on one node of a Redis Cluster. */
export const QUEUE_PREFIX = '{yttra}';
