import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Test } from 'supertest';
import { settleSession } from '../../src/database/runtime-settings.js';
import { given, NOW, type Answer } from '../support/given.js';
import { everyone, publishing } from '../support/published.js';
import { startService } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';

let anyone: (path: string, headers?: Record<string, string>) => Test;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  anyone = await everyone(service);
});
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
});

const publishedCase = async (body: object = {}, terms: object = {}) =>
  publishing(service).publishCase(await given(service).referralCase(body), terms);
const idsOf = async (path: string): Promise<string[]> => {
  const { body } = await anyone(path).expect(200);
  return body.items.map(({ id }: Answer) => id);
};

describe('the register', () => {
  it.each([
    ['hållbarhet', 'part of a word'],
    ['HÅLLBARHET', 'in any case'],
    ['hållbarheten', 'in another form'],
    ['hållbarhet strategi', 'by several words'],
    ['ks 2023/4', 'by part of the number'],
    ['strategierna', 'in a form that is not in it'],
    ['dnr KS 2023/0475', 'by the number as it is written elsewhere'],
    ['ks2023/475', 'by the number without its space'],
    ['KS‑2023/475', 'by the number with a dash'],
  ])('is searched for “%s”: %s', async (words) => {
    const wanted = await publishedCase({ caseNumber: 'KS 2023/475' });
    await publishedCase({ title: 'Cykelplan 50 % 2030', caseNumber: 'KS 2022/1' });

    expect(await idsOf(`/cases?q=${encodeURIComponent(words)}`)).toEqual([wanted.id]);
  });

  it('takes what is searched for as it is, and finds nothing by what is not shown', async () => {
    const percent = await publishedCase({ title: 'Cykelplan 50 % 2030' });
    await publishedCase(
      { title: 'Klagomål från Eva Ek', origin: { sender: 'Eva Ek' } },
      { publicTitle: 'Klagomål', hidesParty: true },
    );
    expect(await idsOf('/cases?q=50%20%25')).toEqual([percent.id]);
    for (const words of ['Eva', 'Ek', '%%', '_', "'", '"', ')(', '&|!', 'OR', '-'])
      expect((await anyone(`/cases?q=${encodeURIComponent(words)}`).expect(200)).text).not.toContain('Eva');
    expect(await idsOf('/cases?q=Eva')).toEqual([]);
  });

  it('proposes a word that is near what finds nothing, of what is published alone', async () => {
    const meant = async (q: string) =>
      /Menade du <a [^>]*>([^<]*)</.exec(
        (await anyone(`/register?q=${encodeURIComponent(q)}`).expect(200)).text,
      )?.[1];
    const { title } = await given(service).referralCase({ title: 'Björkhagsutredningen' });
    expect([title, await meant('björkhagsuttredningen')]).toEqual(['Björkhagsutredningen', undefined]);
    await publishedCase({ title: 'Vindkraftsplan för Vättersnäs' });
    expect(await meant('vindkraftspaln')).toBe('vindkraftsplan');
    expect(await meant('vindkraftsplan vätersnäs')).toBe('vindkraftsplan vättersnäs');
    await publishedCase(
      { title: 'Klagomål från Evelinasson' },
      { publicTitle: 'Klagomål', hidesParty: true },
    );
    expect(await meant('evelinason')).toBeUndefined();
  });

  it('is filtered by body, state and date, paged by page or cursor, counted, newest first', async () => {
    for (const number of [8, 10, 6, 9, 7]) await publishedCase({ caseNumber: `KS 2020/${number}` });
    const council = await given(service).referralCase({ issuer: 'KF' });
    const ofCouncil = await publishing(service).publishCase(council);
    const { body: closed } = await service
      .as('ks-registrator')
      .post(`/cases/${council.id}/close`, {}, { ifMatch: council.version })
      .expect(200);
    expect(closed.state).toBe('closed');

    expect(await idsOf('/cases?body=KF')).toEqual([ofCouncil.id]);
    expect(await idsOf('/cases?state=closed')).toEqual([ofCouncil.id]);
    expect(await idsOf('/cases?state=open')).toHaveLength(5);
    expect(await idsOf('/cases?from=2100-01-01')).toEqual([]);
    expect(await idsOf('/cases?to=2020-01-01')).toEqual([]);
    const everything = await idsOf('/cases');
    const { body: all } = await anyone('/cases').expect(200);
    expect(all.items.map(({ number }: Answer) => number)).toEqual([
      ofCouncil['number'], 'KS 2020/10', 'KS 2020/9', 'KS 2020/8', 'KS 2020/7', 'KS 2020/6',
    ]); // prettier-ignore

    const walked: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: Answer[]; nextCursor: string | null; total: number } } = await anyone(
        `/cases?limit=4&count=true${cursor && `&cursor=${cursor}`}`,
      ).expect(200);
      expect(body.total).toBe(6);
      walked.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(walked).toEqual(everything);
    expect(await idsOf('/cases?limit=4&page=2')).toEqual(everything.slice(4));
  });

  it('puts the referral that was sent last first', async () => {
    const { sentReferral } = given(service);
    const { publishReferral } = publishing(service);
    service.setNow('2026-11-05T11:00:00Z');
    const later = await publishReferral(await sentReferral());
    service.setNow('2026-11-03T11:00:00Z');
    const earlier = await publishReferral(await sentReferral());
    expect(await idsOf('/referrals')).toEqual([later.id, earlier.id]);
    expect(await idsOf('/referrals?from=2026-11-04')).toEqual([later.id]);
    expect(await idsOf('/referrals?to=2026-11-04')).toEqual([earlier.id]);
  });

  it('says that a referral is closed once it is', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await publishing(service).publishReferral(referral);
    service.setNow('2026-11-10T11:00:00Z');
    await given(service).settle(referral, 'close');
    const { body, headers } = await anyone(`/referrals/${id}`).expect(200);
    expect(body.state).toBe('closed');
    expect(headers['last-modified']).toBe('Tue, 10 Nov 2026 11:00:00 GMT');
    expect(await idsOf('/referrals?state=open')).toEqual([]);
  });

  it.each([
    ['/cases?limit=101', 422, '/problems/validation'],
    ['/cases?state=withdrawn', 422, '/problems/validation'],
    ['/cases?from=i-dag', 422, '/problems/validation'],
    ['/cases?cursor=x', 422, '/problems/validation'],
    ['/cases?personnummer=1', 422, '/problems/validation'],
    ['/referrals?case=1', 422, '/problems/validation'],
    ['/cases/1', 404, '/problems/not-found'],
    ['/cases/3c9d1f6a-52b7-4d0e-8a41-6f0b2c7e9d15', 404, '/problems/not-found'],
    ['/publications', 404, '/problems/not-found'],
    ['/data/bodies.csv', 404, '/problems/not-found'],
    ['/cases?q=%00', 400, '/problems/malformed'],
  ])('answers %s with %i as a problem that any page may read', async (path, status, type) => {
    const { body, headers } = await anyone(path, { Origin: 'https://annan.example' }).expect(status);
    expect(body).toMatchObject({ type, status, instance: expect.stringMatching(/^\/public\/v1\//) });
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/problem\+json/),
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    });
  });
});

