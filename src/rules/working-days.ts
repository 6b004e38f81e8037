import { addDays, daysBetween } from './civil-date.js';

/**
 * Working days as lag (1930:173) om beräkning av lagstadgad tid and lag (1989:253) om allmänna helgdagar count
 * them: no Saturday, Sunday or public holiday, and neither Midsummer's, Christmas nor New Year's Eve.
 * The table `working_days` holds the same in the database; a test holds the two together.
 */
export function isWorkingDay(date: string): boolean {
  return weekday(date) < 6 && !daysOff(yearOf(date)).has(date);
}

/** The n-th working day after a day, or before it when n is negative; 0 is the day itself. */
export function addWorkingDays(date: string, days: number): string {
  const towards = Math.sign(days);
  let found = date;
  for (let left = Math.abs(days); left > 0;) {
    found = addDays(found, towards);
    if (isWorkingDay(found)) left -= 1;
  }
  return found;
}

/**
 * Working days after `first` up to and including `second`; negative when `second` is the earlier one. Each row of a
 * worklist asks for it, so it counts weeks and days off and walks through no calendar.
 */
export function workingDaysBetween(first: string, second: string): number {
  if (second < first) return -workingDaysBetween(second, first);
  const days = daysBetween(first, second);
  const last = weekday(second);
  let count = Math.floor(days / 7) * 5;
  for (let back = 0; back < days % 7; back++) if ((last - back + 6) % 7 < 5) count += 1;
  for (let year = yearOf(first); year <= yearOf(second); year++)
    for (const day of daysOff(year)) if (day > first && day <= second && weekday(day) < 6) count -= 1;
  return count;
}

/** The day itself, or the next working day. */
export function rollForward(date: string): string {
  return isWorkingDay(date) ? date : addWorkingDays(date, 1);
}

/** The day itself, or the last working day before it. */
export function rollBack(date: string): string {
  return isWorkingDay(date) ? date : addWorkingDays(date, -1);
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Monday is 1 and Sunday 7. */
function weekday(date: string): number {
  return new Date(date).getUTCDay() || 7;
}

const known = new Map<number, ReadonlySet<string>>();

/** Days off that do not always fall on a Saturday or Sunday. */
function daysOff(year: number): ReadonlySet<string> {
  const found = known.get(year) ?? new Set(holidaysOf(year));
  known.set(year, found);
  return found;
}

function holidaysOf(year: number): string[] {
  const easter = easterOf(year);
  const midsummer = `${year}-06-25`;
  return [
    ...['01-01', '01-06', '05-01', '12-24', '12-25', '12-26', '12-31'].map((day) => `${year}-${day}`),
    // The National Day took the place of Whit Monday in 2005.
    year < 2005 ? addDays(easter, 50) : `${year}-06-06`,
    ...[-2, 1, 39].map((days) => addDays(easter, days)),
    // Midsummer's Eve is the Friday from 19 to 25 June.
    addDays(midsummer, -((weekday(midsummer) + 2) % 7)),
  ];
}

/** Gauss's Easter in its Gregorian form (Meeus, Jones and Butcher). */
function easterOf(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  const [month, day] = [Math.floor(n / 31), (n % 31) + 1].map((part) => String(part).padStart(2, '0'));
  return `${year}-${month}-${day}`;
}
