import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import { refusal, type Refusal } from '../rules/refusals.js';
import type { FieldRule } from './field-rules.js';
import { because } from './refusals.js';

const anObject = refusal('object', 'Ska vara ett objekt.', 'Must be an object.');
const atLeast = refusal('range', (n: string) => [`Ska vara minst ${n}.`, `Must be at least ${n}.`]);
const atMost = refusal('range', (n: string) => [`Ska vara högst ${n}.`, `Must be at most ${n}.`]);
const longest = refusal('list-length', (n: string) => [
  `Listan får ha högst ${n} delar.`,
  `The list may have at most ${n} items.`,
]);
const shortest = refusal('list-length', (n: string) => [`Ange minst ${n}.`, `Give at least ${n}.`]);

const noSuchField = refusal('unknown-field', 'Fältet finns inte.', 'There is no such field.');

/**
 * Rules of class-validator's own decorators, in words. Ours carry theirs as context. What bounds the value (a number, the
 * choices) is taken from the end of class-validator's English sentence, since it hands it out nowhere else.
 */
const standardRules: Readonly<Record<string, Refusal | ((sentence: string) => Refusal)>> = {
  whitelistValidation: noSuchField,
  isIn: (sentence) => because.choice(sentence.split('values: ')[1]!),
  isUuid: refusal('id', 'Ska vara ett id (UUID).', 'Must be an id (UUID).'),
  isInt: refusal('whole-number', 'Ska vara ett heltal.', 'Must be a whole number.'),
  min: (sentence) => atLeast(numberIn(sentence)),
  max: (sentence) => atMost(numberIn(sentence)),
  isBoolean: refusal('boolean', 'Ska vara true eller false.', 'Must be true or false.'),
  isArray: refusal('list', 'Ska vara en lista.', 'Must be a list.'),
  arrayMaxSize: (sentence) => longest(numberIn(sentence)),
  arrayMinSize: (sentence) => shortest(numberIn(sentence)),
  arrayUnique: refusal(
    'said-twice',
    'Samma sak står två gånger i listan.',
    'The same stands twice in the list.',
  ),
  nestedValidation: anObject,
  isObject: anObject,
};
const otherRule = refusal('invalid', 'Värdet går inte att använda.', 'The value cannot be used.');

const numberIn = (sentence: string): string => /-?\d+(?= elements|$)/.exec(sentence)![0];

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

/** What is wrong with a field that was sent to where there is none. */
export const unknownField = (name: string): InvalidValue => ({
  pointer: `/${inPointer(name)}`,
  ...noSuchField,
});

const inPointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** What a value is. One that is something else breaks every further rule too, and each of them would lead astray. */
const WHAT_IT_IS = ['isArray', 'isInt'];

function invalidValues(error: ValidationError, parent: string): InvalidValue[] {
  const pointer = `${parent}/${inPointer(error.property)}`;
  const broken = Object.entries(error.constraints ?? {});
  const first = broken.filter(([name]) => WHAT_IT_IS.includes(name));
  const rules = (first.length > 0 ? first : broken).map(
    ([name, sentence]) => (error.contexts?.[name] as FieldRule | undefined) ?? standardRule(name, sentence),
  );
  // Every rule of a missing field is broken, and one line says so. Two rules with the same sentence are one to the reader.
  const own: ReadonlySet<FieldRule> = new Set(
    error.value === undefined && rules[0]
      ? [because.required(rules[0].detail)]
      : rules.map((rule) => rule.wrong?.(error.value) ?? rule),
  );
  return [
    ...[...own].map(({ wrong: _wrong, ...rule }) => ({ pointer, ...rule })),
    ...(error.children ?? []).flatMap((child) => invalidValues(child, pointer)),
  ];
}

function standardRule(name: string, sentence: string): FieldRule {
  const rule = standardRules[name] ?? otherRule;
  return typeof rule === 'function' ? rule(sentence) : rule;
}
