import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import { PeriodicWork } from '../../database/periodic-work.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { SayReminders } from './say-reminders.js';

/** Looks for reminders that are due, again and again: what an outage delayed is said when it is over. */
@Injectable()
export class RemindersSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(RemindersSweep.name);
  private readonly work = new PeriodicWork(RemindersSweep.name, (stopping) => this.sweep(stopping));

  constructor(
    private readonly sayReminders: SayReminders,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.ROLE !== 'api') this.work.start(this.settings.REMINDER_SWEEP_SECONDS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** What is said on a wrong day is in the ledger for good, and is never said on the right one. */
  private async sweep(stopping: AbortSignal): Promise<void> {
    if (this.clock.isOff()) {
      this.log.error(
        `No reminder is said: the clock of this machine is ${this.clock.secondsAhead()} s ahead of the database's.`,
      );
      return;
    }
    await this.sayReminders.say(this.clock.now(), stopping);
  }
}
