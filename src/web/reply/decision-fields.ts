import type { PostponementView } from '../../consultations/decision-view.dto.js';
import { DELEGATED_ROUTES, MEETING_ROUTES, OUTCOMES } from '../../rules/consultation-states.js';
import type { VerbOn } from '../../rules/kinds.js';
import { STANCES } from '../../rules/stance.js';
import { outcomeWords, routeWords, stanceWords } from '../../rules/words.js';
import type { Reply } from './read-reply.js';
import type { ReplyField } from './reply-choices.js';
import { signedMinutesOn } from './signatures.js';
import { linesIn, reason, t, worded } from '../steps/step-field.js';

const today = (_: Reply, day: string): string => day;

const section: ReplyField = {
  name: 'section',
  kind: 'line',
  label: t('Paragraf', 'Section'),
  hint: t('Numret i protokollet, till exempel 84.', 'The number in the minutes, such as 84.'),
  instead: t('Ange paragrafen, till exempel 84', 'Give the section, such as 84'),
  now: ({ view }) => view.decision?.section,
};
const stance: ReplyField = {
  name: 'stance',
  kind: 'choice',
  label: t('Ställningstagande, om beslutet ändrar det', 'Stance, where the decision changes it'),
  options: worded(STANCES, stanceWords, t('Som föreslaget', 'As proposed')),
};
const clauses: ReplyField = {
  name: 'clauses',
  kind: 'clauses',
  label: t('Beslut, när det inte blev enligt förslaget', 'Decision, where it was not as proposed'),
  hint: t(
    'En att-sats på varje rad. Lämna tomt när beslutet blev enligt förslaget.',
    'One clause on each line. Leave empty when the decision was as proposed.',
  ),
  instead: t('Skriv vad som beslutades', 'Write what was decided'),
};
/** What the committee that prepared the matter last proposed in words of its own, a clause on each line. */
const ownProposal = ({ view }: Reply): string | undefined =>
  inLines(view.postponements.findLast(({ how, takenBack }) => how === 'prepared' && !takenBack));
/** The clauses of a decision: those proposed, until it is said that others were decided. */
const decided: ReplyField = {
  ...clauses,
  label: t('Vad som beslutades', 'What was decided'),
  hint: t(
    'En att-sats på varje rad. De föreslagna står här: ändra dem bara när beslutet inte blev enligt förslaget.',
    'One clause on each line. Those proposed stand here: change them only where the decision was not as proposed.',
  ),
  // Whoever decides as the committee proposed has its words already.
  first: (reply) => ownProposal(reply),
  standing: {
    choice: 'outcome',
    whenever: ['as-proposed', 'tabled', 'referred-back'],
    as: ({ statement }) => statement?.clauses.map(({ text }) => text).join('\n'),
  },
};
const inLines = (preparation: PostponementView | undefined): string | undefined =>
  preparation?.clauses?.map(({ text }) => text).join('\n');
const latest = ({ view }: Reply): PostponementView | undefined =>
  view.postponements.findLast(({ takenBack }) => !takenBack);
