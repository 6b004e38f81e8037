import { DateTime } from 'luxon';
import { TIME_ZONE } from './civil-date.js';
import { isWorkingDay } from './working-days.js';

/** When a working day's digests are said, in Swedish time, summer and winter. */
const SAID_FROM = '07:30';

/** Whether the digests of the day may be said: on a working day, from half past seven on. */
export function isDigestTime(now: Date): boolean {
  const local = DateTime.fromJSDate(now, { zone: TIME_ZONE });
  return local.toFormat('HH:mm') >= SAID_FROM && isWorkingDay(local.toFormat('yyyy-MM-dd'));
}
