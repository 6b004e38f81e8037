import type { OpenAPIObject } from '@nestjs/swagger';

/** The same document without the components that it nowhere refers to: they belong to the other one. */
export function withoutUnused(document: OpenAPIObject): OpenAPIObject {
  for (let removed = true; removed;) {
    const text = JSON.stringify(document);
    removed = false;
    for (const kind of ['schemas', 'responses', 'headers', 'parameters', 'examples'] as const) {
      const components: Record<string, unknown> = document.components?.[kind] ?? {};
      for (const name of Object.keys(components)) {
        if (text.includes(`"#/components/${kind}/${name}"`)) continue;
        delete components[name];
        removed = true;
      }
    }
  }
  return document;
}
