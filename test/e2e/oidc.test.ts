import { createHmac, randomUUID } from 'node:crypto';
import http from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import supertest, { type Response } from 'supertest';
import { Clock } from '../../src/config/clock.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { newKey, OidcIssuer, tokenOf } from '../support/oidc-issuer.js';
import { startReceiver, type Receiver } from '../support/receivers.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

let issuer: OidcIssuer;
let service: Service;
let base: string;
beforeAll(async () => {
  issuer = await OidcIssuer.start();
  service = await startService({ ROLE: 'api', OIDC_ISSUER: issuer.url });
  base = service.base;
});
afterAll(async () => {
  await service.stop();
  await issuer.stop();
});

const me = (token: string, at = base) =>
  supertest(at).get('/yttra/v1/me').set('Authorization', `Bearer ${token}`);
const now = (): number => Math.floor(Date.now() / 1000);

/** The one answer to everything that is wrong with a token: 401, the same words, nothing about why. */
function expectRefused(answer: Response): void {
  const { requestId, ...body } = answer.body;
  expect({ status: answer.status, challenge: answer.headers['www-authenticate'], body }).toEqual({
    status: 401,
    challenge: 'Bearer realm="yttra"',
    body: {
      type: '/problems/unauthenticated',
      title: 'Inloggning saknas',
      status: 401,
      detail: 'Begäran saknar en giltig åtkomstbiljett (Authorization: Bearer …).',
      instance: '/yttra/v1/me',
    },
  });
  expect(requestId).toEqual(expect.any(String));
}

describe('a token of the issuer', () => {
  it('signs in the person whom it names', async () => {
    const { status, body } = await me(issuer.token());
    expect([status, body.username]).toEqual([200, 'tsn-registrator']);
    expect(body.roles).toContainEqual(expect.objectContaining({ body: 'TSN', role: 'registrar' }));
  });

  it('is read without regard to the case of the username and of its type', async () => {
    expect((await me(issuer.token({ sub: 'TSN-Registrator' }))).status).toBe(200);
    expect((await me(issuer.token({}, { typ: 'application/at+jwt' }))).status).toBe(200);
  });

  it('may be meant for several audiences', async () => {
    expect((await me(issuer.token({ aud: ['account', 'yttra'] }))).status).toBe(200);
  });

  it('is taken with clocks that differ by 59 seconds, and refused with 62', async () => {
    expect((await me(issuer.token({ exp: now() - 58 }))).status).toBe(200);
    expect((await me(issuer.token({ nbf: now() + 59 }))).status).toBe(200);
    expectRefused(await me(issuer.token({ exp: now() - 61 })));
    expectRefused(await me(issuer.token({ nbf: now() + 62 })));
  });

  it('is found by discovery once, not for every token', async () => {
    await me(issuer.token());
    expect(issuer.fetches).toEqual({ configuration: 1, keys: 1 });
  });
});

