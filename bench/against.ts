import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { loadMunicipality } from '../src/demo/demo-municipality.js';
import { drafts, fill } from './data.js';
import { compare } from './measure.js';
import { killAll, start, token } from './processes.js';
import { requestsOf } from './scenarios.js';

/**
 * `npm run bench:against -- <folder>`: this build and another one, each on a database of its own in one server, in
 * turn. What a change costs is the ratio of the two; with `--without-row-level-security` instead of a folder, what
 * the second wall costs: the other is this build on tables without it. BENCH_CASES, BENCH_ROUNDS and BENCH_SECONDS as `npm run bench`.
 */
const CASES = Number(process.env['BENCH_CASES'] ?? 20_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);

const wall = process.argv[2] === '--without-row-level-security';
const other = resolve(wall ? '.' : (process.argv[2] ?? ''));
const folder = mkdtempSync(join(tmpdir(), 'yttra-bench-'));
const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), durable: true });
try {
  const [mine, theirs] = [await ready('.', 'yttra_this_demo'), await ready(other, 'yttra_other_demo')];
  if (wall) await takeDownTheWall('yttra_other_demo');
  console.log('| request | this, req/s | the other, req/s | ratio | p99 ms |\n|---|---|---|---|---|');
  for (const name of Object.keys(mine)) {
    const pair = { name, aim: 1, service: mine[name]!, limit: theirs[name]! };
    const [here, there] = await compare(pair, ROUNDS, SECONDS);
    const ratio = (here.perSecond / there.perSecond).toFixed(2);
    console.log(
      `| ${name} | ${here.perSecond.toFixed(0)} | ${there.perSecond.toFixed(0)} | ${ratio} | ${here.p99}, ${there.p99} |`,
    );
  }
} finally {
  killAll();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function ready(build: string, name: string) {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = postgres.url(name);
  const env = { ...process.env, DATABASE_URL: url, DEMO: 'true' };
  execFileSync(process.execPath, [join(build, 'dist/src/yttra.js'), 'migrate'], { env, stdio: 'ignore' });
  const owner = await new DataSource({ type: 'postgres', url }).initialize();
  await loadMunicipality(owner);
  await owner.destroy();
  await fill(url, CASES);
  const documents = join(folder, name);
  const main = join(build, 'dist/src/main.js');
  const service = await start(main, { DATABASE_URL: url, ROLE: 'api', DOCUMENTS_DIRECTORY: documents });
  return requestsOf(service, await token(service.url), await drafts(url));
}

async function takeDownTheWall(name: string): Promise<void> {
  const owner = new pg.Client({ connectionString: postgres.url(name) });
  await owner.connect();
  const { rows } = await owner.query<{ table: string }>(
    "SELECT relname AS table FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace",
  );
  for (const { table } of rows) await owner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
  await owner.end();
}
