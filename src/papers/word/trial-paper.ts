import { PARTS_OF, type FormKind } from '../form/paper-form.js';
import type { Block, Paper } from '../paper.js';
import { heading, part, points, text } from '../parts.js';

const EVERY_BLOCK: readonly Block[] = [
  text('Ett stycke.\n\n- en punkt\n- en till\n\n1. ett\n2. två\n\n> Ett citat.'),
  heading('Underrubrik', 3),
  { is: 'clauses', lead: 'Nämnden beslutar', clauses: ['att tillstyrka förslaget', 'att svara.'] },
  points(['Kommunstyrelsen', 'Kommunfullmäktige']),
  { is: 'facts', facts: [{ label: 'Justerat', value: '29 november 2026' }] },
  { is: 'table', head: ['Ja', 'Nej'], rows: [['7', '4']] },
];

/** A made-up paper with every part that the kind has, and in each all that one can consist of: a template is tried on it. */
export const trialPaper = (kind: FormKind): Paper => ({
  language: 'sv',
  name: 'Handling',
  title: 'Strategi för social hållbarhet',
  sender: 'Nämnden',
  to: ['Kommunstyrelsen'],
  number: 'NN 2026/112',
  facts: [{ fact: 'day', label: 'Datum', value: '22 november 2026' }],
  letterhead: ['Förvaltningen'],
  blocks: [
    ...EVERY_BLOCK,
    ...[...PARTS_OF[kind].map((each) => part(each)), heading('Avsnitt')].flatMap((each) => [
      each,
      ...EVERY_BLOCK,
    ]),
    { is: 'signatures', signatures: [{ name: 'Anna Ek', title: 'Ordförande' }] },
  ],
  foot: ['Nämnden'],
  writtenAt: '2026-11-22T10:00:00.000Z',
});
