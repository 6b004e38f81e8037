import type { Reason } from './problem.js';
import { seen } from './text.js';

/**
 * A text as numbers are looked for in it: full-width digits are digits, any dash is a hyphen, any blank a space, and what is
 * not seen is gone. A number stays a number to its reader whichever of these it is written with.
 */
const plainDigits = (text: string): string =>
  seen(text.normalize('NFKC'))
    .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
    .replace(/\s/gu, ' ');

/**
 * Ten or twelve digits in pairs, with a sign or a blank between any two and several before the serial number. Looked for from
 * each digit that begins a number: another number may stand before it.
 */
const PERSONAL_NUMBER =
  /(?<!\d)(?=(?:(?:18|19|20)[- ]?)?(\d\d)[- ]?(\d\d)[- ]?(\d\d)[-+ ]{0,4}(\d\d)[- ]?(\d\d)(?!\d))/g;

/** A personal identity or coordination number: ten or twelve digits with a date that exists and the right check digit. */
export function holdsPersonalNumber(text: string): boolean {
  return [...plainDigits(text).matchAll(PERSONAL_NUMBER)].some(([, ...pairs]) => {
    const digits = pairs.join('');
    return isBirthday(digits.slice(0, 6)) && hasCheckDigit(digits);
  });
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** In a coordination number the day is counted up by 60. */
function isBirthday(date: string): boolean {
  const [month, day] = [Number(date.slice(2, 4)), Number(date.slice(4, 6)) % 60];
  return day >= 1 && day <= (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** The Luhn algorithm over all ten digits. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}

/**
 * A Swedish telephone number, within the country or from abroad: seven to ten digits after the nought or +46, in groups or
 * written together. `0747/21` and `2026/0166` are numbers of registers.
 */
const TELEPHONE_NUMBER =
  /(?<![\d/+-])(?:(?:(?:\+|00)46[- ]?(?:0[- ]?)?[1-9]\d{0,2}|0[1-9]\d{0,2})(?:[- ]|\/ ?)\d{2,3}(?:[- ]?\d{2,3}){1,2}|(?:(?:\+|00)46|0)[1-9]\d{7,8})(?![\d/-])/;

const holdsTelephoneNumber = (text: string): boolean =>
  TELEPHONE_NUMBER.test(
    // Blanks first: a long row of them would be looked through from each for the hyphen after it.
    plainDigits(text).replaceAll(/[().]/g, ' ').replaceAll(/ +/g, ' ').replaceAll(/ ?- ?/g, '-'),
  );

/** What a person should look at before a text is public, or before it is sent to many. */
const NUMBERS: readonly Sign[] = [
  {
    isIn: holdsPersonalNumber,
    warning: {
      code: 'personal-number',
      detail: {
        sv: 'Texten innehåller ett personnummer. Det får inte visas för alla, och behövs sällan (3 kap. 10 § dataskyddslagen).',
        en: 'The text holds a personal identity number. It may not be shown to everyone, and is rarely needed.',
      },
    },
  },
  {
    isIn: holdsTelephoneNumber,
    warning: {
      code: 'may-hold-a-telephone-number',
      detail: {
        sv: 'Texten kan innehålla ett telefonnummer.',
        en: 'The text may hold a telephone number.',
      },
    },
  },
];

const PERSONAL_TITLE: readonly Sign[] = [
  {
    isIn: (title) =>
      /(?<!\p{L})(?!Region )\p{Lu}\p{Ll}+ (?:(?:von|af|de) )?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?/u.test(title),
    warning: {
      code: 'may-name-a-person',
      detail: {
        sv: 'Rubriken kan innehålla ett personnamn. Offentliga rubriker ska inte göra det.',
        en: 'The title may name a person. Public titles should not.',
      },
    },
  },
  {
    isIn: (title) => /\S@\S/.test(title),
    warning: {
      code: 'may-hold-an-email-address',
      detail: {
        sv: 'Rubriken kan innehålla en e-postadress.',
        en: 'The title may hold an e-mail address.',
      },
    },
  },
  {
    isIn: (title) =>
      /(?<!\d)(?:(?:18|19|20)?\d{6} ?[-+]? ?\d{4})(?!\d)/.test(plainDigits(title)) &&
      !holdsTelephoneNumber(title),
    warning: {
      code: 'may-hold-a-personal-number',
      detail: {
        sv: 'Rubriken innehåller ett långt nummer. Är det ett personnummer eller ett telefonnummer?',
        en: 'The title holds a long number. Is it somebody’s identity or telephone number?',
      },
    },
  },
];

interface Sign {
  readonly isIn: (text: string) => boolean;
  readonly warning: Reason;
}

const warningsOf = (signs: readonly Sign[], texts: readonly (string | null | undefined)[]): Reason[] =>
  signs.filter(({ isIn }) => texts.some((text) => text && isIn(text))).map(({ warning }) => warning);

/** Numbers of persons in texts that may be published one day, each kind of number once. */
export const personalNumberWarnings = (...texts: readonly (string | null | undefined)[]): Reason[] =>
  warningsOf(NUMBERS, texts);

/** What a person should look at before a title is public. Signs only: it errs on both sides. */
export const personalDataWarnings = (title: string): Reason[] =>
  warningsOf([...PERSONAL_TITLE, ...NUMBERS], [title]);
