import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { given, NOW } from '../support/given.js';
import { lookAtFieldsFirst, mustBeRefused, openHouse, type Attempt, type House } from './house.js';
import { addressOf, operations, type Operation, type Parameter } from './operations.js';
import { mustBeDocumented } from './problems.js';
import { withEach, type Answered } from './wire.js';

/** Every path and query parameter of every operation, and the headers that mean something. */
let house: House;
let registrar: { authorization: string };
let officer: { authorization: string };
lookAtFieldsFirst();
beforeAll(async () => {
  house = await openHouse();
  house.service.setNow(NOW);
  registrar = await house.as('ks-registrator');
  officer = await house.as('tsn-handlaggare');
  for (const title of ['Första', 'Andra']) await given(house.service).sentReferral({ title });
  await given(house.service).document();
});
afterAll(() => house.close());

const SLEEP_SECONDS = 5;
const INJECTIONS = [
  `' OR '1'='1`,
  `' OR 1=1 --`,
  `') OR ('1'='1`,
  `1; DROP TABLE cases; --`,
  `'; SELECT pg_sleep(${SLEEP_SECONDS}); --`,
  `' || (SELECT pg_sleep(${SLEEP_SECONDS})::text) || '`,
  `1 OR (SELECT 1 FROM pg_sleep(${SLEEP_SECONDS})) IS NOT NULL`,
  `\\'; SELECT 1 --`,
  `$1`,
  `{"$ne": null}`,
  `$.** ? (@ != null)`,
  `title DESC, (SELECT 1)`,
  `%`,
  `_`,
  `\\`,
  `%' ESCAPE '!`,
];
const UNREADABLE = ['%00', 'a%00b', '%ED%A0%80', '%C0%AF', '%E5', '%F0%9F%98', '%zz', '%'];

interface Asked {
  readonly operation: Operation;
  readonly parameter: Parameter;
}

const asked = (place: Parameter['in'], methods: readonly string[]): Asked[] =>
  operations
    .filter(({ method }) => methods.includes(method))
    .flatMap((operation) =>
      operation.parameters.filter((one) => one.in === place).map((parameter) => ({ operation, parameter })),
    );
