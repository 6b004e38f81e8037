import { Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { PromiseDeliveries } from './promise-deliveries.js';

@Module({ imports: [OutboxModule], providers: [PromiseDeliveries], exports: [PromiseDeliveries] })
export class DeliveryModule {}
