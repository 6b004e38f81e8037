import { filled, type Block, type Paper } from '../papers/paper.js';
import type {
  DecisionView,
  DecidedReservationView,
  DecidedVoteView,
} from '../consultations/decision-view.dto.js';
import { heading, inWords, part, points, text } from '../papers/parts.js';
import { preparationParts, said } from './preparation-parts.js';
import type { Stance } from '../rules/stance.js';
import { stanceWords } from '../rules/words.js';
import {
  decidedIn,
  frameOf,
  isDelegated,
  recipientsOf,
  type ReplyFacts,
} from '../statements/statement-parts.js';

/** What was decided, with all that the minutes must show of it (KL 5:65–67, 6:35). */
export type DecidedFacts = ReplyFacts & {
  readonly decision: DecisionView;
  /** Whoever signs the paper itself, by name and title, where it is sent for signature. */
  readonly signedBy?: readonly string[];
};

/**
 * The extract from the minutes (*protokollsutdrag*) of one matter; of a decision by delegation the record of it
 * (*delegationsbeslut*), which has no meeting and no minutes.
 */
export function minutesExtractPaper(facts: DecidedFacts): Paper {
  const { decision, statement } = facts;
  // As it was called that day.
  const consultee = decision.bodyName ?? facts.consultee;
  const byDelegation = isDelegated(decision);
  const organ = decision.committee ?? consultee;
  return {
    ...frameOf(
      { ...facts, consultee },
      {
        name: byDelegation ? 'Delegationsbeslut' : 'Utdrag ur protokoll',
        day: decision.decidedOn,
        more: [
          byDelegation ? null : { label: 'Organ', value: organ },
          decision.section === null ? null : { label: 'Paragraf', value: `§ ${decision.section}` },
        ],
      },
    ),
    to: [],
    blocks: filled([
      part('summary'),
      text(statement.summary),
      part('decision'),
      {
        is: 'clauses',
        lead: byDelegation ? `Beslutat av ${decidedIn(decision, consultee)}` : `${organ} beslutar`,
        leadBegins: !byDelegation,
        clauses: decision.clauses.map((clause) => clause.text),
      },
      ...stancesOf(decision),
      decision.basis === null ? null : text(`Beslutet är fattat med stöd av ${decision.basis}.`),
      decision.reportAtNextMeeting ? text(reportingOf(decision)) : null,
      ...proceedingsOf(decision),
      part('basis'),
      points(statement.basis.map(({ title }) => title)),
      part('recipients'),
      points(recipientsOf(facts)),
      part('confirmation'),
      byDelegation && decision.confirmedOn === null ? null : text(confirmationOf(decision, facts.signedBy)),
    ]),
  };
}

/** KL 6:39 names the meeting; of what else is decided for it the board has said how it is told (KL 6:40, 7:8). */
const reportingOf = ({ route }: DecisionView): string =>
  route === 'chair-urgent'
    ? 'Beslutet anmäls vid nämndens nästa sammanträde.'
    : 'Beslutet anmäls till nämnden som den har bestämt.';

function confirmationOf(
  { confirmedImmediately, confirmedOn }: DecisionView,
  signedBy: readonly string[] = [],
): string {
  if (confirmedOn === null && signedBy.length > 0)
    return `Justeras med elektronisk underskrift av ${new Intl.ListFormat('sv').format(signedBy)}.`;
  if (confirmedOn === null) return 'Protokollet är inte justerat.';
  return confirmedImmediately
    ? `Paragrafen justerades omedelbart, den ${inWords(confirmedOn)}.`
    : `Protokollet justerades den ${inWords(confirmedOn)}.`;
}

/** What was decided of each question, where that was said. */
const stancesOf = ({ questionStances = [] }: DecisionView): (Block | null)[] =>
  questionStances.length === 0
    ? []
    : [
        text('Ställningstagande till varje fråga:'),
        points(
          questionStances.map(
            ({ question, stance }) => `Fråga ${question}: ${stanceWords[stance as Stance]?.sv ?? stance}`,
          ),
        ),
      ];

/** Proposals, votes and dissent, in the order of minutes. */
function proceedingsOf(decision: DecisionView): Block[] {
  const { motions, votes, reservations, specialStatements, notTakingPart = [], minutesNotes = [] } = decision;
  return [
    part('preparations'),
    ...(decision.preparations ?? []).flatMap(preparationParts),
    part('motions'),
    ...motions.flatMap(({ by, text: motion, result }) => [text(`${by}: ${motion} (${result})`)]),
    part('proceedings'),
    ...votes.flatMap(voteParts),
    part('recusals'),
    points(decision.recusals.map(({ by }) => `${by} deltar inte i handläggningen på grund av jäv.`)),
    part('not-taking-part'),
    points(notTakingPart.map(said)),
    part('reservations'),
    ...reservations.flatMap(reservationParts),
    part('special-statements'),
    ...specialStatements.flatMap(dissent),
    part('minutes-notes'),
    ...minutesNotes.map((note) => text(note.by === undefined ? note.text : `${note.by}: ${note.text}`)),
  ];
}

const dissent = ({ by, text: why }: { by: string; text?: string }): Block[] =>
  why === undefined ? [points([by])] : [heading(by, 3), text(why)];

function reservationParts({ by, text: why, form, handInBy }: DecidedReservationView): Block[] {
  const how = form === undefined ? '' : (RESERVATION_WORDS[form] ?? '');
  const until = handInBy === undefined ? '' : ` senast den ${inWords(handInBy)}`;
  const isAwaited = why === undefined && (form === 'to-be-handed-in' || handInBy !== undefined);
  const parts = [how, isAwaited ? `Motiveringen ska lämnas in${until}.` : '', why ?? ''].filter(Boolean);
  return parts.length === 0 ? [points([by])] : [heading(by, 3), ...parts.map(text)];
}

const RESERVATION_WORDS: Readonly<Record<string, string>> = {
  written: 'Reservationen är skriftlig.',
  oral: 'Reservationen är muntlig.',
};

function voteParts({ question, yes, no, abstain, members = [] }: DecidedVoteView): Block[] {
  return [
    text(question),
    { is: 'table', head: ['Ja', 'Nej', 'Avstår'], rows: [[String(yes), String(no), String(abstain)]] },
    {
      is: 'table',
      head: ['Ledamot', 'Röst'],
      rows: members.map(({ name, vote }) => [name, voteWords(vote)]),
    },
  ];
}

const VOTES: Readonly<Record<string, string>> = { yes: 'Ja', no: 'Nej', abstain: 'Avstår' };
const voteWords = (vote: string): string => VOTES[vote] ?? vote;
