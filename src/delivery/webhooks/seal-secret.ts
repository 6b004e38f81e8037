import { randomBytes } from 'node:crypto';
import { opened as openedBytes, sealed as sealedBytes } from '../../database/sealed.js';

/** Tells a later format from this one. */
const FORMAT = 1;

/** A new secret as Standard Webhooks writes it: 256 random bits. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Encrypts a secret for one webhook: copied to the row of another, it cannot be opened. */
export function seal(secret: string, key: Buffer, webhookId: string): Buffer {
  return Buffer.concat([Buffer.from([FORMAT]), sealedBytes(Buffer.from(secret), key, webhookId)]);
}

/** Which of the keys opens it, and what it is then; undefined where none does. */
export function opened(
  sealed: Buffer,
  keys: readonly Buffer[],
  webhookId: string,
): { readonly secret: string; readonly by: number } | undefined {
  for (const [by, key] of keys.entries()) {
    try {
      return { secret: unseal(sealed, key, webhookId), by };
    } catch {
      // Sealed with another, or altered.
    }
  }
  return undefined;
}

/** @throws Error when the key, the webhook or the bytes are not those it was sealed with. */
export function unseal(sealed: Buffer, key: Buffer, webhookId: string): string {
  if (sealed[0] !== FORMAT) throw new Error('A secret in an unknown format.');
  return openedBytes(sealed.subarray(1), key, webhookId).toString('utf8');
}
