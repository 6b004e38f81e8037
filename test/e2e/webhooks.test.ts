import { createHash, createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { WEBHOOK_EVENTS } from '../../src/delivery/webhooks/webhook-events.js';
import { administratorOfTsn } from '../support/administrator-of-tsn.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { says, startReceiver, type Received, type Receiver } from '../support/receivers.js';
import { startService, type Persona, type Service } from '../support/service.js';
import { until } from '../support/until.js';

let service: Service;
let receiver: Receiver;
let other: Receiver;
let tsnAdministrator: Persona;

beforeAll(async () => {
  [receiver, other] = [await startReceiver(), await startReceiver()];
  service = await startService({
    WEBHOOK_ALLOWED_PRIVATE: `${receiver.place},${other.place}`,
    RECONCILE_SECONDS: '0.2',
    ATTEMPT_DEADLINE_SECONDS: '1.5',
    WEBHOOK_DISABLE_AFTER_FAILURES: '3',
    WEBHOOK_DISABLE_AFTER_SECONDS: '0.1',
  });
  tsnAdministrator = await administratorOfTsn(service);
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = says(204);
  service.setNow(NOW);
});
afterEach(() =>
  service.database.query("UPDATE webhooks SET state = 'disabled', disabled_because = 'by-hand'"),
);
afterAll(async () => {
  await receiver.close();
  await other.close();
  await service.stop();
});

const admin = () => service.as('admin');
const url = () => `http://${receiver.place}/krok`;
const register = (fields: object = {}) =>
  done(admin().post('/webhooks', { body: 'KS', url: url(), events: ['*'], ...fields }), 201);
const read = (id: string) => done(admin().get(`/webhooks/${id}`));
const act = async (id: string, verb: string, body: object = {}) =>
  done(admin().post(`/webhooks/${id}/${verb}`, body, { ifMatch: (await read(id)).version }));
const deliveriesOf = async (id: string, query = '') =>
  (await done(admin().get(`/webhooks/${id}/deliveries${query}`)))['items'] as Answer[];
const settled = (id: string, state: string) =>
  until(
    () => done(admin().get(`/deliveries/${id}`)),
    (delivery) => delivery.state === state,
  );
const arrived = (number: number) =>
  until(
    async () => receiver.received,
    (received) => received.length >= number,
  );

/** Standard Webhooks by hand: what an integrator without a library would write. */
function signaturesHold({ headers, body }: Received, secrets: readonly string[]): boolean[] {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body.toString()}`;
  const given = String(headers['webhook-signature']).split(' ');
  return secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return given.includes(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });
}

/** The function that docs/integrating.md gives to integrators, as it stands there. */
async function exampleOfDocs(): Promise<(headers: object, body: Buffer, secret: string) => boolean> {
  const page = readFileSync(join(projectRoot, 'docs/integrating.md'), 'utf8');
  const [code] = page.match(/(?<=```js\n)[^`]*function verified[\s\S]*?(?=```)/) ?? [];
  const { verified } = (await import(
    `data:text/javascript,${encodeURIComponent(`${code}\nexport { verified };`)}`
  )) as {
    verified: (headers: object, body: Buffer, secret: string) => boolean;
  };
  return verified;
}

