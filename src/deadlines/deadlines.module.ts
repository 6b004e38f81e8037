import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { DeadlinesController } from './deadlines.controller.js';
import { DeadlinesQueries } from './deadlines.queries.js';
import { ExtendReferral } from './extend-referral.js';
import { RemindersSweep } from './reminders-sweep.js';
import { RequestExtension } from './request-extension.js';
import { SayReminders } from './say-reminders.js';
import { SettleExtension } from './settle-extension.js';

@Module({
  imports: [DeliveryModule],
  controllers: [DeadlinesController],
  providers: [
    DeadlinesQueries,
    ExtendReferral,
    RemindersSweep,
    RequestExtension,
    SayReminders,
    SettleExtension,
  ],
})
export class DeadlinesModule {}
