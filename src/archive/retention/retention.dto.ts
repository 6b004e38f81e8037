import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsUUID } from 'class-validator';
import { OneLine, WhenGiven, WholeNumber } from '../../http/field-rules.js';
import { PageView } from '../../lists/paging.dto.js';
import { ReasonBody, WriteBody } from '../../http/write.dto.js';

/** What a body may decide to dispose of. Letters, statements and extracts from minutes are kept whatever anyone decides. */
export const DISPOSABLE_KINDS = ['proposal', 'attachment', 'staff-report', 'reply', 'other'] as const;
export type DisposableKind = (typeof DISPOSABLE_KINDS)[number];

/** A decision to dispose of a kind of document (*gallringsbeslut*). */
export class RetentionRuleBody extends WriteBody {
  /** @example "attachment" */
  @IsIn(DISPOSABLE_KINDS)
  kind!: DisposableKind;

  /**
   * How many years it is kept after its case was closed; of a document that came after that, or that has no case, after it
   * was entered.
   * @example 5
   */
  @WholeNumber(0, 100)
  years!: number;

  /**
   * Whether its case is packed for an archive first. True when left out; a document of no case is then not disposed of.
   * @example true
   */
  @WhenGiven()
  @IsBoolean()
  needsArchive?: boolean;

  /** By which decision, as the register of the one who decided has it. @example "KF 2026-05-25 § 84, dokumenthanteringsplan" */
  @OneLine(300)
  decision!: string;
}

/** A rule of a body. A kind of document without a rule is kept. */
export class RetentionRuleView {
  /** @example "attachment" */
  kind!: DisposableKind;
  /** @example 5 */
  years!: number;
  /** @example true */
  needsArchive!: boolean;
  /** @example "KF 2026-05-25 § 84, dokumenthanteringsplan" */
  decision!: string;
  /** @example "admin" */
  setBy!: string;
  /** @example "2026-06-01T08:00:00.000Z" */
  setAt!: string;
}

/** The rules of a body. */
export class RetentionRulesPage extends PageView {
  items!: RetentionRuleView[];
}

/** A document that may be disposed of now. */
export class DueDocumentView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  id!: string;
  /** Null for what is confidential: open it to read it. @example "Karta över området" */
  title!: string | null;
  /** Numbers of the body's own cases and parts of cases that it belongs to; none of what is confidential. @example ["KS 2026/84"] */
  caseNumbers!: string[];
  /** @example "attachment" */
  kind!: DisposableKind;
  /** @example 482133 */
  byteSize!: number;
  /** Since when. @example "2031-02-01" */
  dueOn!: string;
  /** @example "KF 2026-05-25 § 84, dokumenthanteringsplan" */
  decision!: string;
}

/** What of a body may be disposed of, what was entered first before the rest. */
export class DueDocumentsPage extends PageView {
  items!: DueDocumentView[];
}

/** Disposes of documents that are due: all of those named, or none. */
export class DisposeBody extends ReasonBody {
  /** @example ["a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  documents!: string[];
}

/** What was disposed of. */
export class DisposedView {
  /** Ids of the documents. @example ["a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d"] */
  documents!: string[];
  /** @example "2031-02-03T09:12:00.000Z" */
  disposedAt!: string;
}
