import { html, type Html } from '../../rules/html-text.js';
import type { Language } from '../../rules/texts.js';

const formats: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  sv: new Intl.DateTimeFormat('sv-SE', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** A civil date in words, `22 maj 2023`, and for programs. */
export const day = (date: string, language: Language): Html =>
  html`<time datetime="${date}">${formats[language].format(new Date(`${date}T00:00:00Z`))}</time>`;
