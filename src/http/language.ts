import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import type { Language } from '../rules/texts.js';

/** Swedish unless the caller prefers English. */
export function languageOf(request: IncomingMessage | { headers: IncomingMessage['headers'] }): Language {
  return new Negotiator(request).language(['sv', 'en']) === 'en' ? 'en' : 'sv';
}
