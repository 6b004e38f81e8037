import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import type { FieldRule } from './field-rules.js';

/** Rules of class-validator's own decorators, in words. Ours carry theirs as context. */
const standardRules: Readonly<Record<string, FieldRule>> = {
  whitelistValidation: {
    code: 'unknown-field',
    detail: { sv: 'Fältet finns inte.', en: 'There is no such field.' },
  },
  isEnum: {
    code: 'choice',
    detail: {
      sv: 'Ska vara ett av de värden som API-beskrivningen nämner.',
      en: 'Must be one of the values that the API reference names.',
    },
  },
  isIn: {
    code: 'choice',
    detail: {
      sv: 'Ska vara ett av de värden som API-beskrivningen nämner.',
      en: 'Must be one of the values that the API reference names.',
    },
  },
  isUuid: { code: 'id', detail: { sv: 'Ska vara ett id (UUID).', en: 'Must be an id (UUID).' } },
  isEmail: { code: 'email', detail: { sv: 'Ska vara en e-postadress.', en: 'Must be an e-mail address.' } },
  isInt: { code: 'whole-number', detail: { sv: 'Ska vara ett heltal.', en: 'Must be a whole number.' } },
  min: { code: 'range', detail: { sv: 'Talet är för litet.', en: 'The number is too small.' } },
  max: { code: 'range', detail: { sv: 'Talet är för stort.', en: 'The number is too large.' } },
  isBoolean: { code: 'boolean', detail: { sv: 'Ska vara true eller false.', en: 'Must be true or false.' } },
  isArray: { code: 'list', detail: { sv: 'Ska vara en lista.', en: 'Must be a list.' } },
  arrayMaxSize: { code: 'list-length', detail: { sv: 'Listan är för lång.', en: 'The list is too long.' } },
  arrayMinSize: { code: 'list-length', detail: { sv: 'Listan är för kort.', en: 'The list is too short.' } },
  nestedValidation: { code: 'object', detail: { sv: 'Ska vara ett objekt.', en: 'Must be an object.' } },
  isObject: { code: 'object', detail: { sv: 'Ska vara ett objekt.', en: 'Must be an object.' } },
};
const otherRule: FieldRule = {
  code: 'invalid',
  detail: { sv: 'Värdet går inte att använda.', en: 'The value is invalid.' },
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
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const [first, ...rest] = errors.flatMap((error) => invalidValues(error, ''));
      return new Invalid(first ?? { pointer: '', ...otherRule }, ...rest);
    },
  });
}

function invalidValues(error: ValidationError, parent: string): InvalidValue[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.keys(error.constraints ?? {}).map((name) => ({
    pointer,
    ...((error.contexts?.[name] as FieldRule | undefined) ?? standardRules[name] ?? otherRule),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => invalidValues(child, pointer))];
}
