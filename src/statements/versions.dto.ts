import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Digits } from '../http/field-rules.js';
import { PaperQuery } from '../http/paper.dto.js';
import { PageView } from '../lists/paging.dto.js';

/** A step that was taken with a version: submitted, returned, decided, forwarded. */
export class StatementEventView {
  /** @example "return" */
  verb!: string;
  /** @example "2023-10-25T08:10:00.000Z" */
  at!: string;
  /** @example "tsn-chef" */
  actor!: string | null;
}

/** A version in the list of versions. */
export class StatementVersionView {
  /** @example 3 */
  version!: number;
  /** @example "draft" */
  origin!: 'draft' | 'import' | 'decision' | 'correction';
  /** @example "tsn-handlaggare" */
  author!: string;
  /** @example "2023-10-24T11:05:00.000Z" */
  savedAt!: string;
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string;
  /** What was done with this version before the next was saved, in order. */
  events!: StatementEventView[];
}

/** Versions of a statement, newest first. */
export class StatementVersionsPage extends PageView {
  items!: StatementVersionView[];
}

/** Which version to compare with. */
export class DiffQuery {
  /**
   * The earlier version; the one before when left out. 0 is the empty statement.
   * @example 2
   */
  @IsOptional()
  @Digits()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  against?: number;
}

/** Which version to compare with, and in which form the paper is sent. */
export class ComparisonQuery extends PaperQuery {
  /**
   * The earlier version; the one before when left out. 0 is the empty statement.
   * @example 2
   */
  @IsOptional()
  @Digits()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  against?: number;
}

/** A run of words: in both versions, only in the newer (`added`) or only in the earlier (`removed`). */
export class DiffPartView {
  /** @example "added" */
  change!: 'same' | 'added' | 'removed';
  /** @example "trygga gångvägar" */
  text!: string;
}

/** A paragraph of a text or an item of a list: in both versions, in one of them, or `changed`. */
export class DiffItemView {
  /** @example "changed" */
  change!: 'same' | 'added' | 'removed' | 'changed';
  parts!: DiffPartView[];
}

/** What changed in one field. */
export class FieldDiffView {
  /** @example "assessment" */
  field!: string;
  /** The whole field word by word; a list as its items, a line each. */
  parts!: DiffPartView[];
  /** The same paragraph by paragraph, of a list item by item; what was removed stands where it stood. */
  items!: DiffItemView[];
}

/** The difference between two versions, field by field; unchanged fields are left out. */
export class StatementDiffView {
  /** @example 3 */
  version!: number;
  /** @example 2 */
  against!: number;
  fields!: FieldDiffView[];
}
