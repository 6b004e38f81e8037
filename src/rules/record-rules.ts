import type { Rule } from './lifecycle.js';
import { holdsPersonalNumber } from './personal-data.js';
import { refusal } from './refusals.js';

/** Rules that records of several kinds are held to. */

export const isMarked: Rule<{ readonly marked: boolean }> = {
  ...refusal('not-confidential', 'Den är inte sekretessmarkerad.', 'It is not marked confidential.'),
  holds: (facts) => facts.marked,
};

/** What everyone would read besides the title: numbers, names of parties and the clauses as decided. */
export interface ToBePublished {
  readonly publicTexts: readonly (string | null)[];
}

/** GDPR, dataskyddslagen 3:10: no identity number where everyone can read it. */
export const namesNobodyByNumber: Rule<ToBePublished> = {
  ...refusal(
    'personal-number-in-text',
    'Det som skulle publiceras innehåller ett personnummer.',
    'What would be published holds a personal identity number.',
  ),
  holds: (facts) => !facts.publicTexts.some((text) => text !== null && holdsPersonalNumber(text)),
};
