import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http, { type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrate.js';
import { loadMunicipality } from '../src/demo/demo-municipality.js';
import { freePort, killAll, start, stop, token, watch } from './processes.js';

/** `npm run bench:webhooks`: how fast a burst of events comes to a receiver that takes a while to answer. */
const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1000);
const MATTERS = 100;
const ANSWERS_AFTER_MS = 30;
/** As many requests at a time as a worker makes to one receiver. */
const AT_ONCE = 8;
const AIM_PER_SECOND = 50;

interface Arrived {
  readonly perSecond: number;
  readonly inOrder: boolean;
}

/** A system that is told: notes which events come, and when. */
class Receiver {
  private readonly arrived: { readonly id: string; readonly at: number }[] = [];
  private readonly server: Server = http.createServer((request, response) => {
    this.arrived.push({ id: String(request.headers['webhook-id']), at: performance.now() });
    request.resume();
    setTimeout(() => response.writeHead(204).end(), ANSWERS_AFTER_MS);
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Waits for all of a burst that began at `began`. */
  async took(promised: readonly Promised[], began: number): Promise<Arrived> {
    while (this.arrived.length < promised.length) await pause(20);
    const place = new Map(this.arrived.map(({ id }, index) => [id, index]));
    const latest = new Map<string, number>();
    let inOrder = this.arrived.length === promised.length;
    for (const { id, matter } of promised) {
      const at = place.get(id) ?? -1;
      inOrder &&= at > (latest.get(matter) ?? -1);
      latest.set(matter, at);
    }
    const perSecond = promised.length / ((this.arrived.at(-1)!.at - began) / 1000);
    this.arrived.length = 0;
    return { perSecond, inOrder };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

interface Promised {
  readonly id: string;
  readonly matter: string;
}

const folder = mkdtempSync(join(tmpdir(), 'yttra-bench-'));
const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), durable: true });
const receiver = new Receiver();
try {
  const place = await receiver.listen();
  const limit = await bareRequests(`http://${place}/`);
  const url = await municipality();
  const rows = [await row('PostgreSQL', url, place, limit, {})];
  if (spawnSync('redis-server', ['--version']).status === 0) {
    const port = await freePort();
    watch(
      spawn(
        'redis-server',
        ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--maxmemory-policy', 'noeviction'],
        { stdio: 'ignore' },
      ),
    );
    await pause(500);
    rows.push(await row('Redis', url, place, limit, { REDIS_URL: `redis://127.0.0.1:${port}` }));
  } else rows.push('| Redis | not measured: no redis-server on this machine | | | |');
  const day = new Date().toISOString().slice(0, 10);
  const report = [
    `# ${day}: ${EVENTS} events about ${MATTERS} matters, to one receiver that answers in ${ANSWERS_AFTER_MS} ms; ${cpus().length} cores, Node ${process.versions.node}`,
    '',
    `The limit: a bare client that makes ${AT_ONCE} requests at a time and remembers nothing.`,
    '',
    '| queue | arrived per second | aim | limit | ratio | in order per matter |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  console.log(report);
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(`bench/results/${day}-webhooks.md`, `${report}\n`);
} finally {
  receiver.close();
  killAll();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function municipality(): Promise<string> {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  await admin.query('CREATE DATABASE yttra_bench_demo');
  await admin.end();
  const url = postgres.url('yttra_bench_demo');
  await migrate(url);
  const owner = await new DataSource({ type: 'postgres', url }).initialize();
  await loadMunicipality(owner);
  await owner.query(
    `WITH registered AS (
       INSERT INTO register_entries (register_code, number_key, number)
       SELECT 'KS', 'ks2020/' || number, 'KS 2020/' || number FROM generate_series(1, ${MATTERS}) number RETURNING *
     )
     INSERT INTO cases (id, register_code, number_key, number, issuer_code, title, state, created_by)
     SELECT gen_random_uuid(), register_code, number_key, number, 'KS', 'Remiss', 'open', 'ks-registrator' FROM registered`,
  );
  await owner.destroy();
  return url;
}

async function row(
  name: string,
  url: string,
  place: string,
  limit: number,
  env: Record<string, string>,
): Promise<string> {
  const service = await start('dist/src/main.js', {
    DOCUMENTS_DIRECTORY: join(folder, 'documents'),
    DATABASE_URL: url,
    ROLE: 'all',
    WEBHOOK_ALLOWED_PRIVATE: place,
    ...env,
  });
  try {
    const { perSecond, inOrder } = await burst(service.url, url, place);
    const cells = [name, perSecond.toFixed(0), `≥ ${AIM_PER_SECOND}`, limit.toFixed(0)];
    return `| ${[...cells, (perSecond / limit).toFixed(2), inOrder ? 'yes' : '**no**'].join(' | ')} |`;
  } finally {
    await stop(service.child);
  }
}

/** Registers an endpoint, and has it sent the events of a period again: all of them are promised at the same moment. */
async function burst(service: string, databaseUrl: string, place: string): Promise<Arrived> {
  const headers = {
    Authorization: `Bearer ${await token(service, 'admin')}`,
    'Content-Type': 'application/json',
  };
  const post = async (path: string, body: object, more: Record<string, string> = {}) => {
    const answer = await fetch(`${service}/yttra/v1${path}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; version: number };
  };
  const webhook = await post('/webhooks', { body: 'KS', url: `http://${place}/`, events: ['message'] });
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const { rows: promised } = await owner.query<Promised>(
    `INSERT INTO deliveries (id, kind, topic, sender_body, case_id, recipient_body, channel, webhook_id, state, created_at)
     SELECT gen_random_uuid(), 'notice', 'message', 'TSN', cases[number % cardinality(cases) + 1], 'KS', 'webhook', $1,
       'cancelled', now() - interval '1 hour' + make_interval(secs => number / 1000.0)
     FROM generate_series(1, $2::int) number, (SELECT array_agg(id) AS cases FROM cases) matters
     RETURNING id, case_id AS matter`,
    [webhook.id, EVENTS],
  );
  await owner.end();
  const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();
  const began = performance.now();
  await post(
    `/webhooks/${webhook.id}/replay`,
    { from: hours(2), to: hours(0.5) },
    { 'If-Match': `"${webhook.version}"` },
  );
  return receiver.took(promised, began);
}

/** What the receiver can take from a client that does nothing else. */
async function bareRequests(url: string): Promise<number> {
  const made = Array.from({ length: EVENTS }, (_, index) => ({ id: `bare-${index}`, matter: `${index}` }));
  const left = [...made];
  const began = performance.now();
  const client = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const answer = await fetch(url, { method: 'POST', headers: { 'webhook-id': one.id }, body: '{}' });
      await answer.arrayBuffer();
    }
  };
  const clients = Array.from({ length: AT_ONCE }, client);
  const { perSecond } = await receiver.took(made, began);
  await Promise.all(clients);
  return perSecond;
}
