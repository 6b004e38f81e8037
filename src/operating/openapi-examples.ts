import type { OpenAPIObject } from '@nestjs/swagger';

/** The parts of a JSON schema that an example is made of. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  items?: Schema;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
}

/** A schema by its reference. */
export function resolve(document: OpenAPIObject, { $ref }: Schema): Schema | undefined {
  const name = $ref?.split('/').at(-1);
  return name === undefined ? undefined : document.components?.schemas?.[name];
}

/** A whole value of a schema, made of the examples that the code's own docstrings give each field. */
export function exampleOf(document: OpenAPIObject, schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  const referred = resolve(document, schema);
  if (referred) return exampleOf(document, referred);
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => exampleOf(document, part));
    return parts.length === 1 ? parts[0] : (Object.assign({}, ...parts) as unknown);
  }
  const alternative = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (alternative) return exampleOf(document, alternative);
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  return exampleOfType(document, schema);
}

function exampleOfType(document: OpenAPIObject, schema: Schema): unknown {
  const [type] = [schema.type ?? 'object'].flat();
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, part]) => [name, exampleOf(document, part)]),
    );
  }
  if (type === 'array') return [exampleOf(document, schema.items ?? {})];
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return 1;
  return type === 'null' ? null : 'text';
}
