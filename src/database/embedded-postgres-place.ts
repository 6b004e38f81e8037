import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chown, constants, cp, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed.js';

/** Where PostgreSQL runs from, where its data are, and as whom. */
export interface Place {
  readonly binaries: string;
  readonly data: string;
  readonly user: { readonly uid?: number; readonly gid?: number };
}

/**
 * An ordinary user runs PostgreSQL itself, from npm's folder, with its data in `directory`. PostgreSQL
 * refuses to run as root: then an unprivileged user runs it, and where that user cannot enter
 * `directory` (root's home, say), a folder under /var/lib holds binaries and data instead; the file
 * `moved-to` in `directory` says where.
 */
export async function placeFor(directory: string): Promise<Place> {
  await mkdir(directory, { recursive: true, mode: 0o755 });
  await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  const binaries = await platformBinaries();
  await restoreSymlinks(binaries);
  if (process.getuid?.() !== 0) return { binaries, data: join(directory, 'data'), user: {} };

  const user = unprivilegedUser();
  const reachable = (await canEnter(directory, user)) && (await canEnter(join(binaries, 'bin'), user));
  const root = reachable ? directory : await elsewhere(directory);
  await chown(root, user.uid, user.gid);
  const own = reachable ? binaries : join(root, 'binaries');
  if (!reachable)
    await cp(binaries, own, { recursive: true, verbatimSymlinks: true, force: false, errorOnExist: false });
  return { binaries: own, data: join(root, 'data'), user };
}

async function platformBinaries(): Promise<string> {
  const platform = { win32: 'windows' }[process.platform as string] ?? process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresFailed({
      sv: `Det finns ingen inbyggd PostgreSQL för ${platform}-${process.arch}: sätt DATABASE_URL till en egen PostgreSQL.`,
      en: `There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`,
    });
  }
}

/** npm may have kept the package from making its symlinks when it was installed. */
async function restoreSymlinks(binaries: string): Promise<void> {
  const list = await readFile(join(binaries, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(binaries), target);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(...source.split('/').slice(-1)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'yttra-postgres']) {
    const known = idsOf(name);
    if (known) return known;
  }
  try {
    execFileSync('useradd', ['--system', '--no-create-home', 'yttra-postgres'], { stdio: 'ignore' });
  } catch {
    return idsOf('nobody') ?? { uid: 65534, gid: 65534 };
  }
  return idsOf('yttra-postgres') ?? { uid: 65534, gid: 65534 };
}

function idsOf(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** Every folder on the way must let that user through. */
async function canEnter(path: string, user: { uid: number; gid: number }): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function elsewhere(directory: string): Promise<string> {
  const pointer = join(directory, 'moved-to');
  const known = await readFile(pointer, 'utf8').catch(() => '');
  if (known) return known;
  const name = `yttra-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`;
  const varLib = await access('/var/lib', constants.W_OK).then(
    () => '/var/lib',
    () => join(tmpdir(), userInfo().username),
  );
  const root = join(varLib, name);
  await mkdir(root, { recursive: true, mode: 0o755 });
  await writeFile(pointer, root);
  return root;
}
