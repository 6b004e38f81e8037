import { MEDIA_TYPE } from '../papers/formats.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import { problemTypes } from '../http/problem-types.js';
import type { ProblemSlug } from '../rules/problem.js';
import {
  describeDownload,
  describeJob,
  describeJsonLines,
  describePackage,
  describePaper,
  describeReport,
  describeTable,
  describeUpload,
} from './openapi-files.js';
import type { Example, Operation, Parameter, Reference } from './openapi-operation.js';
import { exampleOf, resolve, type Schema } from './openapi-examples.js';
import { ANSWERED_WITH, failures, problemSchema } from './openapi-problems.js';
import { sharpenSchemas } from './openapi-schemas.js';
import { operationIdOf } from './operation-ids.js';

/** Open to everyone, as the contract says. */
const OPEN = ['/api-info', '/openapi.json', '/first-administrator'];

const SUCCESS: Readonly<Record<string, string>> = {
  200: 'Done; the resource as it is now.',
  201: 'Created; the resource, with its address in `Location`.',
  202: 'Accepted; what is left is done in the background.',
  204: 'Done; there is nothing to answer.',
};

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  id: 'The resource’s id.',
  code: 'The body’s code.',
  date: 'The day of the meeting.',
  username: 'The person’s username.',
  documentId: 'The document’s id.',
  version: 'Number of the version, from 1.',
  prefix: 'The eight characters after `yttra_` in the key.',
  kind: 'Which paper.',
};

const EXAMPLES: Readonly<Record<string, string | number>> = {
  id: '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10',
  code: 'TSN',
  date: '2023-11-22',
  username: 'tsn-handlaggare',
  documentId: 'a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d',
  version: 2,
  prefix: 'k3f9a0zq',
  kind: 'statement',
};

/** Adds to every operation what all have in common: errors, headers, descriptions and whole examples. */
export function describeOperations(
  document: OpenAPIObject,
  isOpen: (path: string) => boolean = (path) => OPEN.includes(path),
): void {
  const components = (document.components ??= {});
  Object.assign((components.schemas ??= {}), { Problem: problemSchema });
  components.responses = failures() as never;
  components.headers = { ...HEADERS };
  components.parameters = { ...PARAMETERS } as never;
  components.examples = {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, found] of Object.entries(item as Record<string, Operation>)) {
      const operation = found;
      operation.operationId = operationIdOf(method, path);
      if (isOpen(path)) operation.security = [];
      if (path === '/documents' && method === 'post') describeUpload(operation);
      if (
        path.endsWith('/statement/import') ||
        isArchiveOfReports(path) ||
        (isTemplate(path) && method === 'put')
      )
        describeReport(operation);
      if (isSample(path)) describePaper(operation, [MEDIA_TYPE.docx]);
      if (path === '/documents/{id}/content') describeDownload(operation);
      if (path === '/archive-packages/{id}/content') describePackage(operation);
      if (isMadePaper(path)) describePaper(operation, formsOf(path));
      if (isMadePaper(path) || isSample(path) || path === '/referrals/{id}/compilation')
        describeJob(operation);
      if (path.endsWith('/paper')) describePaper(operation, ['application/pdf']);
      if (path.endsWith('/audit-trail/export')) describeJsonLines(operation);
      describeParameters(operation, path, method);
      describeSuccess(document, operation);
      describeTable(operation);
      if (path === '/referrals/{id}/compilation')
        operation.responses['200']!.description =
          'Done; as JSON, or as its paper where `Accept` asks for that.';
      if (path === '/paper-jobs/{id}')
        operation.responses['200']!.headers = {
          ...operation.responses['200']!.headers,
          'Retry-After': headerRef('Retry-After'),
        };
      // What is asked for is begun at an address of its own, and goes on after the answer.
      const begun = path === '/audit-checks' ? operation.responses['202'] : undefined;
      if (begun) begun.headers = { ...begun.headers, Location: headerRef('Location') };
      describeLink(document, operation, path);
      describeRequest(document, operation);
      describeFailures(operation, { path, method, open: isOpen(path) });
    }
  }
  sharpenSchemas(document);
}

/** What has tables is also had for Excel; what is compared is no table. */
const formsOf = (path: string): readonly string[] =>
  Object.values(MEDIA_TYPE)
    .map((type) => type.split(';')[0]!)
    .filter((type) => type !== MEDIA_TYPE.xlsx || path === '/referrals/{id}/papers/{kind}');

/** A paper that is made for whoever asks, and is kept by nobody. */
const isMadePaper = (path: string): boolean => path.includes('/papers/') || path.endsWith('/comparison');

const isSample = (path: string): boolean => path.endsWith('/word-templates/{kind}/sample');

const isTemplate = (path: string): boolean => path.endsWith('/word-templates/{kind}');

