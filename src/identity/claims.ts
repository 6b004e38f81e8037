import type { JWTPayload } from 'jose';

/**
 * What a claim holds. A name with dots is a claim of that very name, as AD FS has them, or else leads
 * into objects: `realm_access.roles`, as Keycloak has them.
 */
function claim(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let found: unknown = payload;
  for (const part of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}

/** The texts of a claim that holds one or several. */
export function textsOf(payload: JWTPayload, name: string): readonly string[] {
  const found = claim(payload, name);
  return (Array.isArray(found) ? (found as unknown[]) : [found]).filter((text) => typeof text === 'string');
}

/**
 * The username in Yttra. Only what a username may be: the letters of other alphabets that look the same,
 * or become the same in lower case, could otherwise be someone else's.
 */
export function usernameOf(payload: JWTPayload, name: string): string | undefined {
  const found = claim(payload, name);
  if (typeof found !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9.@_-]{0,99}$/.test(found)) return undefined;
  return found.toLowerCase();
}

/** The person's name as it is stored: on one line, without invisible characters. */
export function nameOf({ name }: JWTPayload): string | undefined {
  if (typeof name !== 'string') return undefined;
  const visible = [...name.normalize('NFC').replaceAll(/\p{C}/gu, '')].slice(0, 200).join('').trim();
  return visible || undefined;
}

/** What a token that is not for us may hold: an id token is told by its nonce and hashes, a logout token by its events. */
const OF_OTHER_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];

/** Where the header says no more than `JWT`. Keycloak says in a claim what it is a token for. */
export function isOtherThanAccessToken(payload: JWTPayload): boolean {
  return (
    OF_OTHER_TOKENS.some((name) => Object.hasOwn(payload, name)) ||
    (Object.hasOwn(payload, 'typ') && payload['typ'] !== 'Bearer')
  );
}
