import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { PromiseAttempts } from '../../src/delivery/promise-attempts.js';
import { done, given, type Answer } from '../support/given.js';
import { startMailServer, type TestMailServer } from '../support/mail-server.js';
import { freePort } from '../support/processes.js';
import { says, startReceiver, type Receiver } from '../support/receivers.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

/** At default settings: what a receiver meets where nobody has tuned anything. */
let service: Service;
let [live, other, mail]: [Receiver, Receiver, TestMailServer] = [] as never;
let dead: string;
let cases: string[];

beforeAll(async () => {
  [live, other, mail] = [await startReceiver(), await startReceiver(), await startMailServer()];
  dead = `127.0.0.1:${await freePort()}`;
  service = await startService({
    WEBHOOK_ALLOWED_PRIVATE: [live.place, other.place, dead].join(),
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: 'yttra@kommun.example',
    PUBLIC_URL: 'https://yttra.kommun.example',
  });
  cases = [];
  for (let made = 0; made < 20; made++) cases.push((await given(service).referralCase()).id);
});
afterEach(async () => {
  await service.database.query("UPDATE webhooks SET state = 'disabled', disabled_because = 'by-hand'");
  await service.database.query(
    "UPDATE deliveries SET state = 'cancelled' WHERE state IN ('pending', 'delivering')",
  );
  for (const receiver of [live, other]) Object.assign(receiver, { answer: says(204) }).received.length = 0;
});
afterAll(async () => {
  await service.stop();
  await Promise.all([live.close(), other.close(), mail.close()]);
});

const admin = () => service.as('admin');
const register = (place: string) =>
  done(admin().post('/webhooks', { body: 'KS', url: `http://${place}/krok`, events: ['*'] }), 201);
const in30ms: RequestListener = (_, response) => void setTimeout(() => response.writeHead(204).end(), 30);
const never: RequestListener = () => undefined;

/** As many events as are asked for, in turn about each case, sent to the endpoint at the same moment. */
async function burst({ id, version }: Answer, events: number): Promise<{ id: string; caseId: string }[]> {
  const made: { id: string; caseId: string }[] = await service.database.query(
    `INSERT INTO deliveries (id, kind, topic, sender_body, case_id, recipient_body, channel, webhook_id, state, created_at)
     SELECT gen_random_uuid(), 'notice', 'message', 'TSN', ($2::uuid[])[number % cardinality($2::uuid[]) + 1], 'KS',
       'webhook', $1, 'cancelled', now() - interval '1 hour' + make_interval(secs => number / 1000.0)
     FROM generate_series(1, $3::int) number RETURNING id, case_id AS "caseId"`,
    [id, cases, events],
  );
  const period = {
    from: new Date(Date.now() - 2 * 3_600_000).toISOString(),
    to: new Date(Date.now() - 1_800_000).toISOString(),
  };
  await done(admin().post(`/webhooks/${id}/replay`, period, { ifMatch: version }), 202);
  return made;
}

const countOf = async ({ id }: Answer, state: string): Promise<number> =>
  (await done(admin().get(`/webhooks/${id}/deliveries?state=${state}&count=true&limit=1`)))[
    'total'
  ] as number;
const attemptsOf = async ({ id }: Answer): Promise<number> => {
  const [{ attempts }] = await service.database.query(
    'SELECT sum(attempts)::int AS attempts FROM deliveries WHERE webhook_id = $1',
    [id],
  );
  return attempts as number;
};

describe('a burst of events', () => {
  it('comes to a healthy receiver at once, each one once, in order within each case', async () => {
    live.answer = in30ms;
    const webhook = await register(live.place);
    const made = await burst(webhook, 400);
    await until(
      () => countOf(webhook, 'delivered'),
      (delivered) => delivered === made.length,
    );

    const arrived = live.received.map(({ headers }) => String(headers['webhook-id']));
    expect(new Set(arrived).size).toBe(arrived.length);
    for (const one of cases) {
      const promised = made.filter(({ caseId }) => caseId === one).map(({ id }) => id);
      expect(arrived.filter((id) => promised.includes(id))).toEqual(promised);
    }
  });
});

