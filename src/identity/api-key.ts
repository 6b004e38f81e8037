import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** What every key begins with, so that scanners for leaked secrets, and we, know one when they see it. */
export const KEY_MARK = 'yttra_';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A key is `yttra_<prefix>_<secret>`; only the prefix and the secret's hash are kept. */
export interface ApiKey {
  readonly prefix: string;
  readonly secret: string;
}

export function newApiKey(): ApiKey {
  const prefix = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return { prefix, secret: randomBytes(32).toString('base64url') };
}

export const textOf = ({ prefix, secret }: ApiKey): string => `${KEY_MARK}${prefix}_${secret}`;

export function parsedApiKey(text: string): ApiKey | undefined {
  const [, prefix, secret] = /^yttra_([a-z0-9]{8})_([\w-]{43})$/.exec(text) ?? [];
  return prefix === undefined || secret === undefined ? undefined : { prefix, secret };
}

/**
 * The hash that is stored. A secret of 32 random bytes cannot be guessed, so a plain SHA-256 without salt is enough.
 */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Takes the same time for a right secret, a wrong one and an unknown key, so that timing tells a guesser nothing. */
export function provesSecret(secret: string, hash: string | undefined): boolean {
  const compared = Buffer.from(hash ?? hashOfSecret(''), 'hex');
  return timingSafeEqual(Buffer.from(hashOfSecret(secret), 'hex'), compared) && hash !== undefined;
}
