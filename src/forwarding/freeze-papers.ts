import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import { loggable } from '../database/loggable.js';
import { LocalFiles } from '../documents/local-files.js';
import { holdFile } from '../documents/sweep-files.js';
import { nameOf } from '../papers/paper.js';
import { Renderers } from '../papers/renderers.js';
import { DomainError } from '../rules/problem.js';
import { dispatchedPaper } from './dispatched-paper.js';
import { LetDispatchGo } from './let-dispatch-go.js';

const AT_ONCE = 50;
/** Beside the time that a paper may take, twice: for waiting for a renderer, and for keeping what it has written. */
const LEASE_BESIDES_SECONDS = 120;

/**
 * Writes the paper of each dispatch, once, keeps it as bytes with their SHA-256, and lets the deliveries of the dispatch go,
 * which wait for it. The row says what is due: a job that is lost, or run twice, does no harm, and a paper that is there
 * is never written again.
 */
@Injectable()
export class FreezePapers extends WorksPeriodically {
  private readonly log = new Logger(FreezePapers.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly renderers: Renderers,
    private readonly files: LocalFiles,
    private readonly letGo: LetDispatchGo,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(inWorkers(settings, settings.RECONCILE_SECONDS));
  }

  /** Papers whose job was lost, and those whose next attempt is due. */
  protected async round(stopping: AbortSignal): Promise<void> {
    const due: { id: string }[] = await this.dataSource.query(
      `SELECT dispatch_id AS id FROM dispatch_papers WHERE frozen_at IS NULL AND due_at <= now()
       ORDER BY due_at LIMIT ${AT_ONCE}`,
    );
    for (const { id } of due) if (!stopping.aborted) await this.freeze(id);
  }

  /**
   * Writes and keeps a paper that is due and nobody else is writing; afterwards it is there, or due again later. While it
   * is written it is due when the lease runs out, should this process end before it has said how it went; the next attempt
   * then says that it was cut off.
   */
  async freeze(dispatchId: string): Promise<void> {
    const [claimed]: [{ attempts: number }[], number] = await this.dataSource.query(
      `UPDATE dispatch_papers SET attempts = attempts + 1, due_at = now() + make_interval(secs => $2),
         last_error = CASE WHEN attempts > 0 THEN coalesce(last_error, 'interrupted') END
       WHERE dispatch_id = $1 AND frozen_at IS NULL AND due_at <= now() RETURNING attempts`,
      [dispatchId, 2 * this.settings.PAPER_SECONDS + LEASE_BESIDES_SECONDS],
    );
    const [attempt] = claimed;
    if (!attempt) return;
    try {
      await this.writeAndKeep(dispatchId);
    } catch (error) {
      if (this.renderers.isStopped) return this.giveBack(dispatchId, attempt.attempts);
      const code =
        error instanceof DomainError ? error.slug : ((error as { code?: string }).code ?? 'failed');
      this.log.error(`The paper of dispatch ${dispatchId} was not written: ${loggable(error).message}`);
      await this.letGo.withoutPaper(dispatchId, code, attempt.attempts);
    }
  }

  /** The process stops: it was no attempt, and another worker finds it due. */
  private async giveBack(dispatchId: string, attempts: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE dispatch_papers SET attempts = attempts - 1, due_at = now()
       WHERE dispatch_id = $1 AND frozen_at IS NULL AND attempts = $2`,
      [dispatchId, attempts],
    );
  }

  private async writeAndKeep(dispatchId: string): Promise<void> {
    const { paper, formVersion } = await dispatchedPaper(this.dataSource, dispatchId);
    const { bytes, replaced } = await this.renderers.write(paper, 'pdf');
    const file = await this.files.receive(Readable.from([bytes]));
    try {
      await this.dataSource.transaction(async (tx) => {
        await holdFile(tx, file.sha256);
        await this.files.keep(file);
        const [, written]: [unknown, number] = await tx.query(
          `UPDATE dispatch_papers SET frozen_at = clock_timestamp(), sha256 = $2, byte_size = $3, file_name = $4, form_version = $5, replaced_signs = $6, last_error = NULL
           WHERE dispatch_id = $1 AND frozen_at IS NULL`,
          [dispatchId, file.sha256, file.byteSize, `${nameOf(paper)}.pdf`, formVersion, replaced.length],
        );
        // Another has kept it meanwhile, and let the deliveries go.
        if (written > 0) await this.letGo.withPaper(tx, dispatchId);
      });
    } finally {
      await this.files.discard(file);
    }
  }
}
