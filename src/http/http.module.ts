import { Global, Module } from '@nestjs/common';
import { ForgetRefusals } from './forget-refusals.js';
import { KeepRefusals } from './keep-refusals.js';
import { DocsController } from './docs.controller.js';
import { AnswerWithPaper } from './paper-jobs/answer-with-paper.js';
import { ForgetPaperJobs } from './paper-jobs/forget-paper-jobs.js';
import { PaperJobs } from './paper-jobs/paper-jobs.js';
import { ProblemsController } from './problems.controller.js';
import { RequestDurations } from './request-durations.js';
import { SecurityContactController } from './security-contact.controller.js';
import { ServiceController } from './service.controller.js';
import { StyleController } from './style.controller.js';
import { UnnamedProxies } from './unnamed-proxies.js';
import { Threads } from './threads.js';

/** Global, since use cases do their heavy work in `Threads`, and every folder that owns a view may answer with a paper of it. */
@Global()
@Module({
  controllers: [
    DocsController,
    ProblemsController,
    SecurityContactController,
    ServiceController,
    StyleController,
  ],
  providers: [
    AnswerWithPaper,
    ForgetPaperJobs,
    ForgetRefusals,
    KeepRefusals,
    PaperJobs,
    RequestDurations,
    Threads,
    UnnamedProxies,
  ],
  exports: [AnswerWithPaper, PaperJobs, RequestDurations, Threads, UnnamedProxies],
})
export class HttpModule {}
