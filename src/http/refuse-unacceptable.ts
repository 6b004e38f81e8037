import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import { DomainError } from '../rules/problem.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its media type is the record's: the route itself looks at what the caller accepts. */
    anyType?: boolean;
    /** The media types that it answers in, where they are not those of JSON alone. */
    types?: readonly string[];
  }
}

/** What every route of the API answers in that says nothing else. */
export const JSON_TYPES: readonly string[] = ['application/json', 'application/problem+json'];

/** What answers in text say of themselves, and so may be asked for. */
const IN_UTF8 = ';charset=utf-8';

/**
 * The one of the media types that the caller accepts best (RFC 9110, 12.5.1). An answer in another format than was asked for
 * would be read as what it is not.
 *
 * @throws DomainError `not-acceptable` naming those there are, when the caller accepts none of them.
 */
export function acceptedOf<Type extends string>(
  request: IncomingMessage,
  types: readonly Type[] = JSON_TYPES as readonly Type[],
): Type {
  const accepted = new Negotiator(request).mediaType([...types, ...types.map((type) => type + IN_UTF8)]);
  if (accepted !== undefined) return accepted.replace(IN_UTF8, '') as Type;
  const names = types.join(', ');
  throw new DomainError('not-acceptable', {
    sv: `Det finns som ${names}, och inget av det står i Accept.`,
    en: `It is available as ${names}, none of which is in Accept.`,
  });
}
