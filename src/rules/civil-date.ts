import { DateTime } from 'luxon';

/** Deadlines are days here, and a day ends at midnight here, wherever the process runs. */
export const TIME_ZONE = 'Europe/Stockholm';

/** Swedish dates are ISO dates. Asked on every request, so the formatter is made once. */
const swedishDate = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short' });

/** The calendar date in Sweden at an instant, as `YYYY-MM-DD`. */
export function civilDate(instant: Date): string {
  return swedishDate.format(instant);
}

/** Counts civil days, so a day with 23 or 25 hours is one day. */
export function addDays(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Whole civil days from `first` to `second`; negative when `second` is the earlier one. */
export function daysBetween(first: string, second: string): number {
  return DateTime.fromISO(second, { zone: 'utc' }).diff(DateTime.fromISO(first, { zone: 'utc' }), 'days')
    .days;
}
