import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

/** A checkout with nothing in it but what is installed by, and a package manager that does what a test says. */
let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'yttra-prepare-'));
  for (const folder of ['src/tools', 'node_modules', 'bin'])
    mkdirSync(join(checkout, folder), { recursive: true });
  copyFileSync('src/tools/prepare.mjs', join(checkout, 'src/tools/prepare.mjs'));
  writeFileSync(join(checkout, 'package-lock.json'), '{}');
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

function prepare(npm: string) {
  writeFileSync(join(checkout, 'bin/npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
  const path = `${join(checkout, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`;
  return spawnSync(process.execPath, ['src/tools/prepare.mjs'], {
    cwd: checkout,
    env: { PATH: path },
    encoding: 'utf8',
    timeout: 60_000,
  });
}

it('is held up neither by an installation that failed nor by one that was killed', () => {
  const failed = prepare('exit 1');
  expect([failed.status, failed.stderr]).toEqual([1, expect.stringContaining('misslyckades')]);
  // $PPID is the process that prepares: nothing of it is tidied away.
  const killed = prepare('kill -9 $PPID');
  expect(killed.signal).toBe('SIGKILL');
  const installed = prepare('exit 0');
  expect([installed.status, installed.stdout]).toEqual([0, 'Installerar beroenden …\n']);
});
