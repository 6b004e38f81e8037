import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { CannotStart } from '../database/open-database.js';
import type { Texts } from '../rules/texts.js';

/** Why files cannot be kept in a folder, by the system's code, or undefined when they can. The folder is made. */
export const failureToKeepIn = (folder: string): Promise<string | undefined> =>
  failureOf(async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await probe(folder);
  });

/** The same of a folder that is not ours to make: one made where a disk is not mounted is looked into by nobody. */
export const failureToWriteIn = (folder: string): Promise<string | undefined> =>
  failureOf(() => probe(folder));

/** The same of a file that is added to. Whoever only asks may be another user than the service, and does not make it. */
export const failureToAddTo = (file: string, onlyAsks = false): Promise<string | undefined> =>
  failureOf(async () => {
    try {
      const make = onlyAsks ? 0 : constants.O_CREAT;
      await (await open(file, constants.O_RDWR | constants.O_APPEND | make, 0o640)).close();
    } catch (failed) {
      if (!onlyAsks || (failed as NodeJS.ErrnoException).code !== 'ENOENT') throw failed;
      await access(dirname(file), constants.W_OK);
    }
  });

/**
 * Tries every place outside the database that this process writes in by itself, long before anybody misses what is not there.
 *
 * @throws CannotStart with one sentence for each that does not work.
 */
export async function refuseUnwritable(settings: Settings): Promise<void> {
  const said: Texts[] = [];
  for (const { failure, says } of placesOf(settings)) {
    const code = await failure;
    if (code !== undefined) said.push(says(code));
  }
  if (said.length === 0) return;
  throw new CannotStart({
    sv: said.map(({ sv }) => sv).join('\n'),
    en: said.map(({ en }) => en).join('\n'),
  });
}

interface Place {
  readonly failure: Promise<string | undefined>;
  readonly says: (code: string) => Texts;
}

function placesOf(settings: Settings): Place[] {
  const places = [documents(settings.documentsDirectory), temporary(tmpdir())];
  if (settings.ROLE === 'api') return places;
  if (settings.AUDIT_SEALS_FILE) places.push(seals(settings.AUDIT_SEALS_FILE));
  if (settings.SIGNATURE_PROVIDER === 'files') places.push(papersToSign(settings.SIGNATURE_DIRECTORY));
  return places;
}

const documents = (folder: string): Place => ({
  failure: failureToKeepIn(folder),
  says: (code) => ({
    sv: `Handlingar går inte att spara i ${folder} (${code}): ge tjänsten skrivrätt, eller sätt DOCUMENTS_DIRECTORY.`,
    en: `Documents cannot be kept in ${folder} (${code}): let the service write there, or set DOCUMENTS_DIRECTORY.`,
  }),
});

const temporary = (folder: string): Place => ({
  failure: failureToWriteIn(folder),
  says: (code) => ({
    sv: `Tillfälliga filer går inte att skriva i ${folder} (${code}): ge tjänsten skrivrätt, eller sätt TMPDIR.`,
    en: `Temporary files cannot be written in ${folder} (${code}): let the service write there, or set TMPDIR.`,
  }),
});

const seals = (file: string): Place => ({
  failure: failureToAddTo(file),
  says: (code) => ({
    sv: `Förseglingar går inte att lägga i ${file} (${code}): ge tjänsten en mapp som finns och rätt att läsa och skriva där, eller rätta AUDIT_SEALS_FILE.`,
    en: `Seals cannot be added to ${file} (${code}): give the service a folder that is there and the right to read and write in it, or mend AUDIT_SEALS_FILE.`,
  }),
});

const papersToSign = (folder: string): Place => ({
  failure: failureToWriteIn(folder),
  says: (code) => ({
    sv: `Handlingar att skriva under går inte att lämna i ${folder} (${code}): montera mappen och ge tjänsten skrivrätt, eller rätta SIGNATURE_DIRECTORY.`,
    en: `Papers to sign cannot be left in ${folder} (${code}): mount the folder and let the service write there, or mend SIGNATURE_DIRECTORY.`,
  }),
});

async function probe(folder: string): Promise<void> {
  const file = join(folder, `.probe-${randomUUID()}`);
  await writeFile(file, 'x');
  await rm(file);
}

async function failureOf(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (failed) {
    return (failed as NodeJS.ErrnoException).code ?? (failed as Error).message;
  }
}
