import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookAtFieldsFirst, mustBeRefused, openHouse, type Attempt, type House } from './house.js';
import { addressOf, ofRecords, placesIn, replaced, withJson, type Place } from './operations.js';

/**
 * Every field of every JSON body, as the OpenAPI document has them. Who sends it may do nothing at all, and would be told
 * only that (403, 404); here fields are looked at first.
 */
let house: House;
let nobody: { authorization: string };
lookAtFieldsFirst();
beforeAll(async () => {
  house = await openHouse();
  nobody = await house.as('bin-lasare');
});
afterAll(() => house.close());

interface Change {
  readonly of: (value: unknown) => boolean;
  readonly to: (value: never) => unknown;
  /** How the changed body is written; as JSON when nothing else is said. */
  readonly written?: (json: string) => string | Buffer;
}

type Refusal = (place: Place, value: unknown) => Pick<Attempt, 'with' | 'pointer'>;

/** One attempt for each value in each body that is to be changed. */
function attempts({ of, to, written = (json) => json }: Change, refusal: Refusal): Attempt[] {
  return (refusal === answered ? ofRecords : withJson).flatMap((operation) =>
    placesIn(operation.example)
      .filter(({ value }) => of(value))
      .map(({ place, value }) => ({
        what: `${operation.name} /${place.join('/')}`,
        operation,
        sent: {
          method: operation.method,
          path: addressOf(operation, {}),
          headers: { ...nobody, 'content-type': 'application/json' },
          body: written(JSON.stringify(replaced(operation.example, place, to(value as never)))),
        },
        ...refusal(place, value),
      })),
  );
}

const isText = (value: unknown) => typeof value === 'string';
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Stands in for what `JSON.stringify` would not write. */
const HERE = 'HERE';

const malformed: Refusal = () => ({ with: [400] });
/** A list of plain values is named as a whole; the body itself is only refused. */
const invalid: Refusal = (place, value) => {
  const named = typeof value === 'object' || typeof place.at(-1) !== 'number' ? place : place.slice(0, -1);
  return { with: [422], ...(named.length > 0 && { pointer: `/${named.join('/')}` }) };
};
const refused: Refusal = () => ({ with: [400, 422] });
/** The value may be as good as another; what is asked is that the answer is a proper one. */
const answered: Refusal = () => ({ with: [403, 404, 422] });

describe('a text in a body', () => {
  it.each([
    ['NUL', 'före\u0000efter'],
    ['a high surrogate alone', 'före\ud800efter'],
    ['a low surrogate alone', 'före\udc00efter'],
  ])('is refused everywhere with %s', async (_, text) => {
    await mustBeRefused(house, attempts({ of: isText, to: () => text }, malformed));
  });

  it.each([
    ['Latin-1', [0xe5]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate in UTF-8', [0xed, 0xa0, 0x80]],
    ['half a character', [0xf0, 0x9f, 0x98]],
  ])('is refused everywhere with bytes that are not UTF-8: %s', async (_, bytes) => {
    const written = (json: string) => {
      const [before, after] = json.split(HERE);
      return Buffer.concat([Buffer.from(before!), Buffer.from(bytes), Buffer.from(after!)]);
    };
    await mustBeRefused(house, attempts({ of: isText, to: () => HERE, written }, malformed));
  });

  it.each([[7], [true], [['text']], [{ text: 'text' }]])('is never %j instead', async (other) => {
    await mustBeRefused(house, attempts({ of: isText, to: () => other }, refused));
  });

  it('takes no rule long, whatever it is made of', async () => {
    const times: number[] = [];
    for (const part of ['a', '1', '@', ' ', 'a@', '1-/', 'a.', '<', '("', '\u0301']) {
      const text = `${part.repeat(50_000 / part.length)}!`;
      // Nobody puts so many marks in order.
      const refused: Refusal = part === '\u0301' ? () => ({ with: [400] }) : answered;
      for (const { milliseconds } of await mustBeRefused(
        house,
        attempts({ of: isText, to: () => text }, refused),
      ))
        times.push(milliseconds);
    }
    const [median, longest] = [times.toSorted((a, b) => a - b)[times.length >> 1]!, Math.max(...times)];
    expect(longest / median).toBeLessThan(50);
  });
});

describe('a body', () => {
  it.each<[string, (json: string) => Buffer]>([
    ['with a byte order mark', (json) => Buffer.from(`\ufeff${json}`)],
    ['in UTF-16', (json) => Buffer.from(json, 'utf16le')],
    ['in UTF-16 with a byte order mark', (json) => Buffer.from(`\ufeff${json}`, 'utf16le')],
  ])('is refused %s', async (_, written) => {
    const whole: Change = { of: isObject, to: (value: object) => value, written };
    await mustBeRefused(house, attempts(whole, malformed));
  });
});

describe('a number in a body', () => {
  it.each([
    ['too large for any number', '1e400'],
    ['more precise than a number', '9007199254740993'],
    ['a fraction', '1.5'],
    ['a text', '"1"'],
    ['a truth value', 'true'],
    ['a list', '[1]'],
  ])('is never %s', async (_, number) => {
    const written = (json: string) => json.replace(`"${HERE}"`, number);
    await mustBeRefused(
      house,
      attempts({ of: Number.isInteger, to: () => HERE, written }, number === '[1]' ? refused : invalid),
    );
  });
});

describe('a truth value in a body', () => {
  it.each(['false', 'true', '0', '', 0, 1])('is never %j', async (other) => {
    const of = (value: unknown) => typeof value === 'boolean';
    await mustBeRefused(house, attempts({ of, to: () => other }, invalid));
  });
});

describe('an object in a body', () => {
  it.each([
    { id: '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10' },
    { version: 99 },
    { state: 'decided' },
    { role: 'administrator' },
    { createdBy: 'admin' },
    { seenBy: ['bin-lasare'] },
    { confidential: false },
    { deletedAt: null },
    { decidedAt: '2026-11-02T11:00:00Z' },
    { referral: { id: '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10', state: 'sent' } },
  ])('takes no field that it does not have: %j', async (more) => {
    const [name = ''] = Object.keys(more);
    const of = (value: unknown) => isObject(value) && !(name in (value as object));
    await mustBeRefused(
      house,
      attempts({ of, to: (value: object) => ({ ...value, ...more }) }, (place) =>
        invalid([...place, name], ''),
      ),
    );
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'has no field %s',
    async (name) => {
      const written = (json: string) => json.replace(`"${HERE}":`, `"${name}":`);
      const to = (value: object) => ({ ...value, [HERE]: { administrator: true } });
      await mustBeRefused(house, attempts({ of: isObject, to, written }, malformed));
      expect({}).not.toHaveProperty('administrator');
    },
  );

  it('says nothing twice, however the name is written', async () => {
    const written = (json: string) => json.replace(`"${HERE}":1`, '"reason":"Ett","reas\\u006fn" : "Ett"');
    const to = (value: object) => ({ ...value, reason: undefined, [HERE]: 1 });
    await mustBeRefused(house, attempts({ of: isObject, to, written }, malformed));
  });

  it.each<[string, (value: object) => unknown]>([
    ['a number', () => 7],
    ['a text', () => 'text'],
    ['no list', () => []],
    ['an empty list in a list', () => [[]]],
    ['a list of it', (value) => [value]],
    ['a list of a list of it', (value) => [[value]]],
  ])('is never %s instead', async (_, to) => {
    await mustBeRefused(house, attempts({ of: isObject, to }, refused));
  });
});
