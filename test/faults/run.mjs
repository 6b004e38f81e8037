// Runs the faults against real processes: once with the queue in PostgreSQL, once with it in Redis.
// `--short` keeps to what a build can wait for; further words choose files, as Jest's own do.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Each has parts of its own, of one kind: a second round would repeat the first. */
const OWN_PARTS = ['redis-', 'own-postgres', 'uploads', 'pgbouncer'];
/** `npm test` and `npm run test:redis` run `killed-processes` already. */
const SHORT = ['commits', 'workers', 'pgbouncer'];

const words = process.argv.slice(2);
const short = words.includes('--short');
const chosen = words.filter((word) => word !== '--short');
const withRedis = spawnSync('redis-server', ['--version']).status === 0;

const first = run('PostgreSQL', chosen.length > 0 ? chosen : short ? SHORT : [], {});
const second = withRedis ? await onRedis() : noRedis();
process.exitCode = first || second;

function run(backend, files, env, without = []) {
  console.log(`\nKö i ${backend} / queue in ${backend}`);
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      '--config',
      'jest.faults.config.js',
      '--passWithNoTests',
      ...(without.length > 0
        ? ['--testPathIgnorePatterns', ...without.map((name) => `/faults/${name}`)]
        : []),
      ...(files.length > 0 ? ['--testPathPatterns', ...files] : []),
    ],
    { stdio: 'inherit', env: { ...process.env, ...env } },
  );
  return status ?? 1;
}

async function onRedis() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'yttra-redis-'));
  const redis = spawn(
    'redis-server',
    `--port ${port} --bind 127.0.0.1 --dir ${folder} --maxmemory-policy noeviction --save`
      .split(' ')
      .concat(''),
    { stdio: 'ignore' },
  );
  try {
    const env = { YTTRA_TEST_REDIS: `redis://127.0.0.1:${port}` };
    return run('Redis', chosen.length > 0 ? chosen : short ? SHORT : [], env, OWN_PARTS);
  } finally {
    redis.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

function noRedis() {
  console.log('Ingen redis-server är installerad, så felen prövades inte med kön i Redis.');
  console.log('There is no redis-server, so the faults were not tried with the queue in Redis.');
  return 0;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
