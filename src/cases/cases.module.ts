import { Module } from '@nestjs/common';
import { CasesController } from './cases.controller.js';
import { CasesQueries } from './cases.queries.js';
import { EditCase } from './edit-case.js';
import { ReadAuditTrail } from './read-audit-trail.js';
import { RegisterCase } from './register-case.js';
import { SettleCase } from './settle-case.js';

@Module({
  controllers: [CasesController],
  providers: [CasesQueries, EditCase, ReadAuditTrail, RegisterCase, SettleCase],
})
export class CasesModule {}
