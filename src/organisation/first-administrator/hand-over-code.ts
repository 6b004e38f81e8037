import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * Gives the code to whoever runs the service and to nobody who reads its log: on a terminal it is shown, else it
 * lies in a file that only the user of this process may read.
 *
 * @returns what may be said to everyone.
 */
export async function handOverCode(
  invitation: string,
  file: string,
  terminal: { readonly isTTY?: boolean; write(text: string): unknown },
): Promise<string | undefined> {
  if (terminal.isTTY) {
    terminal.write(`${invitation}\n`);
    return undefined;
  }
  const path = resolve(file);
  try {
    // Never into a file that somebody has put there with rights of their own, or that leads elsewhere.
    await rm(path, { force: true });
    await writeFile(path, `${invitation}\n`, { mode: 0o600, flag: 'wx' });
    return `Det finns ingen systemförvaltare ännu. Hur den första utses står i ${path}, som bara tjänstens användare får läsa.`;
  } catch (failed) {
    const { code } = failed as NodeJS.ErrnoException;
    return `Det finns ingen systemförvaltare ännu, och hur den första utses går inte att skriva i ${path} (${code}): sätt FIRST_ADMINISTRATOR_FILE, eller kör npm run yttra -- first-administrator i en terminal.`;
  }
}
