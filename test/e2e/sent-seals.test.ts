import { createHmac } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import supertest from 'supertest';
import { SealAudit } from '../../src/audit/seal-audit.js';
import { SendSeals } from '../../src/delivery/seals/send-seals.js';
import { yttra } from '../support/commands.js';
import { given, NOW } from '../support/given.js';
import { startProcess } from '../support/processes.js';
import { says, startReceiver, type Received, type Receiver } from '../support/receivers.js';
import { query } from '../support/scratch-databases.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const NEW = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OLD = `whsec_${Buffer.alloc(24, 8).toString('base64')}`;

let receiver: Receiver;
let service: Service;
let settings: Record<string, string>;
beforeAll(async () => {
  receiver = await startReceiver();
  settings = {
    AUDIT_SEALS_URL: `http://${receiver.place}/sigill`,
    AUDIT_SEALS_SECRET: `${NEW},${OLD}`,
    WEBHOOK_ALLOWED_PRIVATE: receiver.place,
    LATE_AFTER_SECONDS: '60',
  };
  // Seals are made and sent when a test says so.
  service = await startService({ ROLE: 'api', ...settings });
});
afterAll(async () => {
  await service.stop();
  await receiver.close();
});
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
  receiver.received.length = 0;
  receiver.answer = says(204);
});

/** As many seals as asked for, each of a chain of its own. */
async function sealed(number: number): Promise<void> {
  for (let made = 0; made < number; made++) {
    await given(service).referralCase();
    await service.app.get(SealAudit).seal();
  }
}
const send = () => service.app.get(SendSeals).send(new AbortController().signal);
const itsTimeHasCome = () => service.database.query('UPDATE seal_receivers SET due_at = now()');
const numbers = () => receiver.received.map(({ body }) => JSON.parse(body.toString()).number as number);
const state = async () => (await service.database.query('SELECT * FROM seal_receivers'))[0];
const doctor = async () =>
  (await yttra(['doctor'], { DATABASE_URL: service.databaseUrl, DEMO: 'true', ...settings })).out.split('\n');

const signature = (secret: string, { headers, body }: Received) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`)
    .update(body)
    .digest('base64')}`;

