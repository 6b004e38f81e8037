import { execFile, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/**
 * One PostgreSQL for the run, with a migrated database that each test file copies. A server that
 * is there already (`YTTRA_TEST_POSTGRES`, an owner's URL) is used as it is.
 *
 * Jest loads this outside its own module system, so it uses the build that `npm test` makes first.
 */
export default async function globalSetup() {
  const folder = await mkdtemp(join(tmpdir(), 'yttra-test-'));
  process.env.YTTRA_TEST_FOLDER = folder;
  process.env.YTTRA_TEST_POSTGRES ??= await embedded(join(folder, 'postgres'));
  process.env.YTTRA_TEST_TEMPLATE = `yttra_template_${process.pid}`;

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

async function embedded(directory) {
  endWithThisProcess(directory);
  const { startEmbeddedPostgres } = await import('../../dist/src/database/embedded-postgres.js');
  globalThis.yttraPostgres = await startEmbeddedPostgres({ directory, durable: false });
  return globalThis.yttraPostgres.url('postgres');
}

/**
 * However this process ends, also by SIGKILL, the pipe to the shell closes then; neither its PostgreSQL nor the data
 * outlive it. For root the data are elsewhere, and `moved-to` says where.
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
