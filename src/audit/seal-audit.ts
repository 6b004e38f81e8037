import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PublishedSeals } from './published-seals.js';
import { SEAL, type Seal } from './seal.js';

/** Seals per round that are read to be published: what a file that was away for long lacks. */
const BATCH = 500;

/**
 * Seals the heads of the audit trail's chains again and again, and publishes the seals to a file outside the
 * database: what was sealed cannot be cut off or rewritten unseen, not even by whoever owns the database.
 * Writers never wait for it. One process at a time does it.
 */
@Injectable()
export class SealAudit extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    private readonly published: PublishedSeals,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(inWorkers(settings, settings.AUDIT_SEAL_SECONDS));
  }

  protected round(): Promise<unknown> {
    return this.seal();
  }

  async seal(): Promise<void> {
    await this.dataSource.query('SELECT seal_audit()');
    if (this.settings.AUDIT_SEALS_FILE) await this.dataSource.transaction((tx) => this.publish(tx));
  }

  private async publish(tx: EntityManager): Promise<void> {
    const [{ mine }]: [{ mine: boolean }] = await tx.query(
      "SELECT pg_try_advisory_xact_lock(hashtextextended('audit seals file', 0)) AS mine",
    );
    if (!mine) return;
    const seals: Seal[] = await tx.query(
      `SELECT ${SEAL} FROM audit_seals WHERE number > $1 ORDER BY number LIMIT ${BATCH}`,
      [await this.published.last()],
    );
    await this.published.add(seals);
  }
}
