import { execFile, spawn } from 'node:child_process';
import { access, chmod, constants, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { keepCluster, restoreCluster } from './kept-cluster.js';

/**
 * One PostgreSQL for the run, with a migrated database that each test file copies. A server that
 * is there already (`YTTRA_TEST_POSTGRES`, a superuser's URL) is used as it is.
 *
 * Jest loads this outside its own module system, so it uses the build that `npm test` makes first.
 */
export default async function globalSetup() {
  const folder = await mkdtemp(join(await quickFolder(), 'yttra-test-'));
  await chmod(folder, 0o755); // of root's, too, PostgreSQL's user may enter it, so that the data need not lie elsewhere
  process.env.YTTRA_TEST_FOLDER = folder;
  process.env.YTTRA_TEST_TEMPLATE = 'yttra_template';
  if (!process.env.YTTRA_TEST_POSTGRES) return startEmbedded(join(folder, 'postgres'));
  process.env.YTTRA_TEST_TEMPLATE = `yttra_template_${process.pid}`;
  await makeTemplate();
}

const MEMORY = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/**
 * In memory, where there is room: a run makes and removes some hundred thousand files of databases and of the queue's
 * temporary tables, and on a disk that is a fourth of what PostgreSQL does.
 */
async function quickFolder() {
  try {
    await access(MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize >= ROOM ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Making a cluster and migrating it takes seconds, so the one that these migrations made last time is begun from. */
async function startEmbedded(directory) {
  endWithThisProcess(directory);
  const { startEmbeddedPostgres } = await import('../../dist/src/database/embedded-postgres.js');
  const start = async () => {
    globalThis.yttraPostgres = await startEmbeddedPostgres({ directory, durable: false });
    process.env.YTTRA_TEST_POSTGRES = globalThis.yttraPostgres.url('postgres');
  };
  if (!(await restoreCluster(directory))) {
    await start();
    await makeTemplate();
    await globalThis.yttraPostgres.stop();
    await keepCluster(directory);
  }
  await start();
}

async function makeTemplate() {
  const admin = new pg.Client({ connectionString: process.env.YTTRA_TEST_POSTGRES });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${process.env.YTTRA_TEST_TEMPLATE}`);
  await admin.end();
  const template = new URL(process.env.YTTRA_TEST_POSTGRES);
  template.pathname = process.env.YTTRA_TEST_TEMPLATE;
  // In a process of its own: V8 keeps how TypeORM loads migrations, and tests in this one would load them as Node does.
  await promisify(execFile)(process.execPath, ['dist/src/main.js', 'migrate'], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL: template.href },
  });
}

/**
 * However this process ends, also by SIGKILL, the pipe to the shell closes then; neither its PostgreSQL nor the data
 * outlive it. Where its user cannot enter the project's folder the data are elsewhere, and `moved-to` says where.
 */
function endWithThisProcess(directory) {
  const end = `cat
    place=$(cat "$0/moved-to" 2>/dev/null || echo "$0")
    kill -QUIT "$(head -n 1 "$place/data/postmaster.pid")" && sleep 2
    rm -rf "$place" "$(dirname "$0")"`;
  const shell = spawn('sh', ['-c', end, directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  shell.stdin.unref();
}
