import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { FORGET_WRITINGS } from './writing-quota.js';

/**
 * Idempotency keys are kept 30 days, so that a client that was away may still repeat its request; how much somebody
 * wrote is kept a day.
 */
@Injectable()
export class ForgetIdempotencyKeys extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(inWorkers(settings, 3600));
  }

  protected round(): Promise<unknown> {
    return this.forget();
  }

  async forget(): Promise<void> {
    await this.dataSource.query(
      'DELETE FROM idempotency_keys WHERE created_at < now() - make_interval(days => 31)',
    );
    await this.dataSource.query(FORGET_WRITINGS);
  }
}
