import type { OpenAPIObject } from '@nestjs/swagger';
import { PUBLIC_BASE } from '../http/api-base.js';
import { describeOperations, type Operation } from './openapi-operations.js';

const ENTRY = '3c9d1f6a-52b7-4d0e-8a41-6f0b2c7e9d15';

/** What is not JSON, with a piece of it. */
const OTHER_MEDIA: readonly (readonly [RegExp, string, string])[] = [
  [/\.csv$/, 'text/csv', `id,number,date\r\n${ENTRY},KS 2023/475,2023-10-20\r\n`],
  [
    /\.atom$/,
    'application/atom+xml',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Diarium och remisser</title></feed>',
  ],
  [/\.jsonld$/, 'application/ld+json', '{"@graph":[{"@type":"dcat:Catalog"}]}'],
];

/** As for the other API, with what is particular here: nothing is signed in to, and everything can be kept. */
export function describePublicOperations(document: OpenAPIObject): void {
  describeOperations(document, () => true);
  for (const [path, item] of Object.entries(document.paths)) {
    const operation = (item as { get: Operation }).get;
    const other = OTHER_MEDIA.find(([pattern]) => pattern.test(path));
    if (other) describeMedia(operation, other[1], other[2]);
    if (path.endsWith('.jsonld')) operation.responses['404'] = { $ref: '#/components/responses/Problem404' };
    describeKeeping(operation);
  }
  for (const response of Object.values(document.components?.responses ?? {}))
    placeProblems(response as Problems);
}

function describeMedia(operation: Operation, mediaType: string, example: string): void {
  operation.responses['200'] = {
    description: 'Done; the whole of it.',
    content: { [mediaType]: { schema: { type: 'string' }, examples: { example: { value: example } } } },
  };
}

function describeKeeping(operation: Operation): void {
  const header = (description: string, example: string) => ({
    description,
    schema: { type: 'string', example },
  });
  operation.responses['200']!.headers = {
    ETag: header('Of what is answered, for `If-None-Match`.', '"mK5Qf0"'),
    'Cache-Control': header('How long it may be kept.', 'public, max-age=60, must-revalidate'),
  };
  operation.responses['304'] = { description: 'The caller has it already, as its `If-None-Match` says.' };
  operation.parameters?.push(
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
