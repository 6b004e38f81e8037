import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import PostalMime from 'postal-mime';
import { personas as demoPersonas } from '../../src/demo/demo-municipality.js';
import { createDatabase } from '../support/database.js';
import { startMailServer, type TestMailServer } from '../support/mail-server.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { startReceiver, type Receiver } from '../support/receivers.js';
import { personaOf, type Persona } from '../support/service.js';
import { until } from '../support/until.js';
import { Canaries } from './canaries.js';
import { CanaryStory } from './canary-story.js';
import { refuseEverything } from './refused-canaries.js';
import { belongsIn, columns } from './where-canaries-belong.js';

const canaries = new Canaries();
let database: { url: string; drop: () => Promise<void> };
let owner: pg.Client;
let mail: TestMailServer;
let receiver: Receiver;
let process: RunningProcess;
let story: CanaryStory;
const tokens = new Map<string, string>();
const as = (persona: string): Persona => personaOf(process.url, tokens.get(persona)!);

beforeAll(async () => {
  [mail, receiver, database] = [await startMailServer(), await startReceiver(), await createDatabase()];
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  process = await startProcess(database.url, {
    ROLE: 'all',
    LOG_LEVEL: 'trace',
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: 'yttra@kommun.example',
    PUBLIC_URL: 'http://127.0.0.1',
    WEBHOOK_ALLOWED_PRIVATE: receiver.place,
    SIGNATURE_PROVIDER: 'files',
    SIGNATURE_DIRECTORY: mkdtempSync(join(tmpdir(), 'yttra-signing-')),
    RECONCILE_SECONDS: '1',
    // Whoever keeps the register of a new board acts for it at once.
    IDENTITY_CACHE_SECONDS: '0',
  });
  // It is ready before all of the demo municipality is there.
  await until(
    () => owner.query('SELECT FROM people'),
    ({ rowCount }) => rowCount === demoPersonas.length,
  );
  for (const { username: persona } of demoPersonas) {
    const answer = await fetch(`${process.url}/yttra/v1/demo/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona }),
    });
    tokens.set(persona, ((await answer.json()) as { accessToken: string }).accessToken);
  }
  story = new CanaryStory(as, canaries, `http://${receiver.place}/${canaries.plant('webhook address')}`);
  await story.tell();
}, 120_000);
afterAll(async () => {
  await process?.end('SIGKILL');
  await owner?.end();
  await mail?.close();
  await receiver?.close();
  await database?.drop();
});

/** Where a text is, in any table, the queue's own included. */
async function* rowsWith(text: string): AsyncGenerator<{ column: string; value: string }> {
  const { rows: columns } = await owner.query<{ table: string; column: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS table, quote_ident(column_name) AS column
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  for (const { table, column } of columns) {
    const search = `SELECT ${column}::text AS value FROM ${table} WHERE strpos(${column}::text, $1) > 0`;
    const { rows } = await owner.query<{ value: string }>(search, [text]);
    for (const { value } of rows) yield { column: `${table.replace('public.', '')}.${column}`, value };
  }
}

async function columnsWith(text: string): Promise<string[]> {
  const columns = new Set<string>();
  for await (const { column } of rowsWith(text)) columns.add(column);
  return [...columns];
}

/** Every column with the places where what is in it was planted. */
async function whereabouts(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for await (const { column, value } of rowsWith('19121212-'))
    for (const place of canaries.in(value)) found.set(column, (found.get(column) ?? new Set()).add(place));
  return found;
}

const LOGGED = new Set([
  'level',
  'time',
  'msg',
  'context',
  'stack',
  'reqId',
  'method',
  'route',
  'status',
  'milliseconds',
  'requestId',
  'traceId',
  'actor',
  'address',
]);

describe('what somebody writes', () => {
  it('is in the columns where it belongs, and in no other of any table', async () => {
    const found = await whereabouts();
    const astray = [...found].flatMap(([column, places]) =>
      [...places].filter((place) => !belongsIn(column, place)).map((place) => `${column}: ${place}`),
    );
    expect(astray).toEqual([]);
    // A line that nothing needs would let something in one day.
    expect(columns.filter((column) => !found.has(column))).toEqual([]);
  });

  it('is not in what is refused, wherever in a request it stood', async () => {
    const before = await whereabouts();
    const answers = await refuseEverything(process.url, canaries, tokens);
    for (const { status } of answers) expect([400, 401, 403, 404, 409, 413, 415, 422, 428]).toContain(status);
    expect(await whereabouts()).toEqual(before);
  });

  it('is not in the log at its finest level, nor where the service is watched, or read by everyone', async () => {
    await logged('"status":413');
    expect(canaries.in(process.output())).toEqual([]);
    for (const path of [
      '/metrics',
      '/health/ready',
      '/health/live',
      '/register',
      '/public/v1/cases',
      '/public/v1/feed.atom',
    ])
      expect(canaries.in(await (await fetch(process.url + path)).text())).toEqual([]);
    // What is in a field that is not one of these may be written so that no search finds it: bytes as numbers.
    const lines = process
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const fields = lines.flatMap((line) => Object.keys(JSON.parse(line) as object));
    expect([...new Set(fields)].filter((field) => !LOGGED.has(field))).toEqual([]);
    // Nobody reads a log in which nothing is; this one tells of every request.
    expect(lines.filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(100);
  });

  it('is not in what receivers are told: mail names the case, webhooks point to it', async () => {
    await until(
      async () => mail.taken.length > 0 && receiver.received.length > 0,
      (told) => told,
    );
    for (const { raw } of mail.taken) {
      const { subject, text, html } = await PostalMime.parse(raw);
      expect(['POST /cases caseNumber']).toEqual(
        expect.arrayContaining(canaries.in(`${subject}${text}${html}`)),
      );
    }
    for (const { headers, body } of receiver.received)
      expect(canaries.in(`${JSON.stringify(headers)}${body.toString()}`)).toEqual([]);
  });

  it('is known only to whoever was told, when it is a secret', async () => {
    expect(story.secrets.map((secret) => secret.length > 20)).toEqual([true, true, true]);
    const kept = await Promise.all(story.secrets.map((secret) => columnsWith(secret)));
    expect(kept.flat()).toEqual([]);
    expect(story.secrets.filter((secret) => process.output().includes(secret))).toEqual([]);
  });

  it('is not in the log when the database stumbles over it', async () => {
    const value = canaries.plant('refused by the database');
    const path = `/consultations/${await someConsultation()}/messages`;
    await stumbleOver(value, 'inbox_items');
    await as('ks-registrator').post(path, { text: 'Hej' }).expect(201);
    await logged('was not made: PostgreSQL 22P02');
    await stumbleOver(value, 'messages');
    const { text } = await as('ks-registrator').post(path, { text: value }).expect(500);
    await logged('"stack":"PostgreSQL 22P02');
    expect(canaries.in(text)).toEqual([]);
    expect(canaries.in(process.output())).toEqual([]);
  });
});

/** From now on PostgreSQL says of every new row what it says of a value that it cannot read. */
async function stumbleOver(value: string, table: string): Promise<void> {
  const said = `'invalid input syntax for type date: "${value}"'`;
  await owner.query(
    `CREATE FUNCTION stumble_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       RAISE EXCEPTION USING ERRCODE = '22P02', MESSAGE = ${said}, DETAIL = 'Failing row contains (${value}).';
     END $$;
     CREATE TRIGGER stumble BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION stumble_${table}()`,
  );
}

async function someConsultation(): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    "SELECT id FROM consultations WHERE issuer_code = 'KS' AND state = 'registered' LIMIT 1",
  );
  return rows[0]!.id;
}

const logged = (text: string) =>
  until(
    async () => process.output().includes(text),
    (there) => there,
  );
