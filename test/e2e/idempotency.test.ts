import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
  service.setNow(NOW);
});
afterAll(() => service.stop());

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
