import { Flag, State, Time, type RingProps, type Tone } from '../../markup/marks.js';
import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import { Day } from '../../markup/day.js';
import { UNANSWERED_STATES, type ConsultationState } from '../../rules/consultation-states.js';
import type { Verdict } from '../../rules/planning.js';
import type { Language } from '../../rules/texts.js';
import { workingDaysBetween } from '../../rules/working-days.js';
import { words } from '../../rules/words.js';
import { AT_ONCE, BY_THE_PLAN, CAME_LATE, STEP_NOUNS, UNJUDGED, VERDICT_WORDS } from './words.js';

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

export const toneOfDay = (until: string, today: string): Tone =>
  until < today ? 'late' : workingDaysBetween(today, until) <= 2 ? 'risk' : undefined;

/** `2 arbetsdagar kvar`, `i dag`, `1 arbetsdag sen`; on the Saturday after the day, `över tiden`. */
export function timeInWords(until: string, today: string, language: Language): string {
  if (until === today) return { sv: 'i dag', en: 'today' }[language];
  const days = Math.abs(workingDaysBetween(today, until));
  if (days === 0 && until < today) return { sv: 'över tiden', en: 'past the day' }[language];
  const count = days === 0 ? { sv: 'mindre än 1', en: 'less than 1' }[language] : days;
  return language === 'en'
    ? `${count} working ${days <= 1 ? 'day' : 'days'} ${until < today ? 'late' : 'left'}`
    : `${count} ${days <= 1 ? 'arbetsdag' : 'arbetsdagar'} ${until < today ? 'sen' : 'kvar'}`;
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
}) => <Time tone={toneOfDay(until, today)}>{timeInWords(until, today, language)}</Time>;

/** `har väntat 3 arbetsdagar`: what has reached the issuer and is to be acknowledged there. */
export function waitedInWords(since: string, today: string, language: Language): string {
  if (since >= today) return { sv: 'kom i dag', en: 'came today' }[language];
  const days = workingDaysBetween(since, today);
  const count = days === 0 ? { sv: 'mindre än 1', en: 'less than 1' }[language] : days;
  return language === 'en'
    ? `has waited ${count} working ${days <= 1 ? 'day' : 'days'}`
    : `har väntat ${count} ${days <= 1 ? 'arbetsdag' : 'arbetsdagar'}`;
}

/**
 * Of a row: the time to its next step, which step that is, and whether the reply is at risk. To the issuer, who sees no
 * plan, the time to the reply-by date.
 */
export const TimeOfRow = ({
  row: { state, replyBy, late, nextStep, nextBy, verdict },
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
  const isBehind = nextBy !== null && nextBy < today;
  const to = language === 'sv' ? (isBehind ? 'med' : 'till') : 'for';
  // What comes is registered at once (OSL 5:1). A plan counts back from the reply-by date, to before it had come.
  const atOnce = nextStep === 'register' && isBehind;
  return (
    <>
      {atOnce ? (
        <Time tone="late">{AT_ONCE[language]}</Time>
      ) : (
        <TimeLeft until={nextBy ?? replyBy} today={today} language={language} />
      )}{' '}
      {nextBy !== null && (
        <p class="ref">
          {atOnce ? BY_THE_PLAN[language] : `${to} ${STEP_NOUNS[nextStep][language]},`}{' '}
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
