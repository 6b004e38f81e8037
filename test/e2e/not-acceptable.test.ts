import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { done, given, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { operations } from '../matrix/api-document.js';

/** What stands in an address where the answer depends on the record. */
const ids: Record<string, string> = {};
const service = sharedService();
beforeAll(async () => {
  const { consultation, document } = given(service);
  const { id, referralId } = await consultation('forwarded');
  const { items } = await done(service.as('tsn-registrator').get(`/consultations/${id}/dispatches`));
  Object.assign(ids, {
    '/consultations/': id,
    '/referrals/': referralId,
    '/dispatches/': items[0].id,
    '/documents/': (await document()).id,
    '/bodies/': TODAY,
  });
});

/** A paper that there is, of each kind of record that has some. */
const KIND: Readonly<Record<string, string>> = {
  '/consultations/': 'statement',
  '/referrals/': 'referral-letter',
  '/bodies/': 'agenda',
};

function pathOf(path: string): string {
  const collection = `/${path.split('/')[1]}/`;
  return path
    .replace('{code}', 'TSN')
    .replace('{kind}', KIND[collection] ?? 'statement')
    .replace('{version}', '1')
    .replace('{id}', ids[collection] ?? randomUUID())
    .replace(/\{\w+\}/g, () => randomUUID());
}

/** Nothing has been shared in it: before that there is no letter in any format. */
const NOT_THERE = ['GET /consultations/{id}/papers/remark-answers'];

it.each([...operations.keys()].filter((operation) => !NOT_THERE.includes(operation)))(
  '%s gives nothing in a format that was not asked for',
  async (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const persona = path.startsWith('/documents') ? 'ks-registrator' : 'tsn-sekreterare';
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const asking =
      verb === 'get' || verb === 'delete'
        ? service.as(persona)[verb](pathOf(path))
        : service.as(persona)[verb](pathOf(path), {});
    const { status, body, headers } = await asking.set('Accept', 'image/avif');
    expect(status).toBe(406);
    expect(body.type).toBe('/problems/not-acceptable');
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  },
);

it.each([
  ['/cases', 'application/json; charset=utf-8'],
  ['/cases', 'application/json;charset=UTF-8;q=0.9, text/plain'],
  ['/cases', 'text/csv; charset="utf-8"'],
  ['/public/v1/cases', 'application/json; charset=utf-8'],
  ['/public/v1/data/cases', 'text/csv; charset=utf-8'],
])('%s is given to who asks for it as its answer calls it: %s', async (path, accepted) => {
  const asking = path.startsWith('/public/')
    ? supertest(service.base).get(path)
    : service.as('ks-registrator').get(path);
  const { status, headers } = await asking.set('Accept', accepted);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe(`${accepted.split(';')[0]}; charset=utf-8`);
});

it.each(['application/json; charset=iso-8859-1', 'application/json; version=2'])(
  'what would be something else than %s is refused',
  async (accepted) => {
    const { status } = await service.as('ks-registrator').get('/cases').set('Accept', accepted);
    expect(status).toBe(406);
  },
);
