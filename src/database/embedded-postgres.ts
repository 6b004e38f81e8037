import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseClient } from './database-client.js';
import { EmbeddedPostgresFailed } from './embedded-postgres-failed.js';
import { placeFor, type Place } from './embedded-postgres-place.js';

export interface EmbeddedPostgres {
  readonly port: number;
  /** True when a PostgreSQL that an earlier process left running was taken over. */
  readonly adopted: boolean;
  /** The superuser's address, password included. */
  url(database?: string): string;
  /** A password that is made once and kept beside the data, for its owner only. */
  secret(name: string): Promise<string>;
  /** Stops PostgreSQL unless another process of the service still works on it. */
  stop(): Promise<void>;
}

const START_SECONDS = 30;
const STOP_SECONDS = 10;

/**
 * Starts a real PostgreSQL from npm's binaries, on loopback, with its data in `directory`.
 *
 * Data survive restarts. A PostgreSQL left running by a killed process is adopted once it has proved,
 * with the stored password, that it serves this very directory; a pid alone proves nothing. It runs
 * in a process group of its own, so Ctrl-C reaches the service first and PostgreSQL stops last.
 *
 * @throws EmbeddedPostgresFailed with one sentence for a person.
 */
export async function startEmbeddedPostgres(options: {
  directory: string;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  try {
    const place = await placeFor(resolve(options.directory));
    await initialise(place);
    const password = await readFile(join(place.data, '..', 'password'), 'utf8');
    const orphan = await running(place, password);
    if (orphan !== undefined) return embedded(place, password, orphan, true);
    const port = await choosePort(place);
    await launch(place, port, password, options.durable ?? true);
    return embedded(place, password, port, false);
  } catch (error) {
    throw EmbeddedPostgresFailed.because(error, options.directory);
  }
}

function embedded(place: Place, password: string, port: number, adopted: boolean): EmbeddedPostgres {
  const url = (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  return {
    port,
    adopted,
    url,
    secret: (name) => secret(place, name),
    stop: () => stop(place, url('postgres')),
  };
}

async function secret(place: Place, name: string): Promise<string> {
  const file = join(place.data, '..', name);
  try {
    await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
    await give(file, place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}

/**
 * initdb writes to a temporary folder that is renamed when it is done, so that a crash leaves no half-made cluster in
 * place.
 */
async function initialise(place: Place): Promise<void> {
  if (await exists(join(place.data, 'PG_VERSION'))) return;
  const draft = `${place.data}.new`;
  const passwordFile = join(place.data, '..', 'password');
  await rm(draft, { recursive: true, force: true });
  await rm(place.data, { recursive: true, force: true });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await give(passwordFile, place);
  await run(place, 'initdb', [
    `--pgdata=${draft}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  await rename(draft, place.data);
}

async function launch(place: Place, port: number, password: string, durable: boolean): Promise<void> {
  const log = await open(join(place.data, '..', 'postgres.log'), 'w');
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const server = spawn(
    join(place.binaries, 'bin', 'postgres'),
    ['-D', place.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...place.user, detached: true, cwd: place.data, stdio: ['ignore', log.fd, log.fd] },
  );
  server.unref();
  await log.close();
  try {
    await accepts(server, place, port, password);
  } catch (error) {
    server.kill('SIGQUIT'); // else it serves nobody, and is in the way of the next start
    throw error;
  }
}

async function accepts(server: ChildProcess, place: Place, port: number, password: string): Promise<void> {
  const ended = new AbortController();
  server.on('error', () => ended.abort());
  server.on('exit', () => ended.abort());
  for (const until = Date.now() + START_SECONDS * 1000; Date.now() < until; await pause(20)) {
    if (ended.signal.aborted) break;
    if ((await dataDirectoryServed(port, password)) === place.data) return;
  }
  const lines = (await readFile(join(place.data, '..', 'postgres.log'), 'utf8')).trim().split('\n');
  throw new Error(lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'no answer');
}

/** The port of a PostgreSQL that already serves this directory. */
async function running(place: Place, password: string): Promise<number | undefined> {
  const pidFile = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const port = Number(pidFile.split('\n')[3]);
  if (!port) return undefined;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const served = await dataDirectoryServed(port, password);
    if (served !== 'starting') return served === place.data ? port : undefined;
    await pause(100);
  }
  return undefined;
}

/** What the server at a port says it serves; `starting` while it cannot tell yet. */
async function dataDirectoryServed(port: number, password: string): Promise<string | undefined> {
  const client = new DatabaseClient({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory;
  } catch (error) {
    return (error as { code?: string }).code === '57P03' ? 'starting' : undefined;
  } finally {
    await client.end().catch(() => undefined); // never connected
  }
}

/** The port of last time when it is free, so that a second start is found where the first was. */
async function choosePort(place: Place): Promise<number> {
  const file = join(place.data, '..', 'port');
  const remembered = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = (remembered && (await freePort(remembered))) || (await freePort(0));
  if (!port) throw new Error('there is no free port on 127.0.0.1');
  await writeFile(file, String(port));
  return port;
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => done(free));
    });
  });
}

/** Stops PostgreSQL, unless another process of the service on the same directory is still connected to it. */
async function stop(place: Place, url: string): Promise<void> {
  const client = new DatabaseClient({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ others: string }>(
      "SELECT count(*) AS others FROM pg_stat_activity WHERE application_name = 'yttra' AND pid <> pg_backend_pid()",
    );
    if (Number(rows[0]?.others) > 0) return;
  } catch {
    return; // it is down already
  } finally {
    await client.end().catch(() => undefined); // never connected
  }
  await signal(place, 'SIGINT');
  if (!(await gone(place, STOP_SECONDS))) await signal(place, 'SIGQUIT');
}

async function signal(place: Place, name: NodeJS.Signals): Promise<void> {
  const pid = Number(
    (await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0],
  );
  if (pid) process.kill(pid, name);
}

async function gone(place: Place, seconds: number): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await pause(20)) {
    if (!(await exists(join(place.data, 'postmaster.pid')))) return true;
  }
  return false;
}

function run(place: Place, program: string, args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(join(place.binaries, 'bin', program), args, {
      ...place.user,
      cwd: join(place.data, '..'),
      env: { LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(said.trim().split('\n').at(-1) ?? program)),
    );
  });
}

async function give(path: string, { user }: Place): Promise<void> {
  if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
  await chmod(path, 0o600);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