const proposed: ReplyField = {
  name: 'clauses',
  kind: 'clauses',
  label: t(
    'Utskottets förslag, när det inte är förvaltningens',
    'What the committee proposes, where it is not what the administration does',
  ),
  hint: t(
    'En att-sats på varje rad. Lämna tomt när utskottet föreslår detsamma som förvaltningen.',
    'One clause on each line. Leave empty where the committee proposes what the administration does.',
  ),
  instead: t('Skriv vad utskottet föreslår', 'Write what the committee proposes'),
};
/** A committee that left the matter to the board as it was. */
export const noProposal: ReplyField = {
  name: 'noProposal',
  kind: 'yes',
  label: t('Utskottet lade inget förslag till beslut', 'The committee made no proposal for a decision'),
};
const notTakingPart: ReplyField = {
  name: 'notTakingPart',
  kind: 'lines',
  label: t('Deltar inte i beslutet', 'Take no part in the decision'),
  hint: t(
    'En person på varje rad, namn och parti. Lämna tomt när alla deltog.',
    'One person on each line, name and party. Leave empty where everybody took part.',
  ),
  read: (typed) => linesIn(typed).map((by) => ({ by })),
};
const membersIn = (members: readonly { by: string }[] = []): string => members.map(({ by }) => by).join('\n');
/** What is corrected of one meeting's handling of the matter. */
export const correctingOf = (made: (reply: Reply) => PostponementView | undefined): readonly ReplyField[] => [
  {
    name: 'meetingDate',
    kind: 'date',
    label: t('Sammanträdesdag', 'Day of the meeting'),
    first: (reply) => made(reply)?.meetingDate,
    now: (reply) => made(reply)?.meetingDate,
  },
  {
    ...section,
    first: (reply) => made(reply)?.section ?? undefined,
    now: (reply) => made(reply)?.section,
  },
  {
    name: 'because',
    kind: 'text',
    label: t('Skälet enligt protokollet', 'The reason as the minutes have it'),
    first: (reply) => made(reply)?.reason ?? undefined,
    now: (reply) => made(reply)?.reason,
  },
  {
    ...proposed,
    emptied: true,
    first: (reply) => inLines(made(reply)),
    now: (reply) => inLines(made(reply)),
  },
  {
    name: 'noProposal',
    kind: 'choice',
    label: t('Lade utskottet ett förslag?', 'Did the committee make a proposal?'),
    options: worded(['false', 'true'], {
      false: t('Ja, eller det var inget utskott', 'Yes, or it was no committee'),
      true: t('Nej, inget förslag', 'No, none'),
    }),
    first: (reply) => String(made(reply)?.noProposal ?? false),
  },
  { ...notTakingPart, first: (reply) => membersIn(made(reply)?.notTakingPart) },
  {
    name: 'takeBack',
    kind: 'yes',
    label: t(
      'Ta tillbaka alltihop: det fördes in av misstag. Det som står ovan gäller då inte',
      'Take it all back: it was recorded by mistake. What stands above does not hold then',
    ),
  },
  reason,
];
const adopted: ReplyField = {
  name: 'adoptedPreparation',
  kind: 'choice',
  label: t('Vems förslag antogs?', 'Whose proposal was adopted?'),
  hint: t(
    'Välj utskottet om beslutet följer dess förslag. Lydelsen nedan ska då vara utskottets.',
    'Choose the committee where the decision follows its proposal. The words below are to be the committee’s then.',
  ),
  options: ({ preparations }, language) =>
    preparations.length === 0
      ? []
      : [
          ['', t('Inget utskotts, eller inte angivet', 'No committee’s, or not said')[language]],
          ...preparations,
        ],
};
const nextMeeting: Omit<ReplyField, 'label'> = {
  name: 'meetingId',
  kind: 'choice',
  options: ({ meetings }, language) => [['', t('Inte bestämt än', 'Not settled yet')[language]], ...meetings],
};
const outcome: ReplyField = {
  name: 'outcome',
  kind: 'choice',
  label: t('Vad hände med förslaget?', 'What happened to the proposal?'),
  options: worded(OUTCOMES, outcomeWords),
  now: ({ view }) => view.decision?.outcome,
};

