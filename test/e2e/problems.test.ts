import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { projectRoot } from '../../src/config/project-root.js';
import { everyRefusal } from '../../src/rules/refusals.js';
import { problemTypes } from '../../src/http/problem-types.js';
import { given } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

describe('an open address', () => {
  it.each([
    '/yttra/v1/api-info',
    '/yttra/v1/openapi.json',
    '/public/v1/api-info',
    '/public/v1/openapi.json',
    '/public/v1/cases',
  ])('%s answers in JSON, or says that it does', async (path) => {
    await supertest(service.base).get(path).set('Accept', 'application/*;q=0.5').expect(200);
    const { body } = await supertest(service.base).get(path).set('Accept', 'text/csv').expect(406);
    expect(body.type).toBe('/problems/not-acceptable');
  });
});

describe('every failure', () => {
  it.each([
    ['no token', () => supertest(service.base).get('/yttra/v1/cases'), 401, '/problems/unauthenticated'],
    [
      'a bad token',
      () => supertest(service.base).get('/yttra/v1/cases').set('Authorization', 'Bearer a.b.c'),
      401,
      '/problems/unauthenticated',
    ],
    [
      'no token and a broken body',
      () => supertest(service.base).post('/yttra/v1/cases').set('Content-Type', 'application/json').send('{'),
      401,
      '/problems/unauthenticated',
    ],
    ['an unknown route', () => service.as('admin').get('/nothing'), 404, '/problems/not-found'],
    ['an unknown page', () => supertest(service.base).get('/nowhere'), 404, '/problems/not-found'],
    ['an id that is none', () => service.as('admin').get('/cases/42'), 404, '/problems/not-found'],
    [
      'malformed JSON',
      () =>
        service.as('ks-registrator').post('/cases').set('Content-Type', 'application/json').send('{"title":'),
      400,
      '/problems/malformed',
    ],
    [
      'Latin-1',
      () =>
        service
          .as('ks-registrator')
          .post('/cases')
          .set('Content-Type', 'application/json')
          .serialize((bytes) => bytes as unknown as string)
          .send(Buffer.from('{"title":"Åtgärd","issuer":"KS"}', 'latin1') as never),
      400,
      '/problems/malformed',
    ],
    [
      'NUL',
      () => service.as('ks-registrator').post('/cases', { title: 'a\u0000b', issuer: 'KS' }),
      400,
      '/problems/malformed',
    ],
    [
      'a lone surrogate',
      () =>
        service
          .as('ks-registrator')
          .post('/cases')
          .set('Content-Type', 'application/json')
          .send('{"title":"\\ud800","issuer":"KS"}'),
      400,
      '/problems/malformed',
    ],
    [
      'a prototype',
      () =>
        service
          .as('ks-registrator')
          .post('/cases')
          .set('Content-Type', 'application/json')
          .send('{"__proto__":{"title":"x"}}'),
      400,
      '/problems/malformed',
    ],
    [
      'XML',
      () => service.as('ks-registrator').post('/cases').set('Content-Type', 'application/xml').send('<a/>'),
      415,
      '/problems/unsupported-media-type',
    ],
    [
      'a format there is none of',
      () => service.as('admin').get('/cases').set('Accept', 'image/avif'),
      406,
      '/problems/not-acceptable',
    ],
    [
      'too much',
      () => service.as('ks-registrator').post('/cases', { title: 'x'.repeat(1_100_000), issuer: 'KS' }),
      413,
      '/problems/too-large',
    ],
    [
      'invalid values',
      () => service.as('ks-registrator').post('/cases', { title: 7, issuer: 'ks', id: 1 }),
      422,
      '/problems/validation',
    ],
    [
      'a role that may not',
      () => service.as('tsn-handlaggare').post('/cases', { title: 'x', issuer: 'TSN' }),
      403,
      '/problems/not-permitted',
    ],
  ])('of %s is a problem', async (_, send, status, type) => {
    const answer = await send();
    expect({ status: answer.status, type: answer.body.type }).toEqual({ status, type });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: expect.any(String),
    });
    if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('names every wrong field and its rule, in Swedish or English', async () => {
    const wrong = {
      title: ' ',
      issuer: 'KS',
      priorDecisions: [{ body: 'KF', date: '2023-02-30', section: 'abc' }],
      status: 'open',
    };
    const { body } = await service.as('ks-registrator').post('/cases', wrong).expect(422);
    expect(
      body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]).sort(),
    ).toEqual([
      ['/priorDecisions/0/date', 'date'],
      ['/priorDecisions/0/section', 'section'],
      ['/status', 'unknown-field'],
      ['/title', 'text'],
    ]);
    const english = await service
      .as('ks-registrator')
      .post('/cases', wrong)
      .set('Accept-Language', 'en-GB, sv;q=0.5')
      .expect(422);
    expect(english.headers['content-language']).toBe('en');
    expect(english.body.title).not.toBe(body.title);
    expect(english.body.errors.map(({ code }: { code: string }) => code)).toEqual(
      body.errors.map(({ code }: { code: string }) => code),
    );
  });

  it('is documented at its own address', async () => {
    for (const slug of Object.keys(problemTypes)) {
      const { text } = await supertest(service.base).get(`/problems/${slug}`).expect(200);
      expect(text).toContain(problemTypes[slug as keyof typeof problemTypes].title.sv);
    }
  });

  it('says of each code what it means, at the address of the problem and in the documentation', async () => {
    const codes = everyRefusal();
    expect(codes.length).toBeGreaterThan(150);
    const page = readFileSync(join(projectRoot, 'docs/refusals.md'), 'utf8');
    for (const slug of ['validation', 'conflict', 'transition-refused']) {
      const { text } = await supertest(service.base)
        .get(`/problems/${slug}`)
        .set('Accept-Language', 'sv')
        .expect(200);
      expect(codes.filter(({ detail }) => !text.includes(escaped(detail.sv)))).toEqual([]);
    }
    expect(
      codes.filter(({ code, detail }) => !page.includes(`| \`${code}\` | ${detail.sv} | ${detail.en} |`)),
    ).toEqual([]);
  });

  it('says nothing about what the caller may not see', async () => {
    const { id } = await given(service).consultation('registered');
    const hidden = await service
      .as('bin-registrator')
      .post(`/consultations/${id}/assign`, { officer: 'x' }, { ifMatch: 1 });
    const absent = await service
      .as('bin-registrator')
      .post('/consultations/7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11/assign', { officer: 'x' }, { ifMatch: 1 });
    expect([hidden.status, hidden.body.type, hidden.body.detail]).toEqual([
      404,
      absent.body.type,
      absent.body.detail,
    ]);
  });
});

