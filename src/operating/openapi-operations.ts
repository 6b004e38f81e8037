import type { OpenAPIObject } from '@nestjs/swagger';
import { problemTypes } from '../http/problem-types.js';
import type { ProblemSlug } from '../rules/problem.js';
import { exampleOf, resolve, type Schema } from './openapi-examples.js';

export interface Parameter {
  name: string;
  in: string;
  description?: string;
  required?: boolean;
  schema: Schema;
}

interface Response {
  $ref?: string;
  description?: string;
  headers?: Record<string, { description: string; schema: Schema }>;
  content?: Record<string, { schema?: Schema; examples?: Record<string, { value: unknown }> }>;
}

export interface Operation {
  summary: string;
  description?: string;
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { description?: string; required?: boolean; content: NonNullable<Response['content']> };
  responses: Record<string, Response>;
  security?: object[];
}

/** Open to everyone, as the contract says. */
const OPEN = ['/api-info', '/openapi.json', '/first-administrator'];

const SUCCESS: Readonly<Record<string, string>> = {
  200: 'Done; the resource as it is now.',
  201: 'Created; the resource, with its address in `Location`.',
  202: 'Accepted; what is left is done in the background.',
  204: 'Done; there is nothing to answer.',
};

/** 405 belongs to no operation: it is the answer to unknown methods. */
const NOT_ANSWERED_YET = [405];

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  id: 'The resource’s id.',
  code: 'The body’s code.',
  date: 'The day of the meeting.',
  username: 'The person’s username.',
  documentId: 'The document’s id.',
  version: 'Number of the version, from 1.',
  prefix: 'The eight characters after `yttra_` in the key.',
};

const EXAMPLES: Readonly<Record<string, string | number>> = {
  id: '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10',
  code: 'TSN',
  date: '2023-11-22',
  username: 'tsn-handlaggare',
  documentId: 'a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d',
  version: 2,
  prefix: 'k3f9a0zq',
};

/** Adds to every operation what all have in common: errors, headers, descriptions and whole examples. */
export function describeOperations(
  document: OpenAPIObject,
  isOpen: (path: string) => boolean = (path) => OPEN.includes(path),
): void {
  const components = (document.components ??= {});
  Object.assign((components.schemas ??= {}), { Problem: problemSchema });
  components.responses = failures() as never;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, found] of Object.entries(item as Record<string, Operation>)) {
      const operation = found;
      operation.description ??= operation.summary;
      if (isOpen(path)) operation.security = [];
      if (path === '/documents' && method === 'post') describeUpload(operation);
      if (path.endsWith('/content')) describeDownload(operation);
      if (path.endsWith('/audit-trail/export')) describeJsonLines(operation);
      describeParameters(operation, method);
      describeSuccess(document, operation);
      describeRequest(document, operation);
      describeFailures(operation, { path, method, open: isOpen(path) });
    }
  }
}

const isAction = (operation: Operation, method: string): boolean =>
  ['put', 'patch', 'delete'].includes(method) ||
  (method === 'post' && (operation.responses['200'] ?? operation.responses['202']) !== undefined);

function describeParameters(operation: Operation, method: string): void {
  operation.parameters ??= [];
  for (const parameter of operation.parameters) {
    parameter.description ??= PATH_PARAMETERS[parameter.name] ?? `Narrows the list by ${parameter.name}.`;
    if (parameter.in === 'query') parameter.required = false; // a default makes the library say otherwise
    if (parameter.in === 'path') Object.assign(parameter, { example: EXAMPLES[parameter.name] ?? '1' });
  }
  const header = (name: string, description: string, example: string): Parameter =>
    Object.assign(
      { name, in: 'header', required: false, description, schema: { type: 'string' } },
      { example },
    );
  operation.parameters.push(
    header('Accept-Language', 'Language of texts for people: `sv` or `en`.', 'sv'),
    header('traceparent', `${TRACE} One that cannot be read is as good as none.`, TRACEPARENT),
    header('tracestate', 'Passed on as it is, with `traceparent`.', 'congo=t61rcWkgMzE'),
  );
  if (isAction(operation, method)) {
    operation.parameters.push(
      header('If-Match', 'The ETag that was read. 428 without it, 412 when it is stale.', '"3"'),
    );
  }
  if (method === 'post') {
    const description =
      'Repeats of the request under the same key have one effect and get the first answer. 1 to 255 characters.';
    operation.parameters.push(header('Idempotency-Key', description, '6f1c2d3e-register-tsn'));
  }
}

function describeSuccess(document: OpenAPIObject, operation: Operation): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    response.description = SUCCESS[status] ?? response.description ?? '';
    for (const content of Object.values(response.content ?? {})) {
      if (!content.schema) continue;
      content.examples ??= { example: { value: exampleOf(document, content.schema) } };
      const { properties = {} } = resolve(document, content.schema) ?? {};
      const isImport = properties['unplaced'] !== undefined; // its ETag is the statement's
      if (properties['version'] || properties['allOf'] || isImport) response.headers = { ETag: etag };
    }
    if (status === '201') response.headers = { ...response.headers, Location: location };
    response.headers = { ...response.headers, ...answeredWith };
  }
}

function describeRequest(document: OpenAPIObject, operation: Operation): void {
  if (!operation.requestBody) return;
  operation.requestBody.description ??= operation.summary;
  for (const content of Object.values(operation.requestBody.content)) {
    content.examples ??= { example: { value: exampleOf(document, content.schema ?? {}) } };
  }
}

