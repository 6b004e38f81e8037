import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Why files cannot be kept in a folder, by the system's code, or undefined when they can. The folder is made. */
export async function failureToWrite(folder: string): Promise<string | undefined> {
  const probe = join(folder, `.probe-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, 'x');
    await rm(probe);
    return undefined;
  } catch (failed) {
    return (failed as NodeJS.ErrnoException).code ?? (failed as Error).message;
  }
}
