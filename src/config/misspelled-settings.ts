import type { Texts } from '../rules/texts.js';
import { settingSpecs } from './setting-specs.js';

const NAMES = Object.keys(settingSpecs);
/** A shorter name is like too many that mean something else: `HOST` and `HOME`. */
const SHORTEST = 8;
/** One letter in so many may differ. */
const LETTERS_TO_ONE_WRONG = 5;

export interface Misspelled {
  readonly given: string;
  readonly meant: string;
  readonly said: Texts;
}

const sentence = (given: string, meant: string): Texts => ({
  sv: `${given} är ingen inställning: menade du ${meant}?`,
  en: `${given} is no setting: did you mean ${meant}?`,
});

/** Variables that are no setting and nearly have the name of one: whoever set them believes that they hold. */
export function misspelledSettings(env: Readonly<Record<string, string | undefined>>): Misspelled[] {
  return Object.keys(env)
    .filter((given) => env[given] !== '' && given.length >= SHORTEST && !NAMES.includes(given))
    .flatMap((given) => {
      const meant = NAMES.find((name) => isNearly(given.toUpperCase(), name));
      // Where the right name is set too, the other one is somebody else's.
      return meant === undefined || env[meant] ? [] : [{ given, meant, said: sentence(given, meant) }];
    });
}

const isNearly = (given: string, name: string): boolean =>
  name.length >= SHORTEST && lettersBetween(given, name) <= name.length / LETTERS_TO_ONE_WRONG;

/** How many letters are to be put in, taken out or changed (Levenshtein). */
function lettersBetween(from: string, to: string): number {
  let row = [...to, ''].map((_, index) => index);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (const [index, other] of [...to].entries())
      next.push(Math.min(next[index]! + 1, row[index + 1]! + 1, row[index]! + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}
