import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeriodicWork } from '../database/periodic-work.js';
import { SETTINGS, type Settings } from '../config/settings.js';

/** Refused attempts are kept for as long as the installation says. */
@Injectable()
export class ForgetRefusals implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work = new PeriodicWork(ForgetRefusals.name, () => this.forget());

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
    await this.dataSource.query('SELECT forget_refused_attempts($1)', [this.settings.REFUSED_ATTEMPTS_DAYS]);
  }
}
