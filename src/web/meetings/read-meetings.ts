import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { AgendaMatterView, AgendaView } from '../../decisions/agenda.dto.js';
import { ReadAgenda } from '../../decisions/read-agenda.js';
import { consultationIsVisible, scopeOf, statementIsVisible } from '../../identity/visibility.js';
import type { ConsultationState } from '../../rules/consultation-states.js';
import { ReadNames, type Names } from '../frame/read-names.js';

/** A meeting in a calendar, with how far its matters have come, as the body's own staff see them. */
export interface CalendarMeeting {
  readonly id: string;
  readonly body: string;
  readonly date: string;
  /** The committee that meets; null for the body itself. */
  readonly organ: string | null;
  readonly time: string | null;
  readonly place: string | null;
  /** Last day to put a matter on the agenda, as the body's plans count with it. */
  readonly closesOn: string;
  /** Whether no other meeting of the body is on that day. */
  readonly isAlone: boolean;
  /** How many of its matters stand in each state; null for whoever is not of the body's staff. */
  readonly matters: Partial<Record<ConsultationState, number>> | null;
}

/** A meeting, with those of some matters that are on its agenda. */
export interface MeetingOfMatters {
  readonly id: string;
  readonly body: string;
  readonly bodyName: string;
  readonly date: string;
  /** The committee that meets; null for the body itself. */
  readonly organ: string | null;
  readonly matters: readonly string[];
}

/** A matter that was decided at a meeting, for those who read what a body has decided. */
export interface DecidedMatter {
  readonly id: string;
  readonly title: string | null;
  readonly caseNumber: string;
  readonly ownCaseNumber: string | null;
  readonly state: ConsultationState;
  readonly section: string | null;
}

export interface MeetingSeen {
  readonly agenda: AgendaView;
  readonly closesOn: string;
  readonly later: readonly AgendaMatterView[];
  readonly decided: readonly DecidedMatter[];
  /** The body's meetings around this one, this one among them. */
  readonly around: readonly CalendarMeeting[];
  readonly names: Names;
}

/** Days of a calendar, and whether there are no more. */
export interface Days {
  readonly meetings: readonly CalendarMeeting[];
  readonly isAll: boolean;
}

interface Asked {
  readonly bodies: readonly string[];
  /** From this day on, or before it. */
  readonly from?: string;
  readonly before?: string;
  readonly limit: number;
}

const AROUND = { before: 3, from: 5 };

