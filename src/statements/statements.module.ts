import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { AssignOfficer } from './assign-officer.js';
import { ImportStatement } from './import-statement.js';
import { ReviewStatement } from './review-statement.js';
import { SaveStatement } from './save-statement.js';
import { StatementsController } from './statements.controller.js';
import { StatementsQueries } from './statements.queries.js';

@Module({
  imports: [ConsultationsModule],
  controllers: [StatementsController],
  providers: [AssignOfficer, ImportStatement, ReviewStatement, SaveStatement, StatementsQueries],
  exports: [AssignOfficer, ReviewStatement, SaveStatement, StatementsQueries],
})
export class StatementsModule {}
