import { Module } from '@nestjs/common';
import { AnswerRemark } from './answer-remark.js';
import { CompilationController } from './compilation.controller.js';
import { CompileReplies } from './compile-replies.js';

@Module({
  controllers: [CompilationController],
  providers: [AnswerRemark, CompileReplies],
  exports: [AnswerRemark, CompileReplies],
})
export class CompilationModule {}
