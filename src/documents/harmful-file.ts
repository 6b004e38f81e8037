import { Invalid } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';

/** What a file of an accepted type may still be refused for. The codes are stable. */
const harms = {
  truncated: {
    sv: 'Filen är avbruten eller trasig. Spara om den och ladda upp igen.',
    en: 'The file is cut off or broken. Save it anew and upload it again.',
  },
  'web-page': {
    sv: 'Filen är också en webbsida. Spara om den som PDF.',
    en: 'The file is a web page too. Save it anew as PDF.',
  },
  macros: {
    sv: 'Filen innehåller makron. Spara den utan makron.',
    en: 'The file holds macros. Save it without them.',
  },
  encrypted: {
    sv: 'Filen är krypterad. Spara den utan lösenord.',
    en: 'The file is encrypted. Save it without a password.',
  },
  'part-name': {
    sv: 'Filen har delar vars namn inte är tillåtna.',
    en: 'The file has parts whose names are not allowed.',
  },
  link: { sv: 'Filen innehåller en länk till en annan fil.', en: 'The file holds a link to another file.' },
  'too-many-parts': { sv: 'Filen har för många delar.', en: 'The file has too many parts.' },
  'too-large-unpacked': {
    sv: 'Filens innehåll är för stort när det packas upp.',
    en: 'The content of the file is too large once it is unpacked.',
  },
  'too-many-pixels': {
    sv: 'Bilden har fler än 200 miljoner bildpunkter på en sida.',
    en: 'The picture has more than 200 million pixels on a page.',
  },
} satisfies Record<string, Texts>;

export type Harm = keyof typeof harms;

/** A file that is what it says, and is refused for what it would do to whoever opens it. */
export class HarmfulFile extends Invalid {
  constructor(readonly harm: Harm) {
    super({ pointer: '/file', code: harm, detail: harms[harm] });
  }
}
