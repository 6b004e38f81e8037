import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { ping, scanForViruses } from '../../src/documents/inspection/clamd.js';
import { virusScanner } from '../../src/operating/doctor/surroundings-checks.js';
import { FakeClamd, INFECTED, type Behaviour } from '../support/fake-clamd.js';
import { done } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let clamd: FakeClamd;
let service: Service;
let folder: string;
beforeAll(async () => {
  clamd = await FakeClamd.listen();
  service = await startService({ CLAMD_URL: clamd.url, MAX_UPLOAD_MEGABYTES: '4', LOG_LEVEL: 'fatal' });
  folder = service.app.get<Settings>(SETTINGS).documentsDirectory;
});
afterEach(async () => {
  Object.assign(clamd, { behaviour: 'honest', streamMaxLength: 25 * 1024 * 1024 });
  clamd.seen.length = 0;
  await service.reset();
});
afterAll(async () => {
  await service.stop();
  await clamd.close();
});

const upload = (content: string) =>
  service.as('ks-registrator').upload({ title: 'Svar', kind: 'reply', body: 'KS' }, content);
async function nothingIsStored() {
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  expect(await service.database.query('SELECT FROM documents')).toEqual([]);
}

describe('a virus scanner', () => {
  it.each<Behaviour>(['honest', 'split'])(
    'that is %s is given the whole file, byte for byte',
    async (behaviour) => {
      clamd.behaviour = behaviour;
      const content = 'Yttrande. '.repeat(300_000);
      await done(upload(content));
      expect(clamd.seen.map(String)).toEqual([content]);
    },
  );

  it.each<Behaviour>(['honest', 'split'])(
    'that is %s and finds something has it refused by name',
    async (behaviour) => {
      clamd.behaviour = behaviour;
      const { body } = await upload(`Hej ${INFECTED}`).expect(422);
      expect(body.errors).toEqual([
        { pointer: '/file', code: 'infected', detail: expect.stringContaining('Win.Test.EICAR_HDB-1') },
      ]);
      await nothingIsStored();
    },
  );

  it.each<Behaviour>(['closes-early', 'closes-silently', 'fails', 'babbles'])(
    'that %s has nothing kept, and says when to try again',
    async (behaviour) => {
      clamd.behaviour = behaviour;
      const { body, headers } = await upload('Hej '.repeat(300_000)).expect(503);
      expect(body).toMatchObject({
        type: '/problems/unavailable',
        detail: expect.stringContaining('Virusskyddet'),
      });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      await nothingIsStored();
    },
  );

  it('that takes less than may be uploaded has nothing kept', async () => {
    clamd.streamMaxLength = 1000;
    await upload('Hej '.repeat(800_000)).expect(503);
    await nothingIsStored();
  });

  it('that freezes is waited for only so long', async () => {
    clamd.behaviour = 'freezes';
    await expect(ping(clamd.url)).rejects.toThrow('in time');
    await expect(scanForViruses(import.meta.filename, clamd.url, 500)).rejects.toThrow('unavailable');
  });

  it('listens on a socket of the machine as well', async () => {
    const local = await FakeClamd.listen('unix');
    await ping(local.url);
    await scanForViruses(import.meta.filename, local.url);
    expect(local.seen).toHaveLength(1);
    await local.close();
    await expect(scanForViruses(import.meta.filename, local.url)).rejects.toThrow('unavailable');
  });

  it('that does not answer is named by the doctor and by readiness, which stays ready', async () => {
    const check = (url: string) => virusScanner({ settings: { CLAMD_URL: url } as Settings } as never);
    expect(await check(clamd.url)).toMatchObject({ state: 'ok' });
    const ready = async () => (await fetch(`${service.base}/health/ready`)).json() as Promise<object>;
    expect(await ready()).toMatchObject({ status: 'ok', details: { virusScanner: { answers: true } } });
    clamd.behaviour = 'freezes';
    expect(await check(clamd.url)).toMatchObject({
      state: 'error',
      says: expect.stringContaining('svarar inte'),
    });
    expect(await ready()).toMatchObject({ status: 'ok', details: { virusScanner: { answers: false } } });
  });
});
