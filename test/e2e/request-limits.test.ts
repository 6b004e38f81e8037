import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import supertest from 'supertest';
import { TokenBuckets } from '../../src/http/token-buckets.js';
import { done } from '../support/given.js';
import { trustedBy } from '../../src/http/unnamed-proxies.js';
import { OidcIssuer } from '../support/oidc-issuer.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const services: Service[] = [];
const limited = async (env: Record<string, string>) => {
  const service = await startService({ ROLE: 'api', ...env });
  services.push(service);
  return { service, base: service.base };
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
  it('is refused before anything else, but for health, metrics and whoever signs in', async () => {
    const { base, service } = await limited({ REQUESTS_PER_MINUTE_PER_ADDRESS: '2' });

    expect(await statuses(times(3, () => supertest(base).get('/yttra/v1/api-info')))).toEqual([
      200, 200, 429,
    ]);
    await supertest(base).get('/register').expect(429);
    await supertest(base).get('/yttra/v1/me').expect(429);
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      await supertest(base).get(path).expect(200);
    expect(await statuses(times(3, () => service.as('admin').get('/me')))).toEqual([200, 200, 200]);
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
  const signIn = (base: string) => (token: string) => () =>
    supertest(base).get('/yttra/v1/me').set('Authorization', `Bearer ${token}`);
  const guess = (base: string) => (number: number) => signIn(base)(`${number}.b.c`);

  it('are limited harder than reading, and lock out nobody whose token is good, known here or not', async () => {
    const { service, base } = await limited({ FAILED_SIGN_INS_PER_MINUTE: '3', REQUESTS_PER_MINUTE: '1000' });
    await service.as('ks-registrator').get('/me').expect(200);

    expect(await statuses([1, 2, 3, 4].map(guess(base)))).toEqual([401, 401, 401, 429]);
    const { headers } = await guess(base)(5)();
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);

    await service.as('ks-registrator').get('/me').expect(200);
    await service.as('tsn-registrator').get('/me').expect(200);
  });

  it('lock out no API key that is good, known here or not', async () => {
    const { service, base } = await limited({ FAILED_SIGN_INS_PER_MINUTE: '3' });
    const scopes = [{ body: 'KS', verbs: ['read'] }];
    const client = await done(service.as('admin').post('/api-clients', { body: 'KS', name: 'A', scopes }));
    const { key } = await done(service.as('admin').post(`/api-clients/${client.id}/keys`, {}));
    const answering = service.as('ks-registrator');
    await done(answering.post(`/api-clients/${client.id}/take-over`, {}, { ifMatch: '*' }));
    const guessed = (number: number) => signIn(base)(`yttra_aaaaaaa${number}_${'x'.repeat(43)}`);

    expect(await statuses([1, 2, 3, 4].map(guessed))).toEqual([401, 401, 401, 429]);
    expect(await statuses([signIn(base)(key)])).toEqual([200]);
  });

  it('with a signed token count for whom it names alone', async () => {
    const issuer = await OidcIssuer.start();
    const env = { OIDC_ISSUER: issuer.url, FAILED_SIGN_INS_PER_MINUTE: '3', REQUESTS_PER_MINUTE: '1000' };
    const { base } = await limited(env);
    const old = { iat: 1_700_000_000, exp: 1_700_003_600 };
    const expired = (sub: string) => signIn(base)(issuer.token({ sub, ...old }));

    expect(await statuses(times(4, expired('tsn-registrator')))).toEqual([401, 401, 401, 429]);
    expect(await statuses([expired('ks-registrator')])).toEqual([401]);
    expect(await statuses(times(4, signIn(base)(issuer.token({ sub: 'nobody' }))))).toEqual([
      401, 401, 401, 429,
    ]);
    expect(await statuses([signIn(base)(issuer.token()), guess(base)(1)])).toEqual([200, 401]);
    await issuer.stop();
  });

  it('with keys that are made up take one connection to the database, however many come', async () => {
    const { base, service } = await limited({ DATABASE_POOL_SIZE: '2' });
    const [owner, onlooker] = times(2, service.databaseUrl).map(
      (url) => new pg.Client({ connectionString: url }),
    );
    await Promise.all([owner!.connect(), onlooker!.connect()]);
    await owner!.query('BEGIN; LOCK TABLE api_client_keys');
    const guesses = times(50, 0).map(async (_, number) =>
      signIn(base)(`yttra_${String(number).padStart(8, 'a')}_${'x'.repeat(43)}`)(),
    );
    const waiting = async () =>
      (
        await onlooker!.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'api_client_keys'",
        )
      ).rowCount;
    try {
      await until(waiting, (number) => number === 1);
      await service.as('admin').get('/me').expect(200);
      expect(await waiting()).toBe(1);
    } finally {
      await Promise.all([owner!.end(), onlooker!.end()]);
    }
    expect((await Promise.all(guesses)).map(({ status }) => status)).toEqual(times(50, 401));
  });

  it('are paid for afterwards when many come at once', async () => {
    const { base } = await limited({ FAILED_SIGN_INS_PER_MINUTE: '5' });
    await Promise.all(times(20, 0).map((_, number) => guess(base)(number)()));

    const { headers } = await guess(base)(99)().expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('a proxy that is not named', () => {
  const seenBy = async (base: string, status = 200) =>
    (await supertest(base).get('/health/ready').expect(status)).body.details.unnamedProxies;

  it.each(['X-Forwarded-For', 'Forwarded'])('is told of by readiness when it sends %s', async (header) => {
    const { base } = await limited({ TRUSTED_PROXIES: '192.0.2.7,10.0.0.0/8,2001:db8::/32' });
    expect(await seenBy(base)).toEqual({ status: 'up', requests: 0, lastAt: null });
    await supertest(base).get('/yttra/v1/api-info').set(header, '198.51.100.1').expect(200);
    expect(await seenBy(base)).toEqual({ status: 'up', requests: 1, lastAt: expect.any(String) });
  });

  it('is not one that is named, whatever it forwards', async () => {
    const { base } = await limited({ TRUSTED_PROXIES: '127.0.0.0/8' });
    await supertest(base).get('/yttra/v1/api-info').set('X-Forwarded-For', '127.0.0.1').expect(200);
    expect(await seenBy(base)).toMatchObject({ requests: 0 });
  });

  it.each([
    ['10.0.0.0/8', '10.9.9.9', true],
    ['10.0.0.0/8', '::ffff:10.9.9.9', true],
    ['10.0.0.5', '10.0.0.6', false],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '10.0.0.5', false],
    ['10.0.0.0/8', 'unix', false],
  ])('%s names %s: %s', (named, address, isNamed) => {
    expect(trustedBy([named])(address)).toBe(isNamed);
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
