import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { createApp } from '../src/app.js';
import { readSettings } from '../src/config/settings.js';
import { acting, actingAs, type Acting } from '../src/database/acting.js';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrate.js';
import { prepareTelling, PreparedClient } from '../src/database/prepared-client.js';
import { loadMunicipality } from '../src/demo/demo-municipality.js';
import { API_BASE } from '../src/http/api-base.js';
import { fill } from './data.js';
import { killAll, signedIn, start, token, type Started } from './processes.js';

/**
 * `npm run bench:wall`: what the second wall costs each read, told so that other work on the machine does not matter.
 * Each statement of a request is asked by turns by a role that the wall binds and by one that passes it, of the same
 * rows, and what counts is the processor time of PostgreSQL's process: the least of many rounds.
 *
 * BENCH_CASES: ten consultations each. BENCH_FOLDER keeps the filled database for the next run. BENCH_STATEMENTS=1 tells
 * each statement. What is named on the command line is asked alone.
 */
const CASES = Number(process.env['BENCH_CASES'] ?? 4_000);
const KEPT = process.env['BENCH_FOLDER'];
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 25);
/** So often in a round: PostgreSQL's process tells its time only once it rests. */
const TIMES = 12;
/** A connection plans a statement for its values five times before it keeps a plan. */
const WARMING = 8;

const READS: readonly (readonly [persona: string, path: string])[] = [
  ['tsn-handlaggare', '/consultations/{id}'],
  ['tsn-handlaggare', '/consultations/{answered}'],
  ['ks-registrator', '/consultations/{answered}'],
  ['tsn-handlaggare', '/consultations/{id}/statement'],
  ['ks-registrator', '/consultations/{answered}/statement'],
  ['tsn-handlaggare', '/consultations/{id}/plan'],
  ['tsn-handlaggare', '/consultations/{id}/messages'],
  ['tsn-handlaggare', '/consultations/{id}/extensions'],
  ['tsn-handlaggare', '/referrals/{referralId}'],
  ['ks-registrator', '/referrals/{referralId}'],
  ['ks-registrator', '/referrals/{referralId}/plans'],
  ['ks-registrator', '/referrals/{referralId}/replies'],
  ['ks-registrator', '/referrals/{referralId}/compilation'],
  ['ks-registrator', '/referrals/{referralId}/documents'],
  ['tsn-handlaggare', '/cases/{caseId}'],
  ['ks-registrator', '/cases/{caseId}'],
  ['ks-registrator', '/cases/{caseId}/audit-trail'],
  ['ks-registrator', '/documents/{document}'],
  ['tsn-handlaggare', '/documents/{document}'],
  ['ks-registrator', '/consultations'],
  ['tsn-handlaggare', '/consultations?consultee=TSN&state=drafting'],
  ['tsn-handlaggare', '/consultations?consultee=TSN&count=true'],
  ['ks-registrator', '/consultations?q=klimat'],
  ['ks-registrator', '/cases'],
  ['tsn-handlaggare', '/cases'],
  ['ks-registrator', '/referrals'],
  ['ks-registrator', '/documents'],
  ['tsn-handlaggare', '/documents'],
  ['ks-registrator', '/documents?q=klimat'],
  ['ks-registrator', '/publications'],
  ['ks-registrator', '/deliveries'],
  ['ks-registrator', '/inbox'],
  ['tsn-registrator', '/inbox?unread=true'],
  ['tsn-handlaggare', '/me/queues'],
  ['tsn-handlaggare', '/bodies/TSN/register'],
].map(([persona, path]) => [persona!, API_BASE + path!] as const);

const PAGES: readonly (readonly [persona: string, path: string])[] = [
  ['tsn-handlaggare', '/inkorg'],
  ['tsn-handlaggare', '/inkorg/skriv'],
  ['tsn-handlaggare', '/svar/{id}'],
  ['ks-registrator', '/remisser/{referralId}'],
];

interface Asked {
  readonly text: string;
  readonly values: unknown[];
  readonly whom: Acting;
}

/** Processor time of PostgreSQL's process, µs. */
interface Cost {
  readonly behind: number;
  readonly past: number;
}

const folder = KEPT ?? mkdtempSync(join(tmpdir(), 'yttra-bench-'));
const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
try {
  const url = await ready();
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    DEMO: 'true',
    LOG_LEVEL: 'error',
    ROLE: 'api',
    DOCUMENTS_DIRECTORY: join(folder, 'documents'),
    REQUESTS_PER_MINUTE: '10000000',
    REQUESTS_PER_MINUTE_PER_ADDRESS: '10000000',
  });
  const app = await createApp(settings, url);
  await app.listen(0, '127.0.0.1');
  try {
    await measure(url, await app.getUrl());
  } finally {
    await app.close();
  }
} finally {
  killAll();
  await postgres.stop();
  if (KEPT === undefined) rmSync(folder, { recursive: true, force: true });
}

async function ready(): Promise<string> {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = 'yttra_bench_demo'");
  if (rowCount === 0) await admin.query('CREATE DATABASE yttra_bench_demo');
  await admin.end();
  const url = postgres.url('yttra_bench_demo');
  await migrate(url);
  if (rowCount === 0) {
    const owner = await new DataSource({ type: 'postgres', url }).initialize();
    await loadMunicipality(owner);
    await owner.destroy();
    console.log(`Filling ${CASES} cases with ${CASES * 10} consultations …`);
    await fill(url, CASES);
  }
  return url;
}

