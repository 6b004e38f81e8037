import { createHash } from 'node:crypto';

/**
 * The UUID of what has only a name, within something that has a UUID: always the same one (RFC 9562, version 5), so that a
 * package is the same whenever it is made, and no other thing in an archive has it.
 */
export function namedUuid(within: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(within.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
