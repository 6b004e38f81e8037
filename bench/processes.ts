import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A process of the service, or of the limit, that answers. */
export interface Started {
  readonly url: string;
  readonly pid: number;
  readonly child: ChildProcess;
}

const children: ChildProcess[] = [];

export async function start(script: string, env: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DEMO: 'true',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      LIMIT_PORT: String(port),
      // Counted as in production, and never refused.
      REQUESTS_PER_MINUTE: '10000000',
      REQUESTS_PER_MINUTE_PER_ADDRESS: '10000000',
      ...env,
    },
    stdio: 'inherit',
  });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries++) {
    const up = await fetch(`${url}/health/live`).then(
      () => true,
      () => false,
    );
    if (up) return { url, pid: child.pid!, child };
    await pause(100);
  }
  throw new Error(`${script} did not start`);
}

export async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
}

/** What a run that failed has left behind. */
export function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

export function watch(child: ChildProcess): void {
  children.push(child);
}

export async function token(service: string, persona = 'tsn-handlaggare'): Promise<string> {
  const answer = await fetch(`${service}/yttra/v1/demo/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** The cookie of a session, as a browser gets it that signs in to the demo. */
export async function signedIn(url: string, persona: string): Promise<string> {
  const answer = await fetch(`${url}/logga-in`, {
    method: 'POST',
    body: new URLSearchParams({ persona, till: '/inkorg' }),
    headers: { 'Sec-Fetch-Site': 'same-origin', Origin: url },
    redirect: 'manual',
  });
  return answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
