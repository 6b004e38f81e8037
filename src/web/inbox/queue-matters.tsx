import { LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Queues, type MatterProps } from '../../markup/worklist.js';
import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import { QUEUES, type QueueName } from '../../consultations/queue-lists.js';
import { wordsOfQueue, type QueueAt } from '../../consultations/queues.js';
import type { VerbOn } from '../../rules/kinds.js';
import type { Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { nextFor } from '../steps/next-verb.js';
import { addressOfQueue } from './queue-address.js';
import { MOST_BESIDE, type Counted, type Told } from './read-inbox.js';
import { pathOf, type StepsOfKind } from '../steps/record-steps.js';
import { Masked } from '../frame/masked.js';
import { handledBy, type Gone, type Names } from '../frame/read-names.js';
import { TOLD, TOLD_TITLE, type Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { StateOf, TimeOfRow, waitedInWords } from '../frame/time-left.js';
import { turnInWords } from '../steps/whose-turn.js';

const T = {
  queues: t('Köer', 'Queues'),
  myDay: t('Min dag', 'My day'),
  toDo: t('Att göra nu', 'To do now'),
  open: t('Öppna', 'Open'),
  insteadOf: t('För', 'For'),
  settle: t('Avgör anståndet', 'Decide on more time'),
};

/** What a queue leads to: on a phone without a script, its list is below all the queues. */
export const LIST = 'lista';

/** What is late is the only counter that shines. */
const LATE: readonly QueueName[] = ['overdue-own', 'overdue'];

/** Alike beside all lists, whether all were counted there or not. */
const asFarAsTold = ({ total, totalIsAtLeast }: Told): string =>
  totalIsAtLeast || total > MOST_BESIDE ? `${MOST_BESIDE}+` : String(total);

/** The reader's queues, each with how many are in it, beside a list of them. */
export const QueuesAside = ({
  reader: { actor, language },
  counters,
  told,
  here,
}: {
  readonly reader: Reader;
  readonly counters: readonly Counted[];
  readonly told: Told;
  /** The queue that is shown; none in the inbox. */
  readonly here?: QueueAt;
}) => {
  const isHere = ({ queue, body, insteadOf }: QueueAt): boolean =>
    here?.queue === queue && here.body === body && here.insteadOf === insteadOf;
  // Whoever works for several bodies has many queues, of which most are empty.
  const isOfOne = actor.staffOf.length === 1;
  const shown = counters.filter(
    (each) => (isOfOne && each.insteadOf === undefined) || each.total > 0 || isHere(each),
  );
  return (
    <Queues
      label={T.queues[language]}
      heading={T.myDay[language]}
      queues={[
        { href: `/inkorg#${LIST}`, words: T.toDo[language], count: '', isHere: here === undefined },
        ...shown.map((each) => ({
          href: `${addressOfQueue(each)}#${LIST}`,
          words: `${wordsOfQueue(actor, each)[language]}${isOfOne ? '' : ` (${each.body})`}`,
          count: asFarAsTold(each),
          isLate: LATE.includes(each.queue) && each.total > 0,
          isHere: isHere(each),
        })),
        {
          href: TOLD,
          words: TOLD_TITLE[language],
          count: asFarAsTold(told),
        },
      ]}
    />
  );
};

/**
 * What a row is found by: who has replied, to the issuer; the body, where the reader is of several; and the officer,
 * where that is another.
 */
function refsOf(row: WorklistRowView, { actor, language }: Reader, names: Names): string[] {
  const { caseNumber, ownCaseNumber, consultee, officer, officerName } = row;
  const isOurs = consultee !== null && actor.staffOf.includes(consultee);
  const absent = actor.standsInFor.find(({ username }) => username === officer);
  return [
    !isOurs && consultee !== null ? (names.get(consultee) ?? consultee) : null,
    ownCaseNumber,
    caseNumber,
    isOurs && actor.staffOf.length > 1 ? consultee : null,
    absent ? `${T.insteadOf[language]} ${absent.name}` : officer === actor.username ? null : officerName,
  ].filter((ref) => ref !== null);
}

/**
 * @param of the row: whether its button is the one filled button of the page, and whether more time is asked for, which
 * is settled before the matter's own next step.
 */
export function matterOf(
  row: WorklistRowView,
  reader: Reader,
  { steps, names, gone }: { readonly steps: StepsOfKind; readonly names: Names; readonly gone: Gone },
  {
    isFirst = false,
    asksForTime = false,
  }: { readonly isFirst?: boolean; readonly asksForTime?: boolean } = {},
): MatterProps {
  const { actor, language, today } = reader;
  const { id, state, title, caseNumber, ownCaseNumber, issuer, consultee, officer, replyBy } = row;
  const hasLeft = state === 'drafting' && gone.has(handledBy(row));
  const verb = nextFor(state, actor, { issuer, consultee, officer }, hasLeft);
  // Nobody is told of their own turn, nor of who does what at another body.
  const isOthers = verb === undefined && !asksForTime && row.nextStep !== null;
  const turn = isOthers ? turnInWords(state, hasLeft ? null : row.officerName, language) : undefined;
  // The editor saves and submits; the form of the step says only that what is not written yet cannot be submitted.
  const path = verb === 'submit' ? 'yttrande' : verb && pathOf(steps, verb);
  const next = path === undefined ? `/svar/${id}` : `/svar/${id}/${path}`;
  const doing = asksForTime ? T.settle : path === undefined || verb === undefined ? T.open : todoOf(verb);
  return {
    href: `/svar/${id}`,
    title: title ?? <Masked language={language} />,
    // Whoever is named as the one who has it now is not named twice.
    refs: refsOf(row, reader, names).filter((ref) => turn?.startsWith(ref) !== true),
    said: row.returnedBecause,
    state: (
      <>
        <StateOf state={state} language={language} />
        {turn !== undefined && <p class="ref">{turn}</p>}
      </>
    ),
    time: (
      <>
        {verb === 'acknowledge' && row.reachedIssuerOn !== null && (
          <p>{waitedInWords(row.reachedIssuerOn, today, language)}</p>
        )}
        <TimeOfRow row={row} today={today} language={language} />
      </>
    ),
    until: <Day date={replyBy} language={language} form="list" today={today} />,
    go: (verb !== undefined || asksForTime) && (
      <LinkButton
        dense
        variant={isFirst ? undefined : 'secondary'}
        href={asksForTime ? `/svar/${id}#anstand` : next}
        label={`${doing[language]}, ${ownCaseNumber ?? caseNumber}`}
      >
        {doing[language]}
      </LinkButton>
    ),
  };
}

/** What is to be done in words: of a draft to write it, which ends with submitting it. */
export const todoOf = (verb: VerbOn<'consultation'>): Texts =>
  verb === 'submit' ? QUEUES.draft.words : words.consultation.verbs[verb].todo;
