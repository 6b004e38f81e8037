import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ProviderFailed } from './signature-provider.js';

/** A file that somebody else has written: regular, in this very folder, and no larger than it may be. */
export type ExchangedFile = Buffer | 'absent' | 'too-large';

/**
 * Reads a file that the other side of an exchange has written. Links and whatever else is no plain file are not followed
 * and not waited for: they could lead to any file of this machine, or to none.
 *
 * @throws ProviderFailed `provider-answered-garbage` for what is no plain file in a plain folder.
 */
export async function readExchanged(folder: string, name: string, maxBytes: number): Promise<ExchangedFile> {
  const place = await plainFolder(folder);
  const file = await open(
    join(folder, name),
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  ).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error.code === 'ELOOP' ? garbage() : error;
  });
  if (!file) return 'absent';
  try {
    const found = await file.stat();
    if (!found.isFile()) throw garbage();
    if (found.size > maxBytes) return 'too-large';
    // Whoever exchanged the folder for a link meanwhile has had another file opened.
    if ((await plainFolder(folder)) !== place) throw garbage();
    const bytes = Buffer.alloc(found.size);
    const { bytesRead } = await file.read(bytes, 0, found.size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Which folder it is. @throws ProviderFailed for a link, or where there is none. */
export async function plainFolder(folder: string): Promise<string> {
  const found = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new ProviderFailed('provider-lost-it') : error;
  });
  if (!found.isDirectory()) throw garbage();
  return `${found.dev} ${found.ino}`;
}

const garbage = () => new ProviderFailed('provider-answered-garbage');
