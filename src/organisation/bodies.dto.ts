import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  ValidateNested,
} from 'class-validator';
import { BodyCode, CivilDate, EmailAddress, OneLine, WholeNumber, WhenGiven } from '../http/field-rules.js';
import { PageQuery, PageView } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { REPORTABLE_ROUTES, type ReportableRoute } from '../rules/consultation-states.js';
import { DAYS_TO_CONFIRM } from '../rules/planning.js';
import { BODY_KINDS, type BodyKind } from './body.entity.js';

/** Which bodies. */
export class BodiesQuery extends PageQuery {
  /** @example "board" */
  @IsOptional()
  @IsIn(BODY_KINDS)
  kind?: BodyKind;

  /** Part of the name or code. @example "nämnden" */
  @IsOptional()
  @OneLine(200)
  q?: string;
}

/** What a body needs between its steps: confirmation in civil days, all else in working days. What is left out stays. */
export class LeadTimesBody {
  /** From the meeting until the minutes are confirmed, which the law has done within 14 days (KL 5:69). @example 7 */
  @WhenGiven()
  @WholeNumber(0, DAYS_TO_CONFIRM)
  confirmationDays?: number;

  /** From confirmed minutes until the statement is forwarded. @example 1 */
  @WhenGiven()
  @WholeNumber(0, 120)
  forwardingDays?: number;

  /** From the closing of the agenda until the meeting, where the meeting itself does not say. @example 7 */
  @WhenGiven()
  @WholeNumber(0, 120)
  agendaDays?: number;

  /** From the manager's approval until the agenda closes. @example 2 */
  @WhenGiven()
  @WholeNumber(0, 120)
  approvalDays?: number;

  /** From a finished draft until the manager's approval. @example 5 */
  @WhenGiven()
  @WholeNumber(0, 120)
  reviewDays?: number;

  /** From an assigned officer until a finished draft. @example 10 */
  @WhenGiven()
  @WholeNumber(0, 120)
  draftingDays?: number;
}

/** Where a series of case numbers stands. */
export class CaseNumberSeriesBody {
  /** @example 2026 */
  @WholeNumber(1900, 2100)
  year!: number;

  /** The last number that has been given; the next one follows it. @example 473 */
  @WholeNumber(0, 1_000_000)
  lastNumber!: number;
}

/** What may be left out of a body. */
export class BodyFields extends WriteBody {
  /**
   * How the body writes its case numbers: `{body}`, `{year}` or `{yy}`, and `{n}` or, with leading zeros, `{n:4}`.
   * @example "{body} {year}/{n}"
   */
  @WhenGiven()
  @OneLine(60)
  caseNumberTemplate?: string;

  /**
   * The address of a function, not of a person; null for none.
   * @example "tekniska@kommun.example"
   */
  @IsOptional()
  @EmailAddress()
  email?: string | null;

  /**
   * Addresses of functions that are told by e-mail, besides the inbox, of what comes to the body.
   * @example ["registrator.tsn@kommun.example"]
   */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @EmailAddress({ each: true })
  noticeEmails?: string[];

  /**
   * The body whose staff keep the register while this one has none of its own; null for none.
   * @example "KS"
   */
  @IsOptional()
  @BodyCode()
  registerKeptBy?: string | null;

  /**
   * The board an administration works for; null for none.
   * @example "TSN"
   */
  @IsOptional()
  @BodyCode()
  partOf?: string | null;

  /** What its plans are counted with. */
  @WhenGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => LeadTimesBody)
  leadTimes?: LeadTimesBody;

  /**
   * Whether whoever submits a draft may not approve it too, nor whoever approves it record the board's decision, be it
   * in their own right or standing in. A small board may set it to `false`; each such step then carries a warning.
   * @example true
   */
  @WhenGiven()
  @IsBoolean()
  fourEyes?: boolean;

  /**
   * Which decisions that others take for it are reported to the board, as it has decided itself (KL 6:40, 7:8): all when
   * nobody has said. What its chair decides in urgent cases is always reported, at its next meeting (KL 6:39).
   * @example ["officer"]
   */
  @WhenGiven()
  @IsArray()
  @ArrayUnique()
  @IsIn(REPORTABLE_ROUTES, { each: true })
  reportedRoutes?: ReportableRoute[];

  /** A body that has been wound up is asked no more. @example true */
  @WhenGiven()
  @IsBoolean()
  active?: boolean;

  /** The first day that there is such a body; null when it is not known. @example "2023-01-01" */
  @IsOptional()
  @CivilDate()
  from?: string | null;
}

