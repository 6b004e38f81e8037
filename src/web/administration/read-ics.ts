import { DateTime, IANAZone } from 'luxon';
import { convertIcsEvent } from 'ts-ics';
import { TIME_ZONE } from '../../rules/civil-date.js';
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

/** What a calendar file holds, and what of it is not proposed. */
export interface ReadCalendar {
  readonly meetings: readonly ProposedMeeting[];
  /** What the series are called that began in the past: their rules are not counted, so their days are not known. */
  readonly earlierSeries: readonly string[];
  /** Events whose day or time is none. */
  readonly unreadable: number;
  /** Meetings beyond the most that are proposed at once. */
  readonly cut: number;
}

/** The largest file that is read: a board's year is some kilobytes, and reading keeps everybody waiting. */
export const MOST_ICS_BYTES = 256 * 1024;
export const MOST_MEETINGS = 200;
/** Parts within parts take time with the square of their number: 18,000 took two seconds. */
const MOST_PARTS = 1000;
/** Within one line: else each of thousands of lines without a colon would be read through to the end of the event. */
const START = /^DTSTART((?:;[^:\r\n]*)?):(\d{8}(?:T\d{6})?)(Z?)\s*$/im;

/**
 * The events of a calendar file (RFC 5545) from a day on, earliest first, as meetings that somebody may choose to enter.
 *
 * @returns undefined for what is no calendar.
 */
export function meetingsIn(text: string, from: string): ReadCalendar | undefined {
  if (!/^BEGIN:VCALENDAR/im.test(text)) return undefined;
  if ((text.match(/^BEGIN:/gim) ?? []).length > MOST_PARTS) return undefined;
  const read = eventsIn(text).map(meetingOf);
  const held = read.filter((each) => each !== undefined && each !== 'cancelled');
  const coming = held
    .filter(({ date }) => date >= from)
    .toSorted((a, b) => (`${a.date} ${a.time ?? ''}` < `${b.date} ${b.time ?? ''}` ? -1 : 1));
  return {
    meetings: coming.slice(0, MOST_MEETINGS),
    earlierSeries: held.filter(({ date, recurs }) => recurs && date < from).map(({ summary }) => summary),
    unreadable: read.filter((each) => each === undefined).length,
    cut: Math.max(0, coming.length - MOST_MEETINGS),
  };
}

/**
 * The text of each event, with long lines made whole. The file's own time zones are left aside: an ordinary one of
 * Outlook is counted anew from the year 1601 for every event, and a hostile one never ends.
 */
function eventsIn(text: string): string[] {
  const events: string[] = [];
  let event: string[] | undefined;
  for (const line of text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    if (/^BEGIN:VEVENT\s*$/i.test(line)) event = [];
    event?.push(line);
    if (!event || !/^END:VEVENT\s*$/i.test(line)) continue;
    events.push(event.join('\r\n'));
    event = undefined;
  }
  return events;
}

/** @returns undefined where it begins on no day that is one, or cannot be read. */
function meetingOf(event: string): ProposedMeeting | 'cancelled' | undefined {
  const start = startOf(event);
  if (!start) return undefined;
  try {
    const { status, location, summary, recurrenceRule } = convertIcsEvent(undefined, event);
    if (status === 'CANCELLED') return 'cancelled';
    return {
      ...start,
      place: oneLine(location ?? '').slice(0, 200) || null,
      summary: oneLine(summary ?? '').slice(0, 200),
      recurs: recurrenceRule !== undefined,
    };
  } catch {
    return undefined;
  }
}

/** A time in no zone, or in one that has a name of its maker's, is as the clocks on the wall here show it. */
function startOf(event: string): Pick<ProposedMeeting, 'date' | 'time'> | undefined {
  const [, parameters = '', written, isUtc] = START.exec(event) ?? [];
  if (written === undefined) return undefined;
  const [, named = ''] = /;TZID="?([^";]*)/i.exec(parameters) ?? [];
  const zone = isUtc ? 'utc' : IANAZone.isValidZone(named) ? named : TIME_ZONE;
  // A day that is none, such as 30 February, is refused rather than counted on.
  const start = DateTime.fromISO(written, { zone });
  if (!start.isValid) return undefined;
  if (written.length === 8) return { date: start.toISODate(), time: null };
  const here = start.setZone(TIME_ZONE);
  return { date: here.toISODate()!, time: here.toFormat('HH:mm') };
}
