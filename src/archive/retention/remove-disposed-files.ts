import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { actingAsTheService } from '../../database/acting.js';
import { loggable } from '../../database/loggable.js';
import { WorksPeriodically } from '../../database/periodic-work.js';
import { SweepFiles } from '../../documents/sweep-files.js';

const LOOKS_EVERY_SECONDS = 60;
const AT_ONCE = 500;

/**
 * Deletes the files of what was disposed of, at once and again until it is done: a process that is killed between the two
 * leaves nothing that a later round does not find, and a file that cannot be deleted hinders no other. What another document, a dispatch or a package has too is its own.
 */
@Injectable()
export class RemoveDisposedFiles extends WorksPeriodically {
  private readonly log = new Logger(RemoveDisposedFiles.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly sweepFiles: SweepFiles,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(settings.ROLE === 'worker' ? undefined : LOOKS_EVERY_SECONDS);
  }

  protected async round(stopping: AbortSignal): Promise<void> {
    const disposed: { id: string; files: string[] }[] = await this.dataSource.query(
      `SELECT documents.id, ARRAY(
         SELECT archive_packages.sha256 FROM archive_packages WHERE removed_at IS NOT NULL
           AND (case_id IN (SELECT case_id FROM cases_of_document(documents.id))
             OR consultation_id IS NOT NULL AND holds @> ARRAY[documents.id])
         UNION SELECT documents.sha256) AS files
       FROM documents WHERE disposed_at IS NOT NULL AND file_gone_at IS NULL ORDER BY disposed_at LIMIT ${AT_ONCE}`,
    );
    const failures: unknown[] = [];
    for (const { id, files } of disposed) {
      if (stopping.aborted) return;
      await this.remove(id, files).catch((failure: unknown) => failures.push(failure));
    }
    if (failures.length > 0) throw failures[0];
  }

  private async remove(id: string, files: readonly string[]): Promise<void> {
    const gone = await Promise.all(files.map((sha256) => this.sweepFiles.removeUnlessNamed(sha256)));
    if (gone.every(Boolean))
      await this.dataSource.query('UPDATE documents SET file_gone_at = now() WHERE id = $1', [id]);
  }

  /** Before whoever disposed of it is answered: it is disposed of, also where its file is deleted by a later round. */
  async removeNow(): Promise<void> {
    await actingAsTheService(() => this.round(new AbortController().signal)).catch((failure: unknown) =>
      this.log.error(`A file is not deleted yet: ${loggable(failure).message}`),
    );
  }
}
