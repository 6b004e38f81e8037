import { problemTypes } from '../http/problem-types.js';
import type { ProblemSlug } from '../rules/problem.js';

interface ProblemResponse {
  description?: string;
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, { schema: { $ref: string }; examples: Record<string, { value: object }> }>;
}

/** With every answer, also a refusal. */
export const ANSWERED_WITH = {
  traceparent: { $ref: '#/components/headers/traceparent' },
  'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' },
};

/** 405 belongs to no operation: it is the answer to unknown methods. */
const OF_NO_OPERATION = [405];

/** Every problem that is answered with one status, each with an example. */
export function failures(): Record<string, ProblemResponse> {
  const responses: Record<string, ProblemResponse> = {};
  for (const slug of Object.keys(problemTypes) as ProblemSlug[]) {
    const { status, title, remedy } = problemTypes[slug];
    if (OF_NO_OPERATION.includes(status)) continue;
    const response = (responses[`Problem${status}`] ??= {
      description: '',
      headers: { ...ANSWERED_WITH, 'Content-Language': { $ref: '#/components/headers/Content-Language' } },
      content: {},
    });
    response.description = `${response.description ?? ''} ${title.en}: ${remedy.en}`.trim();
    const content = (response.content!['application/problem+json'] ??= {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: {},
    });
    content.examples[slug] = { value: exampleProblem(slug) };
    if (status === 429 || status === 503)
      response.headers!['Retry-After'] = { $ref: '#/components/headers/Retry-After' };
    if (status === 401 || status === 403)
      response.headers!['WWW-Authenticate'] = { $ref: '#/components/headers/WWW-Authenticate' };
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
    instance: '/yttra/v1/consultations/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10',
    requestId: '2b1f0c9e-6c0a-4a43-9d0b-5e0f7c8d9a10',
    ...(slug === 'validation' && {
      errors: [{ pointer: '/title', code: 'text', detail: 'Ska vara text med 1 till 300 tecken.' }],
    }),
    ...((slug === 'conflict' || slug === 'transition-refused') && {
      reasons: [{ code: 'wrong-state', detail: 'Det går bara i läget ”Godkänt”.' }],
    }),
  };
}

const listOf = (first: string) => ({
  type: 'array',
  items: {
    type: 'object',
    required: [...new Set([first, 'code', 'detail'])],
    properties: {
      [first]: { type: 'string' },
      code: { type: 'string', description: 'Stable.' },
      detail: { type: 'string', description: 'In the caller’s language.' },
    },
  },
});

/** RFC 9457, with what Yttra adds. */
export const problemSchema = {
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
