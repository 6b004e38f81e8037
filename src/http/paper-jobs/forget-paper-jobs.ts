import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { inWorkers, WorksPeriodically } from '../../database/periodic-work.js';

/** Papers that were made for whoever asked, and that nobody is told of any more, are not kept. */
@Injectable()
export class ForgetPaperJobs extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(inWorkers(settings, 60));
  }

  protected round(): Promise<unknown> {
    return this.forget();
  }

  async forget(): Promise<void> {
    await this.dataSource.query('DELETE FROM paper_jobs WHERE kept_until <= now()');
  }
}
