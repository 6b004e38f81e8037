import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../src/tools/openapi-examples.js';
import { addDays } from '../../src/rules/civil-date.js';
import { days, instants, numbers, searches } from './arbitrary-operators.js';
import { placesIn, replaced, resolved } from './operations.js';

const today = new Date().toISOString().slice(0, 10);
const dates = [-400, -30, -1, 0, 1, 10, 40, 90].map((days) => addDays(today, days));

/** Stands for the id of some record of a collection, until the request is sent. */
export const reference = (collection: string): Arbitrary<string> =>
  fc.nat(500).map((number) => `@${collection}:${number}`);

const words = fc.oneof(
  fc.constantFrom('Yttrande över strategin', 'Åtgärd', 'ärende', 'x', '<b>fet</b>', '😀 🇸🇪', 'שלום'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
);

/** What a text may well be, by the name of its field; anything else is words. */
const byName: Readonly<Record<string, Arbitrary<unknown>>> = {
  ...named(['body', 'issuer', 'consultee', 'from', 'to'], fc.constantFrom('KS', 'TSN', 'BIN', 'AMN', 'KF')),
  ...named(
    ['officer', 'absent', 'standIn'],
    fc.constantFrom('tsn-handlaggare', 'tsn-registrator', 'tsn-lasare'),
  ),
  ...named(['username'], fc.constantFrom('amn-handlaggare', 'amn-ny', 'amn-annan')),
  ...named(
    [
      'replyBy',
      'date',
      'agendaClosesOn',
      'meetingDate',
      'receivedOn',
      'confirmedOn',
      'decidedOn',
      'until',
      'on',
    ],
    fc.constantFrom(...dates, '9999-12-31', '0001-01-01'),
  ),
  ...named(['expiresAt'], fc.constantFrom(`${addDays(today, 9)}T09:00:00Z`, '9999-12-31T23:59:59Z')),
  ...named(['section'], fc.constantFrom('84', '139/2016')),
  ...named(['email', 'noticeEmails'], fc.constantFrom('registrator@kommun.example', 'åsa@kommun.example')),
  ...named(
    ['caseNumber', 'relatedCases'],
    fc.nat(99_999).map((number) => `KS 2026/${number}`),
  ),
  ...named(['consultees'], fc.constantFrom('TSN', 'BIN')),
  ...named(['consulteeGroups'], fc.constantFrom('Samtliga nämnder', 'Ingen')),
  ...named(
    ['url'],
    fc.constantFrom('https://ta-emot.example/krok', 'http://127.0.0.1/', 'ftp://x', 'https://[::1]/'),
  ),
  ...named(['code'], fc.constantFrom('NYTT', 'KS')),
  ...named(['documentId'], reference('documents')),
  ...named(['copyFrom', 'previousReferral'], reference('referrals')),
};

function named(names: readonly string[], values: Arbitrary<unknown>): Record<string, Arbitrary<unknown>> {
  return Object.fromEntries(names.map((name) => [name, values]));
}

/** Values that fit a schema, and mostly also what the service knows. */
export function proper(schema: Schema, name = ''): Arbitrary<unknown> {
  const { type, properties, required = [], items, minItems = 0, enum: choices } = resolved(schema);
  if (choices) return fc.constantFrom(...choices);
  const types = [type ?? 'object'].flat();
  if (types.includes('null')) return fc.oneof(fc.constant(null), proper({ type: types[0]! }, name));
  if (types[0] === 'array')
    return fc.uniqueArray(proper(items ?? {}, name), { minLength: minItems, maxLength: 3 });
  if (types[0] === 'boolean') return fc.boolean();
  if (types[0] === 'number' || types[0] === 'integer') return fc.integer({ min: 0, max: 30 });
  if (types[0] === 'string') return byName[name] ?? words;
  const parts = Object.entries(properties ?? {}).map(([key, part]) => [key, proper(part, key)]);
  return fc.record(Object.fromEntries(parts) as Record<string, Arbitrary<unknown>>, {
    requiredKeys: required,
  });
}

/** What fits no schema, or fits and is nasty. */
export const nasty: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e300,
    '',
    ' ',
    [],
    {},
    [[]],
    [null],
    '\u0000',
    '\ud800',
    '\u202e',
    '\ufeff',
    'a'.repeat(5000),
    '%',
    '_',
    '\\',
    "'",
    '"',
    '--',
    '$1',
    '{}',
    "' OR '1'='1",
    "'; SELECT pg_sleep(9); --",
    '${7*7}',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '\r\nX: y',
    '0000-01-01',
    '2026-02-30',
    '10000-01-01',
    '-1',
    'NaN',
    'null',
    '../../etc/passwd',
    '@',
    'a@b',
    '/',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.oneof(days, instants, numbers, searches),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A whole body: proper as it is, or with something nasty in one place. */
export function bodies(schema: Schema): Arbitrary<unknown> {
  const whole = proper(schema);
  const spoilt = fc.tuple(whole, fc.nat(), nasty).map(([body, number, other]) => {
    const places = placesIn(body);
    return replaced(body, places[number % places.length]!.place, other);
  });
  return fc.oneof({ weight: 3, arbitrary: whole }, { weight: 1, arbitrary: spoilt });
}
