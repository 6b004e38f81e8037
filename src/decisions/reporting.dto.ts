import { IsUUID } from 'class-validator';
import { CivilDate, Section, WhenGiven } from '../http/field-rules.js';
import { WriteBody } from '../http/write.dto.js';
import { PageView } from '../lists/paging.dto.js';
import type { ConsultationState } from '../rules/consultation-states.js';

/** Notes the meeting of the board at which a decision that was taken for it was reported (KL 6:39–40). */
export class ReportBody extends WriteBody {
  /**
   * The board's meeting.
   * @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9"
   */
  @WhenGiven()
  @IsUUID()
  meetingId?: string;

  /**
   * Day of a meeting of the board, where it names one. Given when `meetingId` is not.
   * @example "2023-11-22"
   */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;

  /** Section of the minutes where it is noted. @example "91" */
  @WhenGiven()
  @Section()
  section?: string;
}

/** A decision that the board has to be told of. */
export class DecisionToReportView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** Null where the matter is confidential. @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** @example "forwarded" */
  state!: ConsultationState;
  /** Who decided. @example "chair-urgent" */
  route!: string;
  /** The committee that decided. @example null */
  committee!: string | null;
  /** @example "Nämndens ordförande" */
  decidedBy!: string | null;
  /** The delegation relied on. @example "6 kap. 39 § kommunallagen" */
  basis!: string | null;
  /** @example "2023-11-20" */
  decidedOn!: string;
  /** Its number among the decisions by delegation. @example "D 12" */
  section!: string | null;
  /** The board’s first meeting since, by the calendar; it may have been already. @example "2023-11-22" */
  meetingDate!: string | null;
  /** @example 9 */
  version!: number;
}

/** Decisions to report, the earliest first. */
export class DecisionsToReportPage extends PageView {
  items!: DecisionToReportView[];
}
