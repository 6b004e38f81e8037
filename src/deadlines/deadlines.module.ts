import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { CalendarController } from './calendar-feeds/calendar.controller.js';
import { CalendarFeedsController } from './calendar-feeds/calendar-feeds.controller.js';
import { KeepCalendarFeeds } from './calendar-feeds/keep-calendar-feeds.js';
import { ReadCalendar } from './calendar-feeds/read-calendar.js';
import { DeadlinesController } from './deadlines.controller.js';
import { DeadlinesQueries } from './deadlines.queries.js';
import { ExtendReferral } from './extend-referral.js';
import { ForeseeExtension } from './plan/foresee-extension.js';
import { PlanController } from './plan/plan.controller.js';
import { ReadPlan } from './plan/read-plan.js';
import { ReadPlans } from './plan/read-plans.js';
import { EnterReminders } from './reminders/enter-reminders.js';
import { KeepReminderSettings } from './reminders/keep-reminder-settings.js';
import { ReadDigest } from './reminders/read-digest.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { RemindersSweep } from './reminders/reminders-sweep.js';
import { SayDigests } from './reminders/say-digests.js';
import { SayReminders } from './reminders/say-reminders.js';
import { SilenceReminders } from './reminders/silence-reminders.js';
import { RequestExtension } from './request-extension.js';
import { CorrectExtension } from './correct-extension.js';
import { SettleExtension } from './settle-extension.js';

/** What later folders ask for too. */
const offered = [
  DeadlinesQueries,
  ExtendReferral,
  ForeseeExtension,
  KeepCalendarFeeds,
  KeepReminderSettings,
  ReadPlan,
  ReadPlans,
  RequestExtension,
  CorrectExtension,
  SettleExtension,
  SilenceReminders,
];

@Module({
  imports: [DeliveryModule, ReferralsModule],
  controllers: [
    CalendarController,
    CalendarFeedsController,
    DeadlinesController,
    PlanController,
    RemindersController,
  ],
  providers: [...offered, EnterReminders, ReadCalendar, ReadDigest, RemindersSweep, SayDigests, SayReminders],
  exports: offered,
})
export class DeadlinesModule {}
