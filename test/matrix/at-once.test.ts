import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { done, given, type Answer } from '../support/given.js';
import { says, startReceiver, type Receiver } from '../support/receivers.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
const service = sharedService(() => ({ WEBHOOK_ALLOWED_PRIVATE: receiver.place, RECONCILE_SECONDS: '0.2' }));
afterAll(() => receiver.close());

const as = (persona: string) => service.as(persona);
const seenBy = [
  { body: 'KS', role: 'registrar' },
  { body: 'TSN', role: 'registrar' },
];
const markCase = (id: string) =>
  done(
    as('ks-registrator').post(
      `/cases/${id}/mark-confidential`,
      { provision: 'OSL 21:7', seenBy },
      { ifMatch: '*' },
    ),
  );
const numbersIn = async (persona: string, path: string): Promise<string[]> =>
  ((await done(as(persona).get(path)))['items'] as Answer[]).map(({ id }) => id);

/** A consultation of TSN that is worked on, in a case with a document in its packet. */
async function matter() {
  const { document, draftReferral, consultationOf, step } = given(service);
  const enclosed = await document();
  const draft = await draftReferral({ title: 'Förföljda personer' });
  await done(as('ks-handlaggare').post(`/referrals/${draft.id}/documents`, { documentId: enclosed.id }));
  const sent = await done(as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }));
  const { id } = await consultationOf('tsn-registrator', sent);
  const registered = await step('tsn-registrator', id, 'register');
  return {
    id,
    caseId: sent['caseId'] as string,
    number: registered['ownCaseNumber'] as string,
    document: enclosed.id,
  };
}

describe('what has just been marked confidential', () => {
  it('is gone from answers, lists, searches and calendars, and a remembered version of it is nothing', async () => {
    const { id, caseId, number, document } = await matter();
    const feed = await done(as('tsn-sekreterare').post('/calendar-feeds', { body: 'TSN' }), 201);
    const calendar = async () =>
      (await supertest(service.base).get(new URL(feed['address'] as string).pathname)).text;
    const search = `/consultations?q=${encodeURIComponent('förföljda')}`;
    const { headers } = await as('tsn-chef').get(`/documents/${document}/content`).expect(200);
    const again = () =>
      as('tsn-chef').get(`/documents/${document}/content`).set('If-None-Match', headers['etag']!);
    await again().expect(304);
    expect(await numbersIn('tsn-chef', search)).toEqual([id]);
    expect(await calendar()).toContain(number);

    await markCase(caseId);
    // The consultee keeps what it has received until it decides for itself, and nobody's browser has it by heart.
    await again().expect(200);
    const own = { of: 'consultation', provision: 'OSL 21:7', seenBy };
    await done(as('tsn-registrator').post(`/consultations/${id}/mark-confidential`, own, { ifMatch: '*' }));

    await again().expect(404);
    await as('tsn-chef').get(`/consultations/${id}`).expect(404);
    expect(await numbersIn('tsn-chef', '/consultations?limit=100')).not.toContain(id);
    for (const persona of ['tsn-chef', 'tsn-registrator', 'ks-registrator'])
      expect(await numbersIn(persona, search)).toEqual([]);
    expect(await calendar()).not.toContain(number);
    await as('tsn-registrator').get(`/consultations/${id}`).expect(200);
  });

  it('is not sent to another system that waits for it, since nobody knows who reads there', async () => {
    const { id: webhookId } = await done(
      as('admin').post('/webhooks', { body: 'KS', url: `http://${receiver.place}/krok`, events: ['*'] }),
      201,
    );
    receiver.answer = says(503);
    const { id, caseId } = await matter();
    await done(
      as('tsn-registrator').post(`/consultations/${id}/messages`, { text: 'Gäller det även bilagan?' }),
    );
    const waiting = async () => {
      const rows: { id: string; state: string; last_error: string | null }[] = await service.database.query(
        'SELECT id, state, last_error FROM deliveries WHERE webhook_id = $1 AND case_id = $2 ORDER BY created_at',
        [webhookId, caseId],
      );
      return rows;
    };
    await until(waiting, (rows) => rows.length > 0 && rows.every(({ last_error }) => last_error !== null));
    const { length: tried } = receiver.received;
    receiver.answer = says(204);

    await markCase(caseId);
    await service.database.query('UPDATE deliveries SET due_at = now() WHERE webhook_id = $1', [webhookId]);

    await until(waiting, (rows) => rows.every(({ state }) => state === 'cancelled'));
    expect((await waiting()).every(({ last_error }) => last_error === 'confidential')).toBe(true);
    expect(receiver.received).toHaveLength(tried);
  });
});
