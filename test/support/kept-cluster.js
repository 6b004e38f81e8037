import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { placeFor } from '../../dist/src/database/embedded-postgres-place.js';

const KEPT = 'node_modules/.cache/yttra-tests';

/** Everything that a migrated cluster is made by. */
const MADE_BY = ['dist/migrations', 'dist/src/database', 'src/database/current'];

/** Puts the cluster that was made by these very migrations where the next PostgreSQL finds it; false when there is none. */
export async function restoreCluster(directory) {
  const { data, user } = await placeFor(directory);
  const kept = join(KEPT, await hashOfWhatMakesIt());
  if (!(await stat(join(kept, 'data')).catch(() => undefined))) return false;
  await copyCluster(kept, dirname(data));
  if (user.uid !== undefined) await give(dirname(data), user);
  return true;
}

/** Keeps the cluster of a PostgreSQL that has stopped, and forgets those of other migrations. */
export async function keepCluster(directory) {
  const { data } = await placeFor(directory);
  const kept = join(KEPT, await hashOfWhatMakesIt());
  const draft = `${kept}.${process.pid}`;
  await rm(KEPT, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await copyCluster(dirname(data), draft);
  // Another run that keeps the same at the same moment has kept as good a one.
  await rename(draft, kept).catch(() => rm(draft, { recursive: true, force: true }));
}

async function copyCluster(from, to) {
  for (const part of ['password', 'data']) await cp(join(from, part), join(to, part), { recursive: true });
}

async function give(folder, { uid, gid }) {
  const inside = await readdir(folder, { recursive: true });
  for (const path of ['', ...inside]) await chown(join(folder, path), uid, gid);
}

async function hashOfWhatMakesIt() {
  const hash = createHash('sha256').update(await readFile('package-lock.json'));
  for (const folder of MADE_BY) {
    for (const name of (await readdir(folder, { recursive: true }))
      .filter((file) => /\.(js|sql)$/.test(file))
      .sort()) {
      hash.update(name).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 32);
}
