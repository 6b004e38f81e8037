import fc, { type Arbitrary } from 'fast-check';
import { API_BASE } from '../../src/http/api-base.js';
import type { Schema } from '../../src/tools/openapi-examples.js';
import { bodies, nasty, proper, reference } from './arbitrary-bodies.js';
import { cursors, days, instants, numbers, searches } from './arbitrary-operators.js';
import { collectionOf, type KnownRecords } from './known-records.js';
import { operations, type Operation, type Parameter } from './operations.js';
import type { Sent } from './wire.js';

/** A request before it is known what its references stand for. */
export interface Drawn {
  readonly operation: Operation;
  readonly persona: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly ifMatch: 'right' | 'any' | 'stale' | 'none' | 'nonsense';
  readonly key: string | undefined;
  readonly language: string;
  readonly body: unknown;
}

/** Whoever asks for nothing but what they may not have. */
const outsiders = ['bin-lasare', 'sn-lasare', 'amn-lasare', 'nobody'];
export const personas = [
  'ks-registrator',
  'ks-handlaggare',
  'ks-sekreterare',
  'admin',
  'bin-registrator',
  'tsn-registrator',
  'tsn-handlaggare',
  'tsn-chef',
  'tsn-sekreterare',
  ...outsiders,
];
/** Stands for whoever may do it, as far as is known. */
const ABLE = 'able';

/** Who does what no record says that they may. */
const usually: readonly [RegExp, string][] = [
  [/^\/(webhooks|api-clients|people|bodies$|bodies\/\{code\}($|\/people))/, 'admin'],
  [/meetings|decide|confirm|schedule|table/, 'tsn-sekreterare'],
  [/stand-ins|approve|assign/, 'tsn-chef'],
  [/signature/, 'tsn-sekreterare'],
  [/statement|submit|extensions/, 'tsn-handlaggare'],
  [/./, 'ks-registrator'],
];

/** Those that the personas do not belong to: the fuzz must not dismiss the people it asks as. */
const bodiesToChange = fc.constantFrom('AMN', 'SBN', 'ZZ', "'");
const nastyText = nasty.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));

const pathValues = (operation: Operation): Record<string, Arbitrary<string>> => {
  const changesBody = operation.method === 'PATCH' && operation.path === '/bodies/{code}';
  return {
    id: reference(collectionOf(operation)),
    documentId: reference('documents'),
    messageId: fc.uuid(),
    code: changesBody ? bodiesToChange : fc.constantFrom('TSN', 'KS', 'BIN', 'ZZ'),
    date: proper({ type: 'string' }, 'date') as Arbitrary<string>,
    username: fc.constantFrom('amn-handlaggare', 'amn-chef', 'amn-lasare', 'ingen'),
    version: fc.constantFrom('1', '2', '3', '0', '999999999999'),
    prefix: fc.constantFrom('k3f9a0zq', 'x'),
    kind: fc.constantFrom('statement', 'staff-report', 'minutes-extract', 'constructor'),
  };
};

const paths = (operation: Operation): Arbitrary<Record<string, string>> => {
  const values = pathValues(operation);
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const each = names.map((name) => [
    name,
    fc.oneof(
      { weight: 24, arbitrary: values[name]! },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: nastyText },
    ),
  ]);
  return fc.record(Object.fromEntries(each) as Record<string, Arbitrary<string>>);
};

/** Values as somebody writes them who knows what reads them. */
const grammarOf = (name: string, schema: Schema): Arbitrary<string> => {
  if (name === 'cursor') return cursors;
  if (name === 'q') return searches;
  if (schema.type === 'number' || schema.type === 'integer') return numbers;
  return fc.oneof(days, instants, searches);
};

const query = (parameters: readonly Parameter[]): Arbitrary<Record<string, unknown>> => {
  const each = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) => [
      name,
      // Most cursors are refused at once, whatever else is asked.
      fc.oneof(
        { weight: name === 'cursor' ? 40 : 20, arbitrary: fc.constant(undefined) },
        { weight: name === 'cursor' ? 0 : 18, arbitrary: proper(schema, name) },
        { weight: 2, arbitrary: nastyText },
        { weight: 4, arbitrary: grammarOf(name, schema) },
      ),
    ]);
  return fc.record(Object.fromEntries(each) as Record<string, Arbitrary<unknown>>);
};

