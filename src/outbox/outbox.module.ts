import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { Outbox } from './outbox.js';
import { QUEUES } from './queues.js';
import { Relay } from './relay.js';

@Module({
  imports: [BullModule.registerQueue(...QUEUES.map((name) => ({ name })))],
  providers: [Outbox, Relay],
  exports: [BullModule, Outbox],
})
export class OutboxModule {}
