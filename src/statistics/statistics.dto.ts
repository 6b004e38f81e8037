import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Digits } from '../http/field-rules.js';
import { SEPARATORS, type Separator } from '../lists/write-csv.js';
import type { Outcome } from '../rules/consultation-states.js';
import type { Stance } from '../rules/stance.js';

/** Whose part is counted: what a body was asked, or what it asked others. */
export const SIDES = ['asked', 'asking'] as const;
export type Side = (typeof SIDES)[number];

/** Which consultations are counted. */
export class StatisticsQuery {
  /** The replies that were to be given in this year; this year when left out. @example 2026 */
  @IsOptional()
  @Digits()
  @IsInt()
  @Min(1900)
  @Max(2100)
  year?: number;

  /** `asked`: what the body was asked, and `asking`: what it asked others. @example "asked" */
  @IsIn(SIDES)
  side: Side = 'asked';

  /**
   * Gives every figure on a line of its own, as CSV for a spreadsheet, with this sign between its cells; so does
   * `Accept: text/csv`, with semicolons, which Excel in Swedish reads as cells.
   * @example "semicolon"
   */
  @IsOptional()
  @IsIn(SEPARATORS)
  separator?: Separator;
}

/** How consultations ended, in numbers. Whoever is no longer asked is in none of them but `withdrawn`. */
export class AnsweredView {
  /** Without those that were withdrawn. @example 26 */
  asked!: number;
  /** @example 24 */
  answered!: number;
  /** Of those answered: reached the issuer by the reply-by date, extensions included. @example 22 */
  inTime!: number;
  /** Of those answered: reached the issuer after it. @example 2 */
  late!: number;
  /** @example 1 */
  declined!: number;
  /** Closed without an answer. @example 1 */
  noReply!: number;
  /** Still to be answered. @example 0 */
  open!: number;
  /** Of those: past the reply-by date. @example 0 */
  overdue!: number;
  /** With more time than they were first given. @example 3 */
  extended!: number;
  /** @example 0 */
  withdrawn!: number;
}

/** The same for the consultations of one year. */
export class YearView extends AnsweredView {
  /** @example 2026 */
  year!: number;
}

/** The same for the consultations with one other party. */
export class PartyView extends AnsweredView {
  /** Code of a body; null for all outside the municipality together. @example "KS" */
  code!: string | null;
  /** @example "Kommunstyrelsen" */
  name!: string | null;
}

/** The steps in the order of the story, each from the one before it. */
export const COUNTED_STEPS = [
  'register',
  'draft',
  'approve',
  'decide',
  'confirm',
  'forward',
  'receive',
] as const;
export type CountedStep = (typeof COUNTED_STEPS)[number];

/** How long a step takes. */
export class StepTimeView {
  /** @example "draft" */
  step!: CountedStep;
  /** Working days from the step before; null where none has both days. @example 9 */
  medianWorkingDays!: number | null;
  /** How many replies it is the median of. @example 22 */
  counted!: number;
}

export class StanceCountView {
  /** @example "supports" */
  stance!: Stance;
  /** @example 20 */
  count!: number;
}

export class OutcomeCountView {
  /** @example "as-proposed" */
  outcome!: Outcome;
  /** @example 18 */
  count!: number;
}

/** What a body's consultations of a year amount to. Counted is what the caller may see, as in every list. */
export class StatisticsView {
  /** @example "TSN" */
  body!: string;
  /** @example 2026 */
  year!: number;
  /** @example "asked" */
  side!: Side;
  totals!: AnsweredView;
  /** The year and the two before it, the earliest first. */
  years!: YearView[];
  /** By who asks, or who is asked; those with most first. */
  parties!: PartyView[];
  /** Of the latest 2,000 replies of the year. */
  steps!: StepTimeView[];
  /** Of the same. */
  stances!: StanceCountView[];
  /** Of the same, where a board or somebody for it has decided here. */
  outcomes!: OutcomeCountView[];
}
