import type { Rule } from './lifecycle.js';
import { holdsPersonalNumber } from './personal-data.js';

/** Rules that records of several kinds are held to. */

export const isMarked: Rule<{ readonly marked: boolean }> = {
  code: 'not-confidential',
  otherwise: { sv: 'Den är inte sekretessmarkerad.', en: 'It is not marked confidential.' },
  holds: (facts) => facts.marked,
};

/** What everyone would read besides the title: numbers, names of parties and the clauses as decided. */
export interface ToBePublished {
  readonly publicTexts: readonly (string | null)[];
}

/** GDPR, dataskyddslagen 3:10: no identity number where everyone can read it. */
export const namesNobodyByNumber: Rule<ToBePublished> = {
  code: 'personal-number-in-text',
  otherwise: {
    sv: 'Det som skulle publiceras innehåller ett personnummer.',
    en: 'What would be published holds a personal identity number.',
  },
  holds: (facts) => !facts.publicTexts.some((text) => text !== null && holdsPersonalNumber(text)),
};
