import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  BodyCode,
  CivilDate,
  EmailAddress,
  ListOf,
  OneLine,
  TimeOfDay,
  WholeNumber,
} from '../http/field-rules.js';
import { PageQuery, PageView } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { ROLES, type Role } from '../rules/actor.js';
import { REPORTABLE_ROUTES, type ReportableRoute } from '../rules/consultation-states.js';
import { PARTY_KINDS, type PartyKind } from '../rules/party-kind.js';
import { BODY_KINDS, type BodyKind } from './body.entity.js';

/** May be left out, but not be null: there is no such thing as no name. */
const WhenGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

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
  /** From the meeting until the minutes are confirmed. @example 7 */
  @WhenGiven()
  @WholeNumber(0, 120)
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

/** Which meetings. */
export class MeetingsQuery extends PageQuery {
  /** From this day on. @example "2023-11-01" */
  @IsOptional()
  @CivilDate()
  from?: string;

  /** Up to and including this day. @example "2023-12-31" */
  @IsOptional()
  @CivilDate()
  to?: string;
}

/** Who meets, when and where. Null or left out when it is not known; of a committee, when the body itself meets. */
class MeetingFields extends WriteBody {
  /**
   * The committee (*utskott*) that meets, by name.
   * @example "Arbetsutskottet"
   */
  @IsOptional()
  @OneLine(200)
  organ?: string | null;

  /** Time of day in Sweden. @example "13:00" */
  @IsOptional()
  @TimeOfDay()
  time?: string | null;

  /** @example "Sammanträdesrum Björken, stadshuset" */
  @IsOptional()
  @OneLine(200)
  place?: string | null;
}

/** A meeting in the calendar. */
export class AddMeetingBody extends MeetingFields {
  /** @example "2023-11-22" */
  @CivilDate()
  date!: string;

  /**
   * Last day to put a matter on the agenda.
   * @example "2023-11-08"
   */
  @IsOptional()
  @CivilDate()
  agendaClosesOn?: string;
}

/** Moves a meeting or the closing of its agenda, or says otherwise who meets and where. */
export class MoveMeetingBody extends MeetingFields {
  /** @example "2023-11-23" */
  @WhenGiven()
  @CivilDate()
  date?: string;

  /** Null when the agenda no longer has a closing day. @example "2023-11-09" */
  @IsOptional()
  @CivilDate()
  agendaClosesOn?: string | null;
}

/** A meeting. */
export class MeetingView {
  /** @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9" */
  id!: string;
  /** @example "TSN" */
  body!: string;
  /** @example "2023-11-22" */
  date!: string;
  /** The committee that meets; null for the body itself. @example null */
  organ!: string | null;
  /** @example "13:00" */
  time!: string | null;
  /** @example "Sammanträdesrum Björken, stadshuset" */
  place!: string | null;
  /** @example "2023-11-08" */
  agendaClosesOn!: string | null;
  /** @example 1 */
  version!: number;
}

/** Meetings, earliest first. */
export class MeetingsPage extends PageView {
  items!: MeetingView[];
}

/** The roles of a person in one body; none takes all away. */
export class SetRolesBody extends WriteBody {
  /** @example ["registrar", "secretary"] */
  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

/** Someone new, or someone known who gets roles in this body too. */
export class AddPersonBody extends SetRolesBody {
  /**
   * As the identity provider names them, in lower case.
   * @example "anna.andersson"
   */
  @Matches(/^[a-z0-9][a-z0-9.@_-]{0,99}$/)
  username!: string;

  /** @example "Anna Andersson" */
  @OneLine(200)
  name!: string;

  /** @example "anna.andersson@kommun.example" */
  @IsOptional()
  @EmailAddress()
  email?: string;
}

/** What an administrator may change of a person. */
export class EditPersonBody extends WriteBody {
  /** @example "Anna Andersson" */
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

  /** @example "anna.andersson@kommun.example" */
  @IsOptional()
  @EmailAddress()
  email?: string | null;

  /** Who has left signs in no more. @example true */
  @WhenGiven()
  @IsBoolean()
  active?: boolean;