describe('a webhook', () => {
  it('can be told of every topic that the documentation names, and no other', () => {
    const page = readFileSync(join(projectRoot, 'docs/integrating.md'), 'utf8');
    const [, named = ''] = /\*\*What is sent\.\*\*(.*)/.exec(page) ?? [];
    const topics = [...named.matchAll(/`([a-z0-9-]+)`/g)]
      .map(([, topic]) => topic)
      .filter((t) => t !== 'type');
    expect(topics.sort()).toEqual(WEBHOOK_EVENTS.filter((event) => event !== '*').sort());
  });

  it('is told of what comes to its body: signed, with ids and links, and nothing else', async () => {
    const { secret, ...webhook } = await register({ events: ['statement-forwarded'] });
    const { id: consultationId, ...consultation } = await given(service).consultation('forwarded');
    const [received] = await arrived(1);

    expect(signaturesHold(received!, [secret as string, 'whsec_AAAA'])).toEqual([true, false]);
    expect(received!.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    const event = JSON.parse(received!.body.toString());
    expect(event).toEqual({
      specversion: '1.0',
      id: received!.headers['webhook-id'],
      source: '/yttra/v1/bodies/KS',
      type: 'se.yttra.statement-forwarded.v1',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      subject: expect.stringMatching(/^\/yttra\/v1\/dispatches\//),
      datacontenttype: 'application/json',
      data: {
        body: 'KS',
        caseId: consultation['caseId'],
        referralId: consultation['referralId'],
        consultationId,
        dispatchId: expect.any(String),
        paperSha256: expect.any(String),
        links: expect.objectContaining({ consultation: `/yttra/v1/consultations/${consultationId}` }),
      },
    });
    for (const link of Object.values<string>(event.data.links)) {
      await service.as('ks-registrator').get(link).expect(200);
    }
    const paper = await bytesOf(service.as('ks-registrator').get(event.data.links.paper));
    expect(createHash('sha256').update(paper.body).digest('hex')).toBe(event.data.paperSha256);

    const [delivery] = await deliveriesOf(webhook.id);
    expect(await settled(delivery!.id, 'delivered')).toMatchObject({
      channel: 'webhook',
      recipient: 'KS',
      attemptsMade: [{ number: 1, outcome: 'delivered', detail: 'http-204' }],
    });
    expect(receiver.received.length).toBe(1);
  });

  it('names the message or the extension that an event is about, and the dispatch that a correction replaces', async () => {
    await register({
      events: ['message', 'extension-requested', 'statement-forwarded', 'statement-corrected'],
    });
    const { id } = await given(service).consultation('drafting');
    const written = await done(
      service.as('tsn-registrator').post(`/consultations/${id}/messages`, { text: 'Hej' }),
    );
    const asked = await done(
      service
        .as('tsn-handlaggare')
        .post(`/consultations/${id}/extensions`, { until: '2027-01-15', reason: 'Tid' }),
    );
    const { id: answered } = await given(service).consultation('forwarded');
    await given(service).step('tsn-sekreterare', answered, 'forward-correction', {
      reason: 'Rättelse av § 84.',
    });
    const events = (await arrived(4)).map(({ body }) => JSON.parse(body.toString()) as Answer);
    const of = (topic: string) => events.find(({ type }) => type === `se.yttra.${topic}.v1`)!;

    expect(of('message')['data']).toMatchObject({ consultationId: id, messageId: written.id });
    expect(of('extension-requested')['data']).toMatchObject({ extensionId: asked.id });
    await service
      .as('ks-registrator')
      .get(of('extension-requested')['subject'] as string)
      .expect(200);
    const { dispatchId } = of('statement-forwarded')['data'];
    expect(of('statement-forwarded')['data']).not.toHaveProperty('replaces');
    expect(of('statement-corrected')['data']).toMatchObject({
      consultationId: answered,
      replaces: dispatchId,
    });
    expect(events.indexOf(of('statement-forwarded'))).toBeLessThan(events.indexOf(of('statement-corrected')));
  });

  it('can be verified as the documentation shows', async () => {
    service.setNow(undefined);
    const { id, ...webhook } = await register();
    const secret = webhook['secret'] as string;
    await act(id, 'ping');
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = await arrived(1);
    const verified = await exampleOfDocs();
    expect(verified(headers, body, secret)).toBe(true);
    expect(verified(headers, Buffer.from(`${body.toString()} `), secret)).toBe(false);
    expect(verified(headers, body, 'whsec_AAAA')).toBe(false);
    const old = String(Number(headers['webhook-timestamp']) - 400);
    expect(verified({ ...headers, 'webhook-timestamp': old }, body, secret)).toBe(false);
  });

  it('that asks for something else is not told, and neither is another body’s', async () => {
    const other = await register({ events: ['extension-requested', 'referral-closed'] });
    const theirs = await done(
      tsnAdministrator.post('/webhooks', { body: 'TSN', url: url(), events: ['statement-forwarded'] }),
      201,
    );
    await given(service).consultation('forwarded');
    expect(await deliveriesOf(other.id)).toEqual([]);
    const { body } = await tsnAdministrator.get(`/webhooks/${theirs.id}/deliveries`).expect(200);
    expect(body.items).toEqual([]);
  });

  it('is its administrators’ alone, and so is what was sent to it', async () => {
    const { id, version } = await register();
    await given(service).consultation('forwarded');
    const [delivery] = await until(
      () => deliveriesOf(id, '?state=delivered'),
      ({ length }) => length > 0,
    );
    for (const other of [tsnAdministrator, service.as('ks-registrator'), service.as('tsn-sekreterare')]) {
      await other.get(`/webhooks/${id}`).expect(404);
      await other.get(`/webhooks/${id}/deliveries`).expect(404);
      await other.get(`/deliveries/${delivery!.id}`).expect(404);
      await other.patch(`/webhooks/${id}`, { enabled: false }, { ifMatch: version }).expect(404);
      await other.delete(`/webhooks/${id}`, { ifMatch: version }).expect(404);
      for (const verb of ['ping', 'enable', 'rotate-secret'])
        await other.post(`/webhooks/${id}/${verb}`, {}, { ifMatch: version }).expect(404);
      const period = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
      await other.post(`/webhooks/${id}/replay`, period, { ifMatch: version }).expect(404);
      expect((await other.get('/webhooks?count=true').expect(200)).body).not.toMatchObject({
        items: expect.arrayContaining([expect.objectContaining({ id })]),
      });
      await other.post('/webhooks', { body: 'KS', url: url(), events: ['*'] }).expect(403);
    }
    const { body } = await service.as('tsn-sekreterare').get('/deliveries?limit=100').expect(200);
    expect(body.items.filter((item: Answer) => item['channel'] === 'webhook')).toEqual([]);
  });

  it('shows its secret once, and keeps it sealed', async () => {
    const body = { body: 'KS', url: url(), events: ['*'] };
    const first = await done(admin().post('/webhooks', body, { key: 'once' }), 201);
    expect(first['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await done(admin().post('/webhooks', body, { key: 'once' }), 201);
    expect(again).toEqual({ ...first, secret: null });

    const rotated = await act(first.id, 'rotate-secret');
    const secrets = [first['secret'], rotated['secret']] as string[];
    expect(secrets[0]).not.toBe(secrets[1]);
    const read = await admin().get(`/webhooks/${first.id}`).expect(200);
    expect(read.text).not.toContain('whsec_');
    // As the owner: some tables are read by nobody else.
    const owner = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
    for (const { table } of await owner.query(
      "SELECT tablename AS table FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'",
    )) {
      const rows: { row: string }[] = await owner.query(`SELECT r::text AS row FROM ${table} r`);
      const text = rows.map(({ row }) => row).join('\n');
      for (const secret of secrets) {
        const bare = secret.slice('whsec_'.length);
        expect(text).not.toContain(bare);
        expect(text).not.toContain(Buffer.from(bare, 'base64').toString('hex'));
        expect(text).not.toContain(Buffer.from(secret).toString('hex'));
      }
    }
    await owner.destroy();
  });

  it('is signed with both secrets while one is being rotated', async () => {
    const { id, ...webhook } = await register();
    const first = webhook['secret'] as string;
    const second = (await act(id, 'rotate-secret'))['secret'] as string;
    await act(id, 'ping');
    expect(signaturesHold((await arrived(1))[0]!, [second, first])).toEqual([true, true]);

    const third = (await act(id, 'rotate-secret'))['secret'] as string;
    await act(id, 'ping');
    expect(signaturesHold((await arrived(2))[1]!, [third, second, first])).toEqual([true, true, false]);

    await service.database.query('UPDATE webhook_secrets SET valid_until = now() WHERE valid_until > now()');
    await act(id, 'ping');
    expect(signaturesHold((await arrived(3))[2]!, [third, second])).toEqual([true, false]);
    expect(await read(id)).toMatchObject({ oldSecretUntil: null });
  });

  it('has its secret rotated once, however many press the button at once', async () => {
    const { id, version } = await register();
    const rotate = () => admin().post(`/webhooks/${id}/rotate-secret`, {}, { ifMatch: version });
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await rotate()).status));
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    const secrets = await service.database.query(
      'SELECT valid_until IS NULL AS current FROM webhook_secrets WHERE webhook_id = $1 ORDER BY created_at',
      [id],
    );
    expect(secrets).toEqual([{ current: false }, { current: true }]);
  });

  it('is changed under its version, and removed with what waits for it', async () => {
    const { id, version } = await register({ description: 'Diariet' });
    await admin()
      .patch(`/webhooks/${id}`, { events: ['message'] })
      .expect(428);
    await admin()
      .patch(`/webhooks/${id}`, { events: ['message'] }, { ifMatch: version + 1 })
      .expect(412);
    const changed = await done(
      admin().patch(`/webhooks/${id}`, { events: ['message'], description: null }, { ifMatch: version }),
    );
    expect(changed).toMatchObject({
      events: ['message'],
      description: null,
      url: url(),
      version: version + 1,
    });
    const { body } = await admin()
      .post(`/webhooks/${id}/enable`, {}, { ifMatch: changed.version })
      .expect(409);
    expect(body.reasons).toMatchObject([{ code: 'wrong-state' }]);
    await admin().delete(`/webhooks/${id}`, { ifMatch: changed.version }).expect(204);
    await admin().get(`/webhooks/${id}`).expect(404);
    const events = await service.database.query(
      "SELECT verb, actor FROM audit_events WHERE object_type = 'webhook' AND object_id = $1 ORDER BY id",
      [id],
    );
    expect(events).toEqual(['register', 'edit', 'remove'].map((verb) => ({ verb, actor: 'admin' })));
  });
});

describe('registering a webhook', () => {
  it.each([
    'http://kommun.example/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/',
    'https://10.0.0.1/',
    'https://100.64.0.1/',
    'https://192.168.0.1/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://localhost./',
    'https://kommun.example./',
    'http://ok@127.0.0.1/',
    'https://kommun.example\\@127.0.0.1/',
    'https://①②⑦.0.0.1/',
    'https://kommun.example:6379/',
    'https://kommun.example:5432/',
    'https://kommun.example:25/',
    'gopher://127.0.0.1:6379/_x',
    'file:///etc/passwd',
    'unix:/run/postgresql/.s.PGSQL.5432',
  ])('is refused for %s, naming the field, also when it is changed', async (address) => {
    const { body } = await admin()
      .post('/webhooks', { body: 'KS', url: address, events: ['*'] })
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/url' }]);
    const { id, version } = await register();
    const changed = await admin()
      .patch(`/webhooks/${id}`, { url: address }, { ifMatch: version })
      .expect(422);
    expect(changed.body.errors).toMatchObject([{ pointer: '/url' }]);
  });

  it('connects to nothing, and neither does a ping to an address that got in by another way', async () => {
    const hidden = await startReceiver();
    const { id, version } = await register();
    const hosts = [
      '127.0.0.1',
      '127.1',
      '0',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '[::ffff:127.0.0.1]',
      'localhost',
    ];
    for (const scheme of ['http', 'https']) {
      for (const host of hosts) {
        const address = `${scheme}://${host}:${hidden.port}/`;
        await admin().patch(`/webhooks/${id}`, { url: address }, { ifMatch: version }).expect(422);
        await service.database.query('UPDATE webhooks SET url = $2 WHERE id = $1', [id, address]);
        const pinged = await act(id, 'ping');
        expect(await settled(pinged.id, 'failed')).toMatchObject({ lastError: 'address-not-allowed' });
      }
    }
    expect(hidden.connections()).toBe(0);
    await hidden.close();
  });

  it('lists every other mistake', async () => {
    const { body } = await admin()
      .post('/webhooks', { body: 'ks', url: 5, events: ['statement-forwarded', 'nonsense'], secret: 'mine' })
      .expect(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(
      expect.arrayContaining(['/body', '/events', '/secret', '/url']),
    );
    await admin().post('/webhooks', { body: 'KS', url: url(), events: [] }).expect(422);
  });
});

describe('pinging', () => {
  it('sends a test event once, whose result can be read, also while the webhook is disabled', async () => {
    const { id, version } = await register();
    receiver.answer = says(500);
    const failed = await done(admin().post(`/webhooks/${id}/ping`, {}, { ifMatch: version }), 202);
    expect(failed).toMatchObject({ kind: 'test', topic: 'ping', state: 'pending', channel: 'webhook' });
    expect(await settled(failed.id, 'failed')).toMatchObject({
      lastError: 'http-500',
      attemptsMade: [{ outcome: 'refused', detail: 'http-500' }],
    });
    await done(admin().patch(`/webhooks/${id}`, { enabled: false }, { ifMatch: version }));
    receiver.answer = says(200);
    const pinged = await act(id, 'ping');
    await settled(pinged.id, 'delivered');
    expect(JSON.parse(receiver.received[1]!.body.toString())).toMatchObject({
      type: 'se.yttra.ping.v1',
      subject: '/yttra/v1/bodies/KS',
      data: { body: 'KS', links: {} },
    });
  });

  it('never disables, not even when the receiver is gone', async () => {
    const { id } = await register();
    receiver.answer = says(410);
    await settled((await act(id, 'ping')).id, 'failed');
    expect(await read(id)).toMatchObject({ state: 'enabled' });
  });
});

/** The delivery of one statement to a webhook, as it is now. */
async function told(webhookId: string): Promise<Answer> {
  await given(service).consultation('forwarded');
  service.setNow(undefined);
  const [delivery] = await deliveriesOf(webhookId);
  return delivery!;
}

/** Makes the next attempt due now instead of later, and if so the last of the schedule. */
const hurry = (id: string, last = false) =>
  service.database.query(
    `UPDATE deliveries SET due_at = now() - interval '1 minute'${last ? ', attempts_before = attempts - 8' : ''} WHERE id = $1 AND state = 'pending'`,
    [id],
  );
const attempted = (id: string, times: number) =>
  until(
    () => done(admin().get(`/deliveries/${id}`)),
    ({ attemptsMade, state }) => attemptsMade.length >= times && state !== 'delivering',
  );

describe('a receiver that does not take an event', () => {
  it('gets it again: the same id and bytes, a new timestamp and signature', async () => {
    const { id, ...webhook } = await register({ events: ['statement-forwarded'] });
    receiver.answer = says(500);
    const delivery = await told(id);
    await attempted(delivery.id, 1);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    receiver.answer = says(302, { location: `http://${receiver.place}/` });
    await hurry(delivery.id);
    await attempted(delivery.id, 2);
    receiver.answer = says(200);
    await hurry(delivery.id);
    expect(await settled(delivery.id, 'delivered')).toMatchObject({
      attemptsMade: [{ detail: 'http-500' }, { detail: 'http-302' }, { detail: 'http-200' }],
      lastError: null,
    });
    const [first, second, third] = receiver.received;
    expect(receiver.received.length).toBe(3);
    for (const again of [second!, third!]) {
      expect(again.body.equals(first!.body)).toBe(true);
      expect(again.headers['webhook-id']).toBe(first!.headers['webhook-id']);
      expect(Number(again.headers['webhook-timestamp'])).toBeGreaterThan(
        Number(first!.headers['webhook-timestamp']),
      );
      expect(signaturesHold(again, [webhook['secret'] as string])).toEqual([true]);
    }
  });

  it.each([
    [429, '3600', 3600],
    [503, 'a date in an hour', 3600],
    [429, '1', 3],
    [500, '3600', 3],
    [503, 'nonsense', 3],
  ])('is left alone as long as it says: %i, Retry-After %s', async (status, retryAfter, atLeast) => {
    const { id } = await register({ events: ['statement-forwarded'] });
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    receiver.answer = says(status, {
      'retry-after': retryAfter.startsWith('a date') ? inAnHour : retryAfter,
    });
    const delivery = await told(id);
    expect(await attempted(delivery.id, 1)).toMatchObject({ lastError: `http-${status}`, state: 'pending' });
    const [{ wait }] = await service.database.query(
      'SELECT extract(epoch FROM due_at - now())::float AS wait FROM deliveries WHERE id = $1',
      [delivery.id],
    );
    expect(wait).toBeGreaterThan(atLeast === 3 ? 0 : atLeast - 60);
    expect(wait).toBeLessThan(atLeast === 3 ? 60 : atLeast + 60);
  });

  it('and says that it is gone is disabled at once, its administrators are told, and what waits is cancelled', async () => {
    const { id } = await register({ events: ['statement-forwarded'] });
    receiver.answer = says(500);
    const waiting = await told(id);
    await attempted(waiting.id, 1);
    receiver.answer = says(410);
    service.setNow(NOW);
    const gone = await told(id);
    expect(await settled(gone.id, 'failed')).toMatchObject({ lastError: 'http-410', attempts: 1 });
    expect(await read(id)).toMatchObject({
      state: 'disabled',
      enabled: false,
      disabledBecause: 'gone',
      availableActions: ['edit', 'enable', 'rotate-secret', 'ping', 'remove'],
    });
    expect(await settled(waiting.id, 'cancelled')).toMatchObject({ lastError: 'webhook-disabled' });
    const events = await service.database.query(
      "SELECT actor, verb, after FROM audit_events WHERE object_id = $1 AND verb = 'disable'",
      [id],
    );
    expect(events).toEqual([
      { actor: '(yttra)', verb: 'disable', after: { state: 'disabled', disabledBecause: 'gone' } },
    ]);
    expect(await notices(id)).toBe(1);
  });

  it('for long is disabled, and what comes meanwhile can be replayed under the same ids', async () => {
    const { id } = await register({ events: ['statement-forwarded'] });
    const from = new Date(Date.now() - 60_000).toISOString();
    receiver.answer = says(500);
    const failed: Answer[] = [];
    for (let number = 1; number <= 3; number += 1) {
      service.setNow(NOW);
      failed.push(await told(id));
      await attempted(failed.at(-1)!.id, 1);
      await hurry(failed.at(-1)!.id, true);
      await settled(failed.at(-1)!.id, 'failed');
      if (number < 3) expect(await read(id)).toMatchObject({ state: 'enabled' });
    }
    const disabled = await until(
      () => read(id),
      ({ state }) => state === 'disabled',
    );
    expect(disabled).toMatchObject({ disabledBecause: 'failing', disabledAt: expect.any(String) });
    expect(await notices(id)).toBe(1);
    service.setNow(NOW);
    const missed = await told(id);
    expect(missed).toMatchObject({ state: 'cancelled', lastError: 'webhook-disabled', attempts: 0 });
    const to = new Date(Date.now() + 60_000).toISOString();
    await admin().post(`/webhooks/${id}/replay`, { from, to }, { ifMatch: disabled.version }).expect(409);

    receiver.answer = says(200);
    receiver.received.length = 0;
    expect(await act(id, 'enable')).toMatchObject({ state: 'enabled', disabledBecause: null });
    const { version } = await read(id);
    await admin().post(`/webhooks/${id}/replay`, { from: to, to: from }, { ifMatch: version }).expect(422);
    const replay = await done(
      admin().post(`/webhooks/${id}/replay`, { from, to }, { ifMatch: version, key: `again-${id}` }),
      202,
    );
    expect(replay).toMatchObject({ deliveries: 4 });
    for (const delivery of [...failed, missed]) await settled(delivery.id, 'delivered');
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.sort()).toEqual([...failed, missed].map((delivery) => delivery.id).sort());
    expect(await read(id)).toMatchObject({ state: 'enabled' });

    const repeated = await done(
      admin().post(`/webhooks/${id}/replay`, { from, to }, { ifMatch: version, key: `again-${id}` }),
      202,
    );
    expect(repeated).toEqual(replay);
    expect(receiver.received.length).toBe(4);
  });

  it('is given the whole schedule again by a replay, and by a person who retries', async () => {
    const { id } = await register({ events: ['statement-forwarded'] });
    receiver.answer = says(500);
    const delivery = await told(id);
    await attempted(delivery.id, 1);
    await hurry(delivery.id, true);
    const { version } = await settled(delivery.id, 'failed');
    await done(admin().post(`/deliveries/${delivery.id}/retry`, {}, { ifMatch: version }));
    await attempted(delivery.id, 3);
    expect(await settled(delivery.id, 'pending')).toMatchObject({ lastError: 'http-500' });
    await hurry(delivery.id, true);
    await settled(delivery.id, 'failed');
    const period = {
      from: new Date(Date.now() - 60_000).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
    };
    await act(id, 'replay', period);
    await attempted(delivery.id, 5);
    expect(await settled(delivery.id, 'pending')).toMatchObject({ lastError: 'http-500' });
  });

  it('in time is tried again, and its late answer changes nothing', async () => {
    const { id } = await register({ events: ['statement-forwarded'] });
    receiver.answer = () => undefined;
    const slow = await told(id);
    expect(await attempted(slow.id, 1)).toMatchObject({ lastError: 'too-slow', state: 'pending' });

    let reply: () => void = () => undefined;
    receiver.answer = (_, response) => {
      reply = () => response.writeHead(200).end();
    };
    await hurry(slow.id);
    await arrived(2);
    // Another worker has taken over meanwhile.
    const token = randomUUID();
    await service.database.query('UPDATE deliveries SET attempt_token = $2 WHERE id = $1', [slow.id, token]);
    reply();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [row] = await service.database.query('SELECT state, attempt_token FROM deliveries WHERE id = $1', [
      slow.id,
    ]);
    expect(row).toEqual({ state: 'delivering', attempt_token: token });
  });

  it('delays nobody, however much is sent to it: neither inboxes nor another receiver', async () => {
    const { id: hanging, version } = await register();
    receiver.answer = () => undefined;
    const ping = () => admin().post(`/webhooks/${hanging}/ping`, {}, { ifMatch: version }).expect(202);
    await Promise.all(Array.from({ length: 120 }, ping));
    await arrived(2);

    const { id } = await given(service).consultation('forwarded');
    await until(
      async () => (await service.as('tsn-sekreterare').get(`/consultations/${id}/deliveries`)).body,
      (page) => page.items.length > 0 && page.items.every(({ state }: Answer) => state === 'delivered'),
    );
    const theirs = await done(
      tsnAdministrator.post('/webhooks', { body: 'TSN', url: `http://${other.place}/`, events: ['*'] }),
      201,
    );
    await done(tsnAdministrator.post(`/webhooks/${theirs.id}/ping`, {}, { ifMatch: theirs.version }));
    await until(
      async () => other.received,
      ({ length }) => length > 0,
    );
    // Had they waited their turn behind the 120, all of these would have ended by now.
    const [{ ended, underWay }] = await service.database.query(
      `SELECT count(*) FILTER (WHERE state = 'failed')::int AS ended,
         count(*) FILTER (WHERE state = 'delivering')::int AS "underWay"
       FROM deliveries WHERE webhook_id = $1`,
      [hanging],
    );
    expect(ended).toBeLessThan(100);
    expect(underWay).toBeLessThanOrEqual(8);

    receiver.answer = says(204);
    const delivered = await until(
      async () => (await admin().get(`/webhooks/${hanging}/deliveries?state=delivered&count=true`)).body,
      ({ total }) => total >= 20,
    );
    expect(delivered.items.every(({ attempts }: Answer) => attempts === 1)).toBe(true);
  });
});

/** Notices that its body's administrators, and nobody else, have read in their inbox since a webhook was disabled. */
async function notices(webhookId: string): Promise<number> {
  const { disabledAt } = await read(webhookId);
  const about = ({ body }: { body: Answer }) =>
    (body['items'] as Answer[]).filter(
      ({ topic, arrivedAt }) => topic === 'webhook-disabled' && arrivedAt >= disabledAt,
    );
  const found = await until(
    async () => about(await admin().get('/inbox?limit=100').expect(200)),
    ({ length }) => length > 0,
  );
  for (const other of [service.as('ks-registrator'), tsnAdministrator])
    expect(about(await other.get('/inbox?limit=100').expect(200))).toEqual([]);
  const { id, version } = found[0]!;
  await service.as('ks-registrator').post(`/inbox/${id}/read`, {}, { ifMatch: version }).expect(404);
  await admin().post(`/inbox/${id}/read`, {}, { ifMatch: version }).expect(200);
  return found.length;
}
