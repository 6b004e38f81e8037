import { exampleOf } from './api-document.js';
import type { Question } from './ask.js';
import type { Changing } from './changing-routes.js';
import type { Thing } from './kinds.js';

/** A request that is whole, so that only the record and the right are left to refuse it for. */
export function requestOf(operation: string, { body }: Changing, thing: Thing): Question {
  const content = body ? body(thing) : exampleOf(operation);
  if (operation !== 'POST /documents') return { ...(content && { body: content }) };
  const form = new FormData();
  for (const [name, value] of Object.entries(content as Record<string, string>)) form.set(name, value);
  form.set('file', new Blob(['Innehåll'], { type: 'text/plain' }), 'handling.txt');
  return { body: form };
}
