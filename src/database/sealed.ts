import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Bytes as a row keeps them that nobody is to read who has the database alone. @param key 32 bytes, which stand nowhere in it. */
export function sealed(content: Buffer, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** @throws Error under another key, or for bytes that have been altered. */
export function opened(kept: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, kept.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAuthTag(kept.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(kept.subarray(NONCE + TAG)), decipher.final()]);
}
