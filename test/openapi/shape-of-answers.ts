import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { JSON_TYPES } from '../../src/http/refuse-unacceptable.js';
import { OPENAPI_FILE } from '../../src/http/service.controller.js';
import { readDescription } from '../support/api-description.js';

interface Described {
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly headers: Readonly<Record<string, unknown>>;
        readonly content?: Readonly<Record<string, { readonly schema: object }>>;
      }
    >
  >;
}
interface Answer {
  readonly status: number;
  /** Its media type, without parameters; empty where there is no content. */
  readonly type: string;
  readonly header: Readonly<Record<string, string>>;
  readonly body: unknown;
}
const document = readDescription<{
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: object };
}>(OPENAPI_FILE);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({
  $id: 'https://yttra.example/api',
  components: { schemas: closed(document.components.schemas) },
});

const checks = new Map<string, ValidateFunction>();

/** What checks the answers of one operation with one status: made once, since making it takes longer than a request. */
function checkOf(operation: string, schema: object): ValidateFunction {
  const known = checks.get(operation);
  if (known) return known;
  const absolute = JSON.stringify(closed(schema)).replaceAll(
    '"#/components',
    '"https://yttra.example/api#/components',
  );
  const check = ajv.compile(JSON.parse(absolute) as object);
  checks.set(operation, check);
  return check;
}

/** The same schema, to which an object with a field that it does not name is wrong: no integrator would know of it. */
function closed(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_, part: unknown) =>
    typeof part === 'object' && part !== null && 'properties' in part && !('additionalProperties' in part)
      ? { ...part, additionalProperties: false }
      : part,
  ) as object;
}

/** Headers of HTTP and of browsers that mean the same of whichever answer. */
const OF_EVERY_ANSWER =
  /^(?:date|connection|keep-alive|transfer-encoding|vary|cache-control|accept-ranges|content-(?:type|length|encoding|security-policy)|cross-origin-resource-policy|referrer-policy|strict-transport-security|x-content-type-options)$/;

/** What of an answer is not as the document says its operation answers; empty when all is. */
export function misshapen(
  { method, path }: { readonly method: string; readonly path: string },
  { status, type, header, body }: Answer,
): string[] {
  const said = document.paths[path]![method.toLowerCase()]!.responses[status];
  const about = `${method} ${path} ${status}`;
  if (!said) return [`${about}, which it does not say`];
  const headers = new Set(Object.keys(said.headers).map((name) => name.toLowerCase()));
  const unsaid = Object.keys(header)
    .filter((name) => !OF_EVERY_ANSWER.test(name) && !headers.has(name))
    .map((name) => `${about} has the header ${name}, which it does not say`);
  const { content = {} } = said;
  if (type === '' && Object.keys(content).length === 0) return unsaid;
  const schema = (content[type] ?? content['*/*'])?.schema;
  if (!schema) return [...unsaid, `${about} as ${type}, which it does not say`];
  const check = checkOf(about, schema);
  if (!JSON_TYPES.includes(type) || check(body)) return unsaid;
  const wrong = (check.errors ?? []).map(({ instancePath, message, params }) =>
    `${about} ${instancePath || '/'} ${message ?? ''} ${String(params['additionalProperty'] ?? '')}`.trim(),
  );
  return [...unsaid, ...wrong];
}
