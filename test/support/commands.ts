import { spawn } from 'node:child_process';
import { runCommand } from '../../src/run-command.js';

/** What one of the operator's commands said and answered. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

let last: Promise<unknown> = Promise.resolve();

/** `npm run yttra -- …` in this process, one after the other, since all speak by the one console. */
export async function yttra(args: readonly string[], env: Record<string, string>): Promise<Said> {
  const said = last.then(() => listenedTo(() => runCommand(args, { NODE_ENV: 'test', ...env })));
  last = said;
  return said;
}

async function listenedTo(run: () => Promise<number>): Promise<Said> {
  const usual = globalThis.console;
  const said = { log: '', error: '' };
  const hear = (where: keyof typeof said) => (text: string) => void (said[where] += `${text}\n`);
  globalThis.console = Object.assign(Object.create(usual) as Console, {
    log: hear('log'),
    error: hear('error'),
  });
  try {
    return { code: await run(), out: said.log, error: said.error };
  } finally {
    globalThis.console = usual;
  }
}

/** The same as the process that operators start. */
export function startYttra(args: readonly string[], env: Record<string, string>): Promise<Said> {
  return runBuilt('yttra.js', args, env);
}

/** @param file below `dist/src`. */
export function runBuilt(file: string, args: readonly string[], env: Record<string, string>): Promise<Said> {
  const child = spawn(process.execPath, [`dist/src/${file}`, ...args], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, error })));
}
