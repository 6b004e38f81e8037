import type { ConfidentialityView } from '../../confidentiality/confidentiality.dto.js';
import { OTHERS_SEE } from '../../confidentiality/confidentiality.dto.js';
import { markOf, seenByOf } from '../../confidentiality/read-markings.js';
import type { PublicationView } from '../../publication/publications.dto.js';
import type { UnsaidParties } from '../../publication/publications.queries.js';
import type { Texts } from '../../rules/texts.js';
import { reason, t, worded, type Options, type StepField } from './step-field.js';

/** What the form of a marking is chosen from. */
export interface MarkingOffer {
  /** As it is marked, or as the other body has marked its own. */
  readonly known: Partial<ConfidentialityView> | undefined;
  /** Who may be on the list, by their mark. */
  readonly seers: Options;
  readonly bodies: Options;
  /** Of a consultation: what of it is the reader’s to mark, or to lift. */
  readonly parts: Options;
}

/** What the form of a publication is chosen from. */
export interface PublishingOffer {
  readonly publication: PublicationView | null;
  /** The record's own. */
  readonly title: string;
  readonly parties: UnsaidParties;
}

/** What is read for the forms of marking and publishing, where one of them is shown. */
export interface Offers {
  readonly marking?: MarkingOffer | undefined;
  readonly publishing?: PublishingOffer | undefined;
}

type Field = StepField<unknown, Offers>;

const inOptions = (options: Options | undefined, value: string): string =>
  options?.find(([each]) => each === value)?.[1] ?? value;

const marksOf = (known: MarkingOffer['known']): string[] => (known?.seenBy ?? []).map(markOf);

/** Marks as the body of the API has them; what is no text stays, for validation to name. */
const readMarks = (typed: unknown): unknown =>
  [typed].flat().map((mark: unknown) => (typeof mark === 'string' ? seenByOf(mark) : mark));

/** By what, by whom and for whom it is confidential. */
export const markingFields: readonly Field[] = [
  {
    name: 'provision',
    kind: 'line',
    label: t('Bestämmelse', 'Provision'),
    hint: t(
      'Den som det är hemligt enligt, till exempel OSL 21:7.',
      'By which it is secret, such as OSL 21:7.',
    ),
    instead: t('Ange bestämmelsen, till exempel OSL 21:7', 'Give the provision, such as OSL 21:7'),
    first: (_, __, { marking }) => marking?.known?.provision,
    now: (_, { marking }) => marking?.known?.provision,
  },
  {
    name: 'seenBy',
    kind: 'several',
    label: t('Vilka får se det?', 'Who may see it?'),
    hint: t(
      'Alla som ska kunna se det från och med nu, du själv bland dem.',
      'Everybody who is to see it from now on, you among them.',
    ),
    instead: t('Välj vilka som får se det', 'Choose who may see it'),
    options: ({ marking }) => marking?.seers ?? [],
    firsts: ({ marking }) => marksOf(marking?.known),
    now: (_, { marking }) =>
      marksOf(marking?.known)
        .map((mark) => inOptions(marking?.seers, mark))
        .join(', '),
    read: readMarks,
  },
  {
    name: 'othersSee',
    kind: 'choice',
    label: t('Vad ser övriga i diariet?', 'What do all others see in the register?'),
    options: worded(
      OTHERS_SEE,
      {
        masked: t('Att det finns, med nummer och datum', 'That it is there, by its number and date'),
        nothing: t('Ingenting', 'Nothing'),
      },
      t('Det som kommunen har bestämt', 'What the municipality has settled'),
    ),
    first: (_, __, { marking }) => marking?.known?.othersSee,
  },
  {
    name: 'decidedOn',
    kind: 'date',
    label: t('Bedömt den', 'Decided on'),
    hint: t('I dag, om du lämnar tomt.', 'Today, if left empty.'),
    first: (_, __, { marking }) => marking?.known?.decidedOn,
    now: (_, { marking }) => marking?.known?.decidedOn,
  },
  {
    name: 'authority',
    kind: 'choice',
    label: t('Organ som gjorde bedömningen', 'Body that decided it'),
    options: ({ marking }, language) => [
      ['', t('Vi själva', 'Ourselves')[language]],
      ...(marking?.bodies ?? []),
    ],
    first: (_, __, { marking }) => marking?.known?.authority,
    now: (_, { marking }) => marking?.known?.authority && inOptions(marking.bodies, marking.known.authority),
  },
  { ...reason, label: t('Varför? (om det ska stå i historiken)', 'Why? (where the history is to tell)') },
];

