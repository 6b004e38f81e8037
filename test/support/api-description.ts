import { readFileSync } from 'node:fs';

interface Reference {
  readonly $ref?: string;
}

/**
 * A committed OpenAPI document with what stands once among its components put where it is referred to: parameters,
 * responses, headers and examples. Schemas keep their references.
 */
// eslint-disable-next-line typescript/no-unnecessary-type-parameters -- each reader knows the parts that it looks at
export function readDescription<Document>(file: string): Document {
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return unfolded(document, document) as Document;
}

const SCHEMA = '#/components/schemas/';

function unfolded(part: unknown, document: unknown): unknown {
  if (Array.isArray(part)) return part.map((each) => unfolded(each, document));
  if (typeof part !== 'object' || part === null) return part;
  const { $ref } = part as Reference;
  if (typeof $ref === 'string' && !$ref.startsWith(SCHEMA)) return unfolded(at($ref, document), document);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, unfolded(value, document)]));
}

function at(reference: string, document: unknown): unknown {
  const found = reference
    .slice(2)
    .split('/')
    .reduce((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`Nothing in the document is called ${reference}.`);
  return found;
}
