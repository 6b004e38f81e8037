/** Every queue and what its jobs carry: ids only, so a late job reads fresh rows. */
export interface QueuePayloads {
  deliveries: { deliveryId: string };
}

export type QueueName = keyof QueuePayloads;

export const QUEUES: readonly QueueName[] = ['deliveries'];

/** The braces are a hash tag: all keys of a queue land on one node of a Redis Cluster. */
export const QUEUE_PREFIX = '{yttra}';