/** Which part of a consultation it is of. */
export const partField: Field = {
  name: 'of',
  kind: 'choice',
  label: t('Vad gäller det?', 'What is it of?'),
  options: ({ marking }) => marking?.parts ?? [],
  first: (_, __, { marking }) => marking?.known?.of,
};

export const partWords = {
  statement: t('Yttrandet, från första utkastet', 'The statement, from its first draft'),
  consultation: t('Hela ärendet hos oss', 'All of the matter with us'),
  reply: t('Svaret som har kommit in till oss', 'The reply that came in to us'),
} satisfies Record<string, Texts>;

export const whatMarkingDoes = t(
  'Hos er ser bara de som du väljer det, och varje läsning antecknas. Andra myndigheter behåller det de har, och får veta det.',
  'Of your people only those whom you choose see it, and each reading is noted. Other authorities keep what they have, and are told.',
);
export const whatLiftingDoes = t(
  'Alla som annars får se det ser det igen.',
  'Everybody who may see it otherwise sees it again.',
);

/** On what terms everyone is shown a record. */
export const publishingFields: readonly Field[] = [
  {
    name: 'removeOn',
    kind: 'date',
    label: t('Visas till och med', 'Shown until'),
    hint: t('Morgonen därefter är det borta.', 'It is gone the morning after.'),
    instead: t('Ange en dag efter i dag', 'Give a day after today'),
    because: { 'not-in-the-future': t('Ange en dag efter i dag', 'Give a day after today') },
    first: (_, __, { publishing }) => publishing?.publication?.removeOn,
    now: (_, { publishing }) => publishing?.publication?.removeOn,
  },
  {
    name: 'publicTitle',
    kind: 'line',
    label: t('Rubrik som alla läser', 'Title as everyone reads it'),
    hint: t(
      'Utan namn på privatpersoner. Lämnar du tomt visas ärendets rubrik.',
      'Without names of private persons. Left empty, the title of the matter is shown.',
    ),
    first: (_, __, { publishing }) => publishing?.publication?.publicTitle ?? publishing?.title,
    now: (_, { publishing }) => publishing?.publication?.publicTitle,
  },
  {
    name: 'organisations',
    kind: 'several',
    label: t('Vilka av dem utanför kommunen är organisationer?', 'Which of those outside are organisations?'),
    hint: t(
      'De namnges för alla. De andra namnges inte, eftersom de kan vara privatpersoner.',
      'They are named to everyone. The others are not, since they may be private persons.',
    ),
    options: ({ publishing }) => publishing?.parties.names.map((name) => [name, name] as const) ?? [],
    firsts: ({ publishing }) => publishing?.parties.named ?? [],
  },
  {
    name: 'hidesParty',
    kind: 'yes',
    label: t(
      'Namnge ingen utanför kommunen, inte heller organisationer',
      'Name nobody outside the municipality, not even organisations',
    ),
    first: (_, __, { publishing }) => (publishing?.publication?.hidesParty ? 'true' : undefined),
  },
];

export const whatPublishingDoes = t(
  'Alla kan läsa det i det offentliga diariet. När det har tagits bort kan det som andra har hämtat finnas kvar hos dem.',
  'Everyone can read it in the public register. What others have fetched may be with them when it has been taken down.',
);
