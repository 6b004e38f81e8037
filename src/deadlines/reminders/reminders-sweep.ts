import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import { inWorkers, WorksPeriodically } from '../../database/periodic-work.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { SayReminders } from './say-reminders.js';

/** Looks for reminders that are due, again and again: what an outage delayed is said when it is over. */
@Injectable()
export class RemindersSweep extends WorksPeriodically {
  private readonly log = new Logger(RemindersSweep.name);
  constructor(
    private readonly sayReminders: SayReminders,
    private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(inWorkers(settings, settings.REMINDER_SWEEP_SECONDS));
  }

  /** What is said on a wrong day is in the ledger for good, and is never said on the right one. */
  protected async round(stopping: AbortSignal): Promise<void> {
    if (this.clock.isOff()) {
      this.log.error(
        `No reminder is said: the clock of this machine is ${this.clock.secondsAhead()} s ahead of the database's.`,
      );
      return;
    }
    await this.sayReminders.say(this.clock.now(), stopping);
  }
}
