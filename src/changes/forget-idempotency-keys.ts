import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeriodicWork } from '../database/periodic-work.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { FORGET_WRITINGS } from './writing-quota.js';

/**
 * Idempotency keys are kept 30 days, so that a client that was away may still repeat its request; how much somebody
 * wrote is kept a day.
 */
@Injectable()
export class ForgetIdempotencyKeys implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work = new PeriodicWork(ForgetIdempotencyKeys.name, () => this.forget());

  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.ROLE !== 'api') this.work.start(3600);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  async forget(): Promise<void> {
    await this.dataSource.query(
      'DELETE FROM idempotency_keys WHERE created_at < now() - make_interval(days => 31)',
    );
    await this.dataSource.query(FORGET_WRITINGS);
  }
}
