import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  buildMessage,
  IsArray,
  IsBoolean,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { DateTime } from 'luxon';
import { isReadableNumber } from '../rules/case-number.js';
import { isEmailAddress } from '../rules/email-address.js';
import { Invalid } from '../rules/problem.js';
import type { Refusal } from '../rules/refusals.js';
import { isBlank, oneLine } from '../rules/text.js';
import { because } from './refusals.js';

/** A rule that a value broke. */
export interface FieldRule extends Refusal {
  /** What is wrong with just this value, where more can be said than the rule. */
  readonly wrong?: (value: unknown) => Refusal | undefined;
}

/** @param rule which class-validator carries as the constraint's context. */
function field(
  name: string,
  rule: FieldRule,
  holds: (value: unknown, args?: ValidationArguments) => boolean,
  options?: ValidationOptions,
): PropertyDecorator {
  const validator = { validate: holds, defaultMessage: buildMessage(() => rule.detail.en, options) };
  return ValidateBy({ name, validator }, { ...options, context: rule });
}

/** Reads a field's texts as `read` does before they are held to any rule; all else is left as it came. */
const readAs = (read: (text: string) => string): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map((item) => readText(item, read)) : readText(value, read),
  );

const readText = (value: unknown, read: (text: string) => string): unknown =>
  typeof value === 'string' ? read(value) : value;

/** Text of one or more lines in which something can be seen, at most `max` characters. */
export function Text(max: number, options?: ValidationOptions): PropertyDecorator {
  const rule = { ...because.text(max), wrong: wrongWith(max) };
  return field('text', rule, (value) => isText(value, max) && !isBlank(value), options);
}

/** As `Text`, on one line: a title, a name. What cannot be seen is left out, and a line break is a space. */
export function OneLine(max: number, options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(readAs(oneLine), Text(max, options));
}

/** Text that may be empty: a part of a draft that is not written yet. One in which nothing can be seen is empty. */
export function DraftText(max: number, options?: ValidationOptions): PropertyDecorator {
  const rule = { ...because.draftText(max), wrong: wrongWith(max) };
  return applyDecorators(
    readAs((text) => (isBlank(text) ? '' : text)),
    field('draftText', rule, (value) => isText(value, max), options),
  );
}

/** As `DraftText`, on one line. */
export function DraftLine(max: number, options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(readAs(oneLine), DraftText(max, options));
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max;

const wrongWith = (max: number) => (value: unknown) => {
  if (typeof value !== 'string') return undefined;
  return value.length > max ? because.textTooLong(value.length, max) : because.textEmpty;
};

/** May be left out, but not be null, which would say nothing. */
export const WhenGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A list whose items are each held to the rules of their class. How many there may be is said beside it. */
export function ListOf(itemClass: () => new () => object): PropertyDecorator {
  return applyDecorators(IsArray(), ValidateNested({ each: true }), Type(itemClass));
}

/** `true` or `false` of a query, where everything is text. */
export function Flag(): PropertyDecorator {
  const read = ({ value }: { value: unknown }) =>
    value === 'true' ? true : value === 'false' ? false : value;
  return applyDecorators(Transform(read), IsBoolean());
}

/** A whole number of a query, where everything is text: `20`, and none of what JavaScript also takes for a number. */
export const Digits = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
  );

/** A whole number from `min` to `max`. */
export function WholeNumber(min: number, max: number, options?: ValidationOptions): PropertyDecorator {
  return field(
    'wholeNumber',
    because.wholeNumber(min, max),
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    options,
  );
}

/** A calendar date, `YYYY-MM-DD`, that exists, of a year that somebody can have meant. */
export function CivilDate(options?: ValidationOptions): PropertyDecorator {
  const rule = {
    ...because.date,
    wrong: (value: unknown) => (isCivilDate(value) ? because.year : undefined),
  };
  return field('civilDate', rule, (value) => isCivilDate(value) && isPlausibleYear(value), options);
}

const isPlausibleYear = (date: string): boolean => date >= '1900' && date < '2101';

/** PostgreSQL has no year 0, which luxon has. */
export function isCivilDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && DateTime.fromISO(value).year > 0;
}

/** A time of day in Sweden, `13:00`. */
export function TimeOfDay(options?: ValidationOptions): PropertyDecorator {
  return field(
    'timeOfDay',
    because.timeOfDay,
    (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
    options,
  );
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

/** An e-mail address; see `isEmailAddress`. Spaces around it, as a copied one has, are left out. */
export function EmailAddress(options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(
    readAs((text) => text.trim()),
    field('emailAddress', because.email, isEmailAddress, options),
  );
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

/** A section of the minutes: `84`, `139/2016`. The sign § is left out (`§ 84` is `84`), since whoever prints it writes it. */
export function Section(options?: ValidationOptions): PropertyDecorator {
  return applyDecorators(
    readAs((text) => oneLine(text).replace(/^§\s*/u, '')),
    field(
      'section',
      because.section,
      (value) => typeof value === 'string' && /^[0-9][0-9A-Za-zåäöÅÄÖ /.:–-]{0,29}$/.test(value),
      options,
    ),
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

/** Cannot be given together with another field of a query: one of the two would be passed over in silence. */
export function NotBeside(other: string): PropertyDecorator {
  return field(
    'notBeside',
    because.notBeside(other),
    (_, args) => (args?.object as Record<string, unknown> | undefined)?.[other] === undefined,
  );
}

/** @throws Invalid for a day before one that must have been first, naming the field and both days. */
export function notBefore(
  pointer: string,
  date: string | undefined,
  earlier: string | null | undefined,
  rule: (earlier: string, date: string) => Refusal,
): void {
  if (date === undefined || !earlier || date >= earlier) return;
  throw new Invalid({ pointer, ...rule(earlier, date) });
}

/** What has been done has a date that has come. @throws Invalid naming the field. */
export function notInTheFuture(pointer: string, date: string | undefined, today: string): void {
  if (date === undefined || date <= today) return;
  throw new Invalid({ pointer, ...because.inTheFuture });
}