describe('a token is refused', () => {
  const pem = () => issuer.signing.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const der = () => issuer.signing.publicKey.export({ type: 'spki', format: 'der' });
  const hs256 = (secret: string | Buffer) => (header: object) =>
    tokenOf(header, issuer.claims(), (input) => createHmac('sha256', secret).update(input).digest());
  const withHmac = (secret: string | Buffer) => hs256(secret)(issuer.header({ alg: 'HS256' }));
  const unsigned = (alg: string) => tokenOf(issuer.header({ alg }), issuer.claims(), () => Buffer.alloc(0));
  const tampered = () => {
    const [header, , signature] = issuer.token().split('.');
    const claims = Buffer.from(JSON.stringify(issuer.claims({ sub: 'admin' }))).toString('base64url');
    return `${header}.${claims}.${signature}`;
  };

  it.each<[string, () => string]>([
    ['signed with a foreign key', () => issuer.token({}, {}, newKey('first'))],
    ['signed with a key of the demo', () => issuer.token({ iss: 'urn:yttra:demo' }, { kid: 'demo' })],
    ['changed after it was signed', tampered],
    ['expired', () => issuer.token({ exp: now() - 3600 })],
    ['not valid yet', () => issuer.token({ nbf: now() + 3600 })],
    ['without expiry', () => issuer.token({ exp: null })],
    ['expiring at a text', () => issuer.token({ exp: '9999999999' })],
    ['of algorithm none', () => unsigned('none')],
    ['of algorithm None', () => unsigned('None')],
    ['of algorithm NONE', () => unsigned('NONE')],
    ['signed by HMAC with the public key as PEM', () => withHmac(pem())],
    ['signed by HMAC with the public key as PEM without its last line break', () => withHmac(pem().trim())],
    ['signed by HMAC with the public key as PEM after a space', () => withHmac(` \n${pem()}`)],
    ['signed by HMAC with the public key as DER', () => withHmac(der())],
    ['signed by HMAC with nothing', () => withHmac('')],
    ['of another algorithm of the same key', () => issuer.token({}, { alg: 'PS256' })],
    ['of another issuer', () => issuer.token({ iss: 'https://login.example' })],
    ['of the issuer with a slash', () => issuer.token({ iss: `${issuer.url}/` })],
    ['without issuer', () => issuer.token({ iss: null })],
    ['for another audience', () => issuer.token({ aud: 'diariet' })],
    ['for an audience that contains ours', () => issuer.token({ aud: 'yttra2' })],
    ['without audience', () => issuer.token({ aud: null })],
    ['of no type', () => issuer.token({}, { typ: null })],
    ['of type JWT', () => issuer.token({}, { typ: 'JWT' })],
    ['an id token', () => issuer.token({ aud: 'web-client', nonce: 'n' }, { typ: 'JWT' })],
    ['without username', () => issuer.token({ sub: null })],
    ['one with a list for username', () => issuer.token({ sub: ['tsn-registrator'] })],
    ['with NUL in the username', () => issuer.token({ sub: 'tsn-registrator\u0000' })],
    ['with letters that only look the same', () => issuer.token({ sub: '\u212as-registrator' })],
    ['of someone unknown', () => issuer.token({ sub: 'okand' })],
    ['one that demands an extension', () => issuer.token({}, { crit: ['exp'], exp: 1 })],
    ['one that demands one that the library knows', () => issuer.token({}, { crit: ['b64'], b64: true })],
    ['larger than 8 kB', () => issuer.token({ padding: 'x'.repeat(6500) })],
    ['no token', () => 'abc'],
    ['of three dots', () => '...'],
    ['one with a header that is a number', () => `${Buffer.from('1').toString('base64url')}.e30.AA`],
  ])('that is %s', async (_, token) => {
    expectRefused(await me(token()));
  });

  it('sent twice, in two headers', async () => {
    const authorization = `Bearer ${issuer.token()}`;
    const { status, body } = await raw([
      ['Authorization', authorization],
      ['authorization', authorization],
    ]);
    expect([status, body.type]).toEqual([401, '/problems/unauthenticated']);
    expect((await raw([['Authorization', authorization]])).status).toBe(200);
  });

  it('sent in the query or in a form', async () => {
    const token = issuer.token();
    expectRefused(await supertest(base).get(`/yttra/v1/me?access_token=${token}`));
    expectRefused(await supertest(base).get('/yttra/v1/me').set('Cookie', `access_token=${token}`));
    expectRefused(await supertest(base).get('/yttra/v1/me').set('Authorization', `Basic ${token}`));
  });

  it('once the person is no longer active', async () => {
    const token = issuer.token({ sub: 'tsn-lasare' });
    expect((await me(token)).status).toBe(200);
    await service.database.query("UPDATE people SET active = false WHERE username = 'tsn-lasare'");
    expectRefused(await me(token));
  });

  it('of the demo, when an issuer is named', async () => {
    const { accessToken } = await service.app.get(DemoIssuer).issue('admin');
    expectRefused(await me(accessToken));
  });
});

