import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { actingAsTheService } from '../database/acting.js';
import { PromiseAttempts } from '../delivery/promise-attempts.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Receiver } from '../delivery/receivers/receiver.js';
import { Outbox } from '../outbox/outbox.js';

/** After so many attempts that have failed, the registrar is told; the attempts go on. */
export const TOLD_AFTER = 5;

interface Told {
  consultee_code: string;
  case_id: string;
  referral_id: string | null;
  id: string;
}

/**
 * Holds the deliveries of a dispatch until its paper is there, and lets them go. They wait for a paper `PAPER_WAIT_SECONDS`
 * at most: a renderer that does not work keeps no statement from its receiver.
 */
@Injectable()
export class LetDispatchGo {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly promiseAttempts: PromiseAttempts,
    private readonly promiseDeliveries: PromiseDeliveries,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Promises the paper of a dispatch, if, and only if, `tx` commits; its deliveries are due when it is there. */
  async hold(tx: EntityManager, dispatchId: string): Promise<void> {
    await actingAsTheService(async () => {
      await tx.query('INSERT INTO dispatch_papers (dispatch_id) VALUES ($1)', [dispatchId]);
      await tx.query(
        `UPDATE deliveries SET due_at = now() + make_interval(secs => $2)
         WHERE dispatch_id = $1 AND state = 'pending' AND channel <> 'manual'`,
        [dispatchId, this.settings.PAPER_WAIT_SECONDS],
      );
    });
    await this.outbox.promise(tx, 'papers', [{ dispatch: dispatchId }]);
  }

  async withPaper(tx: EntityManager, dispatchId: string): Promise<void> {
    const [waiting]: [{ receiver: Receiver }[], number] = await tx.query(
      `UPDATE deliveries SET due_at = now()
       WHERE dispatch_id = $1 AND state = 'pending' AND channel <> 'manual' AND attempts = 0 RETURNING receiver`,
      [dispatchId],
    );
    await this.promiseAttempts.promise(tx, waiting);
  }

  /**
   * Has a paper that could not be written tried again, ever later, and tells the registrar of the body that sent it, once.
   * @param attempt the one that failed: one that was begun meanwhile says itself when the next is due.
   */
  async withoutPaper(dispatchId: string, error: string, attempt: number): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await tx.query(
        `UPDATE dispatch_papers SET last_error = $2,
           due_at = now() + make_interval(secs => least(10 * 2 ^ least(attempts - 1, 10), 3600))
         WHERE dispatch_id = $1 AND frozen_at IS NULL AND attempts = $3`,
        [dispatchId, error, attempt],
      );
      const [[about]]: [Told[], number] = await tx.query(
        `UPDATE dispatch_papers SET told_at = clock_timestamp() FROM dispatches
         JOIN consultations ON consultations.id = consultation_id
         WHERE dispatch_id = $1 AND dispatches.id = dispatch_id AND frozen_at IS NULL AND told_at IS NULL AND attempts >= $2
         RETURNING consultee_code, case_id, referral_id, consultations.id`,
        [dispatchId, TOLD_AFTER],
      );
      if (!about) return;
      const { consultee_code: body, case_id: caseId, referral_id: referralId, id: consultationId } = about;
      await this.promiseDeliveries.promise(tx, [
        {
          kind: 'notice',
          topic: 'paper-missing',
          senderBody: body,
          recipient: { body, role: 'registrar' },
          caseId,
          ...(referralId !== null && { referralId }),
          consultationId,
          dispatchId,
        },
      ]);
    });
  }
}
