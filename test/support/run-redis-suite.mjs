// Runs the tests that touch the queue once more, with BullMQ on a Redis of their own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SUITES = [
  'test/faults/killed-processes',
  'test/faults/lost-postgres',
  'test/faults/wrong-clock',
  'test/e2e/forwarding',
  'test/e2e/receivers',
  'test/e2e/story',
  'test/e2e/reminders',
  'test/e2e/referrals',
];

if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.log('Ingen redis-server är installerad på den här maskinen, så Redis-sviten kördes inte.');
  console.log('There is no redis-server on this machine, so the Redis suite was not run.');
  process.exit(0);
}

const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'yttra-redis-'));
const redis = spawn(
  'redis-server',
  [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ],
  { stdio: 'ignore' },
);
try {
  const { status } = spawnSync('npm', ['test', '--silent', '--', ...SUITES], {
    stdio: 'inherit',
    env: { ...process.env, YTTRA_TEST_REDIS: `redis://127.0.0.1:${port}` },
  });
  process.exitCode = status ?? 1;
} finally {
  redis.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
