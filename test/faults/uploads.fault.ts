import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProcess } from '../support/processes.js';
import { house } from './house.js';

const here = house();

/** A disk of 8 MB, where this machine lets us mount one. */
const disk = mkdtempSync(join(tmpdir(), 'yttra-full-disk-'));
const mounted = ((): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

(mounted ? describe : describe.skip)('a disk for uploads that is full (F-24)', () => {
  let api: RunningProcess;
  const size = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024, 'Yttrande. ');
  const upload = async (title: string, content: Buffer) =>
    (await here.as(api, 'ks-registrator')).upload({ title, kind: 'reply', body: 'KS' }, content);
  const stored = (title: string) =>
    here.one<number>('SELECT count(*) FROM documents WHERE title = $1', title);
  beforeAll(() => writeFileSync(join(disk, 'ballast'), size(3)));

  it('answers 507, keeps neither row nor half a file, and takes the next one when there is room', async () => {
    api = await here.start('api', { DOCUMENTS_DIRECTORY: join(disk, 'documents') });
    const small = await upload('Ryms', size(2));
    expect(small.status).toBe(201);

    const large = await upload('Ryms inte', size(6));
    expect([large.status, large.headers['content-type']]).toEqual([
      507,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await stored('Ryms inte')).toBe(0);
    expect(readdirSync(join(disk, 'documents', 'incoming'))).toEqual([]);
    await (await here.as(api, 'ks-registrator')).get('/cases').expect(200);

    rmSync(join(disk, 'ballast'));
    const next = await upload('Ryms nu', size(4));
    expect(next.status).toBe(201);
    expect([await stored('Ryms'), await stored('Ryms nu')]).toEqual([1, 1]);
  });
});
