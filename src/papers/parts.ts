import { dayInWords } from '../markup/day.js';
import { PART_HEADINGS } from './form/paper-form.js';
import type { Block, PartName } from './paper.js';

/** Parts of papers as a mapping writes them. */
export const heading = (text: string, level: 2 | 3 = 2): Block => ({ is: 'heading', level, text });
/** The heading of a part that a form may move and call otherwise. */
export const part = (name: PartName, text: string = PART_HEADINGS[name]): Block => ({
  is: 'heading',
  level: 2,
  text,
  part: name,
});
export const text = (written: string): Block => ({ is: 'text', text: written });
export const points = (items: readonly string[]): Block => ({ is: 'points', items });

/** A civil day as papers say it, which are in Swedish as what stands in them. */
export const inWords = (day: string): string => dayInWords(day, 'sv');

/** The civil day in Sweden of an instant. */
export const dayOf = (instant: string): string =>
  new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
