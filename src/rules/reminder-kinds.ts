import { UNANSWERED_STATES, type ConsultationState } from './consultation-states.js';

export const REMINDER_KINDS = [
  'register-it',
  'assign-it',
  'draft-due',
  'review-due',
  'agenda-closing',
  'minutes-not-confirmed',
  'decided-not-forwarded',
  'letter-not-posted',
  'decision-not-reported',
  'reply-by',
  'overdue',
  'consultee-late',
  'consultee-at-risk',
  'extension-unanswered',
  'forwarded-not-acknowledged',
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** `holder`: whoever's step the matter waits for in its state. `officer` at the consultee: the one it is assigned to. */
export const REMINDER_RECIPIENTS = ['registrar', 'officer', 'manager', 'secretary', 'holder'] as const;
export type ReminderRecipient = (typeof REMINDER_RECIPIENTS)[number];

/** What a body may change of a kind. */
export interface ReminderSchedule {
  /** Civil days from the date that the kind is about; before it negative. In order. */
  readonly days: readonly number[];
  readonly recipients: readonly ReminderRecipient[];
  /** The manager is told when nothing has happened so many working days after the first reminder on or after the date. */
  readonly escalateAfter: number | null;
}

export interface ReminderRule extends ReminderSchedule {
  /** Whose settings hold, and whose people are reminded. */
  readonly side: 'consultee' | 'issuer';
  /** Both sides see that it was said: silence is a recorded fact, with the reminders. All else is one side's own work. */
  readonly seenByBoth: boolean;
  readonly states: readonly ConsultationState[];
  /** Which date it is about, for the documentation. */
  readonly about: string;
  /** From this many days on it is said at once and not in the day's digest; null: never at once. */
  readonly urgentFrom: number | null;
}

const consultee = { side: 'consultee', seenByBoth: false, urgentFrom: null, escalateAfter: null } as const;
const issuer = { side: 'issuer', seenByBoth: false, urgentFrom: null, escalateAfter: null } as const;

/**
 * Every kind with its defaults: the one place they are made up. The database's copy (`reminder_kinds`,
 * for the derivation in SQL) is held to it by a test, and so is the table in docs/reminders.md.
 */
// prettier-ignore
export const reminderRules: Readonly<Record<ReminderKind, ReminderRule>> = {
  'register-it':                { ...consultee, states: ['sent'],       about: 'the day it came',                                days: [2, 5],           recipients: ['registrar'], escalateAfter: 3 },
  'assign-it':                  { ...consultee, states: ['registered'], about: 'the day it was registered',                      days: [2, 5],           recipients: ['manager'] },
  'draft-due':                  { ...consultee, states: ['drafting'],   about: 'the plan’s day for the draft',                   days: [-5, -1, 1],      recipients: ['officer'], escalateAfter: 3 },
  'review-due':                 { ...consultee, states: ['in-review'],  about: 'the plan’s day for the approval',                days: [-1, 0, 2],       recipients: ['manager'] },
  'agenda-closing':             { ...consultee, states: ['approved'],   about: 'the day the plan’s agenda closes',               days: [-5, -1, 0],      recipients: ['secretary'], urgentFrom: -1, escalateAfter: 1 },
  'minutes-not-confirmed':      { ...consultee, states: ['decided'],    about: 'the plan’s day for it, at most 14 days after the decision (KL 5:69)', days: [-2, 0, 3], recipients: ['secretary'], escalateAfter: 3 },
  'decided-not-forwarded':      { ...consultee, states: ['confirmed'],  about: 'the day it was confirmed',                       days: [1, 3],           recipients: ['secretary', 'registrar'], escalateAfter: 2 },
  'letter-not-posted':          { ...consultee, states: ['forwarded'],  about: 'the day it was forwarded, while its letter to whoever asked is not ticked off', days: [1, 3], recipients: ['secretary', 'registrar'], escalateAfter: 2 },
  'decision-not-reported':      { ...consultee, states: ['confirmed', 'forwarded', 'received'], about: 'the board’s first meeting after a decision that was taken for it (KL 6:39–40), until a meeting is noted', days: [-3, 1, 7], recipients: ['secretary'], escalateAfter: 5 },
  'reply-by':                   { ...consultee, states: UNANSWERED_STATES, seenByBoth: true, about: 'the reply-by date, until it has passed', days: [-14, -7, -1, 0], recipients: ['holder'], urgentFrom: -1 },
  'overdue':                    { ...consultee, states: UNANSWERED_STATES, seenByBoth: true, about: 'the reply-by date, once it has passed',  days: [1, 7],   recipients: ['holder'], urgentFrom: 1, escalateAfter: 3 },
  'consultee-late':             { ...issuer,    states: UNANSWERED_STATES, about: 'the reply-by date, once it has passed',       days: [1, 7],           recipients: ['registrar'] },
  'consultee-at-risk':          { ...issuer,    states: UNANSWERED_STATES, about: 'the reply-by date, while the plan does not reach it', days: [-21, -14, -7], recipients: ['officer'] },
  'extension-unanswered':       { ...issuer,    states: UNANSWERED_STATES, about: 'the day it was asked for',                    days: [2, 5],           recipients: ['officer'], escalateAfter: 3 },
  'forwarded-not-acknowledged': { ...issuer,    states: ['forwarded'],  about: 'the day it was forwarded',                       days: [3, 10],          recipients: ['registrar'], escalateAfter: 5 },
};

/** Whose step the matter waits for; without a case officer the registrar sees to it that there is one. */
export function holderOf(
  state: ConsultationState,
  officer: string | null,
): Exclude<ReminderRecipient, 'holder'> {
  if (state === 'sent') return 'registrar';
  if (state === 'registered' || state === 'drafting') return officer === null ? 'registrar' : 'officer';
  return state === 'in-review' ? 'manager' : 'secretary';
}
