import { addDays } from './civil-date.js';

/** A date that a kind of reminder is about, for one consultation and one recipient. */
export interface ReminderFacts {
  readonly about: string;
  /** The day the date began to hold: nothing is due for a day up to it, so no one is reminded at once. */
  readonly setOn: string;
  readonly schedule: readonly number[];
  /** The recipient's own silence about it: `until` null is muted. A snooze whose day has come holds no more. */
  readonly silences: readonly { readonly until: string | null }[];
  /** What has been said of this kind about this date; `days` null is the escalation. */
  readonly said: readonly {
    readonly days: number | null;
    readonly on: string;
    readonly toRecipient: boolean;
  }[];
  readonly today: string;
}

/**
 * The reminder to say now, if any: the latest whose day has come, unless it or a later one has been
 * said. After an outage that is one reminder, not one for each day missed. Who snoozed hears the
 * latest once more when the snooze ends. The database derives the same (`reminders_due`); a test
 * holds the two together.
 */
export function reminderDue(facts: ReminderFacts): number | undefined {
  const { about, setOn, schedule, today, said } = facts;
  const come = schedule.filter((days) => addDays(about, days) <= today && addDays(about, days) > setOn);
  if (come.length === 0 || isSilent(facts)) return undefined;
  const latest = Math.max(...come);
  const saidAlready = said.some(({ days }) => days !== null && days >= latest);
  return saidAlready && !snoozeHasEndedUnheard(facts) ? undefined : latest;
}

/**
 * Whether the manager is to be told: nothing has happened `after` working days since the first
 * reminder on or after the date. Said once for each date.
 *
 * @param addWorkingDays the calendar's arithmetic.
 */
export function escalationDue(
  facts: ReminderFacts & { readonly after: number | null },
  addWorkingDays: (day: string, count: number) => string,
): boolean {
  const { after, said, today } = facts;
  const first = said
    .filter(({ days }) => days !== null && days >= 0)
    .map(({ on }) => on)
    .sort()[0];
  if (after === null || first === undefined || isSilent(facts) || addWorkingDays(first, after) > today) {
    return false;
  }
  return !said.some(({ days }) => days === null) || snoozeHasEndedUnheard(facts);
}

/** The next day a reminder will be due, if nothing changes. */
export function nextReminder({
  about,
  setOn,
  schedule,
  today,
}: Pick<ReminderFacts, 'about' | 'setOn' | 'schedule' | 'today'>): { on: string; days: number } | undefined {
  const ahead = schedule.filter((days) => addDays(about, days) > today && addDays(about, days) > setOn);
  if (ahead.length === 0) return undefined;
  const days = Math.min(...ahead);
  return { on: addDays(about, days), days };
}

const isSilent = ({ silences, today }: ReminderFacts): boolean =>
  silences.some(({ until }) => until === null || until > today);

function snoozeHasEndedUnheard({ silences, said }: ReminderFacts): boolean {
  return silences.some(
    ({ until }) => until !== null && !said.some(({ on, toRecipient }) => toRecipient && on >= until),
  );
}
