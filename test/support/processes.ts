import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { testRedis } from './redis.js';
import { UNLIMITED } from './unlimited.js';
import { until } from './until.js';

/** A process of the built service, as operators run it. */
export interface RunningProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it has said so far. */
  readonly output: () => string;
  /** Ends it as the kernel would, or as an operator would; answers with its exit code. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
  /** Its exit code, once it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends a signal and does not wait: SIGSTOP and SIGCONT freeze and thaw it. */
  readonly send: (signal: NodeJS.Signals) => void;
}

/** Short times, so that a test sees a lease run out without waiting for production's. */
const QUICK = {
  ATTEMPT_LEASE_SECONDS: '1',
  QUEUE_LOCK_SECONDS: '1',
  RECONCILE_SECONDS: '0.5',
  RELAY_SWEEP_SECONDS: '0.5',
};

/** Starts `dist/` on a database and waits until it is ready; with the machine busy that may take a while. */
export async function startProcess(
  databaseUrl: string,
  env: Record<string, string>,
): Promise<RunningProcess> {
  const process = await launchProcess(databaseUrl, env);
  await readiness(process);
  return process;
}

/** Waits until it says that it is ready. */
export async function readiness(
  { child, url, output }: RunningProcess,
  milliseconds = 60_000,
): Promise<void> {
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`It ended at once: ${output()}`);
      return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    (ready) => ready,
    milliseconds,
  );
}

/** Starts `dist/` on a database and does not wait for it. */
export async function launchProcess(
  databaseUrl: string,
  env: Record<string, string>,
): Promise<RunningProcess> {
  const port = Number(env['PORT'] ?? (await freePort()));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      DEMO: 'true',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      DOCUMENTS_DIRECTORY: join(process.env['YTTRA_TEST_FOLDER']!, `process-${port}`),
      ...(testRedis() && { REDIS_URL: testRedis() }),
      ...QUICK,
      ...UNLIMITED,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    url,
    child,
    ended,
    output: () => said,
    end: async (signal) => {
      child.kill(signal);
      return ended;
    },
    send: (signal) => void child.kill(signal),
  };
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
