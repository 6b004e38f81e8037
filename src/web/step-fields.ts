import { MEETING_ROUTES, DELEGATED_ROUTES, OUTCOMES } from '../rules/consultation-states.js';
import type { PostponementView } from '../consultations/consultations.dto.js';
import type { Paper } from '../papers/paper.js';
import type { VerbOn } from '../rules/kinds.js';
import { PARTY_KINDS } from '../rules/party-kind.js';
import { STANCES } from '../rules/stance.js';
import { SIGNED_PAPERS, signedPaperWords } from '../rules/signatures.js';
import { outcomeWords, routeWords, stanceWords } from '../rules/words.js';
import { markingFields, partField, publishingFields, type Offers } from './offers.js';
import type { SignerView } from '../signatures/signatures.dto.js';
import type { Reply } from './read-reply.js';
import { partyKindWords } from './case-fields.js';
import { signedMinutesOn } from './signatures.js';
import { linesIn, reason, t, worded, type Options, type StepField as FieldOf } from './step-field.js';

/** What a form of this matter is chosen from. */
export interface Choices extends Offers {
  /** Officers of the consultee, by name. */
  readonly officers: Options;
  /** Its meetings to come, in words. */
  readonly meetings: Options;
  /** The committee whose meeting it is on; null for the body itself. */
  readonly organ: string | null;
  /** Committees that prepared it and proposed something, by the numbers of their preparations. */
  readonly preparations: Options;
  /** What the step is about, as it is read and signed; null where there is none yet. */
  readonly paper: Paper | null;
}

type StepField = FieldOf<Reply, Choices>;

const today = (_: Reply, day: string): string => day;

