import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import { loggable } from '../database/loggable.js';
import { LocalFiles } from '../documents/local-files.js';
import { holdFile } from '../documents/sweep-files.js';
import { DomainError } from '../rules/problem.js';
import type { Packable } from './source.js';
import { WritePackage, type WrittenPackage } from './write-package.js';

const LOOKS_EVERY_SECONDS = 5;
/** So long is a package left alone after whoever writes it has said so last; a process that was killed says nothing more. */
const LEASE_SECONDS = 60;
const SAYS_SO_EVERY_MS = 15_000;

interface Claim {
  readonly id: string;
  /** One of the two. */
  readonly case_id: string | null;
  readonly consultation_id: string | null;
  readonly attempts: number;
}

/**
 * Writes the packages that are due, one at a time in each process. The row is the promise: what a killed process has begun
 * is due again when its lease runs out, and what has failed is tried again, ever later.
 */
@Injectable()
export class WritePackages extends WorksPeriodically {
  private readonly log = new Logger(WritePackages.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly writePackage: WritePackage,
    private readonly files: LocalFiles,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(inWorkers(settings, Math.min(LOOKS_EVERY_SECONDS, settings.RECONCILE_SECONDS)));
  }

  protected async round(stopping: AbortSignal): Promise<void> {
    for (let claim = await this.claim(); claim && !stopping.aborted; claim = await this.claim())
      await this.attempt(claim, stopping);
  }

  /** An attempt before that has not said how it went was cut off: a package that ends whoever writes it is to be seen. */
  private async claim(): Promise<Claim | undefined> {
    const [[claimed]]: [Claim[], number] = await this.dataSource.query(
      `UPDATE archive_packages SET attempts = attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS}),
         last_error = CASE WHEN attempts > 0 THEN coalesce(last_error, 'interrupted') END
       WHERE id = (SELECT id FROM archive_packages WHERE written_at IS NULL AND due_at <= now()
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, case_id, consultation_id, attempts`,
    );
    return claimed;
  }

  private async attempt(claim: Claim, stopping: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const lease = setInterval(() => void this.prolong(claim, lost), SAYS_SO_EVERY_MS);
    try {
      const written = await this.writePackage.write(
        whatIsPacked(claim),
        AbortSignal.any([stopping, lost.signal]),
      );
      await this.keep(claim, written);
    } catch (error) {
      if (lost.signal.aborted) return;
      await (stopping.aborted ? this.giveBack(claim) : this.failed(claim, error));
    } finally {
      clearInterval(lease);
    }
  }

  /** Another has taken it over once the attempt is not the latest any more. */
  private async prolong({ id, attempts }: Claim, lost: AbortController): Promise<void> {
    const [, held]: [unknown, number] = await this.dataSource
      .query(
        `UPDATE archive_packages SET due_at = now() + make_interval(secs => ${LEASE_SECONDS})
         WHERE id = $1 AND attempts = $2 AND written_at IS NULL`,
        [id, attempts],
      )
      .catch((error: unknown) => {
        this.log.warn(`A package may be written twice: ${loggable(error).message}`);
        return [undefined, 1];
      });
    if (held === 0) lost.abort();
  }

  /** Nothing is kept once the attempt is not the latest: it may hold what has been disposed of meanwhile. */
  private async keep({ id, attempts }: Claim, written: WrittenPackage): Promise<void> {
    const { sha256, byteSize, files, fileName, holds, trailUntil } = written;
    try {
      await this.dataSource.transaction(async (tx) => {
        await holdFile(tx, sha256);
        const [, kept]: [unknown, number] = await tx.query(
          `UPDATE archive_packages SET written_at = clock_timestamp(), sha256 = $3, byte_size = $4, files = $5, file_name = $6,
             holds = $7, trail_until = $8, last_error = NULL
           WHERE id = $1 AND attempts = $2 AND written_at IS NULL`,
          [id, attempts, sha256, byteSize, files, fileName, holds, trailUntil],
        );
        if (kept === 1) await this.files.keep(written);
      });
    } finally {
      await this.files.discard(written);
    }
  }

  /** The process stops: it was no attempt, and another worker finds it due. */
  private async giveBack({ id, attempts }: Claim): Promise<void> {
    await this.dataSource.query(
      `UPDATE archive_packages SET attempts = attempts - 1, due_at = now()
       WHERE id = $1 AND attempts = $2 AND written_at IS NULL`,
      [id, attempts],
    );
  }

  private async failed({ id, attempts }: Claim, error: unknown): Promise<void> {
    const code = error instanceof DomainError ? error.slug : ((error as { code?: string }).code ?? 'failed');
    this.log.error(`Archive package ${id} was not written: ${loggable(error).message}`);
    await this.dataSource.query(
      `UPDATE archive_packages SET last_error = $3,
         due_at = now() + make_interval(secs => least(10 * 2 ^ least($2::int - 1, 10), 3600))
       WHERE id = $1 AND attempts = $2 AND written_at IS NULL`,
      [id, attempts, code],
    );
  }
}

const whatIsPacked = ({ case_id, consultation_id }: Claim): Packable =>
  consultation_id === null ? { kind: 'case', id: case_id! } : { kind: 'consultation', id: consultation_id };
