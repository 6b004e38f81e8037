import { DateTime } from 'luxon';
import { addDays } from './civil-date.js';

/** Epiphany to New Year's Eve: the days off that have a date (lag 1930:173; the eves by lag 1989:253). */
const FIXED = ['01-01', '01-06', '05-01', '06-06', '12-24', '12-25', '12-26', '12-31'];
/** Good Friday, Easter Monday and Ascension Day, in days from Easter Day. */
const FROM_EASTER = [-2, 1, 39];

/** Not a Saturday, a Sunday, a public holiday, or Midsummer's, Christmas or New Year's Eve. The same as `working_days`. */
export function isWorkingDay(date: string): boolean {
  const day = DateTime.fromISO(date, { zone: 'utc' });
  if (day.weekday > 5 || FIXED.includes(date.slice(5))) return false;
  const isMidsummersEve = day.weekday === 5 && day.month === 6 && day.day >= 19 && day.day <= 25;
  return !isMidsummersEve && !FROM_EASTER.some((days) => addDays(easterDay(day.year), days) === date);
}

/** The day itself when it is a working day, else the next one that is. */
export function onOrAfter(date: string): string {
  return isWorkingDay(date) ? date : onOrAfter(addDays(date, 1));
}

/** The `count`th working day after a day. */
export function addWorkingDays(date: string, count: number): string {
  let day = date;
  for (let left = count; left > 0; left--) day = onOrAfter(addDays(day, 1));
  return day;
}

/** Gauss's rule for the Gregorian calendar, as Meeus gives it. */
function easterDay(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return DateTime.utc(year, Math.floor(n / 31), (n % 31) + 1).toFormat('yyyy-MM-dd');
}
