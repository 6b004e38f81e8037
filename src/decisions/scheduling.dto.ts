import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsUUID } from 'class-validator';
import { CorrectOrTakeBackBody } from '../http/correct-or-take-back.js';
import { CivilDate, ListOf, Section, Text, WhenGiven, WholeNumber } from '../http/field-rules.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import { ClauseBody } from '../statements/statements.dto.js';
import { DissentBody } from './decision-parts.dto.js';

/** Puts an approved statement on the agenda of a meeting, named by its id or by its day. */
export class ScheduleBody extends WriteBody {
  /**
   * One of the body's meetings.
   * @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9"
   */
  @WhenGiven()
  @IsUUID()
  meetingId?: string;

  /**
   * Day of one of the body's meetings, where it names one. Given when `meetingId` is not.
   * @example "2023-11-22"
   */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;
}

/** The agenda of a meeting in a new order. */
export class OrderAgendaBody extends WriteBody {
  /**
   * Every matter of the agenda that you see, by the id of its consultation, the first one first.
   * @example ["0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10"]
   */
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  consultations!: string[];
}

/** Refers the matter back for more work (*återremiss*). */
export class ReferBackBody extends ReasonBody {
  /** @example "85" */
  @WhenGiven()
  @Section()
  section?: string;
}

/** Tables the matter (*bordläggning*): it comes up again as it is, and nothing new is added. */
export class TableBody extends WriteBody {
  /** @example "84" */
  @Section()
  section!: string;

  /**
   * Day of the next meeting, when it is known: the matter is on its agenda then.
   * @example "2023-12-13"
   */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;

  /**
   * The next meeting, where its day does not name one.
   * @example "c1b2d3e4-f5a6-4172-9384-95a6b7c8d9e0"
   */
  @WhenGiven()
  @IsUUID()
  meetingId?: string;
}

/** A committee met and proposes (*beredning*): the matter goes on to the board. */
export class PrepareBody extends TableBody {
  /** What it proposes in words of its own; leave out where it proposes what the administration does. */
  @WhenGiven()
  @ListOf(() => ClauseBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  /** It left the matter to the board without a proposal; then it has no words of its own. @example false */
  @WhenGiven()
  @IsBoolean()
  noProposal?: boolean;

  /** Who was there and took no part in what it proposes. */
  @WhenGiven()
  @ListOf(() => DissentBody)
  @ArrayMaxSize(100)
  notTakingPart?: DissentBody[];
}

/** What was recorded wrongly of a tabling, a referral back or a preparation; what is left out stays. */
export class CorrectPostponementBody extends CorrectOrTakeBackBody {
  /** Which of the consultation's `postponements`, from 1; the latest that is not taken back when left out. @example 1 */
  @WhenGiven()
  @WholeNumber(1, 1000)
  number?: number;

  /** The day of the meeting that tabled the matter, referred it back or prepared it. @example "2023-11-22" */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;

  /** @example "85" */
  @WhenGiven()
  @Section()
  section?: string;

  /** Why the meeting did so, as the minutes have it. @example "Kostnaderna ska utredas." */
  @WhenGiven()
  @Text(2000)
  because?: string;

  /** What the committee proposes; empty where it proposes what the administration does, or nothing. @example [] */
  @WhenGiven()
  @ListOf(() => ClauseBody)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  /** Whether the committee left the matter to the board without a proposal. @example false */
  @WhenGiven()
  @IsBoolean()
  noProposal?: boolean;

  /** Who was there and took no part in what the committee proposes; empty where everybody did. @example [] */
  @WhenGiven()
  @ListOf(() => DissentBody)
  @ArrayMaxSize(100)
  notTakingPart?: DissentBody[];
}
