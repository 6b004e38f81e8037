import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OPENAPI_FILE } from '../../src/http/service.controller.js';

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
const document = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: object };
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'https://yttra.example/api', components: document.components });

const checks = new Map<string, ValidateFunction>();

/** What checks the answers of one operation with one status: made once, since making it takes longer than a request. */
function checkOf(operation: string, schema: object): ValidateFunction {
  const known = checks.get(operation);
  if (known) return known;
  const absolute = JSON.stringify(schema).replaceAll(
    '"#/components',
    '"https://yttra.example/api#/components',
  );
  const check = ajv.compile(JSON.parse(absolute) as object);
  checks.set(operation, check);
  return check;
}

/** What of an answer is not as the document says its operation answers; empty when all is. */
export function misshapen(
  { method, path }: { readonly method: string; readonly path: string },
  { status, body }: { readonly status: number; readonly body: unknown },
): string[] {
  const response = document.paths[path]![method.toLowerCase()]!.responses[status];
  if (!response) return [`${method} ${path} answered ${status}, which it does not say`];
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return [];
  const check = checkOf(`${method} ${path} ${status}`, schema);
  if (check(body)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message }) => `${method} ${path} ${instancePath || '/'} ${message ?? ''}`,
  );
}
