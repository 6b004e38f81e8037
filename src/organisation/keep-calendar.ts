import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Attempt, Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { ascending, list } from '../lists/list.js';
import { Where } from '../lists/where.js';
import { scopeOf } from '../identity/visibility.js';
import { Conflict, Invalid, NotFound } from '../rules/problem.js';
import { bodyIsVisible } from './keep-bodies.js';
import { Meeting } from './meeting.entity.js';
import type {
  AddMeetingBody,
  MeetingsPage,
  MeetingsQuery,
  MeetingView,
  MoveMeetingBody,
} from './meetings.dto.js';
import { whenBroken } from './when-broken.js';
import { because } from './refusals.js';

const MEETING = `id, body_code AS body, meets_on AS date, organ, begins_at AS time, place,
  agenda_closes_on AS "agendaClosesOn", version`;

/** A body's meeting calendar; everyone signed in may see it, its secretary keeps it. */
@Injectable()
export class KeepCalendar {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  async list(caller: Caller, body: string, query: MeetingsQuery): Promise<MeetingsPage> {
    await bodyExists(this.dataSource, body);
    const where = new Where(scopeOf(caller.actor), bodyIsVisible());
    where.and((code) => `body_code = ${code}`, body);
    if (query.from) where.and((day) => `meets_on >= ${day}`, query.from);
    if (query.to) where.and((day) => `meets_on <= ${day}`, query.to);
    return list<MeetingView>(this.dataSource, query, {
      called: `meetings of ${body}`,
      select: MEETING,
      from: 'meetings',
      where,
      order: ascending(['meets_on', 'date'], ["coalesce(begins_at, '')", 'text'], ['id', 'id']),
    });
  }

  async one(body: string, id: string): Promise<MeetingView> {
    await bodyExists(this.dataSource, body);
    return findMeeting(this.dataSource, body, id);
  }

  async add(
    caller: Caller,
    body: string,
    { date, organ, time, place, agendaClosesOn }: AddMeetingBody,
  ): Promise<MeetingView> {
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const change = await attempt.permit('meeting.manage', { body });
      const meeting = Object.assign(new Meeting(), {
        bodyCode: body,
        meetsOn: date,
        organ: organ ?? null,
        beginsAt: time ?? null,
        place: place ?? null,
        agendaClosesOn: agendaClosesOn ?? null,
      });
      agendaClosesBefore(meeting);
      const occasion = { verb: 'add', objectType: 'meeting', body };
      await whenBroken('meetings_once', because.meetingExists, () =>
        change.insert(Meeting, meeting, occasion),
      );
      return meetingView(meeting);
    });
  }

  /** What is on the agenda moves with the meeting. */
  async move(caller: Caller, body: string, idOrDay: string, to: MoveMeetingBody): Promise<MeetingView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { meeting, change } = await lockMeeting(attempt, body, idOrDay);
      const { date = meeting.meetsOn, organ = meeting.organ } = to;
      if (date !== meeting.meetsOn || organ !== meeting.organ) await nothingIsDecided(change.tx, meeting);
      meeting.meetsOn = date;
      meeting.organ = organ;
      if (to.time !== undefined) meeting.beginsAt = to.time;
      if (to.place !== undefined) meeting.place = to.place;
      if (to.agendaClosesOn !== undefined) meeting.agendaClosesOn = to.agendaClosesOn;
      agendaClosesBefore(meeting);
      const occasion = { verb: 'move', objectType: 'meeting', body };
      await whenBroken('meetings_once', because.meetingExists, () => change.save(Meeting, meeting, occasion));
      return meetingView(meeting);
    });
  }

  async cancel(caller: Caller, body: string, idOrDay: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      const { meeting, change } = await lockMeeting(attempt, body, idOrDay);
      const occasion = { verb: 'cancel', objectType: 'meeting', body };
      // The foreign key knows of every matter on the agenda, also of one put there this very moment.
      await whenBroken('consultations_meeting', because.meetingHasAnAgenda, () =>
        change.delete(Meeting, meeting, occasion),
      );
      return null;
    });
  }
}

/** @throws NotFound, Conflict: see `findMeeting`. */
export async function lockMeeting(
  attempt: Attempt,
  body: string,
  idOrDay: string,
  action: 'meeting.manage' | 'meeting.order-agenda' = 'meeting.manage',
): Promise<{ meeting: Meeting; change: Change }> {
  const { id } = await findMeeting(attempt.tx, body, idOrDay);
  const meeting = await attempt.lock(Meeting, id, bodyIsVisible);
  const change = await attempt.permit(action, { body }, meeting.version);
  return { meeting, change };
}

/**
 * A meeting as an address names it: by its id, or by its day where that names one. What is neither is not found.
 *
 * @throws NotFound
 * @throws Conflict for a day with several meetings.
 */
export async function findMeeting(
  database: DataSource | EntityManager,
  body: string,
  idOrDay: string,
): Promise<MeetingView> {
  const meetings: MeetingView[] = await database.query(
    `SELECT ${MEETING} FROM meetings WHERE body_code = $1 AND (id::text = $2 OR to_char(meets_on, 'YYYY-MM-DD') = $2)`,
    [body, idOrDay.toLowerCase()],
  );
  const meeting = theOneOfItsDay(meetings);
  if (meeting) return meeting;
  throw meetings.length === 0 ? new NotFound() : new Conflict(because.severalMeetings);
}

/** The only meeting of a day, else the only one of the body itself. */
export function theOneOfItsDay<M extends { readonly organ: string | null }>(
  meetings: readonly M[],
): M | undefined {
  if (meetings.length === 1) return meetings[0];
  const [own, ...more] = meetings.filter(({ organ }) => organ === null);
  return more.length === 0 ? own : undefined;
}

/** @throws NotFound */
export async function bodyExists(database: DataSource | EntityManager, code: string): Promise<void> {
  const found: object[] = await database.query('SELECT FROM bodies WHERE code = $1', [code]);
  if (found.length === 0) throw new NotFound();
}

async function nothingIsDecided(tx: EntityManager, { id }: Meeting): Promise<void> {
  const [held]: { decided: boolean }[] = await tx.query('SELECT meeting_has_decided($1) AS decided', [id]);
  if (!held!.decided) return;
  throw new Conflict(because.meetingHasDecided);
}

function agendaClosesBefore({ meetsOn, agendaClosesOn }: Meeting): void {
  if (agendaClosesOn === null || agendaClosesOn <= meetsOn) return;
  throw new Invalid({ pointer: '/agendaClosesOn', ...because.afterTheMeeting });
}

export const meetingView = ({ id, bodyCode, version, ...meeting }: Meeting): MeetingView => ({
  id,
  body: bodyCode,
  date: meeting.meetsOn,
  organ: meeting.organ,
  time: meeting.beginsAt,
  place: meeting.place,
  agendaClosesOn: meeting.agendaClosesOn,
  version,
});
