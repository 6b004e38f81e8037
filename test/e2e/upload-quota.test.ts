import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { done } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ MAX_UPLOAD_MEGABYTES: '1', UPLOAD_MEGABYTES_PER_DAY: '1' });
});
afterEach(() => service.reset());
afterAll(() => service.stop());

const HALF = 'a'.repeat(512 * 1024);
const fields = { title: 'Svar', kind: 'reply', body: 'KS' };
const upload = (content: string, persona = 'ks-registrator') => service.as(persona).upload(fields, content);
const stored = async (): Promise<number> =>
  (await service.database.query('SELECT count(*)::int AS number FROM documents'))[0].number;

/** As the owner: the service cannot change when something was. */
async function pass(interval: string): Promise<void> {
  const owner = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
  await owner.query(`UPDATE documents SET created_at = created_at - interval '${interval}'`);
  await owner.destroy();
}

describe('whoever has uploaded as much as one may in a day', () => {
  it('is told when to come back, alone, until what was uploaded is a day old', async () => {
    await done(upload(HALF));
    await pass('10 hours');
    await done(upload(HALF));

    const { body, headers } = await upload('a').expect(429);
    expect(body).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    expect(body.detail).toMatch(/^Du har laddat upp så mycket som får laddas upp på ett dygn/);
    const hours = Number(headers['retry-after']) / 3600;
    expect(Math.round(hours)).toBe(14);
    expect(await stored()).toBe(2);

    await done(upload(HALF, 'ks-handlaggare'));
    await pass('14 hours');
    await done(upload(HALF));
    await upload('a').expect(429);
  });

  it('gets no more by uploading at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(HALF)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429, 429, 429, 429, 429]);
    expect(await stored()).toBe(2);
  });

  it('is not helped by no longer seeing what it was', async () => {
    const { id, version } = await done(upload(HALF));
    await done(upload(HALF));
    const marking = {
      provision: 'OSL 21:7',
      decidedOn: '2026-11-02',
      authority: 'KS',
      seenBy: [{ person: 'ks-handlaggare' }],
    };
    const { status, body } = await service
      .as('ks-handlaggare')
      .post(`/documents/${id}/mark-confidential`, marking, { ifMatch: version });
    expect([status, body.errors]).toEqual([200, undefined]);
    await service.as('ks-registrator').get(`/documents/${id}`).expect(404);
    await upload(HALF).expect(429);
  });
});