const inQueries = asked('query', ['GET', 'POST']);
const inPaths = asked('path', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Whoever may not import is refused before anything of the request is read. */
const LOOKS_WHO_ASKS_FIRST: readonly string[] = ['POST /bodies/{code}/statement-imports'];

const request = (operation: Operation, path: string, headers: Record<string, string> = {}) => ({
  method: operation.method,
  path,
  headers: {
    ...(LOOKS_WHO_ASKS_FIRST.includes(operation.name) ? officer : registrar),
    ...(operation.mediaType && { 'content-type': operation.mediaType }),
    ...headers,
  },
  body: operation.mediaType === 'application/json' ? JSON.stringify(operation.example) : undefined,
});

/** The parameter as it is written, in a request that is well-formed otherwise. */
const attempt = (
  { operation, parameter }: Asked,
  written: string,
  refusal: Omit<Attempt, 'what' | 'sent' | 'operation'>,
): Attempt => {
  const path =
    parameter.in === 'path'
      ? addressOf(operation, { [parameter.name]: written })
      : addressOf(operation, {}, written);
  return { what: `${operation.name} ${written}`, operation, sent: request(operation, path), ...refusal };
};

describe('an address that cannot be read', () => {
  it.each(UNREADABLE)('is refused wherever %s stands', async (text) => {
    await mustBeRefused(house, [
      ...inQueries.map((one) => attempt(one, `${one.parameter.name}=${text}`, { with: [400] })),
      ...inPaths.map((one) => attempt(one, text, { with: [400] })),
    ]);
  });
});

describe('a query', () => {
  const isList = ({ parameter }: Asked) => parameter.schema.type === 'array';
  const ofType = (type: string) => inQueries.filter(({ parameter }) => parameter.schema.type === type);
  const isOfList = (operation: Operation) => inQueries.some((one) => one.operation === operation);

  it.each(['[]=1', '[$ne]=1', '[a]=1', '.a=1', '%5B0%5D=1'])('has no parameter %s', async (rest) => {
    const attempts = inQueries.map((one) => attempt(one, one.parameter.name + rest, { with: [422] }));
    await mustBeRefused(house, attempts);
  });

  it('has no unknown parameter', async () => {
    const some = operations.filter(isOfList);
    const attempts = ['admin=true', 'role=registrar'].flatMap((query) =>
      some.map((operation) => ({
        what: `${operation.name}?${query}`,
        operation,
        sent: request(operation, addressOf(operation, {}, query)),
        with: [422],
      })),
    );
    await mustBeRefused(house, attempts);
  });

  it('says nothing twice but what it may choose several of', async () => {
    const twice = ({ name }: Parameter) => `${name}=1&${name}=1`;
    const attempts = inQueries
      .filter((one) => !isList(one))
      .map((one) => attempt(one, twice(one.parameter), { with: [422], pointer: `/${one.parameter.name}` }));
    await mustBeRefused(house, attempts);
  });

  it.each(['0', '1', 'TRUE', 'False', 'yes', 'null', ''])('has no truth value %j', async (text) => {
    const attempts = ofType('boolean').map((one) =>
      attempt(one, `${one.parameter.name}=${text}`, { with: [422], pointer: `/${one.parameter.name}` }),
    );
    await mustBeRefused(house, attempts);
  });

  const NO_NUMBERS = ['1e400', '-1e400', 'NaN', '9007199254740993', '1.5', '-1', 'a', '1;', '0x', "1'"];
  const ONLY_IN_PROGRAMS = ['0x10', '0b11', '1e1', '%2B5', '%205', '5.0', '100e-1'];
  it.each([...NO_NUMBERS, ...ONLY_IN_PROGRAMS])('has no number %s', async (text) => {
    const attempts = ofType('integer').map((one) =>
      attempt(one, `${one.parameter.name}=${text}`, { with: [422], pointer: `/${one.parameter.name}` }),
    );
    await mustBeRefused(house, attempts);
  });

  it.each([
    [[]],
    [['x']],
    [['x', 'x']],
    [[1, 2]],
    [['2026-02-30', '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10']],
    [['\u0000', '\u0000']],
    [['\ud800', '\ud800', '\ud800']],
    [[1e300, 1e300]],
    [['infinity', '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10']],
    [["' OR '1'='1", "' OR '1'='1"]],
    [[{ a: 1 }, { a: 1 }]],
  ])('continues from no cursor that was not given out: %j', async (key) => {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    const some = inQueries.filter(({ parameter }) => parameter.name === 'cursor');
    const wrong = await misanswered(some.map((one) => attempt(one, `cursor=${cursor}`, { with: [] })));
    expect(wrong).toEqual([]);
  });
});

/** Sends each and lists what no operation may answer, whatever it was asked. */
async function misanswered(attempts: readonly Attempt[], look?: (answer: Answered, sent: Attempt) => void) {
  const before = await house.fingerprints.take();
  const wrong = await withEach(attempts, async (one) => {
    const answer = await house.wire.send(one.sent);
    try {
      if (answer.milliseconds > SLEEP_SECONDS * 1000) throw new Error('it slept');
      mustBeDocumented(one.operation!, answer);
      look?.(answer, one);
      return [];
    } catch (error) {
      return [`${one.what}: ${(error as Error).message}`];
    }
  });
  expect(await house.fingerprints.take()).toEqual(before);
  return wrong.flat();
}

describe('SQL', () => {
  const rowsOf = ({ text }: Answered) => (JSON.parse(text) as { items?: unknown[] }).items?.length ?? 0;

  it.each(INJECTIONS)('%s finds nothing more in a query', async (text) => {
    const attempts = inQueries
      .filter(({ operation }) => operation.method === 'GET')
      .map((one) => attempt(one, `${one.parameter.name}=${encodeURIComponent(text)}`, { with: [] }));
    const mustFindNothing = (answer: Answered) => {
      if (answer.status === 200 && rowsOf(answer) > 0) throw new Error(`found ${rowsOf(answer)} rows`);
    };
    expect(await misanswered(attempts, mustFindNothing)).toEqual([]);
  });

  it.each([...INJECTIONS, '99999999999999999999', '2147483648', '-1', '1e3', '2023-02-30', '0000-01-01'])(
    '%s names no record in a path',
    async (text) => {
      await mustBeRefused(
        house,
        inPaths.map((one) => attempt(one, encodeURIComponent(text), { with: [403, 404, 422] })),
      );
    },
  );
});

describe('a header', () => {
  it.each([
    ['if-match', ''],
    ['if-match', '"'],
    ['if-match', 'W/"1"'],
    ['if-match', '1'],
    ['if-match', '"1", "x'],
    ['if-match', "\"1' OR '1'='1\""],
    ['if-match', ','.repeat(8000)],
    ['if-match', '"1"'.repeat(3000)],
    ['idempotency-key', 'a'.repeat(256)],
    ['idempotency-key', 'a'.repeat(8000)],
    ['idempotency-key', "'; DROP TABLE cases; --"],
    ['idempotency-key', '\u00e5\u00e4\u00f6'],
    ['accept-language', 'a'.repeat(8000)],
    ['accept-language', 'sv;q=' + '1'.repeat(5000)],
    ['accept-language', 'sv,'.repeat(2500)],
    ['accept-language', '*;q=-1, ;;;=='],
    ['accept', 'a/b;'.repeat(2000)],
    ['if-none-match', '"",'.repeat(3000)],
    ['x-forwarded-for', "1.2.3.4'; --"],
    ['x-http-method-override', 'DELETE'],
    ['content-language', '\u00ff'],
    ['expect', '200-ok'],
    ['range', 'bytes=0-' + '0,-'.repeat(2000)],
  ])('%s: %# is answered properly', async (name, value) => {
    const attempts = operations
      .filter(({ mediaType }) => mediaType !== 'multipart/form-data')
      .map((operation) => ({
        what: operation.name,
        operation,
        sent: request(operation, addressOf(operation, {}), { [name]: value }),
        with: [],
      }));
    const missing = await misanswered(attempts.filter(({ operation }) => /\{id\}/.test(operation.path)));
    expect(missing).toEqual([]);
  });
});