describe('the seals', () => {
  it('are sent in order, each once, signed and under its hash', async () => {
    await sealed(3);
    await send();
    await send();
    expect(numbers()).toEqual([1, 2, 3]);
    for (const message of receiver.received) {
      const seal = JSON.parse(message.body.toString());
      expect(message.headers).toMatchObject({
        'content-type': 'application/json',
        'webhook-id': seal.hash,
        'webhook-signature': `${signature(NEW, message)} ${signature(OLD, message)}`,
      });
      expect(message.body.toString()).toBe(canonicalize(seal));
    }
    expect(await state()).toMatchObject({ acknowledged: 3, failures: 0, last_error: null });
  });

  it('make up, line by line, the file that the audit trail is held to', async () => {
    await sealed(2);
    await send();
    const folder = await mkdtemp(join(tmpdir(), 'yttra-received-'));
    try {
      const file = join(folder, 'seals.jsonl');
      for (const { body } of receiver.received) await appendFile(file, `${body.toString()}\n`);
      const env = { DATABASE_URL: service.databaseUrl, DEMO: 'true' };
      expect(await yttra(['verify-audit', '--seals', file], env)).toMatchObject({ code: 0 });
      await service.reset(); // the whole of it, rewritten by whoever owns the database
      await sealed(2);
      const { code, error } = await yttra(['verify-audit', '--seals', file], env);
      expect([code, error]).toEqual([1, expect.stringContaining('Försegling 1 finns i')]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('wait while the receiver fails, and none goes past another', async () => {
    await sealed(2);
    receiver.answer = says(503);
    await send();
    await send(); // too soon
    expect(numbers()).toEqual([1]);
    expect(await state()).toMatchObject({ acknowledged: 0, failures: 1, last_error: 'http-503' });
    for (let failed = 2; failed <= 12; failed++) {
      await itsTimeHasCome();
      await send();
    }
    const [{ wait }] = await service.database.query(
      'SELECT extract(epoch FROM due_at - now())::float AS wait FROM seal_receivers',
    );
    expect(wait).toBeLessThan(720);
    receiver.answer = says(204);
    await itsTimeHasCome();
    await send();
    expect(numbers()).toEqual([...Array<number>(13).fill(1), 2]);
    expect(await state()).toMatchObject({ acknowledged: 2, failures: 0, last_error: null });
  });

  it.each([301, 302, 400, 401, 410, 500])('are not acknowledged by %d', async (status) => {
    await sealed(1);
    receiver.answer = says(status, { location: `http://${receiver.place}/annat` });
    await send();
    expect(receiver.received).toHaveLength(1);
    expect(await state()).toMatchObject({ acknowledged: 0, last_error: `http-${status}` });
    receiver.answer = says(200);
    await itsTimeHasCome();
    await send();
    expect(await state()).toMatchObject({ acknowledged: 1 });
  });

  it('come again, the same to the byte, when the answer was lost', async () => {
    await sealed(1);
    receiver.answer = (request) => request.socket.destroy();
    await send();
    receiver.answer = says(204);
    await itsTimeHasCome();
    await send();
    const [first, second, ...more] = receiver.received;
    expect(more).toEqual([]);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body.equals(first!.body)).toBe(true);
  });

  it('are sent by one process at a time', async () => {
    await sealed(5);
    await Promise.all(Array.from({ length: 8 }, () => send()));
    expect(numbers()).toEqual([1, 2, 3, 4, 5]);
  });

  it('are not acknowledged by a process that another has taken over from', async () => {
    await sealed(1);
    receiver.answer = (_, response) => {
      void service.database
        .query('UPDATE seal_receivers SET attempt_token = gen_random_uuid()')
        .then(() => response.writeHead(204).end());
    };
    await send();
    expect(await state()).toMatchObject({ acknowledged: 0 });
  });

  it('are sent on by the next process when one is killed at it', async () => {
    await sealed(2);
    receiver.answer = () => undefined; // has it, and says nothing
    const env = { ...settings, ROLE: 'worker', AUDIT_SEAL_SECONDS: '0.2', RECONCILE_SECONDS: '3600' };
    const killed = await startProcess(service.databaseUrl, env);
    await until(
      async () => receiver.received.length,
      (received) => received === 1,
    );
    await killed.end('SIGKILL');
    receiver.answer = says(204);
    const next = await startProcess(service.databaseUrl, env);
    try {
      await until(state, ({ acknowledged }) => acknowledged === 2);
      expect(numbers()).toEqual([1, 1, 2]);
    } finally {
      await next.end('SIGTERM');
    }
  });

  it('are never sent to an address that webhooks may not be sent to', async () => {
    const connections = receiver.connections();
    const other = await startService({ ROLE: 'api', ...settings, WEBHOOK_ALLOWED_PRIVATE: '' });
    try {
      await given(other).referralCase();
      await other.app.get(SealAudit).seal();
      await other.app.get(SendSeals).send(new AbortController().signal);
      expect(await other.database.query('SELECT acknowledged, last_error FROM seal_receivers')).toEqual([
        { acknowledged: 0, last_error: 'address-not-allowed' },
      ]);
      expect(receiver.connections()).toBe(connections);
    } finally {
      await other.stop();
    }
  });
});

describe('seals that nobody has acknowledged', () => {
  it('are seen by metrics, readiness and doctor, and take no process away', async () => {
    await sealed(2);
    receiver.answer = says(401);
    await send();
    await query(service.databaseUrl, "UPDATE audit_seals SET sealed_at = now() - interval '1 hour'");
    const base = service.base;
    const metrics = async () => (await supertest(base).get('/metrics').expect(200)).text;
    expect(await metrics()).toMatch(/^yttra_oldest_unsent_seal_seconds 36\d\d/m);
    expect(await metrics()).toMatch(/^yttra_late\{what="seals"\} 1$/m);
    const { body } = await supertest(base).get('/health/ready').expect(200);
    expect(body.details.delivering).toMatchObject({ status: 'up', sealsLate: true });
    expect(await doctor()).toContain(
      `obs  förseglingar   ${receiver.place} tar inte emot (http-401): 2 väntar`,
    );

    receiver.answer = says(204);
    await itsTimeHasCome();
    await send();
    expect(await metrics()).toMatch(/^yttra_late\{what="seals"\} 0$/m);
    expect(await doctor()).toContain(`bra  förseglingar   ${receiver.place}, 0 väntar`);
  });
});
