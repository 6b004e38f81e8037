import type { VerbOn } from '../../rules/kinds.js';
import { PARTY_KINDS } from '../../rules/party-kind.js';
import { SIGNED_PAPERS, signedPaperWords } from '../../rules/signatures.js';
import { STANCES } from '../../rules/stance.js';
import { stanceWords } from '../../rules/words.js';
import type { SignerView } from '../../signatures/signatures.dto.js';
import { partyKindWords } from '../case/case-fields.js';
import { DECISION_FIELDS } from './decision-fields.js';
import { markingFields, partField, publishingFields } from '../steps/offers.js';
import type { Reply } from './read-reply.js';
import type { ReplyField } from './reply-choices.js';
import { reason, t, worded, type StepField } from '../steps/step-field.js';

/** A day that is another than that of the step: of one outside Yttra, which wrote or was written to. */
const dayOfLetter = {
  kind: 'date',
  hint: t(
    'Den dag då brevet kom in till er, eller skickades av er.',
    'The day the letter was received by you, or sent by you.',
  ),
  /** Bodies have names; of one outside the name is all there is. */
  asked: ({ view: { referralId, consultee }, names }: Reply) =>
    referralId === null || consultee === null || !names.has(consultee),
} as const;
const today = (_: Reply, day: string): string => day;

const paperToSign: ReplyField = {
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
export const recordedReply: readonly StepField<unknown>[] = [
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
export const STEP_FIELDS: Partial<Record<VerbOn<'consultation'>, readonly ReplyField[]>> = {
  ...DECISION_FIELDS,
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
      because: {
        'list-length': t(
          'Skriv vilka som ska skriva under, en till tjugo personer',
          'Write who is to sign, one to twenty people',
        ),
      },
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
  decline: [
    {
      ...reason,
      label: t('Varför avböjer nämnden?', 'Why does the board decline?'),
      hint: t('Remittenten läser skälet.', 'The issuer reads the reason.'),
    },
    {
      name: 'basis',
      kind: 'line',
      label: t(
        'Vilket beslut eller vilken delegation stöder ni er på?',
        'On which decision or delegation does it rest?',
      ),
      hint: t(
        'Krävs när nämnden måste svara (6 kap. 12 § kommunallagen), till exempel TSN 2026-10-01 § 7.',
        'Needed where the board must answer, such as TSN 2026-10-01 § 7.',
      ),
      instead: t('Ange beslutet eller delegationen', 'Give the decision or delegation'),
    },
    {
      ...dayOfLetter,
      name: 'declinedOn',
      label: t('Avböjt den', 'Declined on'),
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
      ...dayOfLetter,
      name: 'declinedOn',
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
      ...dayOfLetter,
      name: 'requestedOn',
      label: t('Begärt den', 'Asked for on'),
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

export const fieldsOf = (verb: VerbOn<'consultation'>): readonly ReplyField[] => STEP_FIELDS[verb] ?? [];
