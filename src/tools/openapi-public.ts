import type { OpenAPIObject } from '@nestjs/swagger';
import { PUBLIC_BASE } from '../http/api-base.js';
import { exampleOf, type Schema } from './openapi-examples.js';
import type { Operation } from './openapi-operation.js';
import { describeOperations } from './openapi-operations.js';

const ENTRY = '3c9d1f6a-52b7-4d0e-8a41-6f0b2c7e9d15';

interface Medium {
  readonly schema: Schema;
  readonly example: unknown;
}

const text = (example: string): Medium => ({ schema: { type: 'string' }, example });

const CSV = text(`id,number,date\r\n${ENTRY},KS 2023/475,2023-10-20\r\n`);

/** A whole list, in either format. */
function fileOf(document: OpenAPIObject, view: string): Record<string, Medium> {
  const schema: Schema = { type: 'array', items: { $ref: `#/components/schemas/${view}` } };
  return { 'application/json': { schema, example: exampleOf(document, schema) }, 'text/csv': CSV };
}

/** What is answered as a file, by path: the code says only that it writes one. */
const FILES: Readonly<Record<string, (document: OpenAPIObject) => Record<string, Medium>>> = {
  '/data/cases': (document) => fileOf(document, 'PublicCaseView'),
  '/data/referrals': (document) => fileOf(document, 'PublicReferralView'),
  '/data/statements': (document) => fileOf(document, 'PublicStatementView'),
  '/statements/{id}/paper': () => ({
    'application/pdf': { schema: { type: 'string', format: 'binary' }, example: '(the file)' },
  }),
  '/feed': () => ({
    'application/atom+xml': text(
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>Diarium och remisser</title></feed>',
    ),
  }),
  '/catalog': () => ({
    'application/rdf+xml': text(
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"><dcat:Catalog/></rdf:RDF>',
    ),
    'application/ld+json': text('{"@graph":[{"@type":"dcat:Catalog"}]}'),
  }),
};

/** As for the other API, with what is particular here: nothing is signed in to, and everything can be kept. */
export function describePublicOperations(document: OpenAPIObject): void {
  describeOperations(document, () => true);
  for (const [path, item] of Object.entries(document.paths)) {
    const operation = (item as { get: Operation }).get;
    const media = FILES[path]?.(document);
    if (media) describeFile(operation, media);
    if (path === '/catalog') operation.responses['404'] = { $ref: '#/components/responses/Problem404' };
    describeKeeping(operation);
  }
  for (const response of Object.values(document.components?.responses ?? {}))
    placeProblems(response as Problems);
}

function describeFile(operation: Operation, media: Readonly<Record<string, Medium>>): void {
  const content = Object.entries(media).map(([mediaType, { schema, example }]) => [
    mediaType,
    { schema, examples: { example: { value: example } } },
  ]);
  operation.responses['200'] = {
    ...operation.responses['200'],
    description: 'Done; the whole of it.',
    content: Object.fromEntries(content),
  };
}

function describeKeeping(operation: Operation): void {
  const header = (description: string, example: string) => ({
    description,
    schema: { type: 'string', example },
  });
  operation.responses['200']!.headers = {
    ...operation.responses['200']!.headers,
    ETag: header('Of what is answered, for `If-None-Match`.', '"mK5Qf0"'),
    'Cache-Control': header('How long it may be kept.', 'public, max-age=60, must-revalidate'),
  };
  operation.responses['304'] = { description: 'The caller has it already, as its `If-None-Match` says.' };
  // A file has it already.
  operation.parameters = (operation.parameters ?? []).filter(
    (parameter) => !('$ref' in parameter && parameter.$ref.endsWith('/If-None-Match')),
  );
  operation.parameters.push(
    Object.assign(
      {
        name: 'If-None-Match',
        in: 'header',
        required: false,
        description: 'The ETag of what the caller has.',
        schema: { type: 'string' },
      },
      { example: '"mK5Qf0"' },
    ),
  );
}

interface Problems {
  readonly content?: Record<string, { examples?: Record<string, { value: { instance: string } }> }>;
}

function placeProblems({ content = {} }: Problems): void {
  for (const { examples = {} } of Object.values(content)) {
    for (const { value } of Object.values(examples)) value.instance = `${PUBLIC_BASE}/referrals/${ENTRY}`;
  }
}
