import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ForgetIdempotencyKeys } from './forget-idempotency-keys.js';
import { MakeChange } from './make-change.js';

/** Global, since every use case makes its change through `MakeChange`. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [ForgetIdempotencyKeys, MakeChange],
  exports: [MakeChange],
})
export class ChangesModule {}