describe('a value that is something else than its field holds', () => {
  it.each([
    ['limit=five', { pointer: '/limit', code: 'whole-number', detail: 'Ska vara ett heltal.' }],
    ['limit=1&limit=2', { pointer: '/limit', code: 'whole-number', detail: 'Ska vara ett heltal.' }],
    ['count=ja', { pointer: '/count', code: 'boolean', detail: 'Ska vara true eller false.' }],
  ])('in a query, %s, is refused for that alone', async (query, error) => {
    const { status, body } = await service.as('ks-registrator').get(`/cases?${query}`);
    expect({ status, errors: body.errors }).toEqual({ status: 422, errors: [error] });
  });

  it.each([['KS 2026/1'], [{ 0: 'KS 2026/1' }], [5]])(
    'where a list is asked for, %j, is refused for that alone',
    async (relatedCases) => {
      const sent = { title: 'Ett ärende', issuer: 'KS', relatedCases };
      const { status, body } = await service.as('ks-registrator').post('/cases', sent);
      const error = { pointer: '/relatedCases', code: 'list', detail: 'Ska vara en lista.' };
      expect({ status, errors: body.errors }).toEqual({ status: 422, errors: [error] });
    },
  );
});

describe('a list that says the same twice', () => {
  it('is refused for that', async () => {
    const webhook = { body: 'KS', url: 'https://mottagare.example/krok', events: ['message', 'message'] };
    const { status, body } = await service.as('admin').post('/webhooks', webhook);
    const detail = 'Samma sak står två gånger i listan.';
    expect({ status, errors: body.errors }).toEqual({
      status: 422,
      errors: [{ pointer: '/events', code: 'said-twice', detail }],
    });
  });
});

describe('what cannot be read says how it should be written', () => {
  it('in an address', async () => {
    for (const query of ['q=%E5', 'q=100%', 'q=%zz']) {
      const { status, body } = await service.as('ks-registrator').get(`/cases?${query}`);
      expect({ status, detail: body.detail }).toMatchObject({
        status: 400,
        detail: expect.stringContaining('%C3%A5'),
      });
    }
  });

  it('in a body with a byte order mark', async () => {
    const { status, body } = await service
      .as('ks-registrator')
      .postText('/cases', '\ufeff{"title":"Ett ärende","issuer":"KS"}')
      .set('Content-Type', 'application/json');
    expect({ status, detail: body.detail }).toMatchObject({
      status: 400,
      detail: expect.stringContaining('BOM'),
    });
  });
});

describe('outside the API', () => {
  it('tells that it lives, is ready and how it fares', async () => {
    await supertest(service.base).get('/health/live').expect(200, { status: 'ok' });
    await supertest(service.base).get('/health/ready').expect(200);
    const { text } = await supertest(service.base).get('/metrics').expect(200);
    expect(text).toContain('process_cpu_seconds_total');
    const info = await supertest(service.base).get('/yttra/v1/api-info').expect(200);
    expect(info.body).toMatchObject({
      apiName: 'Yttra',
      apiVersion: expect.any(String),
      apiStatus: 'active',
      apiReleased: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    await supertest(service.base).get('/').expect(302).expect('Location', '/docs');
  });
});
