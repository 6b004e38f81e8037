import { Module } from '@nestjs/common';
import { ConfidentialityModule } from '../confidentiality/confidentiality.module.js';
import { CasesController } from './cases.controller.js';
import { CasesQueries } from './cases.queries.js';
import { CorrectCaseNumber } from './correct-case-number.js';
import { EditCase } from './edit-case.js';
import { ReadAuditTrail } from './read-audit-trail.js';
import { ReadBodyRegister } from './read-body-register.js';
import { RegisterCase } from './register-case.js';
import { RegisterController } from './register.controller.js';
import { SettleCase } from './settle-case.js';
import { WriteRegisterList } from './write-register-list.js';

/** What later folders ask for too. */
const offered = [
  CasesQueries,
  CorrectCaseNumber,
  EditCase,
  ReadAuditTrail,
  ReadBodyRegister,
  RegisterCase,
  SettleCase,
  WriteRegisterList,
];

@Module({
  imports: [ConfidentialityModule],
  controllers: [CasesController, RegisterController],
  providers: offered,
  exports: offered,
})
export class CasesModule {}
