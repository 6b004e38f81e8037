import type { Reason } from './problem.js';

const NUMBER = /(?<!\d)(?:19|20)?(\d{6})[-+ ]?(\d{4})(?!\d)/g;

/** A personal identity or coordination number: ten or twelve digits with a date and the right check digit. */
export function holdsPersonalNumber(text: string): boolean {
  return [...text.matchAll(NUMBER)].some(
    ([, date, rest]) => isBirthday(date!) && hasCheckDigit(date! + rest!),
  );
}

/** In a coordination number the day is counted up by 60. */
function isBirthday(date: string): boolean {
  const [month, day] = [Number(date.slice(2, 4)), Number(date.slice(4, 6)) % 60];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** The Luhn algorithm over all ten digits. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}

const SIGNS: readonly { readonly pattern: RegExp; readonly warning: Reason }[] = [
  {
    pattern: /(?<!\p{L})(?!Region )\p{Lu}\p{Ll}+ (?:(?:von|af|de) )?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?/u,
    warning: {
      code: 'may-name-a-person',
      detail: {
        sv: 'Rubriken kan innehålla ett personnamn. Offentliga rubriker ska inte göra det.',
        en: 'The title may name a person. Public titles should not.',
      },
    },
  },
  {
    pattern: /\S@\S/,
    warning: {
      code: 'may-hold-an-email-address',
      detail: {
        sv: 'Rubriken kan innehålla en e-postadress.',
        en: 'The title may hold an e-mail address.',
      },
    },
  },
  {
    pattern: /(?<!\d)(?:(?:19|20)?\d{6}[-+ ]?\d{4}|0\d{1,3}[-/ ]?\d{2,4}[- ]?\d{2,3}[- ]?\d{0,3})(?!\d)/,
    warning: {
      code: 'may-hold-a-personal-number',
      detail: {
        sv: 'Rubriken innehåller ett långt nummer. Är det ett personnummer eller ett telefonnummer?',
        en: 'The title holds a long number. Is it somebody’s identity or telephone number?',
      },
    },
  },
];

/** What a person should look at before a title is public. Signs only: it errs on both sides. */
export function personalDataWarnings(title: string): Reason[] {
  return SIGNS.filter(({ pattern }) => pattern.test(title)).map(({ warning }) => warning);
}
