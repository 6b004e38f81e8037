import { dayInWords } from '../../markup/day.js';
import type { Reader } from '../frame/staff-frame.js';
import type { Texts } from '../../rules/texts.js';

/** The same of both languages: “till Sara Nyström”. None without what it names. */
export const withName = (sv: string, en: string, what: string | null | undefined): Texts | undefined =>
  what ? { sv: `${sv} ${what}`, en: `${en} ${what}` } : undefined;

/** “till och med fredag 18 december”. */
export const withDay = (
  sv: string,
  en: string,
  date: string | null | undefined,
  { today }: Reader,
): Texts | undefined =>
  date
    ? {
        sv: `${sv} ${dayInWords(date, 'sv', 'sentence', today)}`,
        en: `${en} ${dayInWords(date, 'en', 'sentence', today)}`,
      }
    : undefined;

/** One after the other, without those that there are not. */
export const together = (...parts: readonly (Texts | undefined)[]): Texts | undefined => {
  const said = parts.flatMap((part) => part ?? []);
  return said.length === 0
    ? undefined
    : { sv: said.map(({ sv }) => sv).join(' '), en: said.map(({ en }) => en).join(' ') };
};
