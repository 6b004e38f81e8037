import { CONSULTATION_STATES, type ConsultationState } from './consultation-states.js';
import type { Texts } from './texts.js';
import { addDays } from './civil-date.js';
import { rollForward, workingDaysBetween } from './working-days.js';

/** KL 5:69: minutes are confirmed at the latest so many days after the meeting. */
export const DAYS_TO_CONFIRM = 14;

/** The last day to confirm the minutes of a meeting; a day off is put off to the next working day (lag 1930:173). */
export const lastDayToConfirm = (meetsOn: string): string => rollForward(addDays(meetsOn, DAYS_TO_CONFIRM));

/** What a body needs between its steps: confirmation in civil days, all else in working days. */
export interface LeadTimes {
  /** From the meeting until the minutes are confirmed. Most boards need a week. */
  confirmationDays: number;
  /** From confirmed minutes until the statement is forwarded. */
  forwardingDays: number;
  /** From the closing of the agenda until the meeting, where the meeting itself does not say. */
  agendaDays: number;
  /** From the manager's approval until the agenda closes. */
  approvalDays: number;
  /** From a finished draft until the manager's approval. */
  reviewDays: number;
  /** From an assigned officer until a finished draft. */
  draftingDays: number;
}

/** What a body has that has not said otherwise; a test holds the column's default to it. */
export const DEFAULT_LEAD_TIMES: Readonly<LeadTimes> = {
  confirmationDays: 7,
  forwardingDays: 1,
  agendaDays: 7,
  approvalDays: 2,
  reviewDays: 5,
  draftingDays: 10,
};

