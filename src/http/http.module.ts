import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ForgetIdempotencyKeys } from './forget-idempotency-keys.js';
import { ForgetRefusals } from './forget-refusals.js';
import { KeepRefusals } from './keep-refusals.js';
import { DocsController } from './docs.controller.js';
import { MakeChange } from './make-change.js';
import { ProblemsController } from './problems.controller.js';
import { SecurityContactController } from './security-contact.controller.js';
import { ServiceController } from './service.controller.js';
import { StyleController } from './style.controller.js';
import { UnnamedProxies } from './unnamed-proxies.js';
import { Threads } from './threads.js';

/** Global, since every use case makes its change through `MakeChange`, and its heavy work in `Threads`. */
@Global()
@Module({
  imports: [AuditModule],
  controllers: [
    DocsController,
    ProblemsController,
    SecurityContactController,
    ServiceController,
    StyleController,
  ],
  providers: [ForgetIdempotencyKeys, ForgetRefusals, KeepRefusals, MakeChange, Threads, UnnamedProxies],
  exports: [MakeChange, Threads, UnnamedProxies],
})
export class HttpModule {}
