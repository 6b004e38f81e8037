import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { WorksPeriodically } from '../database/periodic-work.js';
import { Storage } from './storage.js';

const HOUR_MS = 3600 * 1000;
/** No upload is written to more seldom, and none is looked into for longer. */
const HALF_RECEIVED_FOR_MS = 6 * HOUR_MS;
/** So long a database may be wound back in a restore, and forward again, without losing a file. */
const WITHOUT_ROW_FOR_MS = 7 * 24 * HOUR_MS;
const FILES_AT_ONCE = 500;
const FEW = 20;

/**
 * Removes what killed processes left in the storage, at start and every hour: files that were never received to their
 * end, and files that neither a document, nor the paper of a dispatch or of a request for signatures, nor a package for an archive names. Several processes may do so at once.
 */
@Injectable()
export class SweepFiles extends WorksPeriodically {
  private readonly log = new Logger(SweepFiles.name);
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(settings.ROLE === 'worker' ? undefined : 3600);
  }

  protected round(stopping: AbortSignal): Promise<unknown> {
    return this.sweep(stopping);
  }

  async sweep(stopping: AbortSignal): Promise<void> {
    await this.storage.removeHalfReceived(new Date(Date.now() - HALF_RECEIVED_FOR_MS));
    const before = new Date(Date.now() - WITHOUT_ROW_FOR_MS);
    const { orphans, files } = await this.withoutRow(before, stopping);
    // Most of a folder unknown: the process works on another database than the folder belongs to, a restored one say.
    if (orphans.length > FEW && orphans.length * 2 > files) {
      this.log.warn(
        `${orphans.length} of ${files} files in the storage belong to no document; none was removed`,
      );
      return;
    }
    for (const sha256 of orphans) {
      if (stopping.aborted) return;
      await this.remove(sha256, before);
    }
  }

  private async withoutRow(
    before: Date,
    stopping: AbortSignal,
  ): Promise<{ orphans: string[]; files: number }> {
    const orphans: string[] = [];
    let files = 0;
    let old: string[] = [];
    const ask = async () => {
      if (old.length > 0) orphans.push(...(await unknownOf(this.dataSource.manager, old)));
      old = [];
    };
    for await (const { sha256, keptAt } of this.storage.all()) {
      if (stopping.aborted) break;
      files += 1;
      if (keptAt < before) old.push(sha256);
      if (old.length === FILES_AT_ONCE) await ask();
    }
    await ask();
    return { orphans, files };
  }

  /**
   * Removes a file at once, however new it is, unless something names it.
   *
   * @returns false while somebody is about to name it: then it is to be asked again.
   */
  async removeUnlessNamed(sha256: string): Promise<boolean> {
    return this.remove(sha256, new Date(Date.now() + HOUR_MS));
  }

  /** Not while somebody is about to name it: who keeps a file holds its lock until their row is there. */
  private async remove(sha256: string, before: Date): Promise<boolean> {
    return this.dataSource.transaction(async (tx) => {
      const [{ free }]: [{ free: boolean }] = await tx.query(
        'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free',
        [lockOf(sha256)],
      );
      if (free && (await unknownOf(tx, [sha256])).length > 0) await this.storage.remove(sha256, before);
      return free;
    });
  }
}

/** Keeps a file from being swept until `tx` ends, with the row that names it. */
export async function holdFile(tx: EntityManager, sha256: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lockOf(sha256)]);
}

const lockOf = (sha256: string) => `file ${sha256}`;

async function unknownOf(database: EntityManager, files: readonly string[]): Promise<string[]> {
  const unknown: { sha256: string }[] = await database.query(
    `SELECT sha256 FROM unnest($1::text[]) AS file (sha256)
     WHERE NOT EXISTS (SELECT FROM documents WHERE documents.sha256 = file.sha256 AND disposed_at IS NULL)
       AND NOT EXISTS (SELECT FROM dispatch_papers WHERE dispatch_papers.sha256 = file.sha256)
       AND NOT EXISTS (SELECT FROM signature_requests WHERE signature_requests.sha256 = file.sha256)
       AND NOT EXISTS (SELECT FROM archive_packages WHERE archive_packages.sha256 = file.sha256 AND removed_at IS NULL)`,
    [files],
  );
  return unknown.map(({ sha256 }) => sha256);
}