/** Whether a reply can be in time, best first. What each means is said by `verdictTexts`. */
export const VERDICTS = [
  'comfortable',
  'tight',
  'needs-immediate-confirmation',
  'needs-delegation',
  'impossible',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Still in time, but a step is behind or the ordinary way does not make it; `is_at_risk` in the database says the same. */
export const isAtRisk = (verdict: Verdict | null): boolean =>
  verdict !== null && verdict !== 'comfortable' && verdict !== 'impossible';

/** The dates of one consultee, counted backwards from its reply-by date, as `plan_of` in the database gives them. */
export interface PlanDates {
  readonly replyBy: string;
  /** The last working day up to the reply-by date; null for a date beyond the table of working days (2000–2100). */
  readonly forwardBy: string | null;
  readonly confirmBy: string | null;
  /** The last meeting that makes it, or the one the matter is on; null when there is none. */
  readonly meetsOn: string | null;
  /** That meeting makes it only if its minutes are confirmed earlier than usual. */
  readonly immediate: boolean | null;
  readonly agendaClosesOn: string | null;
  readonly approveBy: string | null;
  readonly draftBy: string | null;
  readonly startBy: string | null;
  /** The last meeting that the calendar knows; null when it knows none. */
  readonly calendarEndsOn: string | null;
}

/** The steps in the order of the story: the field of its date, and the last state in which it is still to be taken. */
// prettier-ignore
const planSteps = [
  { step: 'assign',   date: 'startBy',        until: 'registered' },
  { step: 'draft',    date: 'draftBy',        until: 'drafting'   },
  { step: 'approve',  date: 'approveBy',      until: 'in-review'  },
  { step: 'schedule', date: 'agendaClosesOn', until: 'approved'   },
  { step: 'decide',   date: 'meetsOn',        until: 'on-agenda'  },
  { step: 'confirm',  date: 'confirmBy',      until: 'decided'    },
  { step: 'forward',  date: 'forwardBy',      until: 'confirmed'  },
] as const satisfies readonly { step: string; date: keyof PlanDates; until: ConsultationState }[];

export type PlanStepName = (typeof planSteps)[number]['step'];

/** What comes next: to register what has come, which is done at once (OSL 5:1) and has no day of its own in a plan, or a step of it. */
export type NextStepName = PlanStepName | 'register';

export interface PlanStep {
  readonly step: PlanStepName;
  /** Last day to take it. */
  readonly date: string | null;
  readonly done: boolean;
  /**
   * Working days left, today not counted; negative from the first working day after it, so not a sign that the day has
   * passed. Null when done or without a date.
   */
  readonly margin: number | null;
}

/** The steps that lead to a reply in time. After `confirmed` all are done. */
export function stepsOf(dates: PlanDates, state: ConsultationState, today: string): PlanStep[] {
  return planSteps.map(({ step, date: field, until }) => {
    const date = dates[field];
    const done = CONSULTATION_STATES.indexOf(state) > CONSULTATION_STATES.indexOf(until);
    return { step, date, done, margin: done || date === null ? null : workingDaysBetween(today, date) };
  });
}

/** The first step that has not been taken, and whether the reply can be in time. */
export interface NextStep {
  readonly nextStep: NextStepName | null;
  readonly nextBy: string | null;
  readonly marginDays: number | null;
  readonly verdict: Verdict | null;
}

export const NO_NEXT_STEP: NextStep = { nextStep: null, nextBy: null, marginDays: null, verdict: null };

export function nextStepOf(dates: PlanDates, state: ConsultationState, today: string): NextStep {
  const steps = stepsOf(dates, state, today);
  const next = steps.find(({ done }) => !done);
  if (!next) return NO_NEXT_STEP;
  const { step, date, margin } = next;
  const nextStep = state === 'sent' ? 'register' : step;
  return { nextStep, nextBy: date, marginDays: margin, verdict: verdictOf(dates, state, today, steps) };
}

/**
 * Whether the reply can be in time as things stand. Null when nobody can tell: the body has a decision to
 * take and no meeting ahead in its calendar.
 */
export function verdictOf(
  dates: PlanDates,
  state: ConsultationState,
  today: string,
  steps = stepsOf(dates, state, today),
): Verdict | null {
  if (today > dates.replyBy) return 'impossible';
  const behind = steps.some(({ done, date }) => !done && date !== null && date < today);
  const punctual = behind ? 'tight' : 'comfortable';
  if (state === 'confirmed') return punctual;
  const { meetsOn, immediate, confirmBy, calendarEndsOn } = dates;
  if (confirmBy === null) return null;
  if (state === 'decided') return immediate ? 'needs-immediate-confirmation' : punctual;
  if (meetsOn === null) return calendarEndsOn === null || calendarEndsOn < today ? null : 'needs-delegation';
  if (meetsOn > confirmBy) return 'needs-delegation';
  return immediate ? 'needs-immediate-confirmation' : punctual;
}

// prettier-ignore
export const verdictTexts: Readonly<Record<Verdict, Texts>> = {
  comfortable: {
    sv: 'Svaret hinns med på vanligt sätt, och inget steg är försenat.',
    en: 'The reply can be given in the ordinary way, and no step is behind.',
  },
  tight: {
    sv: 'Svaret hinns med, men ett steg är försenat mot planen.',
    en: 'The reply can still be in time, but a step is behind the plan.',
  },
  'needs-immediate-confirmation': {
    sv: 'Svaret hinns med bara om protokollet justeras tidigare än vanligt.',
    en: 'The reply can be in time only if the minutes are confirmed earlier than usual.',
  },
  'needs-delegation': {
    sv: 'Inget sammanträde i kalendern hinner besluta i tid; någon annan än nämnden måste besluta, eller tiden förlängas.',
    en: 'No meeting in the calendar can decide in time; somebody other than the board must decide, or the time be extended.',
  },
  impossible: {
    sv: 'Sista svarsdag har passerat.',
    en: 'The reply-by date has passed.',
  },
};

/** What has been done once a step is taken. */
export const stepWords: Readonly<Record<NextStepName, Texts>> = {
  register: { sv: 'Registrerat', en: 'Registered' },
  assign: { sv: 'Handläggare utsedd', en: 'Officer assigned' },
  draft: { sv: 'Utkast klart', en: 'Draft finished' },
  approve: { sv: 'Granskat', en: 'Reviewed' },
  schedule: { sv: 'Uppsatt på listan', en: 'On the agenda' },
  decide: { sv: 'Nämnden beslutar', en: 'The board decides' },
  confirm: { sv: 'Justerat', en: 'Minutes confirmed' },
  forward: { sv: 'Expedierat', en: 'Dispatched' },
};

/** Why there is no verdict. */
// prettier-ignore
export const unplannedTexts = {
  'outside-yttra': { sv: 'Remissinstansen finns utanför Yttra.', en: 'The consultee is outside Yttra.' },
  answered:        { sv: 'Svaret är expedierat.', en: 'The reply has been forwarded.' },
  'no-calendar':   { sv: 'Organet har inga kommande sammanträden i kalendern.', en: 'The body has no meeting ahead in its calendar.' },
} as const satisfies Record<string, Texts>;
export type Unplanned = keyof typeof unplannedTexts;

/** What an answered consultation came to, where it was no statement. */
export const endedTexts: Partial<Readonly<Record<ConsultationState, Texts>>> = {
  declined: { sv: 'Remissinstansen har avböjt att svara.', en: 'The consultee has declined to reply.' },
  'no-reply': { sv: 'Remissen avslutades utan svar.', en: 'The referral ended without a reply.' },
  withdrawn: {
    sv: 'Remissinstansen ska inte längre svara.',
    en: 'The consultee is no longer asked to reply.',
  },
};

export interface WayOut {
  readonly code: 'immediate-confirmation' | 'delegation' | 'chair-urgent' | 'extension' | 'enter-meetings';
  /** The statute that allows it, as Swedish law is cited; null where none is needed. */
  readonly provision: string | null;
  readonly detail: Texts;
}

// prettier-ignore
const waysOut = {
  'immediate-confirmation': {
    provision: '5 kap. 69 § och 6 kap. 35 § kommunallagen',
    detail: {
      sv: 'Låt paragrafen justeras omedelbart, vid sammanträdet. Texten ska då finnas skriftligt där.',
      en: 'Have the section confirmed at once, at the meeting. Its text must then be there in writing.',
    },
  },
  delegation: {
    provision: '6 kap. 37–38 §§ och 7 kap. 5 § kommunallagen',
    detail: {
      sv: 'Låt den besluta som har delegation enligt nämndens delegationsordning.',
      en: 'Let whoever the board has delegated it to decide.',
    },
  },
  'chair-urgent': {
    provision: '6 kap. 39 § kommunallagen',
    detail: {
      sv: 'Ordföranden får besluta om nämndens avgörande inte kan avvaktas; beslutet anmäls vid nästa sammanträde.',
      en: 'The chair may decide when it cannot wait for the board; the decision is reported at the next meeting.',
    },
  },
  extension: {
    provision: null,
    detail: { sv: 'Begär anstånd hos remittenten.', en: 'Ask the issuer for an extension.' },
  },
  'enter-meetings': {
    provision: null,
    detail: { sv: 'Lägg in organets sammanträden i kalendern.', en: "Enter the body's meetings in the calendar." },
  },
} as const satisfies Record<WayOut['code'], Omit<WayOut, 'code'>>;

/** What the law and the issuer allow when the ordinary way is late, least remarkable first. */
export function waysOutOf(facts: {
  readonly verdict: Verdict | null;
  readonly state: ConsultationState;
  /** KL 6:38, or the referral, bars an officer from deciding. */
  readonly delegationBarred: boolean;
  readonly extensionRequested: boolean;
}): WayOut[] {
  const { verdict, state, delegationBarred, extensionRequested } = facts;
  const undecided = state !== 'decided' && state !== 'confirmed';
  const othersMustDecide = undecided && (verdict === 'needs-delegation' || verdict === 'impossible');
  const open: Readonly<Record<WayOut['code'], boolean>> = {
    'enter-meetings': verdict === null,
    'immediate-confirmation': verdict === 'needs-immediate-confirmation',
    delegation:
      (othersMustDecide || (undecided && verdict === 'needs-immediate-confirmation')) && !delegationBarred,
    'chair-urgent': othersMustDecide,
    extension: verdict !== 'comfortable' && !extensionRequested,
  };
  const codes = Object.keys(open) as WayOut['code'][];
  return codes.filter((code) => open[code]).map((code) => ({ code, ...waysOut[code] }));
}