/** The fields of the steps from the agenda to confirmed minutes, and of those that put right what was decided. */
export const DECISION_FIELDS: Partial<Record<VerbOn<'consultation'>, readonly ReplyField[]>> = {
  schedule: [
    {
      name: 'meetingId',
      kind: 'choice',
      label: t('Sammanträde', 'Meeting'),
      hint: t(
        'Nämndens kommande sammanträden. Saknas det rätta läggs det in i sammanträdeskalendern.',
        'The board’s meetings to come. A missing one is entered in the meeting calendar.',
      ),
      instead: t('Välj ett sammanträde', 'Choose a meeting'),
      options: ({ meetings }, language) => [
        ['', t('Välj sammanträde', 'Choose a meeting')[language]],
        ...meetings,
      ],
    },
  ],
  table: [
    section,
    {
      name: 'reason',
      kind: 'text',
      label: t('Skäl, om det antecknades', 'Reason, where one was noted'),
    },
    { ...nextMeeting, label: t('Nästa sammanträde, när det är känt', 'The next meeting, when it is known') },
  ],
  prepare: [
    section,
    proposed,
    noProposal,
    notTakingPart,
    {
      ...nextMeeting,
      label: t('Nämndens sammanträde, när det är känt', 'The board’s meeting, when it is known'),
    },
  ],
  'refer-back': [
    {
      ...reason,
      label: t('Vad ska beredas ytterligare?', 'What is to be worked on further?'),
      hint: t('Handläggaren ser skälet överst.', 'The officer sees the reason first.'),
      now: ({ view }) => view.returnedBecause,
    },
    section,
  ],
  decide: [
    { ...outcome, first: (reply) => (ownProposal(reply) === undefined ? undefined : 'amended') },
    section,
    {
      name: 'route',
      kind: 'choice',
      label: t('Vem beslutade?', 'Who decided?'),
      // A committee that met decided itself: the API refuses the board there.
      options: (choices, language) =>
        worded(choices.organ === null ? MEETING_ROUTES : ['committee'], routeWords)(choices, language),
    },
    adopted,
    decided,
    stance,
    notTakingPart,
  ],
  'decide-by-delegation': [
    {
      name: 'route',
      kind: 'choice',
      label: t('Vem beslutade?', 'Who decided?'),
      options: worded(DELEGATED_ROUTES, routeWords),
    },
    {
      name: 'decidedBy',
      kind: 'line',
      label: t('Namn eller befattning', 'Name or office'),
      instead: t('Ange vem som beslutade', 'Say who decided'),
    },
    {
      name: 'basis',
      kind: 'line',
      label: t('Stöd i delegationsordningen', 'Delegation relied on'),
      hint: t('Till exempel Delegationsordningen punkt 4.2.', 'Such as the delegation order, point 4.2.'),
      instead: t('Ange punkten i delegationsordningen', 'Give the point of the delegation order'),
    },
    { name: 'decidedOn', kind: 'date', label: t('Beslutsdag', 'Day of the decision'), first: today },
    {
      name: 'section',
      kind: 'line',
      label: t('Nummer i delegationslistan', 'Number in the list of delegated decisions'),
    },
  ],
  correct: [
    reason,
    section,
    {
      ...adopted,
      options: ({ preparations }, language) =>
        preparations.length === 0
          ? []
          : [
              ['', t('Som det är infört', 'As it was recorded')[language]],
              ['0', t('Inget utskotts', 'No committee’s')[language]],
              ...preparations,
            ],
    },
    clauses,
    stance,
  ],
  'add-reservation': [
    {
      name: 'by',
      kind: 'line',
      label: t('Vem reserverar sig?', 'Whose reservation is it?'),
      hint: t(
        'Namn och parti, till exempel Anna Andersson (S).',
        'Name and party, such as Anna Andersson (S).',
      ),
      instead: t('Ange vem som reserverar sig', 'Say whose reservation it is'),
    },
    {
      name: 'text',
      kind: 'text',
      label: t('Reservationens text, om den är skriftlig', 'Its text, when it is in writing'),
    },
  ],
  'report-to-board': [
    {
      name: 'meetingDate',
      kind: 'date',
      label: t('Nämndens sammanträde den', 'The board’s meeting on'),
      hint: t(
        'Dagen då beslutet anmäldes: ordförandens vid nästa sammanträde (6 kap. 39 § kommunallagen), andras som nämnden har bestämt (6 kap. 40 §, 7 kap. 8 §).',
        'The day it was reported: the chair’s at the next meeting (Local Government Act 6:39), others’ as the board has decided (6:40, 7:8).',
      ),
      now: ({ view }) => view.decision?.reportedOn,
    },
    { ...section, now: ({ view }) => view.decision?.reportedSection },
  ],
  confirm: [
    {
      name: 'confirmedOn',
      kind: 'date',
      label: t('Justerat den', 'Confirmed on'),
      hint: t(
        'Senast 14 dagar efter sammanträdet (5 kap. 69 § kommunallagen).',
        'No later than 14 days after the meeting (Local Government Act 5:69).',
      ),
      first: (reply, day) => signedMinutesOn(reply) ?? day,
    },
    {
      name: 'immediate',
      kind: 'yes',
      label: t('Paragrafen justerades omedelbart, på sammanträdet', 'Confirmed at once, at the meeting'),
    },
  ],
  'correct-postponement': correctingOf(latest),
  'forward-correction': [
    reason,
    section,
    clauses,
    stance,
    {
      name: 'forwardedOn',
      kind: 'date',
      label: t('Rätt dag för den första expedieringen', 'The right day of the first dispatch'),
      hint: t('Bara om dagen fördes in fel.', 'Only where the day was entered wrongly.'),
    },
  ],
};
