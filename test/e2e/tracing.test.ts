import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { continuedTrace } from '../../src/config/trace-context.js';
import { createDatabase } from '../support/database.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { says, startReceiver, type Receiver } from '../support/receivers.js';
import { sharedService } from '../support/shared-service.js';
import { query } from '../support/scratch-databases.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;
const OURS = /^00-([0-9a-f]{32})-([0-9a-f]{16})-0[0-3]$/;

describe('a trace that a request comes with', () => {
  it.each([
    [TRACEPARENT, TRACE],
    [TRACEPARENT.replace('00-', 'cc-'), TRACE],
    [`${TRACEPARENT.replace('00-', 'cc-')}-what-comes-later`, TRACE],
  ])('is continued: %s', (given, traceId) => {
    const trace = continuedTrace(given, 'congo=t61rcWkgMzE, rojo=00f067aa0ba902b7,');
    expect(trace).toMatchObject({ traceId, flags: '01', state: 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7' });
    expect(trace.spanId).not.toBe('00f067aa0ba902b7');
  });

  it.each([
    undefined,
    '',
    'x',
    `${TRACEPARENT}-more`,
    TRACEPARENT.toUpperCase(),
    TRACEPARENT.replace('00-', 'ff-'),
    TRACEPARENT.replace(TRACE, '0'.repeat(32)),
    TRACEPARENT.replace('00f067aa0ba902b7', '0'.repeat(16)),
    `${TRACEPARENT},${TRACEPARENT}`,
  ])('is a new one where it cannot be read: %s', (given) => {
    const { traceId, state } = continuedTrace(given, 'congo=1');
    expect(traceId).toMatch(/^(?!4bf9)[0-9a-f]{32}$/);
    expect(state).toBe('');
  });

  it.each([
    'Congo=1',
    'a=1,a=2',
    'a',
    'a=\u00e5',
    'a='.padEnd(600, 'x'),
    Array.from({ length: 33 }, (_, n) => `a${n}=1`).join(),
  ])('loses a state that cannot be passed on: %s', (state) =>
    expect(continuedTrace(TRACEPARENT, state)).toMatchObject({ traceId: TRACE, state: '' }),
  );
});

describe('every answer', () => {
  const service = sharedService({ ROLE: 'api' });

  it.each([
    ['GET', '/yttra/v1/api-info'],
    ['GET', '/yttra/v1/me'],
    ['GET', '/yttra/v1/%zz'],
    ['GET', `/yttra/v1/cases/${'a'.repeat(5000)}`],
    ['DELETE', '/yttra/v1/cases'],
    ['GET', '/nothing'],
    ['GET', '/register'],
    ['GET', '/health/live'],
    ['POST', '/yttra/v1/demo/tokens'],
  ])('has a request id and the trace it was asked in: %s %s', async (method, path) => {
    const answer = await fetch(`${service.base}${path}`, {
      method,
      redirect: 'manual',
      headers: { traceparent: TRACEPARENT, tracestate: 'congo=1' },
    });
    expect(OURS.exec(answer.headers.get('traceparent') ?? '')?.[1]).toBe(TRACE);
    expect(answer.headers.get('tracestate')).toBe('congo=1');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    if (answer.headers.get('content-type')?.startsWith('application/problem'))
      expect(((await answer.json()) as Answer)['requestId']).toBe(answer.headers.get('x-request-id'));
  });
});

describe('what a request promises', () => {
  let service: Service;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
    service = await startService({ WEBHOOK_ALLOWED_PRIVATE: receiver.place, RECONCILE_SECONDS: '1' });
    service.setNow(NOW);
  });
  afterAll(async () => {
    await service.stop();
    await receiver.close();
  });

  it('is sent and remembered in its trace, also when it is tried again', async () => {
    const webhook = { body: 'KS', url: `http://${receiver.place}/krok`, events: ['statement-forwarded'] };
    await done(service.as('admin').post('/webhooks', webhook), 201);
    const { id, caseId, version } = await given(service).consultation('confirmed');
    receiver.answer = says(503);
    await service
      .as('tsn-sekreterare')
      .post(`/consultations/${id}/forward`, {}, { ifMatch: version })
      .set({ traceparent: TRACEPARENT, tracestate: 'congo=1' })
      .expect(202);
    await until(
      async () => receiver.received.length,
      (attempts) => attempts > 0,
    );
    receiver.answer = says(204);
    await until(
      async () => {
        await service.database.query(
          `UPDATE deliveries SET due_at = now() - interval '1 minute'
           WHERE channel = 'webhook' AND state = 'pending' AND due_at > now()`,
        );
        return receiver.received.length;
      },
      (attempts) => attempts > 1,
    );
    const parents = receiver.received.map(({ headers }) => OURS.exec(String(headers['traceparent']))!);
    expect(parents.map(([, traceId]) => traceId)).toEqual(parents.map(() => TRACE));
    expect(new Set([...parents.map(([, , spanId]) => spanId), '00f067aa0ba902b7']).size).toBe(
      parents.length + 1,
    );
    expect(receiver.received.every(({ headers }) => headers['tracestate'] === 'congo=1')).toBe(true);
    const trail = await done(service.as('tsn-sekreterare').get(`/cases/${caseId}/audit-trail?limit=100`));
    expect(trail['items'].find(({ verb }: Answer) => verb === 'forward')).toMatchObject({ traceId: TRACE });
    expect(trail['items'].find(({ verb }: Answer) => verb === 'confirm').traceId).toMatch(
      /^(?!4bf9)[0-9a-f]{32}$/,
    );
  });
});

describe('the log', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let process: RunningProcess;
  beforeAll(async () => {
    database = await createDatabase();
    process = await startProcess(database.url, { ROLE: 'api', LOG_LEVEL: 'info' });
    // It answers before it has filled the demo, and knows nobody until then.
    await until(
      () => query<object[]>(database.url, "SELECT FROM people WHERE username = 'tsn-lasare'"),
      ({ length }) => length > 0,
    );
  });
  afterAll(async () => {
    await process.end('SIGTERM');
    await database.drop();
  });

  const linesWith = async (text: string) =>
    until(
      async () =>
        process
          .output()
          .split('\n')
          .filter((line) => line.includes(text)),
      ({ length }) => length > 0,
    );

  it('has one line of a request, with its id and its trace, and of a 403 who it was, by an id alone', async () => {
    const { body: token } = await supertest(process.url)
      .post('/yttra/v1/demo/tokens')
      .send({ persona: 'tsn-lasare' });
    const { body, headers } = await supertest(process.url)
      .post('/yttra/v1/cases')
      .set({ Authorization: `Bearer ${token.accessToken}`, traceparent: TRACEPARENT })
      .send({ title: 'Ett ärende', issuer: 'TSN' })
      .expect(403);
    const lines = await linesWith(headers['x-request-id']!);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      requestId: body.requestId,
      traceId: TRACE,
      actor: body.actor,
    });
    expect(body.actor).toMatch(/^[0-9a-f]{12}$/);
    expect(lines[0]).not.toContain('tsn-lasare');
  });

  it('has one of what was hardly a request', async () => {
    const { headers } = await supertest(process.url).get('/yttra/v1/%zz').expect(400);
    expect(await linesWith(headers['x-request-id']!)).toHaveLength(1);
  });
});
