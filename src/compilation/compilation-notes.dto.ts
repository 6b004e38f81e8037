import { IsOptional, IsUUID } from 'class-validator';
import { OneLine, Text, WhenGiven, WholeNumber } from '../http/field-rules.js';
import { WriteBody } from '../http/write.dto.js';

/** What the issuer makes of the answers to a question, or of the remarks on a passage; one of the two is named. */
export class SummarizeRepliesBody extends WriteBody {
  /** The question whose answers are summed up. @example 1 */
  @WhenGiven()
  @WholeNumber(1, 100)
  question?: number;

  /** The passage whose remarks are summed up, as the compilation names it. @example "Boende och närmiljö" */
  @WhenGiven()
  @OneLine(500)
  passage?: string;

  /** The summary; null takes it away. @example "De flesta vill att gångvägar nämns." */
  @IsOptional()
  @Text(10_000)
  text!: string | null;

  /**
   * The summary that this one takes the place of (`summaryId` in the compilation); null or left out where there is none.
   * Refused (412) where another one stands there meanwhile.
   * @example null
   */
  @IsOptional()
  @IsUUID()
  replaces?: string | null;
}

/** Puts the remarks on a passage together with those on another, which is the same passage by another name. */
export class GatherRemarksBody extends WriteBody {
  /** What consultees call it. @example "Boende" */
  @OneLine(500)
  passage!: string;

  /** The passage that their remarks are to stand under; null lets them stand by themselves again. @example "Boende och närmiljö" */
  @IsOptional()
  @OneLine(500)
  under!: string | null;

  /**
   * The earlier placing that this one takes the place of (`placedBy` of `names` in the compilation); null or left out where
   * there is none. Refused (412) where another one has been made meanwhile.
   * @example null
   */
  @IsOptional()
  @IsUUID()
  replaces?: string | null;
}

/** A summary or a placing as it was written. */
export class CompilationNoteView {
  /** @example "0f7bb1c9-4b5a-4a39-9d0f-1a7d5e8f9b21" */
  id!: string;
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  referralId!: string;
  /** @example 1 */
  question!: number | null;
  /** @example "Boende och närmiljö" */
  passage!: string | null;
  /** The summary, or the passage that the remarks stand under. @example "De flesta vill att gångvägar nämns." */
  text!: string | null;
  /** @example "ks-handlaggare" */
  writtenBy!: string;
}
