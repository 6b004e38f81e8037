import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import type { Language } from '../rules/texts.js';

type Asked = IncomingMessage | { headers: IncomingMessage['headers'] };

/** Swedish unless the caller prefers English. */
export function languageOf(request: Asked): Language {
  return new Negotiator(request).language(['sv', 'en']) === 'en' ? 'en' : 'sv';
}

/** Whether the caller would rather have a page than JSON, as browsers say; whoever takes anything gets JSON. */
export function prefersPage(request: Asked): boolean {
  return (
    new Negotiator(request).mediaType(['application/problem+json', 'application/json', 'text/html']) ===
    'text/html'
  );
}
