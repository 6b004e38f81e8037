import type { SharedCompilationRowView } from '../../compilation/shared-compilations.dto.js';
import { dayInWords } from '../../markup/day.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { civilDate } from '../../rules/civil-date.js';
import { UNANSWERED_STATES } from '../../rules/consultation-states.js';
import { PARTY_KINDS } from '../../rules/party-kind.js';
import type { Texts } from '../../rules/texts.js';
import { NOT_SAID, partyKindWords } from '../case/case-fields.js';
import { documentKindWords, PACKET_KINDS } from '../document/document-words.js';
import type { Reader } from '../frame/staff-frame.js';
import type { Offers } from '../steps/offers.js';
import { together } from '../steps/receipt-words.js';
import { reason, t, worded, type Options, type StepField } from '../steps/step-field.js';

export interface ReferralChoices extends Offers {
  /** Those who have not answered: a body by its code, one outside by its consultation. */
  readonly unanswered: Options;
  /** Bodies that are not asked yet. */
  readonly bodies: Options;
  /** Bodies that may have decided to refer. */
  readonly deciding: Options;
  /** Those who have replied, by consultation. */
  readonly replied: Options;
  /** The version of the compilation that was shared last. */
  readonly lastShared: SharedCompilationRowView | undefined;
}

type Field = StepField<ReferralView, ReferralChoices>;

export const until: Field = {
  name: 'until',
  kind: 'date',
  label: t('Ny sista svarsdag', 'New reply-by date'),
  instead: t('Ange dagen', 'Give the day'),
  now: ({ replyBy }) => replyBy,
};
export const consultees: Field = {
  name: 'consultees',
  kind: 'several',
  label: t('Vilka?', 'Which of them?'),
  hint: t(
    'Välj ingen för alla som inte har svarat och har kortare tid.',
    'Choose none for all who have not answered and have less time.',
  ),
  options: ({ unanswered }) => unanswered,
};
export const body: Field = {
  name: 'body',
  kind: 'choice',
  label: t('Organ i kommunen', 'Body of the municipality'),
  because: {
    consultee: t(
      'Välj ett organ i kommunen, eller skriv namnet på någon utanför',
      'Choose a body of the municipality, or write the name of somebody outside',
    ),
  },
  options: ({ bodies }, language) => [
    ['', t('Ingen: någon utanför kommunen', 'None: somebody outside')[language]],
    ...bodies,
  ],
};
export const outsider: readonly Field[] = [
  {
    name: 'name',
    kind: 'line',
    label: t('Namn, för någon utanför kommunen', 'Name, of somebody outside the municipality'),
    hint: t('Lämna tomt när du har valt ett organ.', 'Leave empty when you have chosen a body.'),
    because: {
      'outsider-asked-twice': t(
        'Någon med det namnet står redan på listan. Kryssa i rutan om det är en annan.',
        'Somebody of that name is on the list already. Tick the box if it is another one.',
      ),
    },
  },
  { name: 'email', kind: 'email', label: t('E-post, om den finns', 'E-mail address, if there is one') },
  {
    name: 'askedAgain',
    kind: 'yes',
    label: t(
      'Det är en annan än den med samma namn på listan',
      'It is another one than that of the same name on the list',
    ),
  },
];
export const replyBy: Field = {
  name: 'replyBy',
  kind: 'date',
  label: t('Svar senast', 'Reply by'),
  first: (referral) => referral.replyBy ?? '',
};

