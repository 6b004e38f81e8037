import {
  CLAUSE_STYLES,
  PART_HEADINGS,
  PARTS_OF,
  type ClauseStyle,
  type FormKind,
  type FormPart,
  type PaperForm,
} from '../../papers/form/paper-form.js';
import type { FactName, PartName } from '../../papers/paper.js';
import type { Language, Texts } from '../../rules/texts.js';
import { t, worded } from '../steps/step-field.js';
import { why } from './body-forms.js';
import type { Given, SettingsField } from './settings-form.js';

const clauseStyleWords: Readonly<Record<ClauseStyle, Texts>> = {
  sentences: t('Som de skrivs, efter inledande ord (att-satser)', 'As they are written, after leading words'),
  numbered: t('Numrerade meningar', 'Numbered sentences'),
  points: t('Punkter', 'Points'),
};

const factLabels: Readonly<Record<FactName, Texts>> = {
  day: t('Dagen kallas', 'The day is called'),
  ownNumber: t('Det egna numret kallas', 'The own number is called'),
  theirNumber: t('Mottagarens nummer kallas', 'The number of whom it is for is called'),
  officer: t('Handläggaren kallas', 'The case officer is called'),
  lastDay: t('Sista svarsdagen kallas', 'The last day to reply is called'),
};

/** The fields of a form as a clerk fills them in: a part is a line, called as the paper calls it. */
export const paperFormFields = (kind: FormKind, now: PaperForm, language: Language): SettingsField[] => [
  {
    name: 'name',
    kind: 'line',
    label: t('Handlingen kallas', 'The paper is called'),
    hint: t('Lämna tomt för det vanliga namnet.', 'Leave empty for the usual name.'),
    now: now.name,
    emptied: true,
  },
  ...(PARTS_OF[kind].length === 0 ? [] : [partsField(kind, now)]),
  {
    name: 'clauses',
    kind: 'choice',
    label: t('Beslutssatser', 'Clauses'),
    options: worded(CLAUSE_STYLES, clauseStyleWords)(null, language),
    now: now.clauses,
  },
  {
    name: 'letterhead',
    kind: 'lines',
    label: t('Rader i brevhuvudet', 'Lines of the letterhead'),
    hint: t(
      'Under avsändarens namn, till exempel förvaltning och telefon.',
      'Under the name of the sender, such as administration and telephone.',
    ),
    now: now.letterhead,
  },
  ...(Object.keys(factLabels) as FactName[]).map((fact): SettingsField => ({
    name: `labels.${fact}`,
    kind: 'line',
    label: factLabels[fact],
    now: now.labels[fact],
  })),
  {
    name: 'signatures',
    kind: 'lines',
    label: t('Underskrifter utöver handläggarens', 'Signatures besides the case officer’s'),
    hint: t(
      'En per rad: namn; titel. Bara titeln ger en rad att skriva under på.',
      'One a line: name; title. The title alone makes a line to sign on.',
    ),
    now: now.signatures.map(({ name, title }) => (name === '' ? title : `${name}; ${title}`)),
  },
  {
    name: 'foot',
    kind: 'lines',
    label: t('Rader i sidfoten', 'Lines at the foot'),
    hint: t('Lämna tomt för organets namn och e-post.', 'Leave empty for the name and e-mail of the body.'),
    now: now.foot,
  },
  why,
];

const partsField = (kind: FormKind, now: PaperForm): SettingsField => ({
  name: 'parts',
  kind: 'lines',
  label: t('Rubriker i ordning', 'Headings in order'),
  hint: t(
    `En per rad. ”Ärendet = Bakgrund” ger delen en annan rubrik, ”Bedömning =” ger den ingen. Delarna är: ${partsIn(kind).join(', ')}. Vad som helst annat är rubriken på ett eget avsnitt.`,
    `One a line. “Ärendet = Background” gives that part another heading, “Bedömning =” gives it none. The parts are: ${partsIn(kind).join(', ')}. Anything else is the heading of a section of its own.`,
  ),
  now: now.parts.map(lineOf),
});

const partsIn = (kind: FormKind): string[] => PARTS_OF[kind].map((part) => PART_HEADINGS[part]);

function lineOf({ part, heading }: FormPart): string {
  if (part === 'section') return heading;
  const usual = PART_HEADINGS[part];
  return part === 'sections' || heading === usual ? usual : `${usual} = ${heading}`.trim();
}

/** What was typed, as the body of the API has it. */
export function paperFormGiven(kind: FormKind, { parts, signatures, ...given }: Given): object {
  return {
    ...given,
    ...(Array.isArray(parts) && { parts: (parts as string[]).map((line) => partOf(kind, line)) }),
    signatures: (signatures as string[]).map((line) => {
      const [first = '', ...rest] = line.split(';').map((each) => each.trim());
      return rest.length === 0 ? { name: '', title: first } : { name: first, title: rest.join('; ') };
    }),
  };
}

function partOf(kind: FormKind, line: string): FormPart {
  const [called = '', ...rest] = line.split('=').map((each) => each.trim());
  const known: readonly PartName[] = PARTS_OF[kind];
  const part = known.find((each) => PART_HEADINGS[each].toLowerCase() === called.toLowerCase());
  if (part === undefined) return { part: 'section', heading: line };
  return {
    part,
    heading: rest.length > 0 ? rest.join(' = ') : part === 'sections' ? '' : PART_HEADINGS[part],
  };
}