  /**
   * Whether the person decides what is the whole municipality's: which bodies there are, who keeps whose register, and
   * who is administrator where. Set by municipal administrators; somebody must be one.
   * @example false
   */
  @WhenGiven()
  @IsBoolean()
  municipalAdministrator?: boolean;
}

/** A move from one body to another. */
export class MovePersonBody extends WriteBody {
  /** The body where all roles are taken away. @example "SN" */
  @BodyCode()
  from!: string;

  /** The body where roles are given. @example "BIN" */
  @BodyCode()
  to!: string;

  /** All that the person holds in the new body. @example ["officer"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

/** A person with their roles in one body. */
export class PersonView {
  /** @example "anna.andersson" */
  username!: string;
  /** @example "Anna Andersson" */
  name!: string;
  /** Shown to administrators. @example "anna.andersson@kommun.example" */
  email?: string | null;
  /** @example ["registrar"] */
  roles!: Role[];
  /** Whether they also decide what is the whole municipality's. @example false */
  municipalAdministrator!: boolean;
  /** @example true */
  active!: boolean;
  /** @example 1 */
  version!: number;
  /** After a change: open matters that the person leaves without an officer, and API clients that nobody answers for any more. */
  warnings?: WarningView[];
}

/** People of a body in Swedish order of their names. */
export class PeoplePage extends PageView {
  items!: PersonView[];
}

/** A consultee in a group: a body by code, or someone outside by name. */
export class GroupedConsulteeBody {
  /** @example "TSN" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** @example "Räddningstjänsten Syd" */
  @IsOptional()
  @OneLine(200)
  name?: string;

  /**
   * Whether the one outside Yttra is an organisation or a private person. Only organisations are named in the public register;
   * left out, it is not named there.
   * @example "organisation"
   */
  @IsOptional()
  @IsIn(PARTY_KINDS)
  kind?: PartyKind;

  /** @example "registrator@raddningstjanst.example" */
  @IsOptional()
  @EmailAddress()
  email?: string;
}

/** A group of consultees. */
export class ConsulteeGroupBody extends WriteBody {
  /** @example "Samtliga nämnder" */
  @OneLine(200)
  name!: string;

  @ListOf(() => GroupedConsulteeBody)
  @ArrayMaxSize(500)
  consultees!: GroupedConsulteeBody[];
}

/** Consultees that a body asks together. */
export class ConsulteeGroupView {
  /** @example "c1d2e3f4-a5b6-4c7d-8e9f-0a1b2c3d4e5f" */
  id!: string;
  /** @example "KS" */
  body!: string;
  /** @example "Samtliga nämnder" */
  name!: string;
  consultees!: GroupedConsulteeBody[];
  /** @example 1 */
  version!: number;
}

/** Groups in Swedish order of their names. */
export class ConsulteeGroupsPage extends PageView {
  items!: ConsulteeGroupView[];
}

/** A role the caller holds. */
export class OwnRoleView {
  /** @example "TSN" */
  body!: string;
  /** @example "Tekniska servicenämnden" */
  bodyName!: string;
  /** @example "registrar" */
  role!: Role;
}

/** Someone whose roles the caller holds today. */
export class StoodInForView {
  /** @example "tsn-handlaggare" */
  username!: string;
  /** @example "Handläggare, TSN" */
  name!: string;
  roles!: OwnRoleView[];
}

/** What another system may do in a body. */
export class OwnScopeView {
  /** @example "TSN" */
  body!: string;
  /** @example ["read", "consultation.register"] */
  verbs!: string[];
}

/** Who the caller is. */
export class MeView {
  /** `client:` and its id for another system. @example "tsn-registrator" */
  username!: string;
  /** @example "Registrator, TSN" */
  name!: string;
  /** Held in the caller's own right; also where the caller's body keeps the register. */
  roles!: OwnRoleView[];
  /** Whether the caller also decides what is the whole municipality's. @example false */
  municipalAdministrator!: boolean;
  /** Whom the caller stands in for today. */
  standsInFor!: StoodInForView[];
  /** What another system may do, and where; a person has none. */
  scopes?: OwnScopeView[];
}