describe('an answer to everyone', () => {
  const paths = [
    '/cases', '/feed.atom', '/data/cases.json', '/data/cases.csv', '/catalog.jsonld', '/openapi.json', '/api-info',
    '/register/cases',
  ]; // prettier-ignore
  it.each(paths)('%s may be kept for a minute, and is not sent again while it is the same', async (path) => {
    const { id } = await publishedCase();
    const { headers } = await anyone(path).expect(200);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=60, must-revalidate',
      vary: 'Accept-Language',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
    });
    for (const header of ['set-cookie', 'access-control-allow-credentials'])
      expect(headers).not.toHaveProperty(header);

    for (const known of [headers['etag']!, `"x", W/${headers['etag']}`]) {
      const again = await anyone(path, { 'If-None-Match': known }).expect(304);
      expect([again.text, again.headers['etag']]).toEqual(['', headers['etag']]);
      expect(again.headers['cache-control']).toBe(headers['cache-control']);
    }
    await anyone(path, { 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' }).expect(200);
    const { body: read } = await service.as('ks-registrator').get(`/publications/${id}`);
    await publishing(service).unpublish(read);
    const about = /openapi|api-info/.test(path);
    await anyone(path, { 'If-None-Match': headers['etag']! }).expect(about ? 304 : 200);
  });

  it('is dated by what changed last', async () => {
    await publishedCase();
    service.setNow('2026-11-04T09:30:00Z');
    const { id } = await publishedCase();
    const paths = [
      '/cases',
      `/cases/${id}`,
      '/feed.atom',
      '/data/cases.csv',
      '/data/cases.json',
      '/register/cases',
    ];
    for (const path of paths) {
      const { headers } = await anyone(path).expect(200);
      expect({ path, on: headers['last-modified'] }).toEqual({ path, on: 'Wed, 04 Nov 2026 09:30:00 GMT' });
    }
  });

  it('may be read by any page where it is data, and by none where it is not', async () => {
    const { headers } = await anyone('/cases', { Origin: 'https://annan.example' }).expect(200);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    for (const path of ['/register/cases', '/register/cases/1']) {
      const page = await anyone(path, { Origin: 'https://annan.example' });
      expect(page.headers).not.toHaveProperty('access-control-allow-origin');
      expect(page.headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  });

  it('is not sent to who asks too often', async () => {
    const strict = await startService({ ROLE: 'api', REQUESTS_PER_MINUTE_PER_ADDRESS: '3' });
    const ask = await everyone(strict);
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await ask('/cases')).status);
    const { headers } = await ask('/register/cases');
    await strict.stop();
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('the wall', () => {
  it('lets whoever asks without a caller read what is public and not one row more', async () => {
    await publishedCase();
    await publishing(service).unpublish(await publishedCase());
    const nobody = new pg.Client({ connectionString: service.databaseUrl });
    await nobody.connect();
    await settleSession(nobody);
    try {
      const { rows } = await nobody.query("SELECT id FROM public_cases('2026-11-02')");
      expect(rows).toHaveLength(1);
      expect((await nobody.query('SELECT id FROM publications')).rows).toEqual([]);
      for (const change of [
        "UPDATE public_entries SET title = 'x'",
        'DELETE FROM public_entries',
        'UPDATE public_register SET revision = gen_random_uuid()',
        "SELECT derive_public_entries('{}')",
      ])
        await expect(nobody.query(change)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await nobody.end();
    }
  });

  it('asks the database once for each request, however long the list', async () => {
    for (let index = 0; index < 3; index++) await publishedCase();
    const [first] = await idsOf('/cases');
    // eslint-disable-next-line typescript/unbound-method -- applied to the client it was called on
    const original = pg.Client.prototype.query;
    let statements: string[] = [];
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const [asked] = args as [string | { text?: string }];
      statements.push(typeof asked === 'string' ? asked : (asked?.text ?? ''));
      return Reflect.apply(original, this, args) as never;
    };
    const counts: Record<string, number> = {};
    const asked = new Set<string>();
    try {
      const paths = {
        list: '/cases?limit=100', counted: '/cases?count=true&limit=1', whole: '/cases?count=true', one: `/cases/${first}`, feed: '/feed.atom',
        written: '/data/cases.csv', data: '/data/cases.csv', listPage: '/register/cases', entryPage: `/register/cases/${first}`,
      }; // prettier-ignore
      for (const [name, path] of Object.entries(paths)) {
        statements = [];
        await anyone(path).expect(200);
        // Not what a worker does meanwhile.
        const reads = statements.filter(
          (text) =>
            !/outbox|reminders|bullmq|set_config|deliver|clock_timestamp|audit_|^\s*(insert|update|delete|begin|start|commit)/i.test(
              text,
            ),
        );
        counts[name] = reads.length;
        for (const text of reads) asked.add([...text.matchAll(/FROM (\w+)/g)].map(([, from]) => from).join());
      }
    } finally {
      pg.Client.prototype.query = original;
    }
    expect(counts).toEqual({
      list: 1, counted: 2, whole: 1, one: 1, feed: 2, written: 2, data: 1, listPage: 1, entryPage: 2,
    }); // prettier-ignore
    for (const from of asked)
      expect(from).toMatch(/^public_(cases|referrals|statements|register)(,public_\w+)*$/);
  });
});
