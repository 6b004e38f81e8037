import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/settings.js';
import { startTracing } from '../../src/operating/start-tracing.js';
import { done, given, NOW, statement } from '../support/given.js';
import { startReceiver, type Receiver } from '../support/receivers.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const TODAY = NOW.slice(0, 10);

/** A span as OTLP has it in JSON, and what was sent of it. */
interface Collected {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code?: number };
}

let collector: Receiver;
let endpoint: Receiver;
let service: Service;
let spans: Collected[];
let bytes: string;

/** One statement from its draft to everyone who is told that it has been forwarded, all of it asked in one trace. */
beforeAll(async () => {
  [collector, endpoint] = await Promise.all([startReceiver(), startReceiver()]);
  const tracing = await startTracing(
    readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.place}/`, NODE_ENV: 'test' }),
  );
  service = await startService({ WEBHOOK_ALLOWED_PRIVATE: endpoint.place, RECONCILE_SECONDS: '1' });
  service.setNow(NOW);
  const webhook = { body: 'KS', url: `http://${endpoint.place}/krok`, events: ['statement-forwarded'] };
  await done(service.as('admin').post('/webhooks', webhook), 201);
  await service.database.query(
    "UPDATE bodies SET notice_emails = '{hemlig.adress@kommun.example}' WHERE code = 'KS'",
  );
  const { id } = await given(service).consultation('drafting');
  await given(service).meeting();
  const { step } = given({ as: inTheTrace });
  await step('tsn-handlaggare', id, 'submit');
  await step('tsn-chef', id, 'approve');
  await step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
  await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });
  await step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
  await step('tsn-sekreterare', id, 'forward');
  await inTheTrace('tsn-sekreterare').get('/consultations?q=hemligt+sokord').expect(200);
  await inTheTrace('tsn-lasare').post(`/consultations/${id}/forward`, {}, { ifMatch: 1 }).expect(403);
  await until(
    async (): Promise<{ left: number; channels: number }[]> =>
      service.database.query(
        `SELECT count(*) FILTER (WHERE state <> 'delivered')::int AS left, count(DISTINCT channel)::int AS channels
         FROM deliveries WHERE topic = 'statement-forwarded' AND channel <> 'manual'`,
      ),
    ([row]) => row?.left === 0 && row.channels === 3,
  );
  await service.stop();
  await tracing.stop();
  bytes = collector.received
    .map(({ headers, body }) => `${JSON.stringify(headers)}${body.toString()}`)
    .join('\n');
  spans = collector.received.flatMap(({ body }) => spansIn(JSON.parse(body.toString())));
});
afterAll(async () => {
  await collector.close();
  await endpoint.close();
});

const inTheTrace: Service['as'] = (persona) => {
  const asked = service.as(persona);
  const traceparent = `00-${TRACE}-${CALLER}-01`;
  return {
    ...asked,
    get: (path) => asked.get(path).set({ traceparent }),
    post: (...request) => asked.post(...request).set({ traceparent }),
  };
};

interface Sent {
  resourceSpans: { scopeSpans: { spans: Collected[] }[] }[];
}
const spansIn = ({ resourceSpans }: Sent): Collected[] =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));

const named = (name: string): Collected[] => spans.filter((span) => span.name === name);
const said = ({ attributes }: Collected): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
const inside = (parent: Collected): Collected[] => {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);
  return [...children, ...children.flatMap(inside)];
};

describe('a collector of traces', () => {
  it.each([
    ['POST /yttra/v1/consultations/:id/submit'],
    ['POST /yttra/v1/consultations/:id/forward'],
    ['deliver inbox'],
    ['deliver webhook'],
    ['deliver email'],
  ])('is told of %s in the trace of who asked for it', (name) => {
    expect(named(name).map(({ traceId }) => traceId)).toContain(TRACE);
  });

  it('is told of a request by its route, its answer, its transaction and the statements in it', () => {
    const [submit] = named('POST /yttra/v1/consultations/:id/submit');
    expect(submit).toMatchObject({ parentSpanId: CALLER });
    expect(said(submit!)).toEqual({
      'http.request.method': 'POST',
      'http.route': '/yttra/v1/consultations/:id/submit',
      'http.response.status_code': 200,
    });
    const [transaction] = inside(submit!).filter(({ name }) => name === 'transaction');
    const statements = inside(transaction!);
    expect(statements.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['UPDATE consultations', 'INSERT audit_events', 'COMMIT']),
    );
    const save = statements.find(({ name }) => name === 'UPDATE consultations')!;
    expect(said(save)).toMatchObject({
      'db.system.name': 'postgresql',
      'yttra.statement': expect.stringMatching(/^[\w-]{40}$/),
    });
  });

  it('is told of a refusal, and of a search without what was searched for', () => {
    const answers = named('POST /yttra/v1/consultations/:id/forward').map((span) => said(span));
    expect(answers.map((answer) => answer['http.response.status_code']).toSorted()).toEqual([202, 403]);
    expect(named('GET /yttra/v1/consultations').some(({ traceId }) => traceId === TRACE)).toBe(true);
  });

  it('is told of each attempt below the request that promised it, with the job that made it', () => {
    const forward = named('POST /yttra/v1/consultations/:id/forward').find(
      (span) => said(span)['http.response.status_code'] === 202,
    )!;
    for (const channel of ['inbox', 'webhook', 'email']) {
      const attempt = named(`deliver ${channel}`).find(
        ({ parentSpanId }) => parentSpanId === forward.spanId,
      )!;
      expect(said(attempt)).toMatchObject({ 'yttra.channel': channel, 'yttra.topic': 'statement-forwarded' });
      const [job] = spans.filter(({ spanId }) => spanId === attempt.links?.[0]?.spanId);
      expect(job?.name).toMatch(/^job (deliveries|outbound|mail)$/);
    }
    expect(named('relay outbox').length).toBeGreaterThan(0);
  });

  it('can follow a message to its receiver', () => {
    const [post] = named('POST to endpoint');
    expect(said(post!)).toEqual({ 'http.request.method': 'POST', 'http.response.status_code': 204 });
    expect(endpoint.received[0]?.headers['traceparent']).toMatch(
      new RegExp(`^00-${TRACE}-${post!.spanId}-0[13]$`),
    );
    const mails = named('hand over mail').filter(({ traceId }) => traceId === TRACE);
    expect(mails.map(said)).toEqual([{ 'yttra.outcome': 'delivered' }]);
  });

  it('learns nothing of what anybody wrote, of who they are or of where it goes', () => {
    expect(bytes).toContain('/yttra/v1/consultations/:id/submit');
    const texts = Object.values(statement).flatMap((text) => (typeof text === 'string' ? [text] : []));
    const unsaid = texts.filter((text) => text.includes(' '));
    unsaid.push('Strategi', 'tillstyrka', 'tsn-handlaggare', 'tsn-sekreterare', 'hemligt', 'sokord');
    unsaid.push('hemlig.adress', 'krok', endpoint.place, 'Bearer', 'SELECT id', 'WHERE');
    expect(unsaid.filter((text) => bytes.includes(text))).toEqual([]);
  });
});
