import { Agent } from 'node:http';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import supertest, { type Test } from 'supertest';
import { DataSource, type QueryRunner } from 'typeorm';
import { createApp } from '../../src/app.js';
import { Clock } from '../../src/config/clock.js';
import { readSettings } from '../../src/config/settings.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { loadMunicipality } from '../../src/demo/demo-municipality.js';
import { createDatabase } from './database.js';
import { testRedis } from './redis.js';
import { UNLIMITED } from './unlimited.js';

export interface Service {
  readonly app: NestFastifyApplication;
  /** Where it answers, such as `http://127.0.0.1:40123`. */
  readonly base: string;
  readonly database: DataSource;
  readonly databaseUrl: string;
  /** Requests as a persona; `ifMatch` and `key` set the headers of their names. */
  as(persona: string): Persona;
  /** Moves "now"; `undefined` lets the real clock run again. */
  setNow(instant: string | undefined): void;
  /** Makes it so much later, by every clock of the process. */
  letPass(milliseconds: number): void;
  /** Empties what tests write and keeps bodies and people. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface Persona {
  get(path: string): Test;
  post(path: string, body?: object, options?: { ifMatch?: number | string; key?: string }): Test;
  put(path: string, body: object, options?: { ifMatch?: number | string }): Test;
  patch(path: string, body: object, options?: { ifMatch?: number | string }): Test;
  delete(path: string, options?: { ifMatch?: number | string }): Test;
  postText(path: string, text: string | Buffer, options?: { ifMatch?: number | string; key?: string }): Test;
  /** A file as the content of the request itself. */
  postFile(
    path: string,
    file: Buffer,
    mediaType: string,
    options?: { ifMatch?: number | string; key?: string },
  ): Test;
  /** `POST /documents` with a text file. */
  upload(
    fields: Record<string, string>,
    content: string | Buffer,
    file?: { filename: string; contentType: string },
  ): Test;
}

/**
 * The real service on a database of its own: real HTTP, PostgreSQL and queue; only the clock can be moved.
 *
 * @param template the database that it is a copy of, when not the one that is migrated and empty.
 */
export async function startService(env: Record<string, string> = {}, template?: string): Promise<Service> {
  const { url, drop } = await createDatabase(template);
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    DEMO: 'true',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
    DOCUMENTS_DIRECTORY: join(process.env['YTTRA_TEST_FOLDER']!, new URL(url).pathname.slice(1)),
    IDENTITY_CACHE_SECONDS: '0',
    // Each connection plans each statement anew, and a test asks for little at once: with ten a fifth of PostgreSQL's time was that.
    DATABASE_POOL_SIZE: '4',
    ...UNLIMITED,
    ...(testRedis() && { REDIS_URL: testRedis() }),
    ...env,
  });
  const app = await createApp(settings, url);
  app.enableShutdownHooks([]);
  await app.listen(0, '127.0.0.1');
  const database = seenByTheService(app.get(DataSource));
  await loadMunicipality(database);
  const clock = app.get(Clock);
  const base = await app.getUrl();
  const tokens = new Map<string, string>();
  // Kept from one test to the next, with what PostgreSQL has read of the tables for it.
  const owner = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  owner.on('error', () => undefined); // a test may end every connection

  // A connection for each request would cost more than most requests do.
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 4 });

  const token = async (persona: string): Promise<string> => {
    const known = tokens.get(persona);
    if (known) return known;
    const { accessToken } = await app.get(DemoIssuer).issue(persona);
    tokens.set(persona, accessToken);
    return accessToken;
  };
  for (const { username } of await database.query('SELECT username FROM people')) await token(username);

  return {
    app,
    base,
    database,
    databaseUrl: url,
    as: (persona) => personaOf(base, tokens.get(persona)!, agent),
    setNow: (instant) => {
      clock.now = () => (instant === undefined ? new Date() : new Date(instant));
    },
    letPass: (milliseconds) => {
      const [now, elapsed] = [clock.now(), clock.elapsed()];
      const began = performance.now();
      const later = () => milliseconds + performance.now() - began;
      clock.now = () => new Date(now.getTime() + later());
      clock.elapsed = () => elapsed + later();
    },
    reset: () => retriedOnDeadlock(() => owner.query(EMPTY)),
    stop: async () => {
      await app.close();
      agent.destroy();
      await owner.end();
      await drop();
    },
  };
}

