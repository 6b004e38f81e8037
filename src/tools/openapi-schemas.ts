import type { OpenAPIObject } from '@nestjs/swagger';
import type { Schema } from './openapi-examples.js';

/** A civil date, an instant and an id are told by how their example is written; each has one way here. */
const FORMATS: readonly (readonly [string, RegExp])[] = [
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['date-time', /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/],
  ['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
];

/**
 * Says of every schema what TypeScript's types do not: the format of a string, by its example, and that numbers are
 * whole (there is no other number in this API). A generated client then has dates and integers where there are some.
 */
export function sharpenSchemas(document: OpenAPIObject): void {
  for (const schema of Object.values(document.components?.schemas ?? {})) sharpen(schema);
  for (const item of Object.values(document.paths)) {
    for (const { parameters = [] } of Object.values(item as Record<string, { parameters?: Parameter[] }>)) {
      for (const { schema, example } of parameters) if (schema) sharpen(schema, schema.example ?? example);
    }
  }
}

interface Parameter {
  /** Absent where the parameter stands among the components. */
  readonly schema?: Schema;
  readonly example?: unknown;
}

function sharpen(schema: Schema, example: unknown = schema.example): void {
  const types = [schema.type ?? []].flat();
  if (types.includes('number')) {
    const whole = types.map((type) => (type === 'number' ? 'integer' : type));
    schema.type = whole.length === 1 ? whole[0]! : whole;
  }
  if (types.includes('string') && !schema.format && !schema.enum && typeof example === 'string') {
    const format = FORMATS.find(([, written]) => written.test(example))?.[0];
    if (format !== undefined) schema.format = format;
  }
  const { items = [], allOf = [], oneOf = [], anyOf = [], additionalProperties: others } = schema;
  const parts = [items, allOf, oneOf, anyOf, typeof others === 'object' ? others : []].flat();
  for (const part of [...parts, ...Object.values(schema.properties ?? {})]) sharpen(part);
}
