import { Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { AttendDelivery } from './attend-delivery.js';
import { DeliverMessage } from './deliver-message.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesQueries } from './deliveries.queries.js';
import { DeliveryWorker } from './delivery-worker.js';
import { InboxController } from './inbox.controller.js';
import { Inbox } from './inbox.js';
import { PromiseDeliveries } from './promise-deliveries.js';
import { ReconcileDeliveries } from './reconcile-deliveries.js';

@Module({
  imports: [OutboxModule],
  controllers: [DeliveriesController, InboxController],
  providers: [
    AttendDelivery,
    DeliverMessage,
    DeliveriesQueries,
    DeliveryWorker,
    Inbox,
    PromiseDeliveries,
    ReconcileDeliveries,
  ],
  exports: [DeliveriesQueries, PromiseDeliveries],
})
export class DeliveryModule {}
