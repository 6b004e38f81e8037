import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { personas } from './arbitrary-requests.js';
import { openFurnishedHouse, type FurnishedHouse } from './furnished-house.js';
import { collectionOf, KnownRecords } from './known-records.js';
import { largeRecords } from './large-records.js';
import { listOf, parts, textOf } from './large-texts.js';
import { lookAround } from './look-around.js';
import { addressOf, operations, placesIn, replaced, type Operation } from './operations.js';
import { Wire, type Sent } from './wire.js';

/** No request holds the event loop of the service for longer, whatever it sends or has stored. */
const LONGEST_MS = 100;
const BODY = 1024 * 1024 - 2000;
/** Node takes no more of an address and headers together. */
const ADDRESS = 12_000;
/** Read of each collection that somebody sees, besides the largest. */
const MOST_RECORDS = 5;

let house: FurnishedHouse;
let wire: Wire;
let large: Record<string, string> = {};
const known = new KnownRecords();
const tokens = new Map<string, string>();
const delays: { what: string; milliseconds: number }[] = [];

beforeAll(async () => {
  house = await openFurnishedHouse(async (service) => {
    large = await largeRecords(service);
  });
  wire = new Wire(house.process.url);
  for (const persona of personas) if (persona !== 'nobody') tokens.set(persona, await house.as(persona));
  await lookAround(wire, tokens, known);
}, 400_000);
afterAll(async () => {
  wire?.close();
  await house?.close();
  const longest = delays.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  const told = longest.map(({ what, milliseconds }) => `${milliseconds.toFixed(0)} ms ${what}`);
  process.stdout.write(`The event loop's longest delays:\n${told.join('\n')}\n`);
});

/** The longest that the service's loop has stood still since it was asked last. */
async function delayOfLoop(): Promise<number> {
  const { text } = await wire.send({ method: 'GET', path: '/metrics' });
  return 1000 * Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)![1]);
}

async function delayBy(sent: readonly Sent[]): Promise<number> {
  await delayOfLoop();
  for (const one of sent) {
    const { status, text } = await wire.send(one);
    if (status >= 500) throw new Error(`${status} ${text} ${one.method} ${one.path.slice(0, 200)}`);
  }
  return delayOfLoop();
}

/** A body of plain words, as large as the largest. */
const honest = (): Sent => ({
  method: 'POST',
  path: '/yttra/v1/cases',
  headers: { authorization: tokens.get('ks-registrator')!, 'content-type': 'application/json' },
  body: JSON.stringify({ issuer: 'KS', title: 'Ett ärende '.repeat(BODY / 13) }),
});

/** On a machine so busy that plain words hold up the loop, others may do so for somewhat longer. */
const limitBy = (usual: number): number => Math.max(LONGEST_MS, 3 * usual);

/** Many at once, and each alone when they were slow: what a busy machine adds is not there each time. */
async function mustNotStall(requests: readonly (Sent & { what: string })[]): Promise<string[]> {
  const whole = await delayBy(requests);
  if (whole < LONGEST_MS) {
    delays.push({ what: requests[0]!.what, milliseconds: whole });
    return [];
  }
  const slow: string[] = [];
  for (const request of requests) {
    let [least, usual] = [Infinity, 0];
    for (let tries = 0; tries < 4 && least >= limitBy(usual); tries++) {
      least = Math.min(least, await delayBy([request]));
      if (least >= LONGEST_MS) usual = Math.max(usual, await delayBy([honest()]));
    }
    delays.push({ what: request.what, milliseconds: least });
    if (least >= limitBy(usual)) slow.push(`${request.what}: ${least.toFixed(0)} ms`);
  }
  return slow;
}