/** Calendars of meetings, and one meeting with all that its page shows. */
@Injectable()
export class ReadMeetings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readAgenda: ReadAgenda,
    private readonly names: ReadNames,
  ) {}

  /** As many whole days of it as the limit has room for, one at least, and whether there are more. */
  async daysOf(caller: Caller, asked: Asked): Promise<Days> {
    const meetings = await this.calendar(caller, { ...asked, limit: asked.limit + 1 });
    if (meetings.length <= asked.limit) return { meetings, isAll: true };
    const whole = meetings.filter(({ date }) => date !== meetings.at(-1)!.date);
    return { meetings: whole.length > 0 ? whole : meetings, isAll: false };
  }

  /**
   * Everyone signed in may know when a body meets. The nearest meetings come first, also where they have been. The last
   * day is whole, so that there may be more than the limit.
   */
  async calendar(caller: Caller, { bodies, from, before, limit }: Asked): Promise<CalendarMeeting[]> {
    const way = from === undefined ? 'DESC' : 'ASC';
    return this.dataSource.query(
      `SELECT meetings.id, meetings.body_code AS body, meetings.meets_on AS date, organ, begins_at AS time, place,
         days.closes_on AS "closesOn", same_day.is_alone AS "isAlone",
         CASE WHEN meetings.body_code = ANY($4::text[]) THEN coalesce(matters.counts, '{}') END AS matters
       FROM (SELECT * FROM meetings WHERE body_code = ANY($3::text[])
         AND NOT EXISTS (SELECT FROM bodies WHERE code = body_code AND NOT active AND meets_on > exists_to) AND meets_on >= coalesce($5::date, '-infinity')
         AND meets_on < coalesce($6::date, 'infinity') ORDER BY meets_on ${way}
         FETCH FIRST ($7) ROWS WITH TIES) meetings
       JOIN meeting_days days ON days.meeting_id = meetings.id
       CROSS JOIN LATERAL (SELECT count(*) = 1 AS is_alone FROM meetings same
         WHERE same.body_code = meetings.body_code AND same.meets_on = meetings.meets_on) same_day
       LEFT JOIN LATERAL (SELECT jsonb_object_agg(state, number) AS counts FROM (
         SELECT consultation.state, count(*) AS number FROM consultations consultation
         WHERE consultation.meeting_id = meetings.id AND consultation.consultee_code = meetings.body_code
           AND ${consultationIsVisible('consultation')} GROUP BY consultation.state) counted) matters ON true
       ORDER BY meetings.meets_on ${way}, meetings.begins_at ${way}, meetings.id`,
      [...scopeOf(caller.actor), bodies, caller.actor.staffOf, from ?? null, before ?? null, limit],
    );
  }

  /** The meetings that matters of the caller's bodies are on the agenda of, the earliest first. */
  async ofMatters(caller: Caller, ids: readonly string[]): Promise<MeetingOfMatters[]> {
    if (ids.length === 0) return [];
    return this.dataSource.query(
      `SELECT meetings.id, meetings.body_code AS body, bodies.name AS "bodyName", meets_on AS date, organ,
         json_agg(consultation.id) AS matters
       FROM consultations consultation JOIN meetings ON meetings.id = consultation.meeting_id
       JOIN bodies ON bodies.code = meetings.body_code
       WHERE consultation.id = ANY($3::uuid[]) AND meetings.body_code = ANY($4::text[])
         AND consultation.consultee_code = meetings.body_code AND ${consultationIsVisible('consultation')}
       GROUP BY meetings.id, bodies.name ORDER BY meets_on, meetings.id`,
      [...scopeOf(caller.actor), ids, caller.actor.staffOf],
    );
  }

  /** @throws NotFound, and Conflict for a day with several meetings. */
  async one(caller: Caller, body: string, idOrDay: string): Promise<MeetingSeen> {
    const agenda = await this.readAgenda.read(caller, body, idOrDay);
    const isStaff = agenda.matters !== null;
    const [later, decided, earlier, ahead, names] = await Promise.all([
      agenda.organ === null ? this.readAgenda.later(caller, agenda) : [],
      isStaff ? [] : this.decided(caller, agenda),
      this.calendar(caller, { bodies: [body], before: agenda.date, limit: AROUND.before }),
      this.calendar(caller, { bodies: [body], from: agenda.date, limit: AROUND.from }),
      this.names.of([body, ...(agenda.matters ?? []).map(({ issuer }) => issuer)]),
    ]);
    const around = [...earlier.toReversed(), ...ahead];
    const closesOn = around.find(({ id }) => id === agenda.id)?.closesOn ?? agenda.date;
    return { agenda, closesOn, later, decided, around, names };
  }

  /** What a body has decided at a meeting, in the order of the minutes. */
  private async decided(caller: Caller, { id, body }: AgendaView): Promise<DecidedMatter[]> {
    return this.dataSource.query(
      `SELECT consultation.id, CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN title END AS title,
         case_number AS "caseNumber", own_case_number AS "ownCaseNumber", consultation.state, decisions.section
       FROM consultations consultation JOIN decisions ON decisions.consultation_id = consultation.id
       WHERE consultation.meeting_id = $3 AND consultation.consultee_code = $4
         AND ${consultationIsVisible('consultation')} AND ${statementIsVisible('consultation')}
       ORDER BY decisions.section COLLATE sv_numbers, consultation.id LIMIT 100`,
      [...scopeOf(caller.actor), id, body],
    );
  }
}
