import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { AcknowledgeReceipt } from './acknowledge-receipt.js';
import { ForwardStatement } from './forward-statement.js';
import { ForwardingController } from './forwarding.controller.js';
import { ForwardingQueries } from './forwarding.queries.js';

@Module({
  imports: [ConsultationsModule, DeliveryModule],
  controllers: [ForwardingController],
  providers: [AcknowledgeReceipt, ForwardStatement, ForwardingQueries],
  exports: [AcknowledgeReceipt, ForwardStatement],
})
export class ForwardingModule {}
