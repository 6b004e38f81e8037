import { API_BASE, PUBLIC_BASE } from '../../src/http/api-base.js';
import { OPENAPI_FILE } from '../../src/http/service.controller.js';
import { PUBLIC_OPENAPI_FILE } from '../../src/publication/open-data/open-data.controller.js';
import type { Schema } from '../../src/tools/openapi-examples.js';
import { readDescription } from '../support/api-description.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

/** One way to call the API, as its document describes it. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  /** Below what its path is: the API's root, or that of what everyone may read. */
  readonly base: string;
  /** From there, its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly mediaType: string | undefined;
  readonly schema: Schema;
  /** A whole body; every field that there is has a value in it. */
  readonly example: unknown;
  /** Every status that the document says may be answered. */
  readonly statuses: ReadonlySet<number>;
}

interface Described {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema; examples: { example: { value: unknown } } }> };
  responses: Record<string, unknown>;
}

interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

const documentIn = (file: string) => readDescription<Document>(file);
const document = documentIn(OPENAPI_FILE);

/** Its answer goes on for ever: `test/e2e/events.test.ts`. */
const ENDLESS = 'GET /events';

/** The documents are the list: an operation that is added is tested without anyone thinking of it. */
export const operations: readonly Operation[] = [
  ...operationsOf(document, API_BASE),
  ...operationsOf(documentIn(PUBLIC_OPENAPI_FILE), PUBLIC_BASE),
].filter(({ name }) => name !== ENDLESS);

function operationsOf({ paths }: Document, base: string): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], requestBody, responses }]) => {
      const [[mediaType, content] = []] = Object.entries(requestBody?.content ?? {});
      return {
        name: `${method.toUpperCase()} ${base === API_BASE ? '' : base}${path}`,
        method: method.toUpperCase(),
        base,
        path,
        parameters,
        mediaType,
        schema: content?.schema ?? {},
        example: content?.examples.example.value,
        statuses: new Set(Object.keys(responses).map(Number)),
      };
    }),
  );
}

export const withJson = operations.filter(({ mediaType }) => mediaType === 'application/json');
/** Those that are refused to whoever has no part in the record: everybody may save a search of their own. */
export const ofRecords = withJson.filter(({ path }) => path !== '/me/saved-searches');

export const problemSchema = schemaNamed('Problem');

function schemaNamed(name: string): Schema {
  return document.components.schemas[name]!;
}

/** A schema with its references followed and its parts put together, one level deep. */
export function resolved(schema: Schema): Schema {
  if (schema.$ref) return resolved(schemaNamed(schema.$ref.split('/').at(-1)!));
  return schema.allOf ? (Object.assign({}, ...schema.allOf.map(resolved)) as Schema) : schema;
}

/** Where a value stands in a body. */
export type Place = readonly (string | number)[];

/** Every place in a value, the value itself first. */
export function placesIn(value: unknown, place: Place = []): { place: Place; value: unknown }[] {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    { place, value },
    ...parts.flatMap(([key, part]) => placesIn(part, [...place, Array.isArray(value) ? Number(key) : key])),
  ];
}

/** A copy of a value with something else at one place. */
export function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** The path with a value for each of its parameters, and a query. */
export function addressOf({ base, path }: Operation, values: Record<string, string>, query = ''): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? EXAMPLES[name] ?? '1');
  return `${base}${filled}${query && `?${query}`}`;
}

/** Well-formed, and of no record: a request that gets so far is answered 404. */
const EXAMPLES: Readonly<Record<string, string>> = {
  id: '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10',
  documentId: 'a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d',
  messageId: '5b1c9f7e-2a4d-4c3b-9e8f-6d7a8b9c0d1e',
  code: 'TSN',
  date: '2023-11-22',
  username: 'tsn-handlaggare',
  prefix: 'k3f9a0zq',
};
