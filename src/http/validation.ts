import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import { refusal, type Refusal } from '../rules/refusals.js';

const anObject = refusal('object', 'Ska vara ett objekt.', 'Must be an object.');
const choice = refusal(
  'choice',
  'Ska vara ett av de värden som API-beskrivningen nämner.',
  'Must be one of the values that the API reference names.',
);

/** Rules of class-validator's own decorators, in words. Ours carry theirs as context. */
const standardRules: Readonly<Record<string, Refusal>> = {
  whitelistValidation: refusal('unknown-field', 'Fältet finns inte.', 'There is no such field.'),
  isEnum: choice,
  isIn: choice,
  isUuid: refusal('id', 'Ska vara ett id (UUID).', 'Must be an id (UUID).'),
  isEmail: refusal('email', 'Ska vara en e-postadress.', 'Must be an e-mail address.'),
  isInt: refusal('whole-number', 'Ska vara ett heltal.', 'Must be a whole number.'),
  min: refusal('range', 'Talet är för litet.', 'The number is too small.'),
  max: refusal('range', 'Talet är för stort.', 'The number is too large.'),
  isBoolean: refusal('boolean', 'Ska vara ja (true) eller nej (false).', 'Must be true or false.'),
  isArray: refusal('list', 'Ska vara en lista.', 'Must be a list.'),
  arrayMaxSize: refusal('list-length', 'Listan är för lång.', 'The list is too long.'),
  arrayMinSize: refusal('list-length', 'Listan är för kort.', 'The list is too short.'),
  nestedValidation: anObject,
  isObject: anObject,
};
const otherRule = refusal('invalid', 'Värdet går inte att använda.', 'The value is invalid.');

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
    ...((error.contexts?.[name] as Refusal | undefined) ?? standardRules[name] ?? otherRule),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => invalidValues(child, pointer))];
}