/** Each file of it is held to its own version and right. */
const isArchiveOfReports = (path: string): boolean => path.endsWith('/statement-imports');

const isAction = (operation: Operation, method: string): boolean =>
  ['put', 'patch', 'delete'].includes(method) ||
  (method === 'post' && (operation.responses['200'] ?? operation.responses['202']) !== undefined);

function describeParameters(operation: Operation, path: string, method: string): void {
  const own = (operation.parameters ??= []) as Parameter[];
  for (const parameter of own) {
    parameter.description ??= PATH_PARAMETERS[parameter.name] ?? `Narrows the list by ${parameter.name}.`;
    if (parameter.in === 'query') parameter.required = false; // a default makes the library say otherwise
    if (parameter.in === 'path') Object.assign(parameter, { example: EXAMPLES[parameter.name] ?? '1' });
  }
  for (const name of ['Accept-Language', 'traceparent', 'tracestate'] as const)
    operation.parameters.push(parameterRef(name));
  if (operation.responses['304']) operation.parameters.push(parameterRef('If-None-Match'));
  if (operation.responses['206']) operation.parameters.push(parameterRef('Range'));
  if (method === 'get' && operation.responses['202']) operation.parameters.push(parameterRef('Prefer'));
  if (path === '/events') operation.parameters.push(parameterRef('Last-Event-ID'));
  if (isAction(operation, method) && !isArchiveOfReports(path)) operation.parameters.push(ifMatchOf(path));
  if (method === 'post') operation.parameters.push(parameterRef('Idempotency-Key'));
}

/** Foreseeing what sending or importing would lead to changes nothing, so it needs no version. */
const ifMatchOf = (path: string): Parameter | Reference =>
  path.endsWith('/send') || path.endsWith('/statement/import')
    ? { ...PARAMETERS['If-Match'], required: false, description: 'Needed unless `dryRun=true`.' }
    : parameterRef('If-Match');

function describeSuccess(document: OpenAPIObject, operation: Operation): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    response.description ||= SUCCESS[status] ?? '';
    for (const content of Object.values(response.content ?? {})) {
      // A file is shown by whoever describes it.
      if (!content.schema || content.schema.type === 'string') continue;
      content.examples ??= { example: exampleRef(document, content.schema) };
      const { properties = {} } = resolve(document, content.schema) ?? {};
      const isImport = properties['unplaced'] !== undefined; // its ETag is the statement's
      // Of what sending would lead to there is no version.
      const isSent = 'oneOf' in content.schema;
      if (properties['version'] || properties['allOf'] || isImport || isSent)
        response.headers = { ...response.headers, ETag: headerRef('ETag') };
    }
    if (status === '201' || status === '303')
      response.headers = { ...response.headers, Location: headerRef('Location') };
    response.headers = { ...response.headers, ...ANSWERED_WITH };
  }
}

/** From what was created to reading it, where it has an id of its own (national REST API profile, MOG.02). */
function describeLink(document: OpenAPIObject, { responses }: Operation, path: string): void {
  const one = `/${path.split('/').at(-1)!}/{id}`;
  if (!responses['201'] || !document.paths[one]?.get) return;
  const read = { operationId: operationIdOf('get', one), parameters: { id: '$response.body#/id' } };
  responses['201'].links = { read };
}

/** Each view is shown once, however many operations answer with it. */
function exampleRef(document: OpenAPIObject, schema: Schema): Example {
  const name = schema.$ref?.split('/').at(-1);
  if (name === undefined) return { value: exampleOf(document, schema) };
  const examples = document.components!.examples! as Record<string, Example>;
  examples[name] ??= { value: exampleOf(document, schema) };
  return { $ref: `#/components/examples/${name}` };
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
  const slugs: ProblemSlug[] = [
    'unavailable',
    'internal',
    'too-many-requests',
    'malformed',
    'not-acceptable',
  ];
  if (!open) slugs.push('unauthenticated');
  // Once there is an administrator, the way to appoint the first one is not there.
  if (path.includes('{') || path === '/first-administrator') slugs.push('not-found');
  if (
    method === 'get' &&
    operation.parameters?.some((parameter) => 'in' in parameter && parameter.in === 'query')
  )
    slugs.push('validation');
  // A working copy is no record of its own, nor is what an import warned of: whoever may save the statement has both.
  const isWorkingCopy = /\/(?:working-copy|import-warnings)$/.test(path) && method !== 'get';
  // Some papers of a referral are for those who compile its replies.
  const isOfReferral = path === '/referrals/{id}/papers/{kind}';
  if (operation['x-action'] || isWorkingCopy || isOfReferral || isArchiveOfReports(path))
    slugs.push('not-permitted');
  if (method !== 'get') slugs.push('conflict', 'too-large', 'unsupported-media-type', 'validation');
  if (isAction(operation, method) && !isArchiveOfReports(path))
    slugs.push('stale-version', 'precondition-required');
  // What takes the place of another names it, and is refused where somebody else has been quicker.
  if (method === 'post' && /\/(?:summaries|gathered-passages|remark-answers)$/.test(path))
    slugs.push('stale-version');
  if (path === '/documents' && method === 'post') slugs.push('storage-full');
  if (['/documents/{id}/content', '/dispatches/{id}/paper', '/signature-requests/{id}/paper'].includes(path))
    slugs.push('content-gone');
  if (isMadePaper(path) || path.includes('/word-templates/')) slugs.push('too-demanding');
  for (const status of new Set(slugs.map((slug) => problemTypes[slug].status))) {
    operation.responses[status] = { $ref: `#/components/responses/Problem${status}` };
  }
}

