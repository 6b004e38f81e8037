import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { Where } from '../http/where.js';
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
} from './organisation.dto.js';
import { whenBroken } from './when-broken.js';
import { because } from './refusals.js';

const MEETING = `SELECT id, body_code AS body, meets_on AS date, organ, begins_at AS time, place,
    agenda_closes_on AS "agendaClosesOn", version
  FROM meetings`;
const IN_ORDER_OF_TIME = `meets_on, coalesce(begins_at, ''), id`;

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
    const total = query.count ? await where.count(this.dataSource, 'meetings') : undefined;
    if (query.cursor)
      where.and(
        (day, time, id) => `(${IN_ORDER_OF_TIME}) > (${day}::date, ${time}, ${id}::uuid)`,
        ...decodeCursor(query.cursor, 'date', 'text', 'id'),
      );
    const rows: MeetingView[] = await this.dataSource.query(
      `${MEETING} WHERE ${where.sql} ORDER BY ${IN_ORDER_OF_TIME} ${where.page(query)}`,
      where.values,
    );
    return pageOf(
      query,
      rows,
      (row) => row,
      ({ date, time, id }) => [date, time ?? '', id],
      total,
    );
  }

  async add(
    caller: Caller,
    body: string,
    { date, organ, time, place, agendaClosesOn }: AddMeetingBody,
  ): Promise<MeetingView> {
    return this.makeChange.make(caller, async (change) => {
      await bodyExists(change.tx, body);
      await change.permit('meeting.manage', { body });
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
    return this.makeChange.make(caller, async (change) => {
      const meeting = await lockMeeting(change, body, idOrDay);
      if (to.date !== undefined && to.date !== meeting.meetsOn) {
        await nothingIsDecided(change.tx, meeting);
        meeting.meetsOn = to.date;
      }
      if (to.organ !== undefined) meeting.organ = to.organ;
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
    await this.makeChange.make(caller, async (change) => {
      const meeting = await lockMeeting(change, body, idOrDay);
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
  change: Change,
  body: string,
  idOrDay: string,
  action: 'meeting.manage' | 'meeting.order-agenda' = 'meeting.manage',
): Promise<Meeting> {
  const { id } = await findMeeting(change.tx, body, idOrDay);
  const meeting = await change.lock(Meeting, id, bodyIsVisible);
  await change.permit(action, { body }, meeting.version);
  return meeting;
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
    `${MEETING} WHERE body_code = $1 AND (id::text = $2 OR to_char(meets_on, 'YYYY-MM-DD') = $2)`,
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
  const held: object[] = await tx.query(
    "SELECT FROM consultations WHERE meeting_id = $1 AND state NOT IN ('approved', 'on-agenda') LIMIT 1",
    [id],
  );
  if (held.length === 0) return;
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
