import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { done, given, type Answer } from '../support/given.js';
import { says, startReceiver, type Receiver } from '../support/receivers.js';
import { startService } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
const service = sharedService(() => ({
  WEBHOOK_ALLOWED_PRIVATE: receiver.place,
  // Nothing but a delivery's own time brings it back.
  RECONCILE_SECONDS: '3600',
  REMINDER_SWEEP_SECONDS: '3600',
}));
afterAll(() => receiver.close());

const admin = () => service.as('admin');
const deliveryOf = (id: string) => done(admin().get(`/deliveries/${id}`));
const metrics = async () => (await supertest(service.base).get('/metrics').expect(200)).text;
const metric = async (name: string) => {
  const line = (await metrics()).split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};
const notices = async () =>
  (await done(admin().get('/inbox?kind=notice')))['items'].filter(
    ({ topic }: Answer) => topic === 'delivery-failed',
  ) as Answer[];

async function toldByWebhook(): Promise<{ deliveryId: string; caseId: string }> {
  const webhook = await done(
    admin().post('/webhooks', {
      body: 'KS',
      url: `http://${receiver.place}/krok`,
      events: ['statement-forwarded'],
    }),
    201,
  );
  const { caseId } = await given(service).consultation('forwarded');
  const { items } = await done(admin().get(`/webhooks/${webhook.id}/deliveries`));
  return { deliveryId: items[0].id, caseId: caseId as string };
}

describe('a delivery whose attempt failed', () => {
  it('is tried again when its time has come, not when somebody happens to look', async () => {
    receiver.answer = says(503);
    const { deliveryId } = await toldByWebhook();
    const failedOnce = await until(
      () => deliveryOf(deliveryId),
      ({ attemptsMade, state }) => attemptsMade.length === 1 && state === 'pending',
    );
    expect(failedOnce).toMatchObject({ lastError: 'http-503' });
    receiver.answer = says(204);
    const { attemptsMade } = await until(
      () => deliveryOf(deliveryId),
      ({ state }) => state === 'delivered',
    );
    const [first, second] = attemptsMade.map(({ startedAt }: Answer) => Date.parse(startedAt));
    expect(attemptsMade).toHaveLength(2);
    expect(second - first).toBeGreaterThan(3500);
  });

  it('fails after the last one: seen in the metrics and told to the administrators, once', async () => {
    receiver.answer = says(503);
    expect(await notices()).toEqual([]);
    const ids = [];
    for (let made = 0; made < 2; made++) {
      const { deliveryId } = await toldByWebhook();
      await until(
        () => deliveryOf(deliveryId),
        ({ attemptsMade, state }) => attemptsMade.length === 1 && state === 'pending',
      );
      await service.database.query('UPDATE deliveries SET attempts_before = attempts - 8 WHERE id = $1', [
        deliveryId,
      ]);
      ids.push(deliveryId);
    }
    for (const id of ids) {
      const failed = await until(
        () => deliveryOf(id),
        ({ state }) => state === 'failed',
      );
      expect(failed).toMatchObject({
        lastError: 'http-503',
        availableActions: expect.arrayContaining(['retry']),
      });
    }
    expect(await metric('yttra_deliveries{state="failed",channel="webhook"}')).toBe(ids.length);
    const [notice, ...others] = await until(notices, ({ length }) => length > 0);
    expect(notice).toMatchObject({ body: 'KS', role: 'administrator', text: 'En leverans har misslyckats' });
    expect(others).toEqual([]);
    // Nobody else's inbox shows it.
    const registrar = await done(service.as('ks-registrator').get('/inbox?kind=notice'));
    expect(registrar['items'].filter(({ topic }: Answer) => topic === 'delivery-failed')).toEqual([]);
  });
});

describe('the watchdog', () => {
  const ready = () => supertest(service.base).get('/health/ready');

  it('is content while a receiver is down: its deliveries wait for their time', async () => {
    receiver.answer = says(503);
    const { deliveryId } = await toldByWebhook();
    await until(
      () => deliveryOf(deliveryId),
      ({ attemptsMade, state }) => attemptsMade.length === 1 && state === 'pending',
    );
    await service.database.query(
      "UPDATE deliveries SET due_at = now() + interval '8 hours', created_at = now() - interval '5 hours' WHERE id = $1",
      [deliveryId],
    );
    const { body } = await ready().expect(200);
    expect(body.details.delivering).toMatchObject({ status: 'up', queue: 'up', deliveriesLate: false });
    expect(await metric('yttra_oldest_undelivered_seconds')).toBeGreaterThan(5 * 3600 - 1);
    expect(await metric('yttra_oldest_overdue_delivery_seconds')).toBeLessThan(60);
    expect(await metric('yttra_late{what="deliveries"}')).toBe(0);

    await service.database.query("UPDATE deliveries SET due_at = now() - interval '1 hour' WHERE id = $1", [
      deliveryId,
    ]);
    const late = await ready().expect(503);
    expect(late.body.details.delivering).toMatchObject({ status: 'down', deliveriesLate: true });
    expect(await metric('yttra_late{what="deliveries"}')).toBe(1);
    expect(JSON.stringify(late.body)).not.toMatch(/TSN|krok/);
    await service.database.query("UPDATE deliveries SET state = 'cancelled' WHERE id = $1", [deliveryId]);
    await ready().expect(200);
  });

  it('sees that reminders are not looked for', async () => {
    await service.database.query("UPDATE reminder_sweep SET ended_at = now() - interval '70 minutes'");
    await ready().expect(200);
    await service.database.query("UPDATE reminder_sweep SET ended_at = now() - interval '80 minutes'");
    const { body } = await ready().expect(503);
    expect(body.details.delivering).toMatchObject({ deliveriesLate: false, remindersLate: true });
    expect(await metric('yttra_late{what="reminders"}')).toBe(1);
    await service.database.query('UPDATE reminder_sweep SET ended_at = now()');
    await ready().expect(200);
  });

  it('does not take an api away that serves all the same', async () => {
    const api = await startService({ ROLE: 'api', REMINDER_SWEEP_SECONDS: '1', LATE_AFTER_SECONDS: '1' });
    try {
      await api.database.query("UPDATE reminder_sweep SET ended_at = now() - interval '1 day'");
      const { body } = await supertest(await api.app.getUrl())
        .get('/health/ready')
        .expect(200);
      expect(body.details.delivering).toMatchObject({ status: 'up', remindersLate: true });
    } finally {
      await api.stop();
    }
  });
});
