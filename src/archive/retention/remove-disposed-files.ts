import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { actingAsTheService } from '../../database/acting.js';
import { WorksPeriodically } from '../../database/periodic-work.js';
import { SweepFiles } from '../../documents/sweep-files.js';

const LOOKS_EVERY_SECONDS = 60;
const AT_ONCE = 500;

/**
 * Deletes the files of what was disposed of, at once and again until it is done: a process that is killed between the two
 * leaves nothing that a later round does not find. What another document, a dispatch or a package has too is its own.
 */
@Injectable()
export class RemoveDisposedFiles extends WorksPeriodically {
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
    for (const { id, files } of disposed) {
      if (stopping.aborted) return;
      const gone = await Promise.all(files.map((sha256) => this.sweepFiles.removeUnlessNamed(sha256)));
      if (gone.every(Boolean))
        await this.dataSource.query('UPDATE documents SET file_gone_at = now() WHERE id = $1', [id]);
    }
  }

  /** Before whoever disposed of it is answered. */
  async removeNow(): Promise<void> {
    await actingAsTheService(() => this.round(new AbortController().signal));
  }
}