/** Every field of text filled, the first ones alone, and every list as long as bodies may be. */
function bodiesOf(operation: Operation): Record<string, string> {
  const { mediaType, example } = operation;
  if (mediaType === 'text/plain') return filled((part) => `Sammanfattning\n${textOf(part, BODY)}`);
  if (mediaType === 'multipart/form-data') return filled((part) => formOf(textOf(part, BODY / 2)));
  if (mediaType === undefined) return {};
  const texts = placesIn(example).filter(({ value }) => typeof value === 'string');
  const lists = placesIn(example).filter(({ value }) => Array.isArray(value));
  const json = (body: unknown) => JSON.stringify(body);
  return {
    ...filled((part) => {
      // What JSON escapes takes more room than it has characters.
      const text = textOf(part, BODY / 2.2 / Math.max(1, texts.length));
      return json(texts.reduce<unknown>((body, { place }) => replaced(body, place, text), example ?? {}));
    }),
    ...Object.fromEntries(
      texts
        .slice(0, 2)
        .map(({ place }) => [
          `one long ${place.join('/')}`,
          json(replaced(example, place, textOf(parts['words']!, BODY / 1.1))),
        ]),
    ),
    ...Object.fromEntries(
      lists.map(({ place, value }) => [
        `many ${place.join('/')}`,
        json(replaced(example, place, manyOf((value as unknown[])[0]))),
      ]),
    ),
  };
}

const filled = (make: (part: (n: number) => string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, make(part)]));

/** As many as are read, each of them another. */
function manyOf(item: unknown): unknown[] {
  const places = placesIn(item).filter(({ value }) => typeof value === 'string');
  return listOf(Math.floor(4500 / placesIn(item).length), (n) =>
    places.reduce<unknown>((one, { place, value }) => replaced(one, place, `${String(value)}${n}`), item),
  );
}

const formOf = (text: string) =>
  `${['title', 'kind', 'body'].map((name) => `--grans\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`).join('')}--grans\r\nContent-Disposition: form-data; name="file"; filename="svar.txt"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--grans--\r\n`;

function requestsOf(operation: Operation): (Sent & { what: string })[] {
  const { method, name, path, mediaType, parameters } = operation;
  const verb = path.split('/').at(-1)!;
  const collection = collectionOf(operation);
  return tellers(operation).flatMap((persona) => {
    const able = known.whoMay(collection, verb, 0);
    const who = method === 'GET' ? persona : (able?.persona ?? persona);
    const ids =
      method === 'GET'
        ? [large[collection] ?? [], known.all(who, collection).slice(0, MOST_RECORDS)].flat()
        : [able?.id ?? known.some(who, collection, 0) ?? ''];
    const headers = {
      authorization: tokens.get(who)!,
      'if-match': '*',
      ...(mediaType && {
        'content-type': mediaType === 'multipart/form-data' ? `${mediaType}; boundary=grans` : mediaType,
        'idempotency-key': 'k',
      }),
    };
    const bodies = mediaType === undefined ? { nothing: undefined } : bodiesOf(operation);
    return (ids.length > 0 ? ids : ['']).flatMap((id) =>
      queriesOf(parameters.filter((one) => one.in === 'query').map((one) => one.name)).flatMap((query) =>
        Object.entries(bodies).map(([what, body]) => ({
          what: `${name} ${what} ${query.slice(0, 30)} ${who}`,
          method,
          path: addressOf(operation, id === '' ? {} : { id }, query),
          headers,
          body,
        })),
      ),
    );
  });
}

/** Reading is tried as those who see most; a change as whoever may make it. */
const tellers = ({ method, path }: Operation): string[] =>
  method === 'GET' && path.includes('{id}') ? ['ks-registrator', 'tsn-handlaggare'] : ['ks-registrator'];

function queriesOf(names: readonly string[]): string[] {
  const whole = names.includes('limit') ? 'limit=100' : '';
  const long = names
    .filter((name) => !['limit', 'page', 'count'].includes(name))
    .map((name) => `${name}=${encodeURIComponent(textOf(parts['marks of a search']!, ADDRESS / 3))}`);
  return [whole, ...long];
}

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s never holds up everyone else',
  async (_, operation) => {
    expect(await mustNotStall(requestsOf(operation))).toEqual([]);
  },
);
