import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { AssignOfficer } from './assign-officer.js';
import { ImportSeveral } from './import-several.js';
import { DismissImportWarnings } from './dismiss-import-warnings.js';
import { ImportStatement } from './import-statement.js';
import { ImportsAtOnce } from './imports-at-once.js';
import { ReadComparison } from './read-comparison.js';
import { ReadReport } from './read-report.js';
import { ReassignMatters } from './reassign-matters.js';
import { ReassignMattersController } from './reassign-matters.controller.js';
import { ReviewStatement } from './review-statement.js';
import { SaveStatement } from './save-statement.js';
import { StatementImportsController } from './statement-imports.controller.js';
import { StatementsController } from './statements.controller.js';
import { StatementsQueries } from './statements.queries.js';
import { WorkingCopies } from './working-copies.js';
import { WorkingCopiesController } from './working-copies.controller.js';

/** What later folders ask for too. */
const offered = [
  AssignOfficer,
  DismissImportWarnings,
  ImportSeveral,
  ImportStatement,
  ImportsAtOnce,
  ReadComparison,
  ReadReport,
  ReassignMatters,
  ReviewStatement,
  SaveStatement,
  StatementsQueries,
  WorkingCopies,
];

@Module({
  imports: [ConsultationsModule],
  controllers: [
    StatementsController,
    StatementImportsController,
    ReassignMattersController,
    WorkingCopiesController,
  ],
  providers: offered,
  exports: offered,
})
export class StatementsModule {}
