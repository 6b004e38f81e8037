import { buildMessage, ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';
import { DateTime } from 'luxon';
import { isReadableNumber } from '../rules/case-number.js';
import { isEmailAddress } from '../rules/email-address.js';
import { Invalid } from '../rules/problem.js';
import type { Refusal } from '../rules/refusals.js';
import { because } from './refusals.js';

/** @param rule which class-validator carries as the constraint's context. */
function field(
  name: string,
  rule: Refusal,
  holds: (value: unknown, args?: ValidationArguments) => boolean,
  options?: ValidationOptions,
): PropertyDecorator {
  const validator = { validate: holds, defaultMessage: buildMessage(() => rule.detail.en, options) };
  return ValidateBy({ name, validator }, { ...options, context: rule });
}

/** Text with something in it, at most `max` characters. */
export function Text(max: number, options?: ValidationOptions): PropertyDecorator {
  return field(
    'text',
    because.text(max),
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= max,
    options,
  );
}

/** Text that may be empty: a part of a draft that is not written yet. */
export function DraftText(max: number, options?: ValidationOptions): PropertyDecorator {
  return field(
    'draftText',
    because.draftText(max),
    (value) => typeof value === 'string' && value.length <= max,
    options,
  );
}

/** A whole number from `min` to `max`. */
export function WholeNumber(min: number, max: number, options?: ValidationOptions): PropertyDecorator {
  return field(
    'wholeNumber',
    because.wholeNumber(min, max),
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    options,
  );
}

/** A calendar date, `YYYY-MM-DD`, that exists. */
export function CivilDate(options?: ValidationOptions): PropertyDecorator {
  return field('civilDate', because.date, (value) => isCivilDate(value), options);
}

/** PostgreSQL has no year 0, which luxon has. */
export function isCivilDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && DateTime.fromISO(value).year > 0;
}

/** An instant with its offset from UTC, as RFC 3339 writes it. */
export function Instant(options?: ValidationOptions): PropertyDecorator {
  return field('instant', because.instant, (value) => isInstant(value), options);
}

function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.test(value) &&
    DateTime.fromISO(value).toUTC().year > 0
  );
}

/** An e-mail address; see `isEmailAddress`. */
export function EmailAddress(options?: ValidationOptions): PropertyDecorator {
  return field('emailAddress', because.email, isEmailAddress, options);
}

/** The short code of a body. Whether there is such a body is the record's business. */
export function BodyCode(options?: ValidationOptions): PropertyDecorator {
  return field(
    'bodyCode',
    because.bodyCode,
    (value) => typeof value === 'string' && /^[A-ZÅÄÖ0-9]{2,12}$/.test(value),
    options,
  );
}

/** A section of the minutes, as written: `84`, `139/2016`. The sign § is left to whoever prints it. */
export function Section(options?: ValidationOptions): PropertyDecorator {
  return field(
    'section',
    because.section,
    (value) => typeof value === 'string' && /^[0-9][0-9A-Za-zåäöÅÄÖ /.:–-]{0,29}$/.test(value),
    options,
  );
}

/** A number of a register, in letters that are not taken for others. */
export function CaseNumber(options?: ValidationOptions): PropertyDecorator {
  return field(
    'caseNumber',
    because.caseNumber,
    (value) => typeof value === 'string' && value.length <= 60 && isReadableNumber(value),
    options,
  );
}

/** What has been done has a date that has come. @throws Invalid naming the field. */
export function notInTheFuture(pointer: string, date: string | undefined, today: string): void {
  if (date === undefined || date <= today) return;
  throw new Invalid({ pointer, ...because.inTheFuture });
}
