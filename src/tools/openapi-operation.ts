import type { Schema } from './openapi-examples.js';

export interface Parameter {
  name: string;
  in: string;
  description?: string;
  required?: boolean;
  schema: Schema;
}

/** What stands once among the components. */
export interface Reference {
  $ref: string;
}

export type Example = { value: unknown } | Reference;

interface Response {
  $ref?: string;
  description?: string;
  headers?: Record<string, { description: string; schema: Schema } | Reference>;
  content?: Record<string, { schema?: Schema; examples?: Record<string, Example> }>;
  links?: Record<string, object>;
}

export interface Operation {
  summary: string;
  description?: string;
  operationId: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { description?: string; required?: boolean; content: NonNullable<Response['content']> };
  responses: Record<string, Response>;
  security?: object[];
  /** Which action it is, where it is one (`Does`). */
  'x-action'?: string;
}