const text = (example: string) => ({ type: 'string', example });

/** Headers of answers; an operation names those that it has. */
const HEADERS = {
  ETag: { description: 'Version of the resource, for `If-Match`.', schema: text('"3"') },
  Location: {
    description: 'Address of what was created, of what it stands in, or of its page.',
    schema: text('/yttra/v1/cases/f3a1c2b4-5d6e-4f70-8a9b-1c2d3e4f5a6b'),
  },
  traceparent: {
    description: 'Our part of the trace that the request named, or of a new one.',
    schema: text('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
  },
  'X-Request-Id': {
    description: 'Names this request in the log and in the audit trail.',
    schema: { type: 'string', format: 'uuid', example: '2b1f0c9e-6c0a-4a43-9d0b-5e0f7c8d9a10' },
  },
  'Content-Disposition': {
    description: 'What the file is called.',
    schema: text('attachment; filename="TSN 2023-112 Yttrande.pdf"'),
  },
  'Content-Language': { description: 'The language of `title` and `detail`.', schema: text('sv') },
  'Content-Range': { description: 'Which part of the bytes it is.', schema: text('bytes 0-1023/48213') },
  'WWW-Authenticate': {
    description: 'Of a 401, that a bearer token is needed; of a 403, the `acr_values` to sign in again with.',
    schema: text('Bearer realm="yttra"'),
  },
  'Yttra-Replaced-Signs': {
    description:
      'Signs that no font has and that stand as □ in the paper, by their code points. Left out where there are none.',
    schema: text('U+F0B7'),
  },
  'Yttra-Word-Template': {
    description:
      'Number of the body’s own Word template that it is written in. Left out where it is in none.',
    schema: { type: 'integer', example: 2 },
  },
  'Preference-Applied': {
    description: 'What of `Prefer` was followed.',
    schema: text('respond-async'),
  },
  'Retry-After': {
    description: 'Seconds to wait before the next attempt.',
    schema: { type: 'integer', example: 2 },
  },
};

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const header = (name: string, required: boolean, description: string, example: string) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
  example,
});

/** Headers of requests that many operations take. */
const PARAMETERS = {
  'Accept-Language': header(
    'Accept-Language',
    false,
    'Language of texts for people: `sv` (the default) or `en`.',
    'sv',
  ),
  traceparent: header(
    'traceparent',
    false,
    'Where the request belongs in a trace (W3C Trace Context). One that cannot be read is as good as none.',
    TRACEPARENT,
  ),
  tracestate: header('tracestate', false, 'Passed on as it is, with `traceparent`.', 'congo=t61rcWkgMzE'),
  'If-Match': header(
    'If-Match',
    true,
    'The ETag that was read. 428 without it, 412 when it is stale.',
    '"3"',
  ),
  'If-None-Match': header(
    'If-None-Match',
    false,
    'The ETag of the bytes that you have: 304 while they are the same. What is confidential has none.',
    '"GmJ3kBzQ0Z1nXv0bq0mJc1k2m8n9oPqRsTuVwXyZ012"',
  ),
  Range: header('Range', false, 'One part of the bytes.', 'bytes=0-1023'),
  Prefer: header(
    'Prefer',
    false,
    'How long to wait for a long paper (RFC 7240): `respond-async` not at all, `wait=n` so many seconds, 30 at most; else two.',
    'respond-async',
  ),
  'Last-Event-ID': header(
    'Last-Event-ID',
    false,
    'The `id` of the last event that you got, after a lost connection: you are told of what you missed.',
    '4711',
  ),
  'Idempotency-Key': header(
    'Idempotency-Key',
    false,
    'Repeats of the request under the same key have one effect and get the first answer. 1 to 255 characters.',
    '6f1c2d3e-register-tsn',
  ),
};

const headerRef = (name: keyof typeof HEADERS): Reference => ({ $ref: `#/components/headers/${name}` });
const parameterRef = (name: keyof typeof PARAMETERS): Reference => ({
  $ref: `#/components/parameters/${name}`,
});
