import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/audit-trail.js';
import type { DisabledBecause } from '../../rules/webhook-lifecycle.js';
import { PromiseDeliveries } from '../promise-deliveries.js';
import { cancelWaiting } from './cancel-waiting.js';

/** Who did it when nobody did; no username has parentheses. */
const AUTOMATIC = '(yttra)';

/** Disables an endpoint that is gone or dead, and tells its administrators: nothing ends in silence. */
@Injectable()
export class DisableEndpoint {
  constructor(
    private readonly dataSource: DataSource,
    private readonly auditTrail: AuditTrail,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * Once, however many find it dead at the same time; what waits for it is cancelled with it.
   *
   * @param deliveryId what it failed to take last; the notice stands in that case.
   */
  async disable(
    webhookId: string,
    because: Exclude<DisabledBecause, 'by-hand'>,
    deliveryId: string,
  ): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [[disabled]]: [{ body_code: string }[], number] = await tx.query(
        `UPDATE webhooks SET state = 'disabled', disabled_because = $2, disabled_at = now(), version = version + 1
         WHERE id = $1 AND state = 'enabled' RETURNING body_code`,
        [webhookId, because],
      );
      if (!disabled) return;
      await cancelWaiting(tx, [webhookId], 'webhook-disabled');
      await this.auditTrail.remember(tx, {
        actor: AUTOMATIC,
        body: disabled.body_code,
        verb: 'disable',
        objectType: 'webhook',
        objectId: webhookId,
        state: 'disabled',
        before: { state: 'enabled' },
        after: { state: 'disabled', disabledBecause: because },
      });
      await this.tell(tx, disabled.body_code, deliveryId);
    });
  }

  private async tell(tx: EntityManager, body: string, deliveryId: string): Promise<void> {
    const [{ case_id: caseId }]: [{ case_id: string }] = await tx.query(
      'SELECT case_id FROM deliveries WHERE id = $1',
      [deliveryId],
    );
    await this.promiseDeliveries.promise(tx, [
      {
        kind: 'notice',
        topic: 'webhook-disabled',
        senderBody: body,
        recipient: { body, role: 'administrator' },
        caseId,
      },
    ]);
  }
}
