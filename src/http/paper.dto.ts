import { IsIn, IsInt, Max, Min } from 'class-validator';
import { FORMATS_WITH_TABLES, PAPER_FORMATS, type FileFormat, type PaperFormat } from '../papers/formats.js';
import { Digits, WhenGiven } from './field-rules.js';

/** In which form a paper is sent. */
export class PaperQuery {
  /** The form, where `Accept` does not say: PDF/A, Word, a page, or plain text. @example "pdf" */
  @WhenGiven()
  @IsIn(PAPER_FORMATS)
  format?: PaperFormat;
}

/** Which version of a compilation, and in which form. */
export class ReferralPaperQuery {
  /** The form, where `Accept` does not say; the compilation also as tables for Excel. @example "pdf" */
  @WhenGiven()
  @IsIn(FORMATS_WITH_TABLES)
  format?: FileFormat;

  /** A version of the `compilation` that was shared, which the `staff-report` is made of too; left out, it is made of what has come in until now. @example 1 */
  @WhenGiven()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version?: number;
}

/** Which version of a statement, and in which form. */
export class StatementPaperQuery extends PaperQuery {
  /** An earlier version of the statement, for the consultee’s own staff; the latest when left out. @example 2 */
  @WhenGiven()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version?: number;
}