/**
 * What may be changed of a body. Its own administrators change its name, addresses, numbers and lead times; its kind,
 * `partOf`, `registerKeptBy`, `from`, `to`, `active` and `successor` are the municipal administrators'. What was frozen –
 * packets, dispatches, decisions, what is published, the audit trail – keeps the name that the body had.
 */
export class EditBodyBody extends BodyFields {
  /**
   * Its last day, when it is wound up: today when left out. With a day to come, at most two years ahead, it stays `active`
   * and is wound up by itself when that day has passed; until then `to` and `successor` may be changed, and
   * `active: true` calls it off. @example "2026-12-31"
   */
  @WhenGiven()
  @CivilDate()
  to?: string;

  /** The body that takes over from one that is wound up. @example "SBN" */
  @WhenGiven()
  @BodyCode()
  successor?: string;

  /**
   * Where its series of a year goes on, when numbers were given in another system before. Only forwards: a number that has
   * been given here is not given again.
   */
  @WhenGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => CaseNumberSeriesBody)
  caseNumberSeries?: CaseNumberSeriesBody;

  /** @example "Tekniska servicenämnden" */
  @WhenGiven()
  @OneLine(200)
  name?: string;

  /** The first day of a new name; today when left out. Not in the future. @example "2026-01-01" */
  @WhenGiven()
  @CivilDate()
  nameFrom?: string;

  /** That the name was written wrongly: what it was is no earlier name then. @example false */
  @WhenGiven()
  @IsBoolean()
  nameIsCorrected?: boolean;

  /** @example "board" */
  @WhenGiven()
  @IsIn(BODY_KINDS)
  kind?: BodyKind;
}

/** A new body. */
export class AddBodyBody extends BodyFields {
  /**
   * Short and stable: it is in case numbers and addresses.
   * @example "MHN"
   */
  @BodyCode()
  code!: string;

  /** @example "Miljö- och hälsoskyddsnämnden" */
  @OneLine(200)
  name!: string;

  /** @example "board" */
  @IsIn(BODY_KINDS)
  kind!: BodyKind;
}

/** A name that a body has had. */
export class EarlierNameView {
  /** @example "Tekniska nämnden" */
  name!: string;
  /** The day it was changed. @example "2022-12-31" */
  until!: string;
}

/** A body. */
export class BodyView {
  /** @example "TSN" */
  code!: string;
  /** @example "Tekniska servicenämnden" */
  name!: string;
  /** @example "board" */
  kind!: BodyKind;
  /** The board an administration works for. @example null */
  partOf!: string | null;
  /** The body whose staff keep the register. @example null */
  registerKeptBy!: string | null;
  /** @example "{body} {year}/{n}" */
  caseNumberTemplate!: string;
  /** Its series in the latest year that has one; null before its first number, and while another body keeps its register. */
  caseNumberSeries!: CaseNumberSeriesBody | null;
  /** @example "tekniska@kommun.example" */
  email!: string | null;
  /** Addresses that are told by e-mail of what comes to the body. @example ["registrator.tsn@kommun.example"] */
  noticeEmails!: string[];
  /** What its plans are counted with. */
  leadTimes!: Required<LeadTimesBody>;
  /** Whether drafting, approving and recording the decision are different people's steps. @example true */
  fourEyes!: boolean;
  /** Which decisions that others take for it are reported to it, besides those of its chair. @example ["officer"] */
  reportedRoutes!: ReportableRoute[];
  /** @example true */
  active!: boolean;
  /** The first day that there is such a body; null when nobody has said. @example "2023-01-01" */
  from!: string | null;
  /** Its last day, once it has been wound up; of one that is active the day after which it will be. @example null */
  to!: string | null;
  /** The body that took over from it, or is to. @example null */
  successor!: string | null;
  /**
   * The latest day on which it was to be wound up as planned, and something stood in the way; it is tried again each day.
   * @example "2027-01-01"
   */
  endRefusedOn!: string | null;
  /** What it was called before, the latest first, each with the last day. @example [{"name":"Tekniska nämnden","until":"2022-12-31"}] */
  earlierNames!: EarlierNameView[];
  /** After winding it up: what was handed over, and what is still to be done in its name. */
  warnings?: WarningView[];
  /** @example 1 */
  version!: number;
}

/** Bodies in Swedish order of their names. */
export class BodiesPage extends PageView {
  items!: BodyView[];
}