export const note: Field = {
  name: 'note',
  kind: 'text',
  label: t('Hälsning till remissinstanserna', 'A word to the consultees'),
  hint: t(
    'Kan lämnas tomt. Står överst i sammanställningen.',
    'May be empty. Stands at the head of the compilation.',
  ),
};
export const leaveOut: Field = {
  name: 'leaveOut',
  kind: 'several',
  label: t('Vilkas svar ska de andra inte se?', 'Whose replies are the others not to see?'),
  hint: t(
    'Det som är sekretessmarkerat visas aldrig för de andra, vad ni än väljer här.',
    'What is marked confidential is never shown to the others, whatever you choose here.',
  ),
  options: ({ replied }) => replied,
};
const sharedBefore = ({ number, sharedAt }: SharedCompilationRowView, { today }: Reader): Texts => {
  const day = civilDate(new Date(sharedAt));
  return t(
    `Senast delades version ${number}, ${dayInWords(day, 'sv', 'sentence', today)}.`,
    `Version ${number} was shared last, ${dayInWords(day, 'en', 'sentence', today)}.`,
  );
};
/** Whom it would be shown to before they have replied is said before, since it cannot be taken back. */
export const sharedWithAll = (
  { consultees }: ReferralView,
  { lastShared }: ReferralChoices,
  reader: Reader,
): Texts | undefined => {
  const missing = consultees.filter(({ state }) => UNANSWERED_STATES.some((each) => each === state)).length;
  return together(
    lastShared && sharedBefore(lastShared, reader),
    whatSharingDoes,
    missing === 0
      ? undefined
      : t(
          `${missing} av de tillfrågade har inte svarat än, och får se de andras svar innan de svarar.`,
          `${missing} of those asked have not replied yet, and see what the others replied before they do.`,
        ),
  );
};
const whatSharingDoes = t(
  'Alla remissinstanser får se sammanställningen och hur deras egna synpunkter bemöttes, så som det är nu. En delad version går inte att ta tillbaka; delar ni igen blir det en ny version.',
  'Every consultee sees the compilation, and how its own remarks were met, as it is now. A version that was shared cannot be taken back; sharing again makes another one.',
);

export const toldToAll = t(
  'Alla remissinstanser får veta att ni inte längre frågar. Det går inte att ångra.',
  'Every consultee is told that you no longer ask. It cannot be undone.',
);
export const toldOfIt = t(
  'Alla remissinstanser får veta det, också de som har svarat. Det som skickades förut finns kvar som en tidigare version.',
  'Every consultee is told, also those who have replied. What was sent before stays as an earlier version.',
);
/** Nobody has been asked yet. */
export const ofADraft = t(
  'Utkastet läggs ner, och ingen får något meddelande. Det går inte att ångra.',
  'The draft is dropped, and nobody is told. It cannot be undone.',
);

export const whoReplied: readonly Field[] = [
  {
    name: 'name',
    kind: 'line',
    label: t('Vem har svarat?', 'Who has replied?'),
    instead: t('Skriv vem som har svarat', 'Write who has replied'),
    because: {
      'consultee-of-that-name': t(
        'Någon med det namnet är redan tillfrågad eller har svarat. Kryssa i rutan om det är en annan.',
        'Somebody of that name has been asked or has replied already. Tick the box if it is another one.',
      ),
    },
  },
  {
    name: 'kind',
    kind: 'choice',
    label: t('Den som svarat är', 'Who replied is'),
    hint: t(
      'Bara en organisation namnges i det offentliga diariet.',
      'Only an organisation is named in the public register.',
    ),
    options: worded(PARTY_KINDS, partyKindWords, NOT_SAID),
  },
  { name: 'email', kind: 'email', label: t('E-post, om den finns', 'E-mail address, if there is one') },
  {
    name: 'anotherOfTheName',
    kind: 'yes',
    label: t(
      'Det är en annan än den med samma namn på listan',
      'It is another one than that of the same name on the list',
    ),
  },
];
/** What it is supplemented with, where that is not its questions alone. */
export const supplement: readonly Field[] = [
  {
    name: 'files',
    kind: 'files',
    label: t('Nya handlingar', 'Further documents'),
    hint: t(
      'Välj inga om det bara är frågorna som ändras. Flera filer går bra.',
      'Choose none where only the questions change. Several files are fine.',
    ),
  },
  {
    name: 'title',
    kind: 'line',
    label: t('Handlingens rubrik', 'Title of the document'),
    hint: t('Filens namn, om du lämnar tomt.', 'The name of the file, if left empty.'),
  },
  {
    name: 'kind',
    kind: 'choice',
    label: t('Slag', 'Kind'),
    first: () => 'attachment',
    options: worded(PACKET_KINDS, documentKindWords),
  },
  {
    name: 'questions',
    kind: 'texts',
    label: t('Fråga', 'Question'),
    hint: t(
      'Skriv om en fråga eller lägg till en. Ingen kan tas bort, eftersom svar hänvisar till dem.',
      'Word a question anew or add one. None can be left out, since answers refer to them.',
    ),
    firsts: (_, { questions }) => questions.map(({ text }) => text),
    now: ({ questions }) => questions.map(({ text }) => text).join('\n'),
  },
  {
    ...reason,
    label: t('Varför kompletteras remissen?', 'Why is the referral supplemented?'),
    hint: t('Remissinstanserna läser skälet.', 'The consultees read the reason.'),
  },
];
