import { Global, Module } from '@nestjs/common';
import { ForgetRefusals } from './forget-refusals.js';
import { KeepRefusals } from './keep-refusals.js';
import { DocsController } from './docs.controller.js';
import { ProblemsController } from './problems.controller.js';
import { RequestDurations } from './request-durations.js';
import { SecurityContactController } from './security-contact.controller.js';
import { ServiceController } from './service.controller.js';
import { StyleController } from './style.controller.js';
import { UnnamedProxies } from './unnamed-proxies.js';
import { Threads } from './threads.js';

/** Global, since use cases do their heavy work in `Threads`. */
@Global()
@Module({
  controllers: [
    DocsController,
    ProblemsController,
    SecurityContactController,
    ServiceController,
    StyleController,
  ],
  providers: [ForgetRefusals, KeepRefusals, RequestDurations, Threads, UnnamedProxies],
  exports: [RequestDurations, Threads, UnnamedProxies],
})
export class HttpModule {}
