import { describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });

const id = '0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10';
const send = async (method: string, path: string) => {
  const answer = await fetch(`${service.base}${path}`, { method });
  return {
    status: answer.status,
    allow: answer.headers.get('allow'),
    type: answer.headers.get('content-type'),
    text: await answer.text(),
  };
};

describe('a method that a known address does not have', () => {
  it.each([
    ['DELETE', '/yttra/v1/cases', 'GET, HEAD, POST, OPTIONS'],
    ['PUT', `/yttra/v1/cases/${id}?a=b`, 'GET, HEAD, PATCH, OPTIONS'],
    ['GET', `/yttra/v1/consultations/${id}/statement/import`, 'POST, OPTIONS'],
    ['PROPFIND', '/yttra/v1/me', 'GET, HEAD, OPTIONS'],
    ['POST', '/public/v1/cases', 'GET, HEAD, OPTIONS'],
    ['POST', '/register', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/health/ready', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/problems/conflict', 'GET, HEAD, OPTIONS'],
  ])('is refused, and those it has are named: %s %s', async (method, path, allow) => {
    const { status, type, text, allow: named } = await send(method, path);
    expect([status, named?.split(', ').toSorted()]).toEqual([405, allow.split(', ').toSorted()]);
    expect(type).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(text)).toMatchObject({ type: '/problems/method-not-allowed', status: 405 });
  });

  it('is 404 where there is no address', async () => {
    for (const path of ['/yttra/v1/nothing', '/nothing', '/yttra/v1/cases/a/b/c'])
      expect(await send('DELETE', path)).toMatchObject({ status: 404, allow: null });
  });
});

describe('OPTIONS', () => {
  it.each([
    ['/yttra/v1/cases', /POST/],
    ['/register', /GET/],
    ['/public/v1/cases', /GET/],
  ])('tells what %s has, without content', async (path, methods) => {
    expect(await send('OPTIONS', path)).toMatchObject({
      status: 204,
      allow: expect.stringMatching(methods),
      text: '',
    });
  });

  it('lets other pages ask the public register whether they know its answer already, and nothing else', async () => {
    const preflight = (path: string) =>
      supertest(service.base)
        .options(path)
        .set({ Origin: 'https://other.example', 'Access-Control-Request-Method': 'GET' });
    expect((await preflight('/public/v1/cases').expect(204)).headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'Accept-Language, If-None-Match',
    });
    expect(Object.keys((await preflight('/yttra/v1/cases').expect(204)).headers).join()).not.toMatch(
      /access-control/,
    );
  });
});

describe('HEAD', () => {
  it('is answered as GET is, without the content', async () => {
    const token = (await supertest(service.base).post('/yttra/v1/demo/tokens').send({ persona: 'admin' }))
      .body.accessToken;
    for (const path of [
      '/yttra/v1/me',
      '/yttra/v1/api-info',
      '/register',
      '/health/live',
      '/public/v1/cases',
    ]) {
      const [got, head] = await Promise.all(
        (['get', 'head'] as const).map((method) =>
          supertest(service.base)[method](path).redirects(0).set('Authorization', `Bearer ${token}`),
        ),
      );
      expect([path, head!.status, head!.text ?? '']).toEqual([path, got!.status, '']);
      expect(head!.headers['content-type']).toBe(got!.headers['content-type']);
    }
  });
});
