import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrate.js';
import { loadMunicipality } from '../src/demo/demo-municipality.js';
import { drafts, fill, settle } from './data.js';
import { measureForwarding, type Forwarded } from './forwarding.js';
import { measureLists, measurePages } from './lists.js';
import { compare, type Measured, type Scenario, type Target } from './measure.js';
import { freePort, killAll, start, stop, token, watch } from './processes.js';
import { puts, requestsOf } from './scenarios.js';

/** `npm run bench`. BENCH_CASES: cases, ten consultations each. BENCH_ROUNDS and BENCH_SECONDS: how long. */
const CASES = Number(process.env['BENCH_CASES'] ?? 20_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);

const folder = mkdtempSync(join(tmpdir(), 'yttra-bench-'));
const documents = { DOCUMENTS_DIRECTORY: join(folder, 'documents') };
const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), durable: true });
try {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  await admin.query('CREATE DATABASE yttra_bench_demo');
  await admin.end();
  const url = postgres.url('yttra_bench_demo');
  await migrate(url);
  const owner = await new DataSource({ type: 'postgres', url }).initialize();
  await loadMunicipality(owner);
  await owner.destroy();
  console.log(`Filling ${CASES} cases with ${CASES * 10} consultations …`);
  await fill(url, CASES);

  const report = [...(await measureRequests(url)), '', ...(await measureBackends(url))].join('\n');
  console.log(report);
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(`bench/results/${new Date().toISOString().slice(0, 10)}-${CASES}-cases.md`, `${report}\n`);
} finally {
  killAll();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measureRequests(url: string): Promise<string[]> {
  const ids = await drafts(url);
  const service = await start('dist/src/main.js', { ...documents, DATABASE_URL: url, ROLE: 'api' });
  const limit = await start('dist/bench/limit-server.js', { LIMIT_DATABASE_URL: url });
  const requests = requestsOf(service, await token(service.url), ids);
  const bare = (path: string) => ({ url: limit.url, pid: limit.pid, requests: [{ path }] });
  const limits: [name: string, aim: number, limit: Target][] = [
    ['worklist page', 0.65, bare('/worklist')],
    ['one consultation', 0.6, bare(`/consultation/${ids[0]}`)],
    ['draft save', 0.4, { url: limit.url, pid: limit.pid, requests: puts(ids, '/draft/', '') }],
    ['search', 0.75, bare('/search?q=biblioteksplan%201')],
  ];
  const scenarios: Scenario[] = limits.map(([name, aim, target]) => ({
    name,
    aim,
    service: requests[name]!,
    limit: target,
  }));
  const rows: string[] = [];
  for (const scenario of scenarios) {
    console.log(
      `Asking for: ${scenario.name}, ${ROUNDS} rounds of ${SECONDS} s at the service and at the limit …`,
    );
    const [measured, limited] = await compare(scenario, ROUNDS, SECONDS);
    rows.push(row(scenario, measured, limited));
  }
  const alone = [
    ...(await measureLists(service.url, ids[0]!)),
    '',
    ...(await measurePages(service.url, ids[0]!)),
  ];
  await stop(service.child);
  await stop(limit.child);
  return [
    `# ${new Date().toISOString().slice(0, 10)}: ${CASES} cases, ${CASES * 10} consultations, ${cpus().length} cores, Node ${process.versions.node}`,
    '',
    '| request | ratio | aim | service req/s | limit req/s | service p50/p99 ms | limit p50/p99 ms | CPU ms/request (service, limit) | MiB (service, limit) |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    ...alone,
  ];
}

function row({ name, aim }: Scenario, service: Measured, limit: Measured): string {
  const ratio = (service.perSecond / limit.perSecond).toFixed(2);
  const cells = [
    name,
    ratio,
    `≥ ${aim}`,
    service.perSecond.toFixed(0),
    limit.perSecond.toFixed(0),
    `${service.p50}/${service.p99}`,
    `${limit.p50}/${limit.p99}`,
    `${service.cpuMsPerRequest.toFixed(2)}, ${limit.cpuMsPerRequest.toFixed(2)}`,
    `${service.memoryMiB}, ${limit.memoryMiB}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function measureBackends(url: string): Promise<string[]> {
  console.log('Settling what is open, so that no reminder stands in the way, and delivering …');
  await settle(url);
  const rows = [backendRow('PostgreSQL', 250, await withWorker(url, {}))];
  if (spawnSync('redis-server', ['--version']).status === 0) {
    const port = await freePort();
    const redis = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--maxmemory-policy', 'noeviction'],
      { stdio: 'ignore' },
    );
    watch(redis);
    await pause(500);
    rows.push(backendRow('Redis', 500, await withWorker(url, { REDIS_URL: `redis://127.0.0.1:${port}` })));
  } else rows.push('| Redis | not measured: no redis-server on this machine | | | |');
  return [
    '| queue | delivered per second | aim | idle p50 ms | idle p99 ms (aim < 100) |',
    '|---|---|---|---|---|',
    ...rows,
  ];
}

function backendRow(name: string, aim: number, { perSecond, idleP50, idleP99 }: Forwarded): string {
  return `| ${name} | ${perSecond.toFixed(0)} | ≥ ${aim} | ${idleP50.toFixed(0)} | ${idleP99.toFixed(0)} |`;
}

async function withWorker(url: string, env: Record<string, string>): Promise<Forwarded> {
  const worker = await start('dist/src/main.js', { ...documents, DATABASE_URL: url, ROLE: 'worker', ...env });
  try {
    return await measureForwarding(url, 2000, 100);
  } finally {
    await stop(worker.child);
  }
}
