import { sentenceInWords } from '../../markup/day.js';
import type { FieldError } from '../../markup/fields.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { ShownField } from './step-field.js';

const LINE: Texts = { sv: 'rad', en: 'line' };

/** Each mistake at the field that it is in, also where it is in a part of it (`/clauses/0/text`, `leadTimes.reviewDays`). */
export function errorsOf(
  { invalid }: DomainError,
  fields: readonly (Pick<ShownField, 'name' | 'label' | 'instead' | 'because'> &
    Partial<Pick<ShownField, 'kind'>>)[],
  language: Language,
): FieldError[] {
  return invalid.map(({ pointer, code, detail }) => {
    const said = sentenceInWords(detail[language], language);
    const name = pointer.split('/')[1] ?? '';
    const whole = pointer.slice(1).replaceAll('/', '.');
    const field =
      fields.find((each) => (name ? each.name === name || each.name === whole : each.because?.[code])) ??
      (name === 'file' ? fields.find(({ kind }) => kind === 'files') : undefined) ??
      // Of a list that the form adds one to.
      fields.find((each) => pointer.endsWith(`/${each.name}`));
    if (!field) return { words: name ? `${name}: ${said}` : said };
    const asksForIt = code === 'text' || code === 'required' || code.endsWith('-required');
    const instead = field.because?.[code]?.[language] ?? (asksForIt ? field.instead : undefined);
    const [, index] =
      ((field.kind === 'lines' || field.kind === 'texts') && /^\/[^/]+\/(\d+)/.exec(pointer)) || [];
    const line = index === undefined ? '' : ` (${LINE[language]} ${Number(index) + 1})`;
    // Of one line among several it is said which.
    const words =
      instead !== undefined && line === '' ? instead : `${field.label}${line}: ${instead ?? said}`;
    return { field: field.name, words };
  });
}
