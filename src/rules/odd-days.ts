import { addDays } from './civil-date.js';
import type { Reason } from './problem.js';

const TWO_YEARS = 731;
const HALF_A_YEAR = 183;

/** Days that are possible, and more often a slip of the pen: what to say of them. */
export function farAhead(today: string, date: string | undefined): Reason[] {
  if (date === undefined || date <= addDays(today, TWO_YEARS)) return [];
  return [
    {
      code: 'far-ahead',
      detail: {
        sv: `Dagen ${date} ligger mer än två år efter i dag, ${today}. Stämmer årtalet?`,
        en: `The day ${date} is more than two years after today, ${today}. Is the year right?`,
      },
    },
  ];
}

export function longAgo(today: string, date: string | undefined): Reason[] {
  if (date === undefined || date >= addDays(today, -HALF_A_YEAR)) return [];
  return [
    {
      code: 'long-ago',
      detail: {
        sv: `Dagen ${date} ligger mer än ett halvår före i dag, ${today}. Stämmer årtalet?`,
        en: `The day ${date} is more than half a year before today, ${today}. Is the year right?`,
      },
    },
  ];
}

/** Of an outside referral that was to be answered before it came. */
export function dueBeforeReceipt(receivedOn: string | undefined, replyBy: string | undefined): Reason[] {
  if (receivedOn === undefined || replyBy === undefined || replyBy >= receivedOn) return [];
  return [
    {
      code: 'due-before-receipt',
      detail: {
        sv: `Sista svarsdag ${replyBy} är före ${receivedOn}, då remissen kom in.`,
        en: `The reply-by date ${replyBy} is before ${receivedOn}, when the referral came in.`,
      },
    },
  ];
}

/** Of a case that began outside: when it came in, and when it is to be answered. */
export const oddOrigin = (
  today: string,
  {
    receivedOn,
    replyBy,
  }: { readonly receivedOn?: string | undefined; readonly replyBy?: string | undefined },
): Reason[] => [
  ...longAgo(today, receivedOn),
  ...farAhead(today, replyBy),
  ...dueBeforeReceipt(receivedOn, replyBy),
];

/**
 * Of a matter that was decided before it came in. The day of receipt may be the one on which it was typed in, since that
 * is what it is when none is given.
 */
export function decidedBeforeReceipt(receivedOn: string | null, decidedOn: string): Reason[] {
  if (receivedOn === null || decidedOn >= receivedOn) return [];
  return [
    {
      code: 'before-received',
      detail: {
        sv: `Beslutsdagen ${decidedOn} är före ${receivedOn}, då remissen kom in. Stämmer dagarna?`,
        en: `The day of the decision, ${decidedOn}, is before ${receivedOn}, when the referral came in. Are the days right?`,
      },
    },
  ];
}
