import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/**
 * Bytes as a row keeps them that nobody is to read who has the database alone. The one way to encrypt here, so what it has
 * written must be opened by every later version.
 *
 * @param key 32 bytes, which stand nowhere in the database.
 * @param of what they are of: copied to the row of another, they cannot be opened.
 */
export function sealed(content: Buffer, key: Buffer, of = ''): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(of));
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** @throws Error under another key, of something else, or for bytes that have been altered. */
export function opened(kept: Buffer, key: Buffer, of = ''): Buffer {
  const decipher = createDecipheriv(CIPHER, key, kept.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(of)).setAuthTag(kept.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(kept.subarray(NONCE + TAG)), decipher.final()]);
}
