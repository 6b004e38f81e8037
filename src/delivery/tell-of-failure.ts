import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PromiseDeliveries } from './promise-deliveries.js';
import { ABOUT_DELIVERING } from './topics.js';

/** Tells the administrators of the body whose message it was that a delivery has failed: nothing ends in silence. */
@Injectable()
export class TellOfFailure {
  constructor(private readonly promiseDeliveries: PromiseDeliveries) {}

  /**
   * In the case it is about, if any administrator is known. Not again while nobody has read an earlier notice of the same case – of
   * what goes to other systems and addresses, of any case: their receiver is one. Of several that fail at the same moment
   * one tells after the other, and the later ones see that it has been told.
   */
  async tell(tx: EntityManager, deliveryId: string): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('delivery-failed', 0))");
    const [failed]: { body: string; caseId: string }[] = await tx.query(UNTOLD, [
      deliveryId,
      ABOUT_DELIVERING,
    ]);
    if (!failed) return;
    const { body, caseId } = failed;
    await this.promiseDeliveries.promise(tx, [
      {
        kind: 'notice',
        topic: 'delivery-failed',
        senderBody: body,
        recipient: { body, role: 'administrator' },
        caseId,
      },
    ]);
  }
}

/**
 * Whose administrators are told: of a webhook or an address the recipient body's, else the sender's; of a body without
 * an administrator, those of the executive board.
 */
const UNTOLD = `
  SELECT body, failed.case_id AS "caseId"
  FROM deliveries failed
  CROSS JOIN LATERAL (
    SELECT CASE WHEN channel NOT IN ('webhook', 'email') THEN coalesce(sender_body, recipient_body) ELSE recipient_body END AS owner
  ) whose
  CROSS JOIN LATERAL (
    SELECT body_code AS body FROM effective_roles JOIN bodies ON bodies.code = body_code WHERE role = 'administrator'
    ORDER BY body_code = owner DESC, bodies.kind = 'executive-board' DESC, body_code LIMIT 1
  ) looks_after
  WHERE failed.id = $1 AND failed.case_id IS NOT NULL AND failed.topic <> ALL($2)
    AND NOT EXISTS (
      SELECT FROM deliveries earlier_delivery LEFT JOIN inbox_items item ON item.delivery_id = earlier_delivery.id
      WHERE earlier_delivery.recipient_body = body AND earlier_delivery.topic = 'delivery-failed' AND earlier_delivery.state <> 'failed'
        AND item.read_at IS NULL AND (earlier_delivery.case_id = failed.case_id OR failed.channel IN ('webhook', 'email')))`;
