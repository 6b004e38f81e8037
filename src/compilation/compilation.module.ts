import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { AnswerRemark } from './answer-remark.js';
import { CompilationController } from './compilation.controller.js';
import { CompileController } from './compile.controller.js';
import { CompileReplies } from './compile-replies.js';
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
  imports: [ConsultationsModule, DeliveryModule, ReferralsModule],
  controllers: [
    CompilationController,
    CompileController,
    ReferralPapersController,
    SharedCompilationsController,
  ],
  providers: offered,
  exports: offered,
})
export class CompilationModule {}
