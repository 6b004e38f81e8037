import type { Schema } from '../../src/tools/openapi-examples.js';
import { problemSchema, type Operation } from './operations.js';
import type { Answered } from './wire.js';

export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly requestId: string;
  readonly errors?: readonly { pointer: string; code: string }[];
}

/** Reads a failure, or throws what about it is not as documented. */
export function problemIn({ status, headers, text }: Answered): Problem {
  if (!headers['content-type']?.startsWith('application/problem+json'))
    throw new Error(`${status} is not a problem but ${headers['content-type']}: ${text.slice(0, 300)}`);
  const problem = JSON.parse(text) as Problem;
  const wrong = [...mismatches(problemSchema, problem, '')];
  if (problem.status !== status) wrong.push('the status in the body is another');
  if (wrong.length > 0)
    throw new Error(`Not the documented Problem: ${wrong.join(', ')}: ${text.slice(0, 300)}`);
  return problem;
}

/** What the contract promises of every answer; throws the first promise that was broken. */
export function mustBeDocumented(operation: Operation, answer: Answered): void {
  if (answer.status >= 500) throw new Error(`${answer.status}: ${answer.text.slice(0, 300)}`);
  if (answer.status >= 400) problemIn(answer);
  if (!operation.statuses.has(answer.status))
    throw new Error(`${answer.status} is not documented for it: ${answer.text.slice(0, 300)}`);
}

function* mismatches(schema: Schema, value: unknown, at: string): Generator<string> {
  const { type, properties = {}, required = [], items } = schema;
  if (type === 'array') {
    if (!Array.isArray(value)) yield `${at} is not a list`;
    else for (const [index, item] of value.entries()) yield* mismatches(items ?? {}, item, `${at}/${index}`);
  } else if (type === 'object') {
    if (typeof value !== 'object' || value === null) {
      yield `${at} is not an object`;
      return;
    }
    for (const name of required) if (!(name in value)) yield `${at}/${name} is missing`;
    for (const [name, part] of Object.entries(value)) {
      const described = properties[name];
      if (described) yield* mismatches(described, part, `${at}/${name}`);
      else yield `${at}/${name} is unknown`;
    }
  } else if (type === 'integer' ? !Number.isInteger(value) : typeof value !== type) {
    yield `${at} is not a ${String(type)}`;
  }
}
