import { randomUUID } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import type { Threads } from '../../http/threads.js';
import { HarmfulFile } from './harmful-file.js';
import type { Inspection } from './inspected.js';
import { WHOLE } from './inspected.js';
import { IN_A_THREAD, type enclosedIn, type MailType, type ReadMail } from './read-mail.js';

/** Looks at a file that a mail carries, as at one that was sent by itself. */
export type LookAtEnclosed = (path: string, fileName: string, depth: number) => Promise<Inspection>;

/** Mails in mails deeper than this are nobody's honest correspondence. */
const DEEPEST = 3;
const MOST_ENCLOSED = 200;

/**
 * Looks at everything that a mail carries: what is refused by itself is refused in a mail too.
 *
 * @returns nothing for what is no mail.
 * @throws HarmfulFile, and what `Threads` throws.
 */
export async function lookIntoMail(
  { path, type, depth }: { readonly path: string; readonly type: MailType; readonly depth: number },
  threads: Threads,
  look: LookAtEnclosed,
): Promise<Inspection | undefined> {
  if (depth > DEEPEST) throw new HarmfulFile('too-many-parts');
  const mail: ReadMail = await threads.run<typeof enclosedIn>(IN_A_THREAD, 'enclosedIn', [path, type]);
  if (mail.broken) throw new HarmfulFile('truncated');
  if (!mail.enclosed) return undefined;
  if (mail.enclosed.length > MOST_ENCLOSED) throw new HarmfulFile('too-many-parts');
  let inspection = WHOLE;
  for (const { fileName, content } of mail.enclosed) {
    const enclosed = `${path}.${randomUUID()}`;
    try {
      await writeFile(enclosed, content, { flag: 'wx', mode: 0o600 });
      inspection = lesser(inspection, await look(enclosed, fileName, depth + 1));
    } finally {
      await unlink(enclosed).catch(() => undefined);
    }
  }
  return inspection;
}

/** A mail has been looked into no further than what it carries. */
function lesser(all: Inspection, one: Inspection): Inspection {
  if (one.inspected === 'whole') return all;
  return { inspected: 'partly', notInspectedFor: all.notInspectedFor ?? one.notInspectedFor };
}
