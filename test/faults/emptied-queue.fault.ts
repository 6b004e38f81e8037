import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { startReceiver, type Receiver } from '../support/receivers.js';
import { until } from '../support/until.js';
import { house } from './house.js';

const here = house();
/** What operators have who have set nothing: the house's own times are shorter. */
const DEFAULTS = {
  ATTEMPT_LEASE_SECONDS: '30',
  QUEUE_LOCK_SECONDS: '30',
  RECONCILE_SECONDS: '15',
  RELAY_SWEEP_SECONDS: '5',
};
const ENDPOINTS = 40;
const EVENTS_EACH = 18;

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

/** Endpoints of KS, each with events about a case of its own. */
async function promised(env: Record<string, string>): Promise<void> {
  const api = await here.start('api', env);
  const admin = await here.as(api, 'admin');
  const { id: caseId } = await given(here.service).referralCase();
  const endpoints: Answer[] = [];
  for (let made = 0; made < ENDPOINTS; made++) {
    const url = `http://${receiver.place}/${made}`;
    endpoints.push(await done(admin.post('/webhooks', { body: 'KS', url, events: ['message'] }), 201));
  }
  await here.service.database.query(
    `INSERT INTO deliveries (id, kind, topic, sender_body, case_id, recipient_body, channel, webhook_id, state, created_at)
     SELECT gen_random_uuid(), 'notice', 'message', 'TSN', $1, 'KS', 'webhook', endpoint, 'cancelled',
       now() - interval '1 hour' + make_interval(secs => number)
     FROM unnest($2::uuid[]) endpoint, generate_series(1, ${EVENTS_EACH}) number`,
    [caseId, endpoints.map(({ id }) => id)],
  );
  const period = {
    from: new Date(Date.now() - 2 * 3_600_000).toISOString(),
    to: new Date(Date.now() - 1_800_000).toISOString(),
  };
  for (const { id, version } of endpoints)
    await done(admin.post(`/webhooks/${id}/replay`, period, { ifMatch: version }), 202);
}

const countOf = (condition: string) =>
  here.one<number>(`SELECT count(*) FROM deliveries WHERE channel = 'webhook' AND ${condition}`);

describe('a queue store emptied under load', () => {
  it('at default settings, with attempts under way, waiting and to be made again, converges within 90 seconds', async () => {
    const env = {
      ...DEFAULTS,
      WEBHOOK_ALLOWED_PRIVATE: receiver.place,
    };
    // Half of them fail at first, and the others take their time.
    receiver.answer = (request, response) => {
      const status = Number(request.url!.slice(1)) % 2 === 0 ? 503 : 204;
      setTimeout(() => response.writeHead(status).end(), 1500);
    };
    await promised(env);
    await here.start('worker', env);
    await until(
      () => countOf("state = 'delivering'"),
      (underWay) => underWay >= 10,
    );
    await until(
      () => countOf("state = 'pending' AND attempts > 0"),
      (again) => again > 0,
    );
    await here.emptyTheQueueStore();

    receiver.answer = (_, response) => response.writeHead(204).end();
    await until(
      () => countOf("state <> 'delivered'"),
      (left) => left === 0,
      90_000,
    );
    expect(await countOf("state = 'delivered'")).toBe(ENDPOINTS * EVENTS_EACH);
  });
});
