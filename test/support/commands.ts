import { spawn } from 'node:child_process';

/** What one of the operator's commands said and answered. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** `npm run yttra -- …` without npm, on the build. */
export function yttra(args: readonly string[], env: Record<string, string>): Promise<Said> {
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