async function measure(url: string, service: string): Promise<void> {
  const named = await recordsOf(url);
  const wanted = process.argv.slice(2);
  const env = { DATABASE_URL: url, ROLE: 'api', DOCUMENTS_DIRECTORY: join(folder, 'documents') };
  const alone = await start('dist/src/main.js', env);
  const [behind, past] = [await connection(url), await connection(url, 'bench_past_the_wall')];
  console.log(
    '| who | read | statements | behind the wall µs | past it µs | the wall | the service µs | the wall, of all |\n|---|---|---|---|---|---|---|---|',
  );
  for (const [persona, path] of [...READS, ...PAGES]) {
    if (wanted.length > 0 && !wanted.some((part) => path.includes(part))) continue;
    const statements = await statementsOf(service, persona, named(path));
    const own = await serviceTime(alone, persona, named(path));
    const costs: Cost[] = [];
    for (const asked of statements) costs.push(await compare(asked, behind, past));
    const [on, off] = [sum(costs.map((cost) => cost.behind)), sum(costs.map((cost) => cost.past))];
    console.log(
      `| ${persona} | ${path.replace(API_BASE, '')} | ${statements.length} | ${on.toFixed(0)} | ${off.toFixed(0)} | ${percent(on, off)} | ${own.toFixed(0)} | ${percent(on + own, off + own)} |`,
    );
    if (process.env['BENCH_STATEMENTS'])
      for (const [index, { text }] of statements.entries())
        console.log(
          `    ${costs[index]!.behind.toFixed(0)} ${costs[index]!.past.toFixed(0)} ${text.replace(/\s+/g, ' ').slice(0, 150)}`,
        );
  }
  await Promise.all([behind.end(), past.end()]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function percent(on: number, off: number): string {
  return `${on < off ? '−' : '+'}${Math.abs((on / off - 1) * 100).toFixed(0)} %`;
}

/** As the service's own, or as a role that may read the same and is not asked on whose behalf. */
async function connection(url: string, role?: string): Promise<pg.Client> {
  const client: pg.Client = new PreparedClient({ connectionString: url });
  await client.connect();
  await prepareTelling(client);
  if (role === undefined) return client;
  await client.query('RESET ROLE');
  await client.query(`DO $$ BEGIN IF to_regrole('${role}') IS NULL THEN
    CREATE ROLE ${role} BYPASSRLS IN ROLE yttra_runtime; END IF; END $$`);
  await client.query(`SET ROLE ${role}`);
  return client;
}

/** What a request reads, once each; it is asked twice before, so that what is remembered of the caller is remembered. */
async function statementsOf(service: string, persona: string, path: string): Promise<Asked[]> {
  const ask = await asking(service, persona, path);
  await ask();
  await ask();
  return recording(ask);
}

/** Processor time of the service's thread for a request, µs. */
async function serviceTime({ url, pid }: Started, persona: string, path: string): Promise<number> {
  const request = await asking(url, persona, path);
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = processorTime(pid);
    for (let time = 0; time < TIMES; time++) await request();
    await pause(2);
    took.push((processorTime(pid) - before) / TIMES);
  }
  return Math.min(...took);
}

async function asking(service: string, persona: string, path: string): Promise<() => Promise<void>> {
  const headers = path.startsWith(API_BASE)
    ? { Authorization: `Bearer ${await token(service, persona)}` }
    : { Accept: 'text/html', Cookie: await signedIn(service, persona) };
  return async () => {
    const answer = await fetch(service + path, { headers, redirect: 'manual' });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${persona} ${path} answered ${answer.status}`);
  };
}

async function recording(work: () => Promise<void>): Promise<Asked[]> {
  const asked: Asked[] = [];
  // eslint-disable-next-line typescript/unbound-method -- applied to the client it was called on
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    const told = acting();
    if (told && first instanceof pg.Query) {
      const { text, values } = first as unknown as { text: string; values: unknown[] };
      if (
        /^\s*(\/\*.*?\*\/\s*)?(SELECT|WITH)/i.test(text) &&
        !/\bFOR (NO KEY )?UPDATE|INSERT INTO/.test(text)
      )
        asked.push({ text, values, whom: { ...told.whom, mayWrite: () => false } });
    }
    return Reflect.apply(original, this, args) as never;
  };
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return asked;
}

async function compare(asked: Asked, behind: pg.Client, past: pg.Client): Promise<Cost> {
  const took = { behind: [] as number[], past: [] as number[] };
  for (const client of [behind, past]) await ask(client, asked, WARMING);
  for (let round = 0; round < ROUNDS; round++) {
    took.behind.push(await ask(behind, asked, TIMES));
    took.past.push(await ask(past, asked, TIMES));
  }
  return { behind: Math.min(...took.behind), past: Math.min(...took.past) };
}

async function ask(client: pg.Client, { text, values, whom }: Asked, times: number): Promise<number> {
  const { processID } = client as unknown as { processID: number };
  const before = processorTime(processID);
  for (let time = 0; time < times; time++) await actingAs(whom, () => client.query(text, values));
  await pause(1);
  return (processorTime(processID) - before) / times;
}

function processorTime(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
}

/** Puts records into a path: a reply that is drafted, one that was received, and what they belong to. */
async function recordsOf(url: string): Promise<(path: string) => string> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const { rows } = await owner.query<Record<string, string>>(`
    SELECT drafted.id, drafted.referral_id AS "referralId", drafted.case_id AS "caseId", document_id AS document,
      (SELECT id FROM consultations WHERE consultee_code = 'TSN' AND state = 'received' ORDER BY id LIMIT 1) AS answered
    FROM consultations drafted JOIN referral_documents USING (referral_id)
    WHERE officer = 'tsn-handlaggare' AND state = 'drafting' ORDER BY drafted.id LIMIT 1`);
  await owner.end();
  return (path) => path.replace(/{(\w+)}/g, (_, name: string) => rows[0]![name]!);
}