describe('a receiver that is dead, or that hangs', () => {
  it('keeps no other waiting, however much waits for it: neither systems, nor mail, nor inboxes', async () => {
    other.answer = never;
    const [gone, hanging, well] = [
      await register(dead),
      await register(other.place),
      await register(live.place),
    ];
    await burst(gone, 1000);
    await burst(hanging, 500);
    await until(
      async () => other.received.length,
      (taken) => taken > 0,
    );

    const made = await burst(well, 10);
    const body = await done(admin().get('/bodies/TSN'));
    await done(
      admin().patch('/bodies/TSN', { noticeEmails: ['tsn@kommun.example'] }, { ifMatch: body.version }),
    );
    await given(service).sentReferral({ replyBy: '2099-12-15' });
    await until(
      () => countOf(well, 'delivered'),
      (delivered) => delivered === made.length,
    );
    await until(
      async () => mail.taken.length,
      (taken) => taken > 0,
    );
    await until(
      async () => (await done(service.as('tsn-registrator').get('/inbox')))['items'].length as number,
      (items) => items > 0,
    );
    // Had they waited their turn behind the others, hundreds of attempts would have been made by now.
    expect(await attemptsOf(hanging)).toBeLessThan(25);
    expect(await attemptsOf(gone)).toBeLessThan(50);
  });
});

describe('a receiver that fails again and again', () => {
  it('is left alone with what waits for it, and everybody sees why; the first event it takes opens it again', async () => {
    const webhook = await register(live.place);
    live.answer = says(503);
    const made = await burst(webhook, 40);
    const failing = await until(
      () => done(admin().get(`/webhooks/${webhook.id}`)),
      (seen) => seen['failing'] !== null,
    );
    expect(failing['failing']).toBe('http-503');
    const { items } = await done(admin().get(`/webhooks/${webhook.id}/deliveries?state=pending&limit=100`));
    const waiting = (items as Answer[]).filter(({ attempts }) => attempts === 0);
    // What waits behind it has used up no attempt, and says why it waits.
    expect(waiting.length).toBeGreaterThanOrEqual(30);
    for (const delivery of waiting) {
      expect(delivery).toMatchObject({ receiverFailing: 'http-503', lastError: null });
      expect(Date.parse(delivery['nextAttemptAt'])).toBeGreaterThan(Date.now());
    }

    live.answer = says(204);
    await done(admin().post(`/webhooks/${webhook.id}/ping`, {}, { ifMatch: failing.version }), 202);
    await until(
      () => countOf(webhook, 'delivered'),
      (delivered) => delivered === made.length + 1,
    );
    expect(await done(admin().get(`/webhooks/${webhook.id}`))).toMatchObject({ failing: null });
  });

  it('is tried with one event when its time has come', async () => {
    const webhook = await register(live.place);
    live.answer = says(503);
    await burst(webhook, 40);
    const attempts = () => attemptsOf(webhook);
    const first = await until(attempts, (made) => made >= 5);
    await until(attempts, (made) => made > first);
    expect(await attempts()).toBe(first + 1);
  });
});

describe('rows that somebody else has locked', () => {
  it('keep nothing else waiting', async () => {
    const { WORKER_CONCURRENCY } = service.app.get<Settings>(SETTINGS);
    const made: { id: string }[] = await service.database.query(
      `INSERT INTO deliveries (id, kind, topic, sender_body, case_id, recipient_body, channel, state)
       SELECT gen_random_uuid(), 'notice', 'message', 'TSN', ($1::uuid[])[number % cardinality($1::uuid[]) + 1], body,
         'inbox', 'pending' FROM unnest(ARRAY['KS', 'TSN', 'BIN']) body, generate_series(1, 20) number RETURNING id`,
      [cases],
    );
    const locked = made.slice(0, WORKER_CONCURRENCY * 3).map(({ id }) => id);
    const somebody = new pg.Client({ connectionString: service.databaseUrl });
    await somebody.connect();
    await somebody.query('BEGIN');
    await somebody.query('SELECT FROM deliveries WHERE id = ANY($1) FOR UPDATE', [locked]);
    const left = async (): Promise<string[]> => {
      const rows: { id: string }[] = await service.database.query(
        "SELECT id FROM deliveries WHERE id = ANY($1) AND state <> 'delivered'",
        [made.map(({ id }) => id)],
      );
      return rows.map(({ id }) => id).sort();
    };
    await actingAsTheService(() =>
      service.app
        .get(PromiseAttempts)
        .promise(service.app.get(DataSource).manager, [
          { receiver: 'inbox:KS' },
          { receiver: 'inbox:TSN' },
          { receiver: 'inbox:BIN' },
        ]),
    );
    await until(left, ({ length }) => length === locked.length);
    expect(await left()).toEqual([...locked].sort());
    await somebody.end();
    await until(left, ({ length }) => length === 0);
  });
});
