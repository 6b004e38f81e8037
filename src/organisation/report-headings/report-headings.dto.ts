import { ArrayMaxSize, IsIn } from 'class-validator';
import { ListOf, OneLine } from '../../http/field-rules.js';
import { WriteBody } from '../../http/write.dto.js';
import { REPORT_PARTS, type ReportPart } from './report-heading.js';

/** A heading of a body’s own staff reports, and what it begins. */
export class ReportHeadingBody {
  /** As it is written; its number, a colon and capitals make no difference. @example "Vår hållning" */
  @OneLine(160)
  heading!: string;

  /**
   * The part of the statement that the text under it becomes; `section`: a section of its own; `furniture`: the line is the
   * page’s, so it is left out of the text and listed among the unplaced lines, whatever numbers stand in it. @example "assessment"
   */
  @IsIn(REPORT_PARTS)
  part!: ReportPart;
}

/** All headings that the import knows for a body, besides those that it knows for all. */
export class ReportHeadingsBody extends WriteBody {
  /** @example [{ "heading": "Vår hållning", "part": "assessment" }, { "heading": "Exempelviks mall 7:3", "part": "furniture" }] */
  @ListOf(() => ReportHeadingBody)
  @ArrayMaxSize(200)
  headings!: ReportHeadingBody[];
}

/** What the headings of a body’s own staff reports are. */
export class ReportHeadingsView {
  /** @example "TSN" */
  body!: string;
  headings!: ReportHeadingBody[];
  /** @example 2 */
  version!: number;
}
