import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { ForwardingModule } from '../forwarding/forwarding.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { StatementsModule } from '../statements/statements.module.js';
import { AnswerRemark } from './answer-remark.js';
import { CompilationController } from './compilation.controller.js';
import { CompileController } from './compile.controller.js';
import { CompileReplies } from './compile-replies.js';
import { PaperJobsController } from './paper-jobs.controller.js';
import { ReadAskedPaper } from './read-asked-paper.js';
import { ReadReferralPapers } from './read-referral-papers.js';
import { ReferralPapersController } from './referral-papers.controller.js';
import { ShareCompilation } from './share-compilation.js';
import { SharedCompilationsController } from './shared-compilations.controller.js';
import { SharedCompilationsQueries } from './shared-compilations.queries.js';
import { WriteNote } from './write-note.js';

/** What later folders ask for too. */
const offered = [
  AnswerRemark,
  CompileReplies,
  ReadReferralPapers,
  ShareCompilation,
  SharedCompilationsQueries,
  WriteNote,
];

@Module({
  imports: [
    CasesModule,
    ConsultationsModule,
    DecisionsModule,
    DeliveryModule,
    ForwardingModule,
    ReferralsModule,
    StatementsModule,
  ],
  controllers: [
    CompilationController,
    CompileController,
    PaperJobsController,
    ReferralPapersController,
    SharedCompilationsController,
  ],
  providers: [...offered, ReadAskedPaper],
  exports: offered,
})
export class CompilationModule {}
