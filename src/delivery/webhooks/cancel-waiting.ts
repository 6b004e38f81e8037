import type { EntityManager } from 'typeorm';

/** Why a delivery to an endpoint was cancelled; it stands where a failed one has its error. */
export type CancelledBecause = 'webhook-disabled' | 'webhook-removed';

/** Cancels what waits for endpoints that are told no more: visible, and replayable once they are enabled. */
export async function cancelWaiting(
  tx: EntityManager,
  webhookIds: readonly string[],
  because: CancelledBecause,
): Promise<void> {
  await tx.query(
    `UPDATE deliveries SET state = 'cancelled', version = version + 1, last_error = $2
     WHERE webhook_id = ANY($1) AND state = 'pending' AND kind <> 'test'`,
    [webhookIds, because],
  );
}
