import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeriodicWork } from '../database/periodic-work.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PromiseAttempts } from './promise-attempts.js';

const BATCH = 1000;

/**
 * Promises a new job for each delivery that is due and that the queue has forgotten: an emptied
 * queue store, a job lost, a worker killed, a retry whose time has come. Any number of processes may
 * do it at once: a row is theirs who locked it, and is left alone for one interval afterwards.
 */
@Injectable()
export class ReconcileDeliveries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work = new PeriodicWork(ReconcileDeliveries.name, () => this.reconcile());

  constructor(
    private readonly dataSource: DataSource,
    private readonly promiseAttempts: PromiseAttempts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.ROLE !== 'api') this.work.start(this.settings.RECONCILE_SECONDS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** Answers how many deliveries were promised anew. */
  async reconcile(): Promise<number> {
    return this.dataSource.transaction(async (tx) => {
      const [forgotten]: [{ id: string; channel: string }[], number] = await tx.query(
        `UPDATE deliveries SET due_at = now() WHERE id IN (
           SELECT id FROM deliveries
           WHERE state IN ('pending', 'delivering') AND channel <> 'manual'
             AND due_at < now() - make_interval(secs => $1)
           ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
         RETURNING id, channel`,
        [this.settings.RECONCILE_SECONDS],
      );
      await this.promiseAttempts.promise(tx, forgotten);
      return forgotten.length;
    });
  }
}
