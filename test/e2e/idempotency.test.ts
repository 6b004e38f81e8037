import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { actingAs } from '../../src/database/acting.js';
import { done, given } from '../support/given.js';
import { type Service } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const bytesOf = (value: unknown) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value));

/** What the database itself shows to whoever works on a persona's behalf. */
function seenBy(service: Service, persona: string, query: string): Promise<Record<string, unknown>[]> {
  const whom = { staffOf: [`@${persona}`], readerOf: [], administratorOf: [], service: 'off' } as const;
  return actingAs(whom, () => service.app.get(DataSource).query(query));
}

const newCase = { title: 'Hållbarhetsmål 2024-2040', issuer: 'KS' };

describe('the same Idempotency-Key', () => {
  it('pressed 50 times at once has one effect; everyone gets the first answer, or is told to wait (F-27)', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        service.as('ks-registrator').post('/cases', newCase, { key: 'fifty' }),
      ),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, body } of answers) {
      if (status !== 201)
        expect({ status, type: body.type }).toEqual({ status: 409, type: '/problems/request-in-progress' });
    }
    const [{ cases }] = await service.database.query('SELECT count(*) AS cases FROM cases');
    expect(cases).toBe(1);

    const replay = await service.as('ks-registrator').post('/cases', newCase, { key: 'fifty' }).expect(201);
    expect(replay.body).toEqual(made[0]!.body);
    expect(replay.headers['location']).toBe(made[0]!.headers['location']);
    expect(replay.headers['etag']).toBe(made[0]!.headers['etag']);
  });

  it('with another body is refused; another caller or route has keys of its own (F-28)', async () => {
    const first = await service.as('ks-registrator').post('/cases', newCase, { key: 'mine' }).expect(201);
    const other = await service
      .as('ks-registrator')
      .post('/cases', { ...newCase, title: 'Annat' }, { key: 'mine' });
    expect({ status: other.status, type: other.body.type }).toEqual({
      status: 422,
      type: '/problems/idempotency-key-reused',
    });

    const theirs = await service
      .as('tsn-registrator')
      .post('/cases', { ...newCase, issuer: 'TSN' }, { key: 'mine' })
      .expect(201);
    expect(theirs.body.id).not.toBe(first.body.id);
    const referral = await service
      .as('ks-registrator')
      .post(`/cases/${first.body.id}/referrals`, { title: 'Remiss' }, { key: 'mine' })
      .expect(201);
    expect(referral.body.id).not.toBe(first.body.id);
  });

  it('replays a step even though the version has moved on, and never before the caller is let in', async () => {
    const { sentReferral, consultationOf } = given(service);
    const { id, version } = await consultationOf('tsn-registrator', await sentReferral());
    const register = (persona: string, ifMatch: number | undefined) =>
      service
        .as(persona)
        .post(
          `/consultations/${id}/register`,
          {},
          { key: 'step', ...(ifMatch !== undefined && { ifMatch }) },
        );

    await service
      .as('tsn-registrator')
      .post(`/consultations/${id}/register`, {}, { key: 'step' })
      .expect(428);
    const first = await done(register('tsn-registrator', version));
    const again = await done(register('tsn-registrator', version));
    expect(again).toEqual(first);
    await register('tsn-lasare', version).expect(403);
    const [{ events }] = await service.database.query(
      "SELECT count(*) AS events FROM audit_events WHERE consultation_id = $1 AND verb = 'register'",
      [id],
    );
    expect(events).toBe(1);
  });

  it('does not repeat an answer to who may no longer see what it tells of', async () => {
    const anna = { sender: 'Region Skåne', reference: 'RS 2026/1' };
    const body = { ...newCase, title: 'Anmälan om Anna', origin: anna };
    const registered = service.as('ks-registrator').post('/cases', body, { key: 'secret' });
    const { id, version } = await done(registered, 201);
    const marking = {
      provision: 'OSL 26:1',
      decidedOn: '2026-11-02',
      authority: 'KS',
      seenBy: [{ person: 'ks-handlaggare' }],
    };
    await service
      .as('ks-handlaggare')
      .post(`/cases/${id}/mark-confidential`, marking, { ifMatch: version })
      .expect(200);

    const again = await service.as('ks-registrator').post('/cases', body, { key: 'secret' });
    expect({ status: again.status, type: again.body.type }).toEqual({
      status: 404,
      type: '/problems/not-found',
    });
    expect(again.text).not.toContain('Anna');
  });

  it('is kept without what was answered, and only its caller comes by it', async () => {
    await service
      .as('ks-registrator')
      .post('/cases', { ...newCase, title: 'Förtroligt ärende' }, { key: 'min-egen-nyckel' })
      .expect(201);
    const owner = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
    const rows: Record<string, unknown>[] = await owner.query('SELECT * FROM idempotency_keys');
    await owner.destroy();
    expect(rows.length).toBeGreaterThan(0);
    const kept = rows.map((row) => Object.values(row).map(bytesOf).join(' ')).join(' ');
    for (const secret of ['rtroligt', 'min-egen-nyckel', 'title']) expect(kept).not.toContain(secret);

    const own = await seenBy(service, 'ks-registrator', 'SELECT principal FROM idempotency_keys');
    expect(own).toContainEqual({ principal: 'ks-registrator' });
    expect(new Set(own.map(({ principal }) => principal))).toEqual(new Set(['ks-registrator']));
    expect(await seenBy(service, 'bin-lasare', 'SELECT principal FROM idempotency_keys')).toEqual([]);
  });

  it('whose answer was dropped says that it was carried out, and does nothing', async () => {
    const first = await service.as('ks-registrator').post('/cases', newCase, { key: 'old' }).expect(201);
    const owner = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
    await owner.query('UPDATE idempotency_keys SET salt = NULL, answer = NULL WHERE case_id = $1', [
      first.body.id,
    ]);
    await owner.destroy();
    const { status, body } = await service.as('ks-registrator').post('/cases', newCase, { key: 'old' });
    expect({ status, codes: body.reasons.map(({ code }: { code: string }) => code) }).toEqual({
      status: 409,
      codes: ['already-done'],
    });
  });

  it('covers an upload with its content', async () => {
    const upload = (text: string) =>
      service
        .as('ks-registrator')
        .upload({ title: 'Svar', kind: 'reply', body: 'KS' }, text)
        .set('Idempotency-Key', 'file');
    const first = await done(upload('ett'));
    expect((await done(upload('ett'))).id).toBe(first.id);
    await upload('två').expect(422);
  });

  it('keeps no key of a request that was refused', async () => {
    await service.as('ks-registrator').post('/cases', { title: '' }, { key: 'again' }).expect(422);
    await service.as('ks-registrator').post('/cases', newCase, { key: 'again' }).expect(201);
  });

  it.each([
    ['one that says nothing', ''],
    [
      'one that no index could hold',
      Array.from({ length: 800 }, () => randomUUID())
        .join('')
        .slice(0, 8000),
    ],
    ['one character too long', 'k'.repeat(256)],
  ])('is refused with %s as its key, and changes nothing', async (_, key) => {
    const cases = async () => (await service.database.query('SELECT FROM cases')).length;
    const before = await cases();
    const { body } = await service.as('ks-registrator').post('/cases', newCase, { key }).expect(400);
    expect(body.type).toBe('/problems/malformed');
    expect(await cases()).toBe(before);
  });

  it('may be as long as 255 characters', async () => {
    await service
      .as('ks-registrator')
      .post('/cases', newCase, { key: 'k'.repeat(255) })
      .expect(201);
  });
});
