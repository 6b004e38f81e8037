import { afterEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { done, given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ WRITTEN_MEGABYTES_PER_DAY: '1', STATEMENT_MEGABYTES: '1' });
afterEach(() => service.reset());

/** Every one different, so that little of it can be packed. */
const text = (length: number) =>
  Array.from({ length: length / 10 }, (_, n) => String(n * 7919).padStart(9, 'ö'))
    .join(' ')
    .slice(0, length);

/** As the owner: the service cannot change when something was. */
async function asOwner(query: string): Promise<unknown> {
  const owner = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
  try {
    return await owner.query(query);
  } finally {
    await owner.destroy();
  }
}

const pass = (interval: string) => asOwner(`UPDATE writings SET hour = hour - interval '${interval}'`);

describe('whoever has written as much as one may in a day', () => {
  const letter = () => service.as('ks-handlaggare');

  it('is told when to come back, alone, whatever it is that they write', async () => {
    const { draftReferral, consultation } = given(service);
    const { id } = await consultation('registered');
    const draft = await draftReferral();
    let { version } = draft;
    const edit = () =>
      letter().patch(`/referrals/${draft.id}`, { letter: text(40_000) }, { ifMatch: version });
    for (let tries = 0; tries < 40; tries++) {
      const { status, body } = await edit();
      if (status === 429) break;
      version = body.version;
    }
    const { body, headers } = await edit().expect(429);
    expect(body).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    expect(body.detail).toMatch(/^Du har skrivit så mycket som får skrivas på ett dygn/);
    expect(Math.ceil(Number(headers['retry-after']) / 3600)).toBeGreaterThanOrEqual(24);
    expect((await done(letter().get(`/referrals/${draft.id}`))).version).toBe(version);

    const message = { text: text(5000) };
    await letter().post(`/consultations/${id}/messages`, message).expect(429);
    await service.as('tsn-registrator').post(`/consultations/${id}/messages`, message).expect(201);

    await pass('25 hours');
    await edit().expect(200);
  });

  it('still takes the steps that say nothing, and repeats what was done', async () => {
    const { sentReferral, consultationOf } = given(service);
    const { id, version } = await consultationOf('tsn-registrator', await sentReferral());
    const registrar = service.as('tsn-registrator');
    const message = { text: text(2000) };
    const first = await registrar.post(`/consultations/${id}/messages`, message, { key: 'm' }).expect(201);
    await asOwner('UPDATE writings SET bytes = 1024 * 1024');
    await registrar.post(`/consultations/${id}/messages`, message).expect(429);
    const again = await registrar.post(`/consultations/${id}/messages`, message, { key: 'm' }).expect(201);
    expect(again.body).toEqual(first.body);
    await registrar.post(`/consultations/${id}/register`, {}, { ifMatch: version }).expect(200);
  });
});

it('a statement holds so much in all its versions, and no more', async () => {
  const { id } = await given(service).consultation('drafting');
  const officer = service.as('tsn-handlaggare');
  let version = 1;
  const save = (n: number) =>
    officer.put(
      `/consultations/${id}/statement`,
      { title: `Utkast ${n}`, matter: text(90_000), assessment: text(90_000) },
      { ifMatch: version },
    );
  for (let tries = 0; tries < 60; tries++) {
    await asOwner('DELETE FROM writings');
    const { status, body } = await save(tries);
    if (status === 413) {
      expect(body).toMatchObject({ type: '/problems/too-large' });
      expect(body.detail).toMatch(/högst 1 MiB/);
      expect((await done(officer.get(`/consultations/${id}/statement`))).version).toBe(version);
      return;
    }
    version = body.version;
  }
  throw new Error('It was never too much.');
});
