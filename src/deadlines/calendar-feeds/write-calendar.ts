import { ICalCalendar, ICalEventTransparency } from 'ical-generator';

/** A day in a calendar. */
export interface CalendarDay {
  readonly kind: keyof typeof summaries;
  /** What the day is of: a consultation, a meeting or a referral. */
  readonly id: string;
  readonly on: string;
  /** Case number, or body's code, with the committee's name where a meeting is a committee's. */
  readonly of: string;
  /** The body that is to answer, when a meeting begins, or the date of the one whose agenda closes. */
  readonly also: string | null;
  /** Where it is shown here, from the root. */
  readonly page: string;
}

/** How a calendar program has been told of a day before. */
export interface Told {
  /** How often the day has moved. */
  readonly sequence: number;
  /** When it was first told of, or moved last. */
  readonly changedAt: Date;
}

/** What a day is known by, wherever it moves. */
export const uidOf = ({ kind, id }: CalendarDay): string => `${kind}-${id}@yttra`;

/** Numbers and codes only, never a title: a calendar is often shown on a wall, or shared. */
const summaries = {
  'draft-by': ({ of }: CalendarDay) => `Utkast klart: ${of}`,
  'approve-by': ({ of }: CalendarDay) => `Granskat och godkänt: ${of}`,
  'forward-by': ({ of }: CalendarDay) => `Expedierat: ${of}`,
  'reply-by': ({ of }: CalendarDay) => `Sista svarsdag: ${of}`,
  'replies-by': ({ of, also }: CalendarDay) => `Svar väntas på ${of} (${also})`,
  meeting: ({ of, also }: CalendarDay) => `Sammanträde: ${of}${also === null ? '' : ` ${also}`}`,
  'agenda-closes': ({ of, also }: CalendarDay) => `Föredragningslistan stänger: ${of}, sammanträdet ${also}`,
} as const;

/**
 * As RFC 5545 has it, whole days on which nobody is busy. The same days give the same bytes, so that a program that asks
 * again is told that nothing has changed; a day that moves keeps its UID, and its SEQUENCE rises.
 */
export function writeCalendar(
  days: readonly (CalendarDay & Told)[],
  { name, publicUrl }: { name: string; publicUrl: string },
): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Yttra', product: 'Yttra', language: 'SV' },
    ttl: 3600,
  });
  for (const day of days) {
    calendar.createEvent({
      id: uidOf(day),
      start: new Date(`${day.on}T00:00:00Z`),
      allDay: true,
      stamp: day.changedAt,
      lastModified: day.changedAt,
      sequence: day.sequence,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: summaries[day.kind](day),
      url: publicUrl + encodeURI(day.page),
    });
  }
  return `${calendar.toString()}\r\n`; // the library leaves the last line open
}
