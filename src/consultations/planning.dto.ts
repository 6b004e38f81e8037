import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { WarningView } from '../changes/warning.dto.js';
import { CivilDate, DraftText, Flag, ListOf, OneLine, Text, WhenGiven } from '../http/field-rules.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import { DecidedByBody, QuestionBody } from '../referrals/referrals.dto.js';
import type { PlanStepName, Unplanned, Verdict } from '../rules/planning.js';

/** Whether to send, or only to foresee. */
export class SendQuery {
  /** `true` changes nothing and answers per consultee whether and how it can be answered in time. */
  @IsOptional()
  @Flag()
  dryRun?: boolean;
}

/** Sends a referral. */
export class SendBody extends WriteBody {
  /**
   * The day it was sent, when that is entered afterwards. Today when left out. The time to reply and the reminders are
   * reckoned from it.
   * @example "2023-10-02"
   */
  @WhenGiven()
  @CivilDate()
  sentOn?: string;
}

/** What was written wrongly of a referral that has gone out; what is left out stays. */
export class CorrectReferralBody extends ReasonBody {
  /** The right day it was sent. @example "2023-10-02" */
  @WhenGiven()
  @CivilDate()
  sentOn?: string;

  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  @WhenGiven()
  @OneLine(300)
  title?: string;

  /**
   * The covering letter (*missiv*).
   * @example "Kommunstyrelsen önskar nämndernas yttranden över förslaget till strategi."
   */
  @WhenGiven()
  @DraftText(50_000)
  letter?: string;

  /** The decision to refer; null where there is none. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DecidedByBody)
  decidedBy?: DecidedByBody | null;

  /**
   * Why an officer may not decide the reply by delegation (KL 6:38); null where one may.
   * @example "Svaret rör verksamhetens mål och inriktning."
   */
  @IsOptional()
  @Text(1000)
  delegationBarred?: string | null;
}

/** Supplements a referral that has been sent; a document or the questions are given. */
export class SupplementReferralBody extends ReasonBody {
  /** Documents of the issuer that are added. @example ["a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d"] */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  documents?: string[];

  /** All questions as they are from now on. */
  @WhenGiven()
  @ListOf(() => QuestionBody)
  @ArrayMaxSize(100)
  questions?: QuestionBody[];
}

/** One step of a plan. */
export class PlanStepView {
  /**
   * `assign` an officer, `draft` ready, `approve`d by the manager, `schedule`d before the agenda closes, `decide`d at
   * the meeting, minutes `confirm`ed, `forward`ed.
   * @example "schedule"
   */
  step!: PlanStepName;
  /** Last day to take it; null when the calendar has no meeting that it could be for. @example "2023-11-08" */
  date!: string | null;
  /** @example false */
  done!: boolean;
  /** Working days left, today not counted; negative from the first working day after it, null when it is done. @example 12 */
  margin!: number | null;
}

/** Whether a reply can be in time, and for which meeting. */
export class VerdictView {
  /** @example "2023-12-15" */
  replyBy!: string | null;
  /** Null when there is nothing to judge: see `unplanned`. @example "comfortable" */
  verdict!: Verdict | null;
  /** Why there is no verdict. @example null */
  unplanned!: Unplanned | null;
  /** The verdict, or why there is none, in the caller's language. @example "Svaret hinns med på vanligt sätt, och inget steg är försenat." */
  detail!: string;
  /** The meeting the plan is made for. @example "2023-11-22" */
  meetingDate!: string | null;
  /** The last meeting the calendar knows. @example "2023-12-20" */
  calendarEndsOn!: string | null;
}

/** The same, with the days by which each step is to be taken. */
export class PlanView extends VerdictView {
  /** In the order of the story. */
  steps!: PlanStepView[];
}

/** The plan of one consultee of a referral. */
export class ForeseenReplyView extends PlanView {
  /** A body by code; one outside by name. @example "TSN" */
  consultee!: string;
  /** Civil days from today; negative from the first working day after it. @example 45 */
  daysLeft!: number | null;
  /** The first day it can have answered by in the ordinary way with no step behind. @example "2023-12-15" */
  earliestReplyBy!: string | null;
}

/** What sending would lead to. */
export class SendDryRunView {
  /** @example true */
  dryRun!: true;
  consultees!: ForeseenReplyView[];
  /**
   * The first reply-by date that every consultee in Yttra can keep in the ordinary way; null when a calendar ends before.
   * @example "2023-12-15"
   */
  earliestDateForAll!: string | null;
  /** What to think of before sending; hinders nothing. */
  warnings!: WarningView[];
}
