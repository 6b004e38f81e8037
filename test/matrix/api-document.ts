import { OPENAPI_FILE } from '../../src/http/service.controller.js';
import { readDescription } from '../support/api-description.js';

interface Operation {
  readonly 'x-action'?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly examples: { readonly example: { readonly value: unknown } } }>
    >;
  };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const document = readDescription<{
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}>(OPENAPI_FILE);

/** Whose answer goes on for ever; who is told what there, `test/e2e/events.test.ts` says. */
const ENDLESS = 'GET /events';

/** The committed OpenAPI document by `METHOD /path`; CI checks that it is what the code says. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const)
      .filter(([name]) => name !== ENDLESS),
  ),
);

export const queryOf = (operation: string): string[] =>
  (operations.get(operation)?.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name);

/** What the document shows as a request, which is valid as it stands; text where that is what is sent. */
export function exampleOf(operation: string): object | string | undefined {
  const [content] = Object.entries(operations.get(operation)?.requestBody?.content ?? {});
  return content && (content[1].examples.example.value as object | string);
}

/** Whether it is sent fields as JSON, and nothing else. */
export const takesFields = (operation: string): boolean =>
  Object.keys(operations.get(operation)?.requestBody?.content ?? {}).join() === 'application/json';
