import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { freePort } from '../support/processes.js';
import { KINDS_OF_REFUSAL, Line } from '../support/refused-requests.js';
import { until } from '../support/until.js';

/** However a process with the embedded database ends, its PostgreSQL ends with it. */
let folder: string;
let port: number;
let child: ChildProcess | undefined;
jest.setTimeout(120_000);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yttra-stop-'));
});
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  }
});
afterAll(async () => {
  const elsewhere = await readFile(join(folder, 'postgres', 'moved-to'), 'utf8').catch(() => undefined);
  for (const path of [folder, elsewhere]) if (path) await rm(path, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Starts it on the folder of these tests; `ended` once it has. */
async function start(
  env: Record<string, string> = {},
): Promise<{ ended: Promise<Ended>; said: () => string }> {
  port = await freePort();
  let said = '';
  child = spawn(process.execPath, ['dist/src/main.js'], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIRECTORY: folder,
      MAX_UPLOAD_MEGABYTES: '200',
      UPLOAD_MEGABYTES_PER_DAY: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (part) => (said += String(part)));
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, said }));
  return { ended, said: () => said };
}

async function started(): Promise<{ ended: Promise<Ended> }> {
  const { ended, said } = await start();
  await until(
    async () => said(),
    (text) => text.includes('Yttra är igång'),
    90_000,
  );
  return { ended };
}

async function owner(database: string): Promise<pg.Client> {
  const home = join(folder, 'postgres');
  const root = await readFile(join(home, 'moved-to'), 'utf8').catch(() => home);
  const [databasePort, password] = await Promise.all(
    ['port', 'password'].map((name) => readFile(join(root, name), 'utf8')),
  );
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(databasePort),
    user: 'postgres',
    password,
    database,
  });
  await client.connect();
  return client;
}

const noPostgresIsLeft = () => expect(owner('postgres')).rejects.toThrow(/ECONNREFUSED/);

describe('a process with the embedded database', () => {
  it('ends with 0 and with PostgreSQL after every kind of refused request, their connections still open', async () => {
    const { ended } = await started();
    const base = `http://127.0.0.1:${port}`;
    const token = await fetch(`${base}/yttra/v1/demo/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ persona: 'ks-registrator' }),
    });
    const { accessToken } = (await token.json()) as { accessToken: string };
    const lines: Line[] = [];
    for (const { status, bytes, diskIsFull } of KINDS_OF_REFUSAL) {
      if (diskIsFull) continue; // test/hostile/refused-bodies.test.ts fills it
      const line = await Line.to(base);
      lines.push(line);
      expect((await line.ask(bytes(`Bearer ${accessToken}`)))?.status).toBe(status);
    }
    const began = Date.now();
    child!.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(9000);
    await noPostgresIsLeft();
    for (const line of lines) line.hangUp();
  });

  it('whose port is taken ends with 1, and PostgreSQL with it', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { ended } = await start({ PORT: String((taken.address() as { port: number }).port) });
    expect(await ended).toMatchObject({ code: 1, said: expect.stringContaining('är upptagen') });
    taken.close();
    await noPostgresIsLeft();
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'told to stop by %s while it starts leaves no PostgreSQL',
    async (signal) => {
      for (const milliseconds of [700, 1500, 2500]) {
        const { ended } = await start();
        await pause(milliseconds);
        child!.kill(signal);
        // Before the program itself runs, the kernel ends it: then there is no code.
        expect([0, null]).toContain((await ended).code);
        await noPostgresIsLeft();
      }
    },
  );

  it('whose migration fails ends with 1, and PostgreSQL with it', async () => {
    const { ended } = await started();
    const client = await owner('yttra');
    // They are all to be run again, and what the first one makes is there.
    await client.query('DELETE FROM migrations');
    await client.end();
    child!.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    const again = await start();
    expect((await again.ended).code).toBe(1);
    await noPostgresIsLeft();
  });
});
