import { afterEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { TokenBuckets } from '../../src/http/token-buckets.js';
import { done } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

const services: Service[] = [];
const limited = async (env: Record<string, string>) => {
  const service = await startService({ ROLE: 'api', ...env });
  services.push(service);
  return { service, base: await service.app.getUrl() };
};
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});

const statuses = async (requests: (() => PromiseLike<{ status: number }>)[]): Promise<number[]> => {
  const answers: number[] = [];
  for (const request of requests) answers.push((await request()).status);
  return answers;
};
const times = <T>(number: number, what: T): T[] => Array.from({ length: number }, () => what);

describe('a person or a program that asks too often', () => {
  it('is told when to come back, alone, and nothing is done', async () => {
    const { service } = await limited({ REQUESTS_PER_MINUTE: '3' });
    const write = () => service.as('ks-registrator').post('/cases', { title: 'Ett ärende', issuer: 'KS' });

    expect(await statuses(times(4, write))).toEqual([201, 201, 201, 429]);
    const { headers, body } = await write();
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(20);
    expect(body).toMatchObject({
      type: '/problems/too-many-requests',
      status: 429,
      instance: '/yttra/v1/cases',
    });
    expect(await service.database.query('SELECT count(*)::int AS cases FROM cases')).toEqual([{ cases: 3 }]);

    await service.as('tsn-registrator').get('/me').expect(200);
  });
});

describe('an API key that is used too often', () => {
  it('is limited by itself, wherever it says to come from, and another is not', async () => {
    const { base, service } = await limited({ REQUESTS_PER_MINUTE: '8', TRUSTED_PROXIES: '127.0.0.1' });
    const keyOf = async (name: string) => {
      const scopes = [{ body: 'KS', verbs: ['read'] }];
      const client = await done(service.as('admin').post('/api-clients', { body: 'KS', name, scopes }));
      const { key } = await done(service.as('admin').post(`/api-clients/${client.id}/keys`, {}));
      const answering = service.as('ks-registrator');
      await done(answering.post(`/api-clients/${client.id}/take-over`, {}, { ifMatch: '*' }));
      return key as string;
    };
    const [busy, quiet] = [await keyOf('Diariet'), await keyOf('Arkivet')];
    const use = (key: string) => (_: unknown, number: number) => () =>
      supertest(base)
        .get('/yttra/v1/me')
        .set({ Authorization: `Bearer ${key}`, 'X-Forwarded-For': `198.51.100.${number}` });

    expect(await statuses(times(9, 0).map(use(busy)))).toEqual([...times(8, 200), 429]);
    expect(await statuses([0].map(use(quiet)))).toEqual([200]);
  });
});

describe('an address that asks too often', () => {
  it('is refused before anyone signs in, but for health and metrics', async () => {
    const { base, service } = await limited({ REQUESTS_PER_MINUTE_PER_ADDRESS: '2' });

    expect(await statuses(times(3, () => supertest(base).get('/yttra/v1/api-info')))).toEqual([
      200, 200, 429,
    ]);
    await service.as('admin').get('/me').expect(429);
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      await supertest(base).get(path).expect(200);
  });

  it('gains nothing by saying that it is another', async () => {
    const { base } = await limited({ REQUESTS_PER_MINUTE_PER_ADDRESS: '2' });
    const asIf = (address: string) => () =>
      supertest(base)
        .get('/yttra/v1/api-info')
        .set({
          'X-Forwarded-For': address,
          'X-Real-IP': address,
          Forwarded: `for=${address}`,
        });

    expect(await statuses(['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(asIf))).toEqual([200, 200, 429]);
  });

  it('is the one that a trusted proxy names, and not one that it says to come from', async () => {
    const { base } = await limited({
      REQUESTS_PER_MINUTE_PER_ADDRESS: '2',
      TRUSTED_PROXIES: '127.0.0.0/8,192.0.2.7',
    });
    const through = (forwarded: string) => () =>
      supertest(base).get('/yttra/v1/api-info').set('X-Forwarded-For', forwarded);

    expect(
      await statuses(
        ['198.51.100.1', '10.9.9.9, 198.51.100.1', '10.9.9.8, 198.51.100.1, 192.0.2.7', '198.51.100.2'].map(
          through,
        ),
      ),
    ).toEqual([200, 200, 429, 200]);
  });

  it('is all of an IPv6 network, since its holder has them all', async () => {
    const { base } = await limited({ REQUESTS_PER_MINUTE_PER_ADDRESS: '2', TRUSTED_PROXIES: '127.0.0.1' });
    const from = (address: string) => () =>
      supertest(base).get('/yttra/v1/api-info').set('X-Forwarded-For', address);

    expect(
      await statuses(['2001:db8::1', '2001:db8::2', '2001:db8:0:0:ff::3', '2001:db8:0:1::1'].map(from)),
    ).toEqual([200, 200, 429, 200]);
  });
});

describe('sign-ins that fail', () => {
  const guess = (base: string) => (number: number) => () =>
    supertest(base).get('/yttra/v1/me').set('Authorization', `Bearer ${number}.b.c`);

  it('are limited harder than reading, and do not lock out who has signed in from there', async () => {
    const { service, base } = await limited({ FAILED_SIGN_INS_PER_MINUTE: '3', REQUESTS_PER_MINUTE: '1000' });
    await service.as('ks-registrator').get('/me').expect(200);

    expect(await statuses([1, 2, 3, 4].map(guess(base)))).toEqual([401, 401, 401, 429]);

    await service.as('ks-registrator').get('/me').expect(200);
    const { headers } = await service.as('tsn-registrator').get('/me').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('are paid for afterwards when many come at once', async () => {
    const { base } = await limited({ FAILED_SIGN_INS_PER_MINUTE: '5' });
    await Promise.all(times(20, 0).map((_, number) => guess(base)(number)()));

    const { headers } = await guess(base)(99)().expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('the count', () => {
  it('gives back with time what was used, and never more than a minute’s worth', () => {
    let now = 0;
    const buckets = new TokenBuckets(60, () => now);
    for (let used = 0; used < 60; used++) buckets.charge('a');
    expect([buckets.wait('a'), buckets.wait('b')]).toEqual([1, 0]);
    now = 1000;
    expect(buckets.wait('a')).toBe(0);
    buckets.charge('a');
    expect(buckets.wait('a')).toBe(1);
    now = 3_600_000;
    for (let used = 0; used < 60; used++) buckets.charge('a');
    expect(buckets.wait('a')).toBe(1);
    for (let used = 0; used < 1000; used++) buckets.charge('a');
    expect(buckets.wait('a')).toBe(61);
  });

  it('takes bounded space, and forgets first who has been quiet the longest', () => {
    const buckets = new TokenBuckets(1, () => 0);
    buckets.charge('busy');
    for (let other = 0; other < 50_000; other++) {
      buckets.charge(String(other));
      if (other % 5000 === 0) buckets.charge('busy');
    }
    expect(buckets.size).toBe(10_000);
    expect(buckets.wait('busy')).toBeGreaterThan(0);
    expect(buckets.wait('0')).toBe(0);
  });

  it('is off at nought', () => {
    const buckets = new TokenBuckets(0);
    for (let used = 0; used < 100; used++) buckets.charge('a');
    expect([buckets.wait('a'), buckets.size]).toEqual([0, 0]);
  });
});
