import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest, { type Test } from 'supertest';
import { given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let published: Service;
let base: string;
beforeAll(async () => {
  service = await startService();
  service.setNow(NOW);
  base = service.base;
  published = await startService({
    PUBLIC_URL: 'https://yttra.kommun.example',
    SECURITY_CONTACT: 'mailto:sakerhet@kommun.example',
  });
});
afterAll(() => Promise.all([service.stop(), published.stop()]));

const anyone = (path: string) => supertest(base).get(path);

describe('every answer', () => {
  const answers: [string, () => Test][] = [
    ['of the API', () => service.as('admin').get('/me')],
    ['to a write', () => service.as('ks-registrator').post('/cases', { title: 'Ett ärende', issuer: 'KS' })],
    ['without data', () => anyone('/yttra/v1/api-info')],
    ['without a token', () => anyone('/yttra/v1/cases')],
    ['to an invalid request', () => service.as('ks-registrator').post('/cases', { title: 7 })],
    ['of a page', () => anyone('/problems/validation')],
    ['where there is nothing', () => anyone('/nowhere')],
    ['about its health', () => anyone('/health/live')],
    ['of the demo', () => anyone('/demo/mail')],
  ];
  it.each(answers)('%s keeps a browser from doing more than showing it', async (_, send) => {
    const { headers } = await send();

    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/; charset=utf-8$/),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; base-uri 'none'; .*frame-ancestors 'none'/,
      ),
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('of a page may besides have the design’s style and face, and send its own form', async () => {
    for (const path of ['/register/cases', '/docs', '/demo/mail', '/problems/validation']) {
      const { headers } = await anyone(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'self'; font-src 'self'; img-src data:",
      );
      expect(headers).not.toHaveProperty('set-cookie');
    }
  });

  it('holds a browser to TLS once people reach the service by it', async () => {
    const { headers } = await supertest(await published.app.getUrl()).get('/nowhere');

    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it.each(['null', 'https://evil.example', 'https://yttra.kommun.example'])(
    'names no origin that may read it, not even to %s',
    async (origin) => {
      const asked = [
        service.as('admin').get('/me').set('Origin', origin),
        anyone('/yttra/v1/api-info').set('Origin', origin),
        supertest(base)
          .options('/yttra/v1/cases')
          .set({ Origin: origin, 'Access-Control-Request-Method': 'POST' }),
      ];
      for (const request of asked) {
        const { headers } = await request;
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
        expect(JSON.stringify(headers)).not.toContain(origin);
      }
    },
  );
});

describe('a method that echoes the request', () => {
  it('is not allowed', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${base}/yttra/v1/api-info`, { method: 'TRACE' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(405);
  });
});

describe('a document that is read again', () => {
  it('is not sent again while the reader has it, and still only to who may see it', async () => {
    const { id } = await given(service).document();
    const { headers } = await service.as('ks-registrator').get(`/documents/${id}/content`).expect(200);
    expect(headers['cache-control']).toBe('private, no-cache');
    const again = (persona: string, known: string) =>
      service.as(persona).get(`/documents/${id}/content`).set('If-None-Match', known);

    const { text, headers: same } = await again('ks-registrator', `"x", ${headers['etag']}`).expect(304);
    expect([text, same['etag'], same['cache-control']]).toEqual(['', headers['etag'], 'private, no-cache']);
    await again('ks-registrator', '"x"').expect(200);
    await again('tsn-registrator', headers['etag']!).expect(404);
  });
});

describe('whoever finds a flaw', () => {
  it('reads whom to tell, for at most a year ahead', async () => {
    const { text, headers } = await supertest(await published.app.getUrl())
      .get('/.well-known/security.txt')
      .expect(200);

    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    const fields = new Map(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/) as [string, string]),
    );
    expect(fields.get('Contact')).toBe('mailto:sakerhet@kommun.example');
    expect(fields.get('Canonical')).toBe('https://yttra.kommun.example/.well-known/security.txt');
    const daysAhead = (Date.parse(fields.get('Expires')!) - Date.now()) / (24 * 3600 * 1000);
    expect(daysAhead).toBeGreaterThan(30);
    expect(daysAhead).toBeLessThan(365);
  });

  it('finds no such file where nobody is named', async () => {
    const { body } = await anyone('/.well-known/security.txt').expect(404);
    expect(body.type).toBe('/problems/not-found');
  });
});