/** What tests look at is not what one person may see. */
function seenByTheService(dataSource: DataSource): DataSource {
  const looking = Object.create(dataSource) as DataSource;
  looking.query = (query: string, parameters?: unknown[], runner?: QueryRunner) =>
    actingAsTheService(() => dataSource.query(query, parameters, runner)) as never;
  return looking;
}

/** A path from the API's root, unless it begins with the base already, as a Location header does. */
function addressed(path: string): string {
  return path.startsWith('/yttra/') ? path : `/yttra/v1${path}`;
}

/** @param agent keeps connections, where whoever answers is there all the time. */
export function personaOf(base: string, token: string, agent?: Agent): Persona {
  const request = (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    options: { ifMatch?: number | string; key?: string },
  ): Test => {
    const sent = supertest(base)[method](addressed(path)).set('Authorization', `Bearer ${token}`);
    const { ifMatch, key } = options;
    if (agent) void sent.agent(agent);
    if (ifMatch !== undefined)
      void sent.set('If-Match', typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch);
    if (typeof key === 'string') void sent.set('Idempotency-Key', key);
    return sent;
  };
  return {
    get: (path) => request('get', path, {}),
    post: (path, body, options = {}) =>
      body ? request('post', path, options).send(body) : request('post', path, options),
    put: (path, body, options = {}) => request('put', path, options).send(body),
    patch: (path, body, options = {}) => request('patch', path, options).send(body),
    delete: (path, options = {}) => request('delete', path, options),
    postText: (path, text, options = {}) =>
      request('post', path, options).set('Content-Type', 'text/plain; charset=utf-8').send(text),
    postFile: (path, file, mediaType, options = {}) =>
      request('post', path, options).set('Content-Type', mediaType).send(file),
    upload: (fields, content, file = { filename: 'svar.txt', contentType: 'text/plain' }) => {
      const sent = request('post', '/documents', {});
      for (const [name, value] of Object.entries(fields)) void sent.field(name, value);
      return sent.attach('file', Buffer.from(content as string), file);
    },
  };
}

/**
 * Past every trigger and foreign key, as only a superuser may. Rows are deleted and tables not truncated: a truncation
 * makes new files for some hundred tables and indexes, and every plan that the service has prepared is made anew.
 * Identities go on: the queue keeps finished jobs by the outbox row's id, and would drop a new job under an old one's.
 * The locks wait for whoever is writing, so that nothing is written behind the deletion.
 */
const EMPTY = `
  SET session_replication_role = replica;
  DO $$
  DECLARE emptied regclass[];
  BEGIN
    WITH RECURSIVE tables AS (
      SELECT unnest('{confidentiality, cases, register_entries, case_number_series, documents, referrals, consultations,
        audit_events, outbox, audit_links, audit_unsealed, audit_seals, idempotency_keys, writings, meetings,
        consultee_groups, digest_days, reminder_settings, paper_form_versions, paper_forms, report_headings, word_template_versions, word_templates, calendar_feeds, saved_searches, api_clients, stand_ins,
        first_administrator_links, seal_receivers, receivers, refused_attempts, public_entries, public_entries_due, demo, paper_jobs}'::regclass[]) AS name
      UNION
      SELECT conrelid FROM pg_constraint JOIN tables ON confrelid = name WHERE contype = 'f'
    )
    SELECT array_agg(name::regclass) INTO emptied FROM tables;
    EXECUTE 'LOCK ' || array_to_string(emptied, ', ') || ' IN EXCLUSIVE MODE';
    FOR i IN 1 .. cardinality(emptied) LOOP EXECUTE 'DELETE FROM ' || emptied[i]; END LOOP;
    UPDATE public_register SET revision = gen_random_uuid(), changed_at = now();
  END $$`;

/** A worker may be delivering what the test did not wait for, and locks the tables in its own order. */
async function retriedOnDeadlock(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return void (await work());
    } catch (error) {
      if (tries === 5 || (error as { code?: string }).code !== '40P01') throw error;
    }
  }
}
