import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { StatementsModule } from '../statements/statements.module.js';
import { AcknowledgeReceipt } from './acknowledge-receipt.js';
import { FreezePapers } from './freeze-papers.js';
import { ForwardStatement } from './forward-statement.js';
import { ForwardingController } from './forwarding.controller.js';
import { ForwardingQueries } from './forwarding.queries.js';
import { LetDispatchGo } from './let-dispatch-go.js';
import { PaperWorker } from './paper-worker.js';
import { PapersController } from './papers.controller.js';
import { ReadFrozenPaper } from './read-frozen-paper.js';
import { ReadPapers } from './read-papers.js';
import { RecordReply } from './record-reply.js';
import { RecordUnaskedReply } from './record-unasked-reply.js';
import { SampleOfTemplate } from './sample-of-template.js';
import { SamplePapers } from './sample-papers.js';
import { TemplateSamplesController } from './template-samples.controller.js';
import { RecordedRepliesController } from './recorded-replies.controller.js';

/** What later folders ask for too. */
const offered = [
  AcknowledgeReceipt,
  ForwardStatement,
  ReadFrozenPaper,
  ReadPapers,
  RecordReply,
  RecordUnaskedReply,
  SampleOfTemplate,
  SamplePapers,
];

@Module({
  imports: [ConsultationsModule, DeliveryModule, DocumentsModule, ReferralsModule, StatementsModule],
  controllers: [ForwardingController, PapersController, RecordedRepliesController, TemplateSamplesController],
  providers: [...offered, ForwardingQueries, FreezePapers, LetDispatchGo, PaperWorker],
  exports: offered,
})
export class ForwardingModule {}
