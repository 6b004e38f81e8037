import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import { SETTINGS, type Settings } from '../config/settings.js';

/** Refused attempts are kept for as long as the installation says. */
@Injectable()
export class ForgetRefusals extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(inWorkers(settings, 3600));
  }

  protected round(): Promise<unknown> {
    return this.forget();
  }

  async forget(): Promise<void> {
    await this.dataSource.query('SELECT forget_refused_attempts($1)', [this.settings.REFUSED_ATTEMPTS_DAYS]);
  }
}
