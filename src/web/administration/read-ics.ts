import { convertIcsCalendar } from 'ts-ics';
import { civilDate, TIME_ZONE } from '../../rules/civil-date.js';
import { oneLine } from '../../rules/text.js';

/** A meeting as a calendar file has it. */
export interface ProposedMeeting {
  readonly date: string;
  readonly time: string | null;
  readonly place: string | null;
  /** What the file calls it: often the committee, or the board itself. */
  readonly summary: string;
  /** It comes again by a rule, of which only the first is proposed. */
  readonly recurs: boolean;
}

/** The largest file that is read: a board's year is some kilobytes, and reading keeps everybody waiting. */
export const MOST_ICS_BYTES = 256 * 1024;
const MOST_MEETINGS = 200;
/** Parts within parts take time with the square of their number: 18,000 took two seconds. */
const MOST_PARTS = 1000;
/** A time without a zone is as the clocks on the wall show it. */
const FLOATING = /^(DTSTART|DTEND):(\d{8}T\d{6})(\r?)$/gim;

const timeOfDay = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, timeStyle: 'short' });

/**
 * The events of a calendar file (RFC 5545) from a day on, earliest first, as meetings that somebody may choose to enter.
 *
 * @returns undefined for what is no calendar.
 */
export function meetingsIn(text: string, from: string): readonly ProposedMeeting[] | undefined {
  if (!/^BEGIN:VCALENDAR/im.test(text)) return undefined;
  if ((text.match(/^BEGIN:/gim) ?? []).length > MOST_PARTS) return undefined;
  let events;
  try {
    const local = text.replace(FLOATING, `$1;TZID=${TIME_ZONE}:$2$3`);
    ({ events = [] } = convertIcsCalendar(undefined, local));
  } catch {
    return undefined;
  }
  return events
    .filter(({ status, start }) => status !== 'CANCELLED' && !Number.isNaN(start?.date?.getTime()))
    .map(({ start: { date, type }, location, summary, recurrenceRule }) => ({
      date: type === 'DATE' ? date.toISOString().slice(0, 10) : civilDate(date),
      time: type === 'DATE' ? null : timeOfDay.format(date),
      place: oneLine(location ?? '').slice(0, 200) || null,
      summary: oneLine(summary ?? '').slice(0, 200),
      recurs: recurrenceRule !== undefined,
    }))
    .filter(({ date }) => date >= from)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .slice(0, MOST_MEETINGS);
}