describe('what a token says of its key', () => {
  let elsewhere: Receiver;
  beforeAll(async () => {
    elsewhere = await startReceiver();
  });
  afterAll(() => elsewhere.close());

  it('is not heeded: no key of its own, none fetched from where it says', async () => {
    const own = newKey('own');
    const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' };
    const address = `http://${elsewhere.place}/keys`;
    const certificate = Buffer.from('certificate').toString('base64');
    for (const more of [{ jwk }, { jku: address }, { x5u: address }, { x5c: [certificate] }]) {
      expectRefused(await me(issuer.token({}, { kid: 'own', ...more }, own)));
      expectRefused(await me(issuer.token({}, { kid: null, ...more }, own)));
      expectRefused(await me(issuer.token({}, { ...more }, own)));
    }
    expect(elsewhere.connections()).toBe(0);
  });

  it('makes us ask the issuer at most once, though a thousand name keys that are not there', async () => {
    service.letPass(31_000);
    const [before, began] = [issuer.fetches.keys, performance.now()];
    const strange = [
      '../../../../dev/null',
      "' OR 1=1 --",
      "first' UNION SELECT 'x",
      '\u0000',
      'x'.repeat(3000),
    ];
    const kids = [...strange, ...Array.from({ length: 1000 - strange.length }, () => randomUUID())];
    const forger = newKey();
    for (let from = 0; from < kids.length; from += 50) {
      const answers = kids.slice(from, from + 50).map((kid) => me(issuer.token({}, { kid }, forger)));
      for (const answer of await Promise.all(answers)) expectRefused(answer);
    }
    // Once each half a minute; a busy machine takes longer than that for a thousand requests.
    const halfMinutes = Math.floor((performance.now() - began) / 30_000);
    expect(issuer.fetches.keys - before).toBeGreaterThanOrEqual(1);
    expect(issuer.fetches.keys - before).toBeLessThanOrEqual(1 + halfMinutes);
    expect((await me(issuer.token())).status).toBe(200);
  });
});

