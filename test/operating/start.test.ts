import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { runBuilt, yttra } from '../support/commands.js';
import { freePort } from '../support/processes.js';
import { query } from '../support/scratch-databases.js';
import { until } from '../support/until.js';

/** Only its owner may enter it, as root's home: where the tests run as root, PostgreSQL's user may not. */
let folder: string;
let port: number;
const running: ChildProcess[] = [];
jest.setTimeout(120_000);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yttra-start-'));
  port = await freePort();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => end(child, 'SIGINT')));
});
afterAll(async () => {
  const elsewhere = await readFile(join(folder, 'postgres', 'moved-to'), 'utf8').catch(() => undefined);
  for (const path of [folder, elsewhere]) if (path) await rm(path, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
}

/** `npm start` without npm: the embedded database, and nothing set but where and at which port. */
function start(env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { PATH: process.env['PATH'], PORT: String(port), DATA_DIRECTORY: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, output: () => said };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return ended;
}

async function welcomed({ child, output }: Started): Promise<void> {
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`It ended: ${output()}`);
      return output();
    },
    (said) => said.includes('Yttra är igång'),
  );
}

const answer = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

async function casesSeenBy(persona: string): Promise<string[]> {
  const token = await answer('/yttra/v1/demo/tokens', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  const { accessToken } = (await token.json()) as { accessToken: string };
  const cases = await answer('/yttra/v1/cases', { headers: { Authorization: `Bearer ${accessToken}` } });
  const { items } = (await cases.json()) as { items: { caseNumber: string }[] };
  return items.map(({ caseNumber }) => caseNumber).sort();
}

/** As versions before the logins left it: all was the superuser's, who was also what the service logged in as. */
async function olderDirectory(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
  await query(postgres.url(), 'CREATE DATABASE yttra');
  const { code, error } = await yttra(['migrate'], { DATABASE_URL: postgres.url('yttra') });
  expect([code, error]).toEqual([0, '']);
  await postgres.stop();
}

describe('a first start, a killed one and those after it', () => {
  it('serve the same demo, and stop with PostgreSQL when told to', async () => {
    await olderDirectory();
    const first = start();
    await welcomed(first);
    expect(first.output()).toContain(`Öppna http://127.0.0.1:${port} i en webbläsare.`);
    expect((await answer('/health/ready')).status).toBe(200);
    const story = await runBuilt('operating/tell-story.js', [], { PORT: String(port) });
    expect([story.code, story.out]).toEqual([0, expect.stringContaining(`på http://127.0.0.1:${port}`)]);
    const known = await casesSeenBy('ks-registrator');
    expect(known).toContain('KS 2023/474');

    await end(first.child, 'SIGKILL');
    const second = start();
    await welcomed(second);
    expect(await casesSeenBy('ks-registrator')).toEqual(known);
    expect(second.output()).not.toMatch(/error|fatal/i);

    const root = await readFile(join(folder, 'postgres', 'moved-to'), 'utf8').catch(() =>
      join(folder, 'postgres'),
    );
    const databasePort = Number(await readFile(join(root, 'port'), 'utf8'));
    const password = await readFile(join(root, 'password'), 'utf8');
    const superuser = `postgres://postgres:${password}@127.0.0.1:${databasePort}/yttra`;
    expect(
      await query(
        superuser,
        `SELECT DISTINCT rolname, rolsuper OR rolcreaterole OR rolbypassrls AS powerful FROM pg_stat_activity
         JOIN pg_roles ON rolname = usename WHERE application_name = 'yttra'`,
      ),
    ).toEqual([{ rolname: 'yttra_service', powerful: false }]);
    const owners = `SELECT DISTINCT relowner::regrole::text AS owner FROM pg_class
      WHERE relnamespace IN ('public'::regnamespace, 'bullmq'::regnamespace) AND relkind IN ('r', 'S', 'v')`;
    expect(await query(superuser, owners)).toEqual([{ owner: 'yttra_owner' }]);
    expect(await end(second.child, 'SIGINT')).toBe(0);
    const client = new pg.Client({ host: '127.0.0.1', port: databasePort, user: 'postgres', password });
    await expect(client.connect()).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('what keeps it from starting is said in one sentence', () => {
  const said = async (env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> => {
    const { child, output } = start(env);
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return {
      code,
      lines: output()
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('{')),
    };
  };

  it('a port that is taken', async () => {
    const taken: Server = createServer();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    try {
      expect(await said({})).toEqual({
        code: 1,
        lines: [`Port ${port} på 127.0.0.1 är upptagen: sätt PORT till en annan.`],
      });
    } finally {
      taken.close();
    }
  });

  it('a database that cannot be reached', async () => {
    const nobody = await freePort();
    const { code, lines } = await said({
      DATABASE_URL: `postgres://yttra:hemligt@127.0.0.1:${nobody}/yttra`,
      DATABASE_WAIT_SECONDS: '0.5',
      OIDC_ISSUER: 'https://login.example.se',
      OIDC_JWKS_URL: 'https://login.example.se/keys',
    });
    expect([code, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toMatch(
      /^Databasen på 127\.0\.0\.1:\d+ går inte att nå .*: kontrollera DATABASE_URL\.$/,
    );
    expect(lines[0]).not.toContain('hemligt');
  });

  it('OpenTelemetry’s SDK that is not installed, and what to install', async () => {
    const { code, lines } = await said({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      NODE_OPTIONS: `--import=${moduleOf(`
        import { register } from 'node:module';
        register(${JSON.stringify(
          moduleOf(`export const resolve = (name, context, next) =>
            next(/^@opentelemetry.(sdk|exporter|resources)/.test(name) ? name + '-gone' : name, context);`),
        )});`)}`,
    });
    expect([code, lines]).toEqual([
      1,
      [expect.stringMatching(/^OTEL_EXPORTER_OTLP_ENDPOINT är satt, .*: kör npm install .*sdk-trace-base@/)],
    ]);
  });

  it.each<[string, Record<string, string>, RegExp[]]>([
    [
      'a database’s address that is none',
      { DATABASE_URL: 'hello' },
      [/DATABASE_URL: ska vara en adress som postgres:/],
    ],
    [
      'one whose password is not encoded',
      { DATABASE_URL: 'postgres://yttra:hem%ligt@db/yttra' },
      [/DATABASE_URL: ska vara en adress/],
    ],
    [
      'the same in English',
      { DATABASE_URL: 'hello', OPERATOR_LANGUAGE: 'en' },
      [/DATABASE_URL: must be an address such as postgres:/],
    ],
    [
      'production alone',
      { NODE_ENV: 'production' },
      [/AUDIT_SEALS_FILE: /, /DATABASE_URL: krävs/, /OIDC_ISSUER: krävs/],
    ],
    [
      'a collector of traces that is none',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'hello' },
      [/OTEL_EXPORTER_OTLP_ENDPOINT: ska vara en adress som http:/],
    ],
    ['a role that is none', { ROLE: 'boss' }, [/ROLE: ska vara all, api eller worker/]],
    [
      'a port and a choice',
      { PORT: 'tre', DEMO: 'kanske' },
      [/DEMO: ska vara true eller false/, /PORT: ska vara en port/],
    ],
    ['a folder that is a file', { DATA_DIRECTORY: '/dev/null/data' }, [/\/dev\/null\/data.*DATA_DIRECTORY/]],
    [
      'documents that cannot be kept',
      { DOCUMENTS_DIRECTORY: '/dev/null/documents' },
      [/\/dev\/null\/documents \(ENOTDIR\).*DOCUMENTS_DIRECTORY/],
    ],
    [
      'seals in a folder that is missing',
      { AUDIT_SEALS_FILE: '/nowhere/seals.jsonl' },
      [/^Förseglingar går inte att lägga i \/nowhere\/seals\.jsonl \(ENOENT\): .*AUDIT_SEALS_FILE\.$/],
    ],
    [
      'seals in a folder that takes no files',
      { AUDIT_SEALS_FILE: '/proc/seals.jsonl' },
      [/\/proc\/seals\.jsonl \((EACCES|ENOENT|EROFS)\)/],
    ],
    ['a folder instead of the file of seals', { AUDIT_SEALS_FILE: '/etc' }, [/\/etc \(EISDIR\)/]],
    [
      'papers to sign in a folder that is missing',
      { SIGNATURE_PROVIDER: 'files', SIGNATURE_DIRECTORY: '/nowhere/signing' },
      [/^Handlingar .* \/nowhere\/signing \(ENOENT\): .*SIGNATURE_DIRECTORY\.$/],
    ],
    ['nowhere for temporary files', { TMPDIR: '/nowhere/tmp' }, [/\/nowhere\/tmp \(ENOENT\): .*TMPDIR\.$/]],
    [
      'several places at once, in English',
      {
        DOCUMENTS_DIRECTORY: '/dev/null/documents',
        AUDIT_SEALS_FILE: '/nowhere/seals.jsonl',
        OPERATOR_LANGUAGE: 'en',
      },
      [/^Documents cannot .*DOCUMENTS_DIRECTORY/, /^Seals cannot .*AUDIT_SEALS_FILE/],
    ],
  ])('%s', async (_what, env, says) => {
    const { code, lines } = await said(env);
    const sentences = lines.filter((line) => !/^(Inställningarna|The configuration) /.test(line)).sort();
    expect([code, sentences]).toEqual([1, says.map((each) => expect.stringMatching(each))]);
    expect(lines.join()).not.toMatch(/hello|hem%ligt|DEMO: är inte|^ +at /);
  });

  it('every setting that is wrong, together', async () => {
    const { code, lines } = await said({ ROLE: 'boss', PORT: 'tre', WORKER_CONCURRENCY: 'många' });
    expect(code).toBe(1);
    for (const name of ['ROLE', 'PORT', 'WORKER_CONCURRENCY']) expect(lines.join('\n')).toContain(name);
  });

  it('and beside it a variable that nearly has the name of a setting', async () => {
    const { lines } = await said({ PORT: 'tre', OIDC_CLIENTID: 'x' });
    expect(lines[0]).toBe('OIDC_CLIENTID är ingen inställning: menade du OIDC_CLIENT_ID?');
  });
});

const moduleOf = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
