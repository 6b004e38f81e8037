import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { AssignOfficer } from './assign-officer.js';
import { ImportStatement } from './import-statement.js';
import { ReassignMatters } from './reassign-matters.js';
import { ReassignMattersController } from './reassign-matters.controller.js';
import { ReviewStatement } from './review-statement.js';
import { SaveStatement } from './save-statement.js';
import { StatementsController } from './statements.controller.js';
import { StatementsQueries } from './statements.queries.js';

@Module({
  imports: [ConsultationsModule],
  controllers: [StatementsController, ReassignMattersController],
  providers: [
    AssignOfficer,
    ImportStatement,
    ReassignMatters,
    ReviewStatement,
    SaveStatement,
    StatementsQueries,
  ],
  exports: [AssignOfficer, ReassignMatters, ReviewStatement, SaveStatement, StatementsQueries],
})
export class StatementsModule {}
