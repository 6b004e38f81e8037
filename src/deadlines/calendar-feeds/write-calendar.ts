import { ICalCalendar } from 'ical-generator';
import { API_BASE } from '../../http/api-base.js';

/** A day in a calendar. */
export interface CalendarDay {
  readonly kind: keyof typeof summaries;
  /** What the day is of: a consultation, a meeting or a referral. */
  readonly id: string;
  readonly on: string;
  /** Case number or body's code. */
  readonly of: string;
  /** The body that is to answer, or the meeting's date. */
  readonly also: string | null;
}

/** Numbers and codes only, never a title: a calendar is often shown on a wall, or shared. */
const summaries = {
  'draft-by': ({ of }: CalendarDay) => `Utkast klart: ${of}`,
  'approve-by': ({ of }: CalendarDay) => `Granskat och godkänt: ${of}`,
  'forward-by': ({ of }: CalendarDay) => `Översänt: ${of}`,
  'reply-by': ({ of }: CalendarDay) => `Sista svarsdag: ${of}`,
  'replies-by': ({ of, also }: CalendarDay) => `Svar väntas på ${of} (${also})`,
  meeting: ({ of }: CalendarDay) => `Sammanträde: ${of}`,
  'agenda-closes': ({ of, also }: CalendarDay) => `Föredragningslistan stänger: ${of}, sammanträdet ${also}`,
} as const;

/** The kinds whose id is a consultation's, and so has an address. */
const OF_A_CONSULTATION: readonly string[] = ['draft-by', 'approve-by', 'forward-by', 'reply-by'];

/**
 * As RFC 5545 has it, whole days. The same days give the same bytes, so that a program that asks again is
 * told that nothing has changed; a day keeps its UID when it moves.
 */
export function writeCalendar(
  days: readonly CalendarDay[],
  { name, publicUrl, stamp }: { name: string; publicUrl: string; stamp: Date },
): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Yttra', product: 'Yttra', language: 'SV' },
    ttl: 3600,
  });
  for (const day of days) {
    calendar.createEvent({
      id: `${day.kind}-${day.id}@yttra`,
      start: new Date(`${day.on}T00:00:00Z`),
      allDay: true,
      stamp,
      summary: summaries[day.kind](day),
      ...(OF_A_CONSULTATION.includes(day.kind) && { url: `${publicUrl}${API_BASE}/consultations/${day.id}` }),
    });
  }
  return `${calendar.toString()}\r\n`; // the library leaves the last line open
}