function describeFailures(
  operation: Operation,
  { path, method, open }: { path: string; method: string; open: boolean },
): void {
  const slugs: ProblemSlug[] = ['unavailable', 'internal', 'too-many-requests', 'malformed'];
  if (!open) slugs.push('unauthenticated');
  // Once there is an administrator, the way to appoint the first one is not there.
  if (path.includes('{') || path === '/first-administrator') slugs.push('not-found');
  if (method === 'get' && operation.parameters?.some((parameter) => parameter.in === 'query'))
    slugs.push('validation');
  if (method !== 'get') {
    slugs.push('not-permitted', 'conflict', 'too-large', 'unsupported-media-type', 'validation');
  } else if (/replies|compilation|people|stand-ins|audit-trail|register/.test(path))
    slugs.push('not-permitted');
  if (isAction(operation, method)) slugs.push('stale-version', 'precondition-required');
  if (path === '/documents' && method === 'post') slugs.push('storage-full');
  if (path === '/documents/{id}/content') slugs.push('content-gone');
  for (const status of new Set(slugs.map((slug) => problemTypes[slug].status))) {
    operation.responses[status] = { $ref: `#/components/responses/Problem${status}` };
  }
}

/** Every problem that is answered with one status, each with an example. */
function failures(): Record<string, Response> {
  const responses: Record<string, Response> = {};
  for (const slug of Object.keys(problemTypes) as ProblemSlug[]) {
    const { status, title, remedy } = problemTypes[slug];
    if (NOT_ANSWERED_YET.includes(status)) continue;
    const response = (responses[`Problem${status}`] ??= {
      description: '',
      headers: { ...answeredWith },
      content: {},
    });
    response.description = `${response.description ?? ''} ${title.en}: ${remedy.en}`.trim();
    const content = (response.content!['application/problem+json'] ??= {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: {},
    });
    content.examples![slug] = { value: exampleProblem(slug) };
    if (status === 429 || status === 503) response.headers!['Retry-After'] = retryAfter;
  }
  return responses;
}

function exampleProblem(slug: ProblemSlug): object {
  const { status, title, remedy } = problemTypes[slug];
  return {
    type: `/problems/${slug}`,
    title: title.sv,
    status,
    detail: remedy.sv,
    instance: `/yttra/v1/consultations/${EXAMPLES['id']}`,
    requestId: '2b1f0c9e-6c0a-4a43-9d0b-5e0f7c8d9a10',
    ...(slug === 'validation' && {
      errors: [{ pointer: '/title', code: 'text', detail: 'Ska vara text med 1 till 300 tecken.' }],
    }),
    ...((slug === 'conflict' || slug === 'transition-refused') && {
      reasons: [{ code: 'wrong-state', detail: 'Det går bara från läget approved.' }],
    }),
  };
}

function describeUpload(operation: Operation): void {
  operation.requestBody = {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['file', 'title', 'kind', 'body'],
          properties: {
            file: { type: 'string', format: 'binary', example: '(the file)' },
            title: { type: 'string', example: 'Remissversion Strategi för social hållbarhet 2024-2030' },
            kind: { type: 'string', example: 'proposal' },
            body: { type: 'string', example: 'KS' },
            direction: { type: 'string', example: 'outgoing' },
            replaces: { type: 'string', format: 'uuid', example: 'a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d' },
            reason: { type: 'string', example: 'Ny version efter beredning' },
          },
        },
      },
    },
  };
}

function describeDownload(operation: Operation): void {
  operation.responses['200'] = {
    description: 'The file, as it was uploaded.',
    content: {
      'application/octet-stream': {
        schema: { type: 'string', format: 'binary' },
        examples: { example: { value: '(the file)' } },
      },
    },
  };
  operation.responses['304'] = { description: 'The caller has it already, as its `If-None-Match` says.' };
}

function describeJsonLines(operation: Operation): void {
  const line =
    '{"id":1042,"verb":"register","state":"registered","position":7,"previous":"5e88…","hash":"9f86…"}';
  operation.responses['200'] = {
    description: 'One event a line, in the order of the chain.',
    content: {
      'application/x-ndjson': { schema: { type: 'string' }, examples: { example: { value: line } } },
    },
  };
}

const etag = {
  description: 'Version of the resource, for `If-Match`.',
  schema: { type: 'string', example: '"3"' },
};
const location = {
  description: 'Address of what was created.',
  schema: { type: 'string', example: '/yttra/v1/cases/f3a1c2b4-5d6e-4f70-8a9b-1c2d3e4f5a6b' },
};

const TRACE = 'Where the request belongs in a trace (W3C Trace Context).';
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** With every answer, also a refusal. */
const answeredWith = {
  traceparent: {
    description: 'Our part of the trace that the request named, or of a new one.',
    schema: { type: 'string', example: TRACEPARENT },
  },
  'X-Request-Id': {
    description: 'Names this request in the log and in the audit trail.',
    schema: { type: 'string', format: 'uuid', example: '2b1f0c9e-6c0a-4a43-9d0b-5e0f7c8d9a10' },
  },
};

const retryAfter = {
  description: 'Seconds to wait before the next attempt.',
  schema: { type: 'integer', example: 2 },
};

const listOf = (first: string) => ({
  type: 'array',
  items: {
    type: 'object',
    properties: {
      [first]: { type: 'string' },
      code: { type: 'string', description: 'Stable.' },
      detail: { type: 'string', description: 'In the caller’s language.' },
    },
  },
});

/** RFC 9457, with what Yttra adds. */
const problemSchema = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', description: 'Stable, and documented at that address.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'In the caller’s language.' },
    instance: { type: 'string', description: 'The address that was asked.' },
    requestId: { type: 'string', description: 'For the operators’ log.' },
    actor: { type: 'string', description: 'Of a 403: names the caller to the operators, in their log too.' },
    reasons: { ...listOf('code'), description: 'Of a 409: every rule that is not met.' },
    errors: {
      ...listOf('pointer'),
      description: 'Of a 422: every value that cannot be used, by JSON pointer.',
    },
  },
};