describe('where access tokens are of type JWT', () => {
  let asJwt: Service;
  let at: string;
  beforeAll(async () => {
    asJwt = await startService({ ROLE: 'api', OIDC_ISSUER: issuer.url, OIDC_TOKEN_TYPE: 'JWT' });
    at = await asJwt.app.getUrl();
  });
  afterAll(() => asJwt.stop());

  it('such a token signs in', async () => {
    expect((await me(issuer.token({}, { typ: 'JWT' }), at)).status).toBe(200);
    expect((await me(issuer.token({ typ: 'Bearer' }, { typ: 'JWT' }), at)).status).toBe(200);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an id token with a nonce', { nonce: 'n-0S6' }],
    ['an id token with the hash of an access token', { at_hash: 'MTIzNDU2' }],
    ['an id token with the hash of a code', { c_hash: 'MTIzNDU2' }],
    ['an id token that says so', { typ: 'ID' }],
    ['a refresh token', { typ: 'Refresh' }],
    ['a logout token', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
    ['an id token for the client', { aud: 'web-client' }],
  ])('%s is refused', async (_, claims) => {
    expectRefused(await me(issuer.token(claims, { typ: 'JWT' }), at));
  });
});

describe('while the issuer is not well', () => {
  let own: OidcIssuer;
  let late: Service | undefined;
  beforeEach(async () => {
    own = await OidcIssuer.start();
  });
  const start = async (env: Record<string, string> = {}) => {
    late = await startService({ ROLE: 'api', OIDC_ISSUER: own.url, LOG_LEVEL: 'silent', ...env });
    return late.app.getUrl();
  };
  const pass = (seconds: number) => late!.letPass(seconds * 1000);
  afterEach(async () => {
    await late?.stop();
    await own.stop();
  });

  it.each(['down', 'garbage', 'huge', 'redirecting', 'no keys'] as const)(
    'the service starts, is healthy, answers 503, and recovers by itself (%s)',
    async (health) => {
      own.health = health;
      const at = await start();
      const { status, headers, body } = await me(own.token(), at);
      expect([status, body.type]).toEqual([503, '/problems/unavailable']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect((await supertest(at).get('/health/ready')).status).toBe(200);
      own.health = 'up';
      pass(6);
      expect((await me(own.token(), at)).status).toBe(200);
    },
  );

  it('a hundred who wait make one attempt, also when it never answers', async () => {
    own.health = 'silent';
    const at = await start();
    const answers = await Promise.all(Array.from({ length: 100 }, () => me(own.token(), at)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(own.fetches.configuration).toBe(1);
  }, 20_000);

  it('the keys that are held go on working, and what they do not fit is refused', async () => {
    const at = await start();
    expect((await me(own.token(), at)).status).toBe(200);
    own.health = 'down';
    for (const seconds of [31, 700, 3600, 20 * 3600]) {
      pass(seconds);
      expect((await me(own.token(), at)).status).toBe(200);
      expectRefused(await me(own.token({}, { kid: 'another' }), at));
    }
    pass(4 * 3600);
    expect((await me(own.token(), at)).status).toBe(503);
    own.health = 'up';
    pass(6);
    expect((await me(own.token(), at)).status).toBe(200);
  });

  it('an empty set of keys takes away none that are held', async () => {
    const at = await start();
    await me(own.token(), at);
    own.health = 'no keys';
    pass(700);
    expect((await me(own.token(), at)).status).toBe(200);
  });

  it('a rotated key works without a restart, and the withdrawn one no more', async () => {
    const at = await start();
    const old = own.token();
    expect((await me(old, at)).status).toBe(200);
    own.rotate();
    expectRefused(await me(own.token(), at));
    pass(31);
    expect((await me(own.token(), at)).status).toBe(200);
    expectRefused(await me(old, at));
    expect(own.fetches).toEqual({ configuration: 1, keys: 2 });
  });

  it('a withdrawn key stops within ten minutes, though nobody comes with a new one', async () => {
    const at = await start();
    const old = own.token();
    expect((await me(old, at)).status).toBe(200);
    own.rotate();
    pass(601);
    expectRefused(await me(old, at));
  });

  it('a clock that is set back keeps no new key from being found, and no withdrawn one alive', async () => {
    const at = await start();
    const old = own.token();
    expect((await me(old, at)).status).toBe(200);
    late!.setNow(new Date(Date.now() - 365 * 24 * 3_600_000).toISOString());
    own.rotate();
    late!.app.get(Clock).elapsed = () => performance.now() + 31_000;
    expect((await me(own.token(), at)).status).toBe(200);
    expectRefused(await me(old, at));
    const second = own.token();
    own.rotate();
    late!.app.get(Clock).elapsed = () => performance.now() + 31_000 + 601_000;
    expectRefused(await me(second, at));
  });

  it('keys that have moved are found again', async () => {
    const at = await start();
    await me(own.token(), at);
    own.health = 'down';
    pass(700);
    await me(own.token(), at);
    const moved = await OidcIssuer.start();
    Object.assign(moved, { signing: own.signing, published: [own.signing] });
    Object.assign(own, { health: 'up', configuration: { jwks_uri: `${moved.url}/keys` } });
    pass(700);
    await me(own.token(), at);
    await until(
      async () => moved.fetches.keys,
      (fetches) => fetches === 1,
    );
    await moved.stop();
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another issuer', { issuer: 'https://login.example' }],
    ['of an issuer that only looks the same', { issuer: 'http://127.0.0.1/realm' }],
    ['with keys in the clear elsewhere', { jwks_uri: 'http://login.example/keys' }],
    ['with keys in a file', { jwks_uri: 'file:///etc/passwd' }],
    ['without keys', { jwks_uri: undefined }],
  ])('a configuration %s is not trusted', async (_, configuration) => {
    own.configuration = configuration;
    const at = await start();
    expect((await me(own.token(), at)).status).toBe(503);
    expect(own.fetches.keys).toBe(0);
  });

  it('the address of the keys can be given instead', async () => {
    const at = await start({ OIDC_ISSUER: 'http://adfs.example/trust', OIDC_JWKS_URL: `${own.url}/keys` });
    expect((await me(own.token({ iss: 'http://adfs.example/trust' }), at)).status).toBe(200);
    expect(own.fetches.configuration).toBe(0);
  });
});

/** A request with headers exactly as given, also two of one name. */
async function raw(headers: [string, string][]): Promise<{ status: number; body: { type?: string } }> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, path: '/yttra/v1/me', headers: [['Host', `${hostname}:${port}`], ...headers].flat() },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    request.on('error', reject).end();
  });
}
