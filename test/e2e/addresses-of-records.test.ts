import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { MEDIA_TYPE } from '../../src/papers/formats.js';
import { done, given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

let service: Service;
let pages: readonly (readonly [address: string, page: string])[];
let compilation: string;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  service.setNow(NOW);
  const { id, referralId, caseId } = await given(service).consultation('forwarded');
  compilation = `/referrals/${String(referralId)}/compilation`;
  pages = [
    [`/consultations/${id}`, `/svar/${id}`],
    [`/referrals/${String(referralId)}`, `/remisser/${String(referralId)}`],
    [compilation, `/remisser/${String(referralId)}/sammanstallning`],
    [`/cases/${String(caseId)}`, `/arenden/${String(caseId)}`],
  ];
});
afterAll(() => service.stop());

describe('the address of a record in the API', () => {
  it('leads a browser to its page, before it is asked who that is', async () => {
    for (const [address, page] of pages) {
      const asked = supertest(await service.app.getUrl()).get(`/yttra/v1${address}`);
      expect(await asked.set('Accept', BROWSER)).toMatchObject({ status: 303, headers: { location: page } });
    }
  });

  it.each(['application/json', '*/*', 'text/html;q=0.5, application/json'])(
    'answers whoever accepts %s with JSON',
    async (accept) => {
      for (const [address] of pages) {
        const { status, headers } = await service.as('ks-registrator').get(address).set('Accept', accept);
        expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
      }
    },
  );

  it('leads to no other site, whatever stands for the id', async () => {
    const asked = supertest(await service.app.getUrl()).get('/yttra/v1/cases/%2F%2Fexample.org%0D%0AX:1');
    const { status, headers } = await asked.set('Accept', BROWSER);
    expect([status, headers['location']]).toEqual([303, '/arenden/%2F%2Fexample.org%0D%0AX%3A1']);
  });
});

describe('a compilation', () => {
  it.each(['pdf', 'docx', 'xlsx'] as const)('is had as %s by its media type', async (format) => {
    const asked = service.as('ks-handlaggare').get(compilation).set('Accept', MEDIA_TYPE[format]);
    const { status, headers } = await asked;
    expect([status, headers['content-type']]).toEqual([200, MEDIA_TYPE[format]]);
    expect(headers['content-disposition']).toContain(`.${format}`);
  });

  it('is had in no format by whoever may not compile', async () => {
    const asked = service.as('tsn-handlaggare').get(compilation).set('Accept', MEDIA_TYPE.pdf);
    expect((await asked).status).toBe(403);
    await done(service.as('ks-handlaggare').get(compilation));
  });
});
