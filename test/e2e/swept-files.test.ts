import { access, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { LocalFiles } from '../../src/documents/local-files.js';
import { holdFile, SweepFiles } from '../../src/documents/sweep-files.js';
import { filesOfDocuments } from '../../src/operating/doctor/files-check.js';
import { done } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

/** What killed processes leave in the storage goes; what a document names, or is about to, stays. */
let service: Service;
let folder: string;
let files: LocalFiles;
const removable = new Set<string>();
beforeAll(async () => {
  service = await startService();
  folder = service.app.get<Settings>(SETTINGS).documentsDirectory;
  files = service.app.get(LocalFiles);
  // When a file was moved cannot be set back: the clock of the disk is the edge of the house.
  const all = files.all.bind(files);
  files.all = async function* () {
    for await (const { sha256, keptAt } of all())
      yield { sha256, keptAt: removable.has(sha256) ? new Date(0) : keptAt };
  };
  const remove = files.remove.bind(files);
  files.remove = (sha256, before) =>
    remove(sha256, removable.has(sha256) ? new Date(Date.now() + 1000) : before);
});
afterEach(async () => {
  removable.clear();
  await service.reset();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => service.stop());

const fields = { title: 'Svar', kind: 'reply', body: 'KS' };
const upload = (content: string) => done(service.as('ks-registrator').upload(fields, content));
const sha256Of = (content: string) => createHash('sha256').update(content).digest('hex');
const placeOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);
const isThere = (sha256: string) =>
  access(placeOf(sha256)).then(
    () => true,
    () => false,
  );
const sweep = () => actingAsTheService(() => service.app.get(SweepFiles).sweep(new AbortController().signal));

/** A file that no document names, of long ago. */
async function orphan(content: string): Promise<string> {
  const sha256 = sha256Of(content);
  await mkdir(dirname(placeOf(sha256)), { recursive: true });
  await writeFile(placeOf(sha256), content);
  removable.add(sha256);
  return sha256;
}

describe('sweeping the storage', () => {
  it('removes what was half-received long ago, and nothing that may still be written', async () => {
    await mkdir(join(folder, 'incoming'), { recursive: true });
    for (const name of ['old', 'new']) await writeFile(join(folder, 'incoming', name), 'x');
    const dayAgo = new Date(Date.now() - 24 * 3600 * 1000);
    await utimes(join(folder, 'incoming', 'old'), dayAgo, dayAgo);
    await files.removeHalfReceived(new Date(Date.now() + 1000 - 24 * 3600 * 1000));
    expect((await readdir(join(folder, 'incoming'))).sort()).toEqual(['new', 'old']); // it was moved there just now
    await files.removeHalfReceived(new Date(Date.now() + 1000));
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('removes a file that no document names, and leaves those that one does', async () => {
    const lost = await orphan('Ingen nämner den');
    const kept = (await upload('Nämns'))['sha256'] as string;
    removable.add(kept);
    await sweep();
    expect([await isThere(lost), await isThere(kept)]).toEqual([false, true]);
  });

  it('leaves a file that was kept of late, and all that is no file of ours', async () => {
    const lost = await orphan('Nyss');
    removable.clear();
    await writeFile(join(folder, 'LÄS MIG'), 'x');
    await sweep();
    expect([await isThere(lost), await readdir(folder)]).toEqual([true, expect.arrayContaining(['LÄS MIG'])]);
  });

  it('leaves a file that somebody is about to name, also with several processes at once', async () => {
    const lost = await orphan('Snart');
    await service.app.get(DataSource).transaction(async (tx) => {
      await holdFile(tx, lost);
      await Promise.all([sweep(), sweep(), sweep()]);
      expect(await isThere(lost)).toBe(true);
    });
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await isThere(lost)).toBe(false);
  });

  it('does not take the file of an upload of the same content', async () => {
    for (let round = 0; round < 10; round++) {
      const content = `Samma ${round}`;
      const lost = await orphan(content);
      await Promise.all([upload(content), sweep(), sweep()]);
      expect(await isThere(lost)).toBe(true);
    }
  });

  it('takes nothing from a folder most of which belongs to another database', async () => {
    const lost = await Promise.all(Array.from({ length: 30 }, (_, n) => orphan(`Annan ${n}`)));
    await upload('Vår');
    await sweep();
    expect(await Promise.all(lost.map(isThere))).toEqual(lost.map(() => true));
  });
});

describe('a document whose file is gone', () => {
  it('is named by the doctor, who finds nothing wrong with the others', async () => {
    const settings = service.app.get<Settings>(SETTINGS);
    const client = new pg.Client({ connectionString: service.databaseUrl });
    await client.connect();
    const check = () => filesOfDocuments({ client, settings, url: service.databaseUrl });
    await upload('Finns');
    expect(await check()).toMatchObject({ state: 'ok', says: expect.stringContaining('1 handlingar') });
    const { id, sha256 } = await upload('Borta');
    await rm(placeOf(sha256 as string));
    expect(await check()).toMatchObject({ state: 'error', says: expect.stringContaining(id) });
    await client.end();
  });

  it('answers 410 with the reason, and has its row still', async () => {
    const { id, sha256 } = await upload('Borta');
    await rm(placeOf(sha256 as string));
    const { body } = await service.as('ks-registrator').get(`/documents/${id}/content`).expect(410);
    expect(body).toMatchObject({
      type: '/problems/content-gone',
      detail: expect.stringContaining('säkerhetskopia'),
    });
    await service.as('ks-registrator').get(`/documents/${id}`).expect(200);
    await service.as('tsn-registrator').get(`/documents/${id}/content`).expect(404);
    await upload('Borta');
    await service.as('ks-registrator').get(`/documents/${id}/content`).expect(200);
  });
});
