import { Flag, State, Time, type RingProps, type Tone } from '../markup/marks.js';
import type { WorklistRowView } from '../consultations/consultations.dto.js';
import { Day } from '../markup/day.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import type { Verdict } from '../rules/planning.js';
import type { Language } from '../rules/texts.js';
import { workingDaysBetween } from '../rules/working-days.js';
import { words } from '../rules/words.js';
import { CAME_LATE, STEP_NOUNS, UNJUDGED, VERDICT_WORDS } from './words.js';

/** How full each state's ring is. Utterly over, it has a mark and no colour. */
const RINGS: Readonly<Record<ConsultationState, RingProps & { readonly tone?: 'done' | 'over' }>> = {
  sent: { part: 0 },
  registered: { part: 1 },
  drafting: { part: 2 },
  'in-review': { part: 3 },
  approved: { part: 4 },
  'on-agenda': { part: 5 },
  decided: { part: 6 },
  confirmed: { part: 7 },
  forwarded: { part: 8, mark: 'arrow', tone: 'done' },
  received: { part: 8, mark: 'check', tone: 'done' },
  declined: { part: 0, mark: 'dash', tone: 'over' },
  'no-reply': { part: 0, mark: 'cross', tone: 'over' },
  withdrawn: { part: 0, mark: 'cross', tone: 'over' },
};

export const StateOf = ({
  state,
  language,
}: {
  readonly state: ConsultationState;
  readonly language: Language;
}) => <State {...RINGS[state]}>{words.consultation.states[state][language]}</State>;

const TONES: Readonly<Record<Verdict, NonNullable<Tone>>> = {
  comfortable: 'done',
  tight: 'risk',
  'needs-immediate-confirmation': 'risk',
  'needs-delegation': 'late',
  impossible: 'late',
};

export const VerdictOf = ({
  verdict,
  language,
}: {
  readonly verdict: Verdict;
  readonly language: Language;
}) => <Flag tone={TONES[verdict]}>{VERDICT_WORDS[verdict][language]}</Flag>;

export const toneOfDays = (days: number): Tone => (days < 0 ? 'late' : days <= 2 ? 'risk' : undefined);

/** `2 arbetsdagar kvar`, `i dag`, `1 arbetsdag sen`. */
export function daysInWords(days: number, language: Language): string {
  const count = Math.abs(days);
  if (language === 'en') {
    if (days === 0) return 'today';
    return `${count} working ${count === 1 ? 'day' : 'days'} ${days < 0 ? 'late' : 'left'}`;
  }
  if (days === 0) return 'i dag';
  return `${count} ${count === 1 ? 'arbetsdag' : 'arbetsdagar'} ${days < 0 ? 'sen' : 'kvar'}`;
}

/** How long there is until a day, for whoever still has something to do by it. */
export const TimeLeft = ({
  until,
  today,
  language,
}: {
  readonly until: string;
  readonly today: string;
  readonly language: Language;
}) => {
  const days = workingDaysBetween(today, until);
  return <Time tone={toneOfDays(days)}>{daysInWords(days, language)}</Time>;
};

/**
 * Of a row: the time to its next step, which step that is, and whether the reply is at risk. To the issuer, who sees no
 * plan, the time to the reply-by date.
 */
export const TimeOfRow = ({
  row: { state, replyBy, late, nextStep, nextBy, margin, verdict },
  today,
  language,
}: {
  readonly row: WorklistRowView;
  readonly today: string;
  readonly language: Language;
}) => {
  if (!UNANSWERED_STATES.includes(state))
    return late ? <Flag tone="late">{CAME_LATE[language]}</Flag> : <></>;
  if (nextStep === null) return <TimeLeft until={replyBy} today={today} language={language} />;
  const to = language === 'sv' ? (margin !== null && margin < 0 ? 'med' : 'till') : 'for';
  return (
    <>
      {margin === null ? (
        <TimeLeft until={replyBy} today={today} language={language} />
      ) : (
        <Time tone={toneOfDays(margin)}>{daysInWords(margin, language)}</Time>
      )}
      {nextBy !== null && (
        <p class="ref">
          {to} {STEP_NOUNS[nextStep][language]},{' '}
          <Day date={nextBy} language={language} form="list" today={today} />
        </p>
      )}
      {verdict === null ? (
        <p class="ref">{UNJUDGED[language]}</p>
      ) : (
        verdict !== 'comfortable' && <VerdictOf verdict={verdict} language={language} />
      )}
    </>
  );
};
