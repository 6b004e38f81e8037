import { addDays } from './civil-date.js';

/** Days from the reply-by date on which the one whose turn it is is reminded; in civil days of Europe/Stockholm. */
export const REMINDER_DAYS = [-14, -7, -1, 0, 1, 7] as const;
export type ReminderDay = (typeof REMINDER_DAYS)[number];

export interface ReminderFacts {
  readonly replyBy: string;
  /** The day the reply-by date was set: nothing is due for a day up to it, so no one is reminded at once. */
  readonly replyBySetOn: string;
  readonly today: string;
  /** What has been said for this reply-by date. */
  readonly said: readonly number[];
}

/**
 * The reminder to say now, if any: the latest whose day has come, unless it or a later one has been
 * said. After an outage that is one reminder, not one for each day missed.
 * The database derives the same (`reminders_due`); a test holds the two together.
 */
export function reminderDue({ replyBy, replyBySetOn, today, said }: ReminderFacts): ReminderDay | undefined {
  const latest = REMINDER_DAYS.findLast((days) => {
    const day = addDays(replyBy, days);
    return day <= today && day > replyBySetOn;
  });
  return latest === undefined || said.some((days) => days >= latest) ? undefined : latest;
}

/** The next day a reminder will be due, if nothing changes. */
export function nextReminder(
  facts: Omit<ReminderFacts, 'said'>,
): { day: string; days: ReminderDay } | undefined {
  const days = REMINDER_DAYS.find((candidate) => {
    const day = addDays(facts.replyBy, candidate);
    return day > facts.today && day > facts.replyBySetOn;
  });
  return days === undefined ? undefined : { day: addDays(facts.replyBy, days), days };
}
