import type { Block, Paper } from '../paper.js';

const line = (tag: string): Block => ({ is: 'text', text: tag });
const loop = (name: string, ...within: readonly Block[]): Block[] => [
  line(`{#${name}}`),
  ...within,
  line(`{/${name}}`),
];

/** All that a part can consist of, each in the look that it has where Yttra writes it. */
const EVERY_BLOCK: readonly Block[] = [
  ...loop('stycke', line('{text}')),
  ...loop('underrubrik', { is: 'heading', level: 3, text: '{text}' }),
  ...loop('inledning', line('{text}')),
  ...loop('satser', { is: 'clauses', lead: '', clauses: ['{text}'] }),
  ...loop('punkter', { is: 'points', items: ['{text}'] }),
  ...loop('numrerade', line('{nr}. {text}')),
  ...loop('citat', line('»{text}»')),
  ...loop('tabell', line('{rad}')),
  ...loop('fakta', line('{etikett}: {varde}')),
];

/**
 * A template to begin with: written for Word it has every tag in its place, and shows all of any paper. Whoever takes it
 * changes its looks in Word, and the order of what stands in it.
 */
export const starterTemplate: Paper = {
  language: 'sv',
  name: '{handling}',
  title: '{rubrik}',
  sender: '{avsandare}{#brevhuvud}, {rad}{/brevhuvud}',
  to: ['{#till}{rad} {/till}'],
  number: '{nummer}',
  facts: [{ label: '', value: '{#uppgifter}{etikett}: {varde}   {/uppgifter}' }],
  blocks: [
    ...loop('oppning', ...loop('block', ...EVERY_BLOCK)),
    ...loop('delar', { is: 'heading', level: 2, text: '{rubrik}' }, ...loop('block', ...EVERY_BLOCK)),
    ...loop('underskrifter', line('{namn}\n{titel}')),
  ],
  foot: ['{#sidfot}{rad} {/sidfot}'],
  writtenAt: '2026-11-01T12:00:00.000Z',
};
