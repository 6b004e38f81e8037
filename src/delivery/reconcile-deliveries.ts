import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PromiseAttempts } from './promise-attempts.js';
import type { Receiver } from './receivers/receiver.js';

/**
 * Promises a new job for each receiver that something is due to, that no worker has and that the queue has
 * forgotten: an emptied queue store, a job lost, a worker killed. Any number of processes may do it at
 * once: a receiver is promised a job by one of them, and is left alone for one interval afterwards.
 */
@Injectable()
export class ReconcileDeliveries extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    private readonly promiseAttempts: PromiseAttempts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(inWorkers(settings, settings.RECONCILE_SECONDS));
  }

  protected round(): Promise<unknown> {
    return this.reconcile();
  }

  /** Answers how many receivers were promised anew. */
  async reconcile(): Promise<number> {
    return this.dataSource.transaction(async (tx) => {
      const forgotten: { receiver: Receiver }[] = await tx.query(
        `INSERT INTO receivers AS known (key, reconciled_at)
         SELECT DISTINCT receiver, now() FROM deliveries_to_attempt
         WHERE due_at < now() - make_interval(secs => $1) ORDER BY receiver
         ON CONFLICT (key) DO UPDATE SET reconciled_at = now()
         WHERE (known.held_until IS NULL OR known.held_until < now())
           AND (known.reconciled_at IS NULL OR known.reconciled_at < now() - make_interval(secs => $1))
         RETURNING key AS receiver`,
        [this.settings.RECONCILE_SECONDS],
      );
      await this.promiseAttempts.promise(tx, forgotten);
      return forgotten.length;
    });
  }
}
