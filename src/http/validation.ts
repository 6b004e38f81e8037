import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import type { FieldRule } from './field-rules.js';

/**
 * Rules of class-validator's own decorators, in words. Ours carry theirs as context.
 * What bounds the value (a number, the choices) is taken from the end of class-validator's English sentence, since it hands it out nowhere else.
 */
const standardRules: Readonly<Record<string, (sentence: string) => FieldRule>> = {
  whitelistValidation: () => ({
    code: 'unknown-field',
    detail: { sv: 'Fältet finns inte.', en: 'There is no such field.' },
  }),
  isIn: choice,
  isEnum: choice,
  isUuid: () => ({ code: 'id', detail: { sv: 'Ska vara ett id (UUID).', en: 'Must be an id (UUID).' } }),
  isInt: () => ({
    code: 'whole-number',
    detail: { sv: 'Ska vara ett heltal.', en: 'Must be a whole number.' },
  }),
  min: (sentence) => ({
    code: 'range',
    detail: { sv: `Ska vara minst ${numberIn(sentence)}.`, en: `Must be at least ${numberIn(sentence)}.` },
  }),
  max: (sentence) => ({
    code: 'range',
    detail: { sv: `Ska vara högst ${numberIn(sentence)}.`, en: `Must be at most ${numberIn(sentence)}.` },
  }),
  isBoolean: () => ({
    code: 'boolean',
    detail: { sv: 'Ska vara true eller false.', en: 'Must be true or false.' },
  }),
  isArray: () => ({ code: 'list', detail: { sv: 'Ska vara en lista.', en: 'Must be a list.' } }),
  arrayMaxSize: (sentence) => ({
    code: 'list-length',
    detail: {
      sv: `Listan får ha högst ${numberIn(sentence)} delar.`,
      en: `The list may have at most ${numberIn(sentence)} items.`,
    },
  }),
  arrayMinSize: (sentence) => ({
    code: 'list-length',
    detail: {
      sv: `Listan ska ha minst ${numberIn(sentence)} del.`,
      en: `The list must have at least ${numberIn(sentence)} item.`,
    },
  }),
  nestedValidation: () => ({
    code: 'object',
    detail: { sv: 'Ska vara ett objekt.', en: 'Must be an object.' },
  }),
  isObject: () => ({ code: 'object', detail: { sv: 'Ska vara ett objekt.', en: 'Must be an object.' } }),
};

function choice(sentence: string): FieldRule {
  const values = sentence.split('values: ')[1]!;
  return { code: 'choice', detail: { sv: `Ska vara ett av: ${values}.`, en: `Must be one of: ${values}.` } };
}

const numberIn = (sentence: string): string => /-?\d+(?= elements|$)/.exec(sentence)![0];

const otherRule: FieldRule = {
  code: 'invalid',
  detail: { sv: 'Värdet går inte att använda.', en: 'The value cannot be used.' },
};

/**
 * Holds every request body and query to its class: unknown fields are refused, nothing is converted
 * behind the sender's back, and every mistake is listed.
 */
export function requestValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) => {
      const [first, ...rest] = errors.flatMap((error) => invalidValues(error, ''));
      return new Invalid(first ?? { pointer: '', ...otherRule }, ...rest);
    },
  });
}

function invalidValues(error: ValidationError, parent: string): InvalidValue[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const rules = Object.entries(error.constraints ?? {}).map(
    ([name, sentence]) =>
      (error.contexts?.[name] as FieldRule | undefined) ?? standardRules[name]?.(sentence) ?? otherRule,
  );
  // Every rule of a missing field is broken, and one line says so.
  const own =
    error.value === undefined && rules[0]
      ? [missing(rules[0])]
      : rules.map(({ code, detail, wrong }) => ({ code, detail: wrong?.(error.value) ?? detail }));
  return [
    ...own.map((rule) => ({ pointer, ...rule })),
    ...(error.children ?? []).flatMap((child) => invalidValues(child, pointer)),
  ];
}

const missing = ({ detail }: FieldRule): FieldRule => ({
  code: 'required',
  detail: { sv: `Saknas. ${detail.sv}`, en: `Missing. ${detail.en}` },
});