const of = (operation: Operation, who: readonly string[]): Arbitrary<Drawn> =>
  fc.record({
    operation: fc.constant(operation),
    persona: fc.constantFrom(...who),
    path: paths(operation),
    query: query(operation.parameters),
    ifMatch: fc.constantFrom('right', 'right', 'right', 'right', 'any', 'any', 'stale', 'none', 'nonsense'),
    key: fc.oneof(
      fc.constant(undefined),
      fc.constantFrom('a', 'b', 'c', '', 'å', 'x'.repeat(256)),
      fc.uuid(),
    ),
    language: fc.constantFrom('sv', 'en', 'de, en;q=0.1', '*', ''),
    body: operation.mediaType === 'text/plain' ? nastyText : bodies(operation.schema),
  }) as Arbitrary<Drawn>;

/** What everyone may read can only be read: a fourth of what the other operations get is enough. */
const ofAny = (who: readonly string[]): Arbitrary<Drawn> =>
  fc.oneof(
    ...operations.map((operation) => ({
      weight: operation.base === API_BASE ? 4 : 1,
      arbitrary: of(operation, who),
    })),
  );

/**
 * Requests that are sent at once. Groups of outsiders are refused as a whole, so that there are always some
 * after which nothing at all may have changed.
 */
export const groups = (size: number): Arbitrary<Drawn[]> => {
  const exactly = { minLength: size, maxLength: size };
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(ofAny([...personas, ...personas.map(() => ABLE)]), exactly) },
    { weight: 1, arbitrary: fc.array(ofAny(outsiders), exactly) },
  );
};

/** The bytes of a request and who sends it, its references replaced by records that are there. */
export function written(
  drawn: Drawn,
  known: KnownRecords,
  tokens: ReadonlyMap<string, string>,
): Sent & { persona: string } {
  const { operation, path, ifMatch, key, language } = drawn;
  const verb = operation.path.split('/').at(-1)!;
  const number = Number(/\d+$/.exec(path['id'] ?? '')?.[0] ?? 0);
  const able = drawn.persona === ABLE ? known.whoMay(collectionOf(operation), verb, number) : undefined;
  const usual = () => usually.find(([where]) => where.test(operation.path))![1];
  const persona = drawn.persona === ABLE ? (able?.persona ?? usual()) : drawn.persona;
  const authorization = tokens.get(persona);
  const meant = (text: string) =>
    text.replace(
      /^@([a-z-]+):(\d+)$/,
      (_, collection: string, index: string) =>
        known.some(persona, collection, Number(index)) ?? '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10',
    );
  const named = Object.fromEntries(Object.entries(path).map(([name, value]) => [name, meant(value)]));
  const filled = { ...named, ...(able && { id: able.id }) };
  const version = known.versionOf(filled.id ?? '');
  const tags = {
    right: version === undefined || operation.path.includes('/statement') ? '*' : `"${version}"`,
    any: '*',
    stale: '"0"',
    none: undefined,
    nonsense: '"x',
  };
  const match = tags[ifMatch];
  const content = contentOf(
    operation,
    JSON.parse(JSON.stringify(drawn.body ?? null), (_, value: unknown) =>
      typeof value === 'string' ? meant(value) : value,
    ),
  );
  return {
    persona,
    method: operation.method,
    path: addressOf(operation, filled, drawn.query),
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(match !== undefined && { 'if-match': match }),
      ...(key !== undefined && { 'idempotency-key': Buffer.from(key).toString('latin1') }),
      'accept-language': language,
      ...(content && { 'content-type': content.type }),
    },
    body: content?.body,
  };
}

function addressOf(
  { base, path }: Operation,
  values: Record<string, string>,
  query: Record<string, unknown>,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => escaped(values[name]!));
  const search = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []]
      .flat()
      .map((one) => `${name}=${escaped(typeof one === 'string' ? one : JSON.stringify(one))}`),
  );
  return `${base}${filled}${search.length > 0 ? `?${search.join('&')}` : ''}`;
}

/** A lone surrogate cannot be escaped; its three bytes can be written all the same. */
const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed() === text ? text : text.toWellFormed()).replace(/^\.{1,2}$/, '%2E');

function contentOf({ mediaType }: Operation, body: unknown): { type: string; body: string } | undefined {
  if (mediaType === 'text/plain') return { type: 'text/plain; charset=utf-8', body: String(body) };
  if (mediaType === 'application/json') return { type: mediaType, body: JSON.stringify(body) };
  if (mediaType === undefined) return undefined;
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).map(([name, value]) => {
    const head =
      name === 'file' ? 'name="file"; filename="svar.txt"\r\nContent-Type: text/plain' : `name="${name}"`;
    return `--grans\r\nContent-Disposition: form-data; ${head}\r\n\r\n${String(value)}\r\n`;
  });
  return { type: `${mediaType}; boundary=grans`, body: `${fields.join('')}--grans--\r\n` };
}
