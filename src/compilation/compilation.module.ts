import { Module } from '@nestjs/common';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { AnswerRemark } from './answer-remark.js';
import { CompilationController } from './compilation.controller.js';
import { CompileReplies } from './compile-replies.js';
import { ReadReferralPapers } from './read-referral-papers.js';
import { ReferralPapersController } from './referral-papers.controller.js';

@Module({
  imports: [ReferralsModule],
  controllers: [CompilationController, ReferralPapersController],
  providers: [AnswerRemark, CompileReplies, ReadReferralPapers],
  exports: [AnswerRemark, CompileReplies],
})
export class CompilationModule {}
