import { addDays, daysBetween } from './civil-date.js';
import type { Reason } from './problem.js';
import { isWorkingDay, rollBack, rollForward } from './working-days.js';

/** What becomes of a reply-by date on a day off: kept with a warning, or moved to a working day. */
export const ON_DAY_OFF = ['warn', 'roll-forward', 'roll-back'] as const;
export type OnDayOff = (typeof ON_DAY_OFF)[number];

/**
 * Lag (1930:173) moves a day that the law has set. What an issuer has set is not that, so a setting decides.
 */
export function settledReplyBy(date: string, onDayOff: OnDayOff): string {
  if (onDayOff === 'warn') return date;
  return onDayOff === 'roll-forward' ? rollForward(date) : rollBack(date);
}

/**
 * What the issuer should think of before consultees get the days from `sentOn` to `replyBy`: advice, never a
 * refusal. `shortDays` is the least number of days that is not called short.
 */
export function periodWarnings(sentOn: string, replyBy: string, shortDays: number, today = sentOn): Reason[] {
  if (replyBy < sentOn)
    return [sentOn < today ? replyByBeforeSending(replyBy, sentOn) : replyByHasPassed(replyBy)];
  const days = daysBetween(sentOn, replyBy);
  const warnings: (Reason | false)[] = [
    replyBy < today && replyByHasPassed(replyBy),
    days < shortDays && {
      code: 'short-period',
      detail: {
        sv: `Svarstiden till ${replyBy} är ${days} dagar, kortare än ${shortDays}.`,
        en: `The time to reply by ${replyBy} is ${days} days, shorter than ${shortDays}.`,
      },
    },
    holds(sentOn, replyBy, (month, day) => (month === 12 && day >= 24) || (month === 1 && day <= 6)) && {
      code: 'across-christmas',
      detail: {
        sv: `Svarstiden till ${replyBy} går över jul och nyår.`,
        en: `The time to reply by ${replyBy} runs over Christmas and New Year.`,
      },
    },
    holds(sentOn, replyBy, (month) => month === 7) && {
      code: 'across-july',
      detail: {
        sv: `Svarstiden till ${replyBy} går in i juli, när få nämnder sammanträder.`,
        en: `The time to reply by ${replyBy} runs into July, when few boards meet.`,
      },
    },
    replyBy >= today && dayOffWarning(replyBy),
  ];
  return warnings.filter((warning) => warning !== false);
}

/** What kind of day it was matters no more. */
export function replyByHasPassed(replyBy: string): Reason {
  return {
    code: 'reply-by-has-passed',
    detail: {
      sv: `Sista svarsdag ${replyBy} har redan passerat.`,
      en: `The reply-by date ${replyBy} has passed already.`,
    },
  };
}

function replyByBeforeSending(replyBy: string, sentOn: string): Reason {
  return {
    code: 'reply-by-has-passed',
    detail: {
      sv: `Sista svarsdag ${replyBy} är före ${sentOn}, då remissen skickades.`,
      en: `The reply-by date ${replyBy} is before ${sentOn}, when the referral was sent.`,
    },
  };
}

/** A reply-by date that nobody works on. */
export function dayOffWarning(replyBy: string): Reason | false {
  return (
    !isWorkingDay(replyBy) && {
      code: 'reply-by-not-working-day',
      detail: {
        sv: `Sista svarsdag ${replyBy} är ingen arbetsdag; arbetsdagen före är ${rollBack(replyBy)}.`,
        en: `The reply-by date ${replyBy} is not a working day; the working day before is ${rollBack(replyBy)}.`,
      },
    }
  );
}

/** Whether a day from the first to the last, both included, is such a day. A year holds every day there is. */
function holds(first: string, last: string, such: (month: number, day: number) => boolean): boolean {
  const days = Math.min(daysBetween(first, last), 366);
  return Array.from({ length: Math.max(days + 1, 0) }, (_, index) => addDays(first, index)).some((date) =>
    such(Number(date.slice(5, 7)), Number(date.slice(8))),
  );
}
