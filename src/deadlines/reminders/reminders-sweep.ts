import {
  Inject,
  Injectable,
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
  private readonly work = new PeriodicWork(RemindersSweep.name, (stopping) =>
    this.sayReminders.say(this.clock.now(), stopping),
  );

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
}
