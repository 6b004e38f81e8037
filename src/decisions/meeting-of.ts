import type { EntityManager } from 'typeorm';
import { theOneOfItsDay } from '../organisation/keep-calendar.js';
import { Invalid } from '../rules/problem.js';
import { because } from './refusals.js';

/** A meeting as a request names it: by its id, or by its day where that names one. */
export interface NamedMeeting {
  readonly meetingId?: string | undefined;
  readonly meetingDate?: string | undefined;
}

export interface MeetingRow {
  readonly id: string;
  readonly meets_on: string;
  readonly organ: string | null;
  readonly agenda_closes_on: string | null;
}

const MEETING = 'SELECT id, meets_on, organ, agenda_closes_on FROM meetings';

/**
 * The meeting of a body, or of one that took over from it, that a request names. It is neither cancelled nor moved until the transaction ends.
 *
 * @param like a meeting whose organ it has, where it is named by its day alone.
 * @throws Invalid where it names none, one of another body, or a day with several.
 */
export async function meetingOf(
  tx: EntityManager,
  body: string | null,
  { meetingId, meetingDate }: NamedMeeting,
  like?: MeetingRow,
): Promise<MeetingRow> {
  if (meetingId === undefined && meetingDate === undefined)
    throw new Invalid({ pointer: '/meetingId', ...because.meetingRequired });
  const meetings: MeetingRow[] = await tx.query(
    `${MEETING} WHERE (body_code = $1 OR body_code IN (SELECT heir FROM body_heirs WHERE body_heirs.body_code = $1)) AND ($2::uuid IS NULL OR id = $2) AND ($3::date IS NULL OR meets_on = $3)
       AND ($4 OR organ IS NOT DISTINCT FROM $5) FOR SHARE`,
    [body, meetingId ?? null, meetingDate ?? null, !like || meetingId !== undefined, like?.organ ?? null],
  );
  const pointer = meetingId === undefined ? '/meetingDate' : '/meetingId';
  if (meetings.length === 0) throw new Invalid({ pointer, ...because.noSuchMeeting });
  const meeting = theOneOfItsDay(meetings);
  if (!meeting) throw new Invalid({ pointer, ...because.severalMeetings });
  return meeting;
}

/** The meeting that a matter is on. It is neither cancelled nor moved until the transaction ends. */
export async function meetingWithId(tx: EntityManager, id: string | null): Promise<MeetingRow> {
  const [meeting]: MeetingRow[] = await tx.query(`${MEETING} WHERE id = $1 FOR SHARE`, [id]);
  return meeting!;
}
