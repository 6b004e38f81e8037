import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runBuilt } from '../support/commands.js';
import { StalledPostgres } from '../support/stalled-postgres.js';

jest.setTimeout(120_000);

/** Both programs wait for it, and meanwhile it happens. */
let database: StalledPostgres;
beforeAll(async () => {
  database = await StalledPostgres.start();
});
afterAll(() => database.stop());

/** Runs in the same process as the program, once that has begun. */
const meanwhile = (happens: string): Record<string, string> => {
  const code = `const asking = setInterval(() => {
    if (process.listenerCount('uncaughtException') === 0) return;
    clearInterval(asking);
    ${happens}
  }, 20)`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
};

describe('a process that ends unexpectedly', () => {
  it.each([
    ['main.js', `throw new Error('ur led')`, 'unexpected exit (uncaughtException): Error: ur led'],
    ['main.js', `Promise.reject(new Error('ur led'))`, 'unexpected exit (unhandledRejection): Error: ur led'],
    ['yttra.js', `throw new TypeError('ur led')`, 'unexpected exit (uncaughtException): TypeError: ur led'],
  ])('%s by %s says why in one line of the log, and not that all went well', async (file, happens, msg) => {
    const env = { DATABASE_URL: database.url, DATABASE_WAIT_SECONDS: '60', DEMO: 'true' };
    const args = file === 'yttra.js' ? ['migrate'] : [];
    const { code, error } = await runBuilt(file, args, { ...env, ...meanwhile(happens) });
    const lines = error.trim().split('\n');
    expect([code, lines.length]).toEqual([1, 1]);
    const line = JSON.parse(lines[0]!) as { stack: string };
    expect(line).toMatchObject({ level: 60, context: 'Process', msg });
    expect(line.stack).toMatch(/\n +at /);
    expect(error).not.toContain('hemligt');
  });
});