const section: StepField = {
  name: 'section',
  kind: 'line',
  label: t('Paragraf', 'Section'),
  hint: t('Numret i protokollet, till exempel 84.', 'The number in the minutes, such as 84.'),
  instead: t('Ange paragrafen, till exempel 84', 'Give the section, such as 84'),
  now: ({ view }) => view.decision?.section,
};
const stance: StepField = {
  name: 'stance',
  kind: 'choice',
  label: t('Ställningstagande, om beslutet ändrar det', 'Stance, where the decision changes it'),
  options: worded(STANCES, stanceWords, t('Som föreslaget', 'As proposed')),
};
const clauses: StepField = {
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
const inLines = (preparation: PostponementView | undefined): string | undefined =>
  preparation?.clauses?.map(({ text }) => text).join('\n');
const latest = ({ view }: Reply): PostponementView | undefined =>
  view.postponements.findLast(({ takenBack }) => !takenBack);
const proposed: StepField = {
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
export const noProposal: StepField = {
  name: 'noProposal',
  kind: 'yes',
  label: t('Utskottet lade inget förslag till beslut', 'The committee made no proposal for a decision'),
};
const notTakingPart: StepField = {
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
export const correctingOf = (made: (reply: Reply) => PostponementView | undefined): readonly StepField[] => [
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
const adopted: StepField = {
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
const nextMeeting: Omit<StepField, 'label'> = {
  name: 'meetingId',
  kind: 'choice',
  options: ({ meetings }, language) => [['', t('Inte bestämt än', 'Not settled yet')[language]], ...meetings],
};
const outcome: StepField = {
  name: 'outcome',
  kind: 'choice',
  label: t('Vad hände med förslaget?', 'What happened to the proposal?'),
  options: worded(OUTCOMES, outcomeWords),
  now: ({ view }) => view.decision?.outcome,
};

const paperToSign: StepField = {
  name: 'paper',
  kind: 'choice',
  label: t('Handling', 'Paper'),
  options: worded(SIGNED_PAPERS.toReversed(), signedPaperWords),
};

/** A person a line, as name, title and address; what is missing is empty, for validation to name. */
function signersIn(typed: unknown): { name: string; title: string; email: string }[] {
  const lines = typeof typed === 'string' ? typed.split('\n').filter((line) => line.trim() !== '') : [];
  return lines.map((line) => {
    const [name = '', ...rest] = line.split(/[,;\t]/).map((part) => part.trim());
    return { name, title: rest.slice(0, -1).join(', '), email: rest.at(-1) ?? '' };
  });
}

const inOneLine = ({ name, title, email }: SignerView): string => [name, title, email].join(', ');

/** What is recorded of a reply that came another way. */
export const recordedReply: readonly FieldOf<unknown>[] = [
  {
    name: 'file',
    kind: 'file',
    label: t('Svaret som fil', 'The reply as a file'),
    hint: t(
      'Det blir en inkommen handling i ert diarium.',
      'It becomes an incoming document of your register.',
    ),
    instead: t('Välj filen med svaret', 'Choose the file with the reply'),
  },
  {
    name: 'files',
    kind: 'files',
    label: t('Bilagor till svaret', 'Attachments of the reply'),
    hint: t('Kan lämnas tomt. Flera filer går bra.', 'May be left empty. Several files are fine.'),
  },
  {
    name: 'receivedOn',
    kind: 'date',
    label: t('Inkom den', 'Received on'),
    first: (_, day) => day,
    instead: t('Ange dagen', 'Give the day'),
  },
  {
    name: 'stance',
    kind: 'choice',
    label: t('Ställningstagande', 'Stance'),
    options: worded(STANCES, stanceWords),
    first: () => 'not-stated',
  },
];

/** The fields of each step that has a form; a step without any is only to be confirmed. */
export const STEP_FIELDS: Partial<Record<VerbOn<'consultation'>, readonly StepField[]>> = {
  register: [
    {
      name: 'caseNumber',
      kind: 'line',
      label: t('Eget diarienummer', 'Own case number'),
      hint: t(
        'Lämna tomt för nästa nummer i serien. Hör remissen till ett ärende som redan finns skriver du dess nummer.',
        'Leave empty for the next number of the series. If the referral belongs to a case that is there already, write its number.',
      ),
      now: ({ view }) => view.ownCaseNumber,
    },
    {
      name: 'receivedOn',
      kind: 'date',
      label: t('Inkom den', 'Received on'),
      first: today,
      now: ({ view }) => view.receivedOn,
    },
  ],
  'correct-registration': [
    {
      name: 'caseNumber',
      kind: 'line',
      label: t('Rätt diarienummer', 'The right case number'),
      hint: t('Lämna tomt när numret är rätt.', 'Leave empty where the number is right.'),
      instead: t('Skriv numret', 'Write the number'),
      now: ({ view }) => view.ownCaseNumber,
    },
    {
      name: 'receivedOn',
      kind: 'date',
      label: t('Rätt dag då den kom in', 'The right day of receipt'),
      hint: t('Lämna tomt när dagen är rätt.', 'Leave empty where the day is right.'),
      now: ({ view }) => view.receivedOn,
    },
    reason,
  ],
  assign: [
    {
      name: 'officer',
      kind: 'choice',
      label: t('Handläggare', 'Case officer'),
      hint: t(
        'Den du väljer får skriva yttrandet och ser ärendet i sin inkorg.',
        'Whoever you choose writes the statement and sees the matter in their inbox.',
      ),
      instead: t('Välj en handläggare', 'Choose an officer'),
      options: ({ officers }, language) => [
        ['', t('Välj handläggare', 'Choose an officer')[language]],
        ...officers,
      ],
      now: ({ view, names }) => view.officer && (names.get(view.officer) ?? view.officer),
    },
  ],
  return: [
    {
      name: 'comment',
      kind: 'text',
      label: t('Vad behöver ändras?', 'What needs changing?'),
      hint: t(
        'Handläggaren ser kommentaren överst. Den stannar inom nämnden.',
        'The officer sees the comment first. It stays within the board.',
      ),
      instead: t('Skriv vad som behöver ändras', 'Write what needs changing'),
      now: ({ view }) => view.returnedBecause,
    },
  ],
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
  'correct-postponement': correctingOf(latest),
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
    // Whoever decides as the committee proposed has its words already.
    { ...clauses, first: ownProposal },
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
  'mute-reminders': [
    {
      ...reason,
      hint: t(
        'Du påminns inte mer om det här ärendet. Andra påminns som förut.',
        'You are not reminded of this matter any more. Others are as before.',
      ),
    },
  ],
  'snooze-reminders': [
    {
      name: 'until',
      kind: 'date',
      label: t('Påminn mig igen från och med', 'Remind me again from'),
      hint: t('Andra påminns som förut.', 'Others are reminded as before.'),
      instead: t('Ange en dag efter i dag', 'Give a day after today'),
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
  forward: [
    {
      name: 'forwardedOn',
      kind: 'date',
      label: t('Expedierat den', 'Forwarded on'),
      hint: t(
        'I dag, om det inte redan skickades en tidigare dag. Om svaret kom i tid bedöms efter den dagen.',
        'Today, unless it was sent on an earlier day. Whether the reply was in time is judged by it.',
      ),
      first: today,
    },
  ],
  'request-signatures': [
    paperToSign,
    {
      name: 'signers',
      kind: 'lines',
      label: t('Vilka ska skriva under?', 'Who is to sign?'),
      hint: t(
        'En person på varje rad: namn, titel, e-postadress. Till exempel: Anna Andersson, ordförande, anna.andersson@kommun.se.',
        'One person on each line: name, title, e-mail address. For example: Anna Andersson, chair, anna.andersson@kommun.se.',
      ),
      instead: t(
        'Skriv namn, titel och e-postadress, med komma emellan',
        'Write name, title and e-mail address, with commas between',
      ),
      first: ({ signatures }) => signatures[0]?.signers.map(inOneLine).join('\n'),
      read: signersIn,
    },
    {
      name: 'inOrder',
      kind: 'yes',
      label: t('De skriver under i den här ordningen', 'They sign in this order'),
    },
    {
      name: 'lastDay',
      kind: 'date',
      label: t('Sista dag att skriva under', 'Last day to sign'),
      hint: t('Sedan avslutas begäran, och du får veta det.', 'Then the request ends, and you are told.'),
      instead: t('Ange en dag, i dag eller senare', 'Give a day, today or later'),
    },
  ],
  'withdraw-signature-request': [{ ...paperToSign, first: ({ view }) => view.awaitsSignatures[0] }, reason],
  recall: [
    {
      ...reason,
      label: t('Varför tas frågan tillbaka?', 'Why is the question taken back?'),
      hint: t('Remissinstansen läser skälet.', 'The consultee reads the reason.'),
    },
  ],
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
  decline: [
    {
      ...reason,
      label: t('Varför avböjer nämnden?', 'Why does the board decline?'),
      hint: t('Remittenten läser skälet.', 'The issuer reads the reason.'),
    },
    {
      name: 'basis',
      kind: 'line',
      label: t('Beslut eller delegation som avböjandet stöds på', 'Decision or delegation it rests on'),
      hint: t(
        'Krävs när nämnden måste svara (6 kap. 12 § kommunallagen), till exempel TSN 2026-10-01 § 7.',
        'Needed where the board must answer, such as TSN 2026-10-01 § 7.',
      ),
      instead: t('Ange beslutet eller delegationen', 'Give the decision or delegation'),
    },
    {
      name: 'declinedOn',
      kind: 'date',
      label: t('Avböjt den', 'Declined on'),
      hint: t(
        'Av någon utanför Yttra den dag då brevet kom in.',
        'Of one outside Yttra the day the letter was received.',
      ),
      first: today,
    },
  ],
  'correct-decline': [
    {
      name: 'because',
      kind: 'text',
      label: t('Varför avböjer nämnden?', 'Why does the board decline?'),
      hint: t('Remittenten läser skälet.', 'The issuer reads the reason.'),
      first: ({ view }) => view.declinedBecause ?? undefined,
      now: ({ view }) => view.declinedBecause,
    },
    {
      name: 'basis',
      kind: 'line',
      label: t('Beslut eller delegation som avböjandet stöds på', 'Decision or delegation it rests on'),
      first: ({ view }) => view.declineBasis ?? undefined,
      now: ({ view }) => view.declineBasis,
    },
    {
      name: 'declinedOn',
      kind: 'date',
      label: t('Avböjt den', 'Declined on'),
      first: ({ view }) => view.declinedOn ?? undefined,
      now: ({ view }) => view.declinedOn,
    },
    { ...reason, label: t('Varför rättas det?', 'Why is it corrected?') },
  ],
  'correct-consultee': [
    {
      name: 'sentOn',
      kind: 'date',
      label: t('Rätt dag då den tillfrågades', 'The right day it was asked'),
      hint: t('Lämna tomt när dagen är rätt.', 'Leave empty where the day is right.'),
    },
    {
      name: 'name',
      kind: 'line',
      label: t('Rätt namn', 'The right name'),
      hint: t(
        'Bara för den som finns utanför kommunen. Lämna tomt när namnet är rätt.',
        'Only of one outside the municipality. Leave empty where the name is right.',
      ),
      now: ({ view }) => view.consultee,
    },
    {
      name: 'kind',
      kind: 'choice',
      label: t('Remissinstansen är', 'The consultee is'),
      hint: t(
        'Bara en organisation namnges i det offentliga diariet.',
        'Only an organisation is named in the public register.',
      ),
      options: worded(PARTY_KINDS, partyKindWords, t('Som det är angivet', 'As it was stated')),
      now: ({ view }, _choices, language) =>
        view.consulteeKind && partyKindWords[view.consulteeKind][language],
    },
    {
      name: 'email',
      kind: 'email',
      label: t('Rätt e-postadress', 'The right e-mail address'),
      hint: t(
        'Har den inte svarat ska remissen skickas på nytt, hit. Lämna tomt när adressen är rätt.',
        'Where it has not answered, the referral is to be sent anew, here. Leave empty where it is right.',
      ),
    },
    { ...reason, label: t('Varför rättas det?', 'Why is it corrected?') },
  ],
  'mark-confidential': [partField, ...markingFields],
  'lift-confidentiality': [partField, reason],
  publish: publishingFields,
  reopen: [reason],
  'allow-recorded-reply': [
    {
      name: 'allowed',
      kind: 'choice',
      label: t('Får remittenten föra in ert svar?', 'May the issuer record your reply?'),
      options: worded(['true', 'false'], { true: t('Ja', 'Yes'), false: t('Nej', 'No') }),
    },
  ],
  'record-reply': recordedReply,
  'correct-reply': [
    {
      name: 'receivedOn',
      kind: 'date',
      label: t('Rätt dag då svaret kom in', 'The right day of receipt'),
      hint: t('Lämna tomt när dagen är rätt.', 'Leave empty where the day is right.'),
      now: ({ view }) => view.reachedIssuerOn,
    },
    {
      name: 'stance',
      kind: 'choice',
      label: t('Rätt ställningstagande', 'The right stance'),
      options: worded(STANCES, stanceWords, t('Som det är infört', 'As it was recorded')),
    },
    {
      name: 'takeBack',
      kind: 'yes',
      label: t(
        'Ta tillbaka svaret: det är infört på fel ställe eller ska inte finnas',
        'Take the reply back: it was recorded in the wrong place or should not exist',
      ),
    },
    reason,
  ],
  'request-extension': [
    {
      name: 'until',
      kind: 'date',
      label: t('Anstånd till och med', 'Extension until'),
      instead: t('Ange dagen', 'Give the day'),
      now: ({ view }) => view.replyBy,
    },
    {
      ...reason,
      label: t('Varför behövs mer tid?', 'Why is more time needed?'),
      hint: t('Remittenten läser skälet.', 'The issuer reads the reason.'),
    },
    {
      name: 'requestedOn',
      kind: 'date',
      label: t('Begärt den', 'Asked for on'),
      hint: t(
        'Av någon utanför Yttra den dag då brevet kom in.',
        'Of one outside Yttra the day the letter was received.',
      ),
      first: today,
    },
  ],
  'write-message': [
    {
      name: 'text',
      kind: 'text',
      label: t('Meddelande', 'Message'),
      hint: t(
        'Både nämndens och remittentens personal läser det. Det kan inte ändras.',
        'The staff of both the board and the issuer read it. It cannot be changed.',
      ),
      instead: t('Skriv meddelandet', 'Write the message'),
    },
    {
      name: 'files',
      kind: 'files',
      label: t('Bifoga filer', 'Enclose files'),
      hint: t(
        'Behövs inte. Båda sidor ser dem, och ingen annan. Skriv inget i filnamnen som inte får läsas.',
        'Not needed. Both sides see them, and nobody else. Write nothing in their names that must not be read.',
      ),
    },
  ],
};

export const fieldsOf = (verb: VerbOn<'consultation'>): readonly StepField[] => STEP_FIELDS[verb] ?? [];
