import { IsOptional } from 'class-validator';
import { CivilDate, OneLine, TimeOfDay, WhenGiven } from '../http/field-rules.js';
import { PageQuery, PageView } from '../lists/paging.dto.js';
import { WriteBody } from '../http/write.dto.js';

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
