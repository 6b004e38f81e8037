import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Digits, Flag } from '../http/field-rules.js';
import type { Certainty, HowFound } from './staff-report/certainty.js';
import type { DocumentKind } from './staff-report/document-kind.js';
import type { ImportWarningView, StatementView } from './statements.dto.js';

/** A prior decision found in the report. */
export class FoundDecisionView {
  /** @example "KF" */
  body!: string;
  /** @example "2023-05-22" */
  date!: string;
  /** @example "134" */
  section!: string;
  /** What was decided, where the sentence says it. @example "strategin ska revideras" */
  about?: string;
}

/** How one thing in the proposal relates to another. */
export class FoundAreaView {
  /** @example "Föräldrastöd" */
  from!: string;
  /** @example "inryms i" */
  relation!: string;
  /** @example "Stöd och relationer genom livet" */
  to!: string;
}

/** Facts found in the report that have no field in the statement. */
export class FoundFactsView {
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** @example ["KS 2023/474"] */
  relatedCases!: string[];
  priorDecisions!: FoundDecisionView[];
  areas!: FoundAreaView[];
  /** @example "2023-10-30" */
  date!: string | null;
  /** @example "Anna Andersson" */
  officer!: string | null;
  /** Last day to answer, when the report says it. @example "2023-12-15" */
  deadline!: string | null;
  /** The body that is to decide; its code when it is known. @example "TSN" */
  body!: string | null;
  /** The administration that writes. @example "Tekniska Serviceförvaltningen" */
  administration!: string | null;
}

/** A heading and the field its text went to. */
export class FoundHeadingView {
  /** @example "Sammanfattning" */
  text!: string;
  /** @example "summary" */
  field!: string;
}

/** A line that has no place in the statement. Nothing is dropped. */
export class UnplacedLineView {
  /** @example 12 */
  line!: number;
  /** @example "Sida 2 (4)" */
  text!: string;
}

/** Something that was read, with where it stands, how it was found and how sure that is. */
export class ImportedFactView {
  /** A field of the statement, or one of `found`. @example "officer" */
  fact!: string;
  /** @example "Anna Andersson" */
  value!: string;
  /** Null for what stands on no line of its own. @example 38 */
  line!: number | null;
  /** By what it was recognised. @example "sender-block" */
  how!: HowFound;
  /** `certain` by a label, a mark or a known name; `likely` by form or place; a `guess` is only offered, and in no field. @example "likely" */
  confidence!: Certainty;
}

/** What an import found, and saved unless it was only a proposal. */
export class ImportedStatementView {
  /** `true`: nothing was changed, and `statement` is what would be saved. @example false */
  dryRun!: boolean;
  /** What the text is; it decides what is missing. @example "report" */
  kind!: DocumentKind;
  statement!: StatementView;
  found!: FoundFactsView;
  facts!: ImportedFactView[];
  headings!: FoundHeadingView[];
  unplaced!: UnplacedLineView[];
  /**
   * Lines that may be headings and that neither the import nor the body’s own headings know; see `/bodies/{code}/report-headings`.
   * @example ["Så tänker vi"]
   */
  unrecognised!: string[];
  /** Fields of the statement in which something else stood. @example ["summary"] */
  replaced!: string[];
  warnings!: ImportWarningView[];
}

/** Whether to import or only to propose, and which report. */
export class ImportQuery {
  /** `true` changes nothing and answers what would be saved and replaced. */
  @IsOptional()
  @Flag()
  dryRun?: boolean;

  /**
   * Which report, where the text holds several; see the refusal `several-reports`.
   * @example 1
   */
  @IsOptional()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(10_000)
  report?: number;
}
