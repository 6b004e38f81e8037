import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** Tells a later format from this one. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new secret as Standard Webhooks writes it: 256 random bits. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Encrypts a secret for one webhook: copied to the row of another, it cannot be opened. */
export function seal(secret: string, key: Buffer, webhookId: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(webhookId));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), text]);
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
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(webhookId));
  decipher.setAuthTag(tag);
  const text = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}
