import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { AcknowledgeReceipt } from './acknowledge-receipt.js';
import { ForwardStatement } from './forward-statement.js';
import { ForwardingController } from './forwarding.controller.js';
import { ForwardingQueries } from './forwarding.queries.js';
import { RecordReply } from './record-reply.js';
import { RecordUnaskedReply } from './record-unasked-reply.js';
import { RecordedRepliesController } from './recorded-replies.controller.js';

@Module({
  imports: [ConsultationsModule, DeliveryModule],
  controllers: [ForwardingController, RecordedRepliesController],
  providers: [AcknowledgeReceipt, ForwardStatement, ForwardingQueries, RecordReply, RecordUnaskedReply],
  exports: [AcknowledgeReceipt, ForwardStatement, RecordReply],
})
export class ForwardingModule {}
