import type { Language } from '../rules/texts.js';

type Form = 'full' | 'list' | 'sentence';

const LOCALE: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-GB' };
const PARTS: Readonly<Record<Form, Intl.DateTimeFormatOptions>> = {
  full: { day: 'numeric', month: 'long', year: 'numeric' },
  list: { weekday: 'short', day: 'numeric', month: 'short' },
  sentence: { weekday: 'long', day: 'numeric', month: 'long' },
};
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A civil day as people say it: `30 oktober 2026` in full, `fre 30 okt` in lists, `fredag 30 oktober` in sentences.
 *
 * @param today the year is said where it is not this one.
 */
export function dayInWords(date: string, language: Language, form: Form = 'full', today = date): string {
  const withYear = form !== 'full' && date.slice(0, 4) !== today.slice(0, 4);
  const key = `${language} ${form} ${withYear}`;
  let format = formats.get(key);
  if (!format) {
    const parts = { ...PARTS[form], ...(withYear && ({ year: 'numeric' } as const)), timeZone: 'UTC' };
    formats.set(key, (format = new Intl.DateTimeFormat(LOCALE[language], parts)));
  }
  return format.format(new Date(`${date}T00:00:00Z`)).replaceAll(/(?<=\p{L})\.|,/gu, '');
}

/** A civil day in words, and for programs. */
export const Day = ({
  date,
  language,
  form,
  today,
}: {
  readonly date: string;
  readonly language: Language;
  readonly form?: Form | undefined;
  readonly today?: string | undefined;
}) => <time dateTime={date}>{dayInWords(date, language, form, today)}</time>;

const DAYS = /\b(\d{4}-\d{2}-\d{2})\b/;

/** What a rule says of a day, which it writes for programs too, with the day as people say it. */
export const Sentence = ({ text, language }: { readonly text: string; readonly language: Language }) => (
  <>
    {text
      .split(DAYS)
      .map((part, at) => (at % 2 === 1 && isDay(part) ? <Day date={part} language={language} /> : part))}
  </>
);

/** The same where it can be nothing but text. */
export const sentenceInWords = (text: string, language: Language): string =>
  text
    .split(DAYS)
    .map((part, at) => (at % 2 === 1 && isDay(part) ? dayInWords(part, language) : part))
    .join('');

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const moment = (language: Language) =>
  new Intl.DateTimeFormat(LOCALE[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Stockholm',
  });
const MOMENT: Readonly<Record<Language, Intl.DateTimeFormat>> = { sv: moment('sv'), en: moment('en') };

/** An instant as the clocks in Sweden show it. */
export const Moment = ({ at, language }: { readonly at: string; readonly language: Language }) => (
  <time dateTime={at}>{MOMENT[language].format(new Date(at)).replaceAll(/(?<=\p{L})\.|,/gu, '')}</time>
);
