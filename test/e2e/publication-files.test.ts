import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import supertest, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { Clock } from '../../src/config/clock.js';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { ReadRegister } from '../../src/publication/register/read-register.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { manyPublished } from '../support/many-published.js';
import { everyone, publishing } from '../support/published.js';
import { startService, type Service } from '../support/service.js';

/** Two processes of the service on one database, and the database's owner. */
let service: Service;
let other: NestFastifyApplication;
let owner: DataSource;
let anyone: (path: string, headers?: Record<string, string>) => Test;
let anyoneThere: typeof anyone;
beforeAll(async () => {
  service = await startService({ ROLE: 'api', DATABASE_POOL_SIZE: '2' });
  other = await createApp(service.app.get<Settings>(SETTINGS), service.databaseUrl);
  other.enableShutdownHooks([]);
  await other.listen(0, '127.0.0.1');
  owner = await new DataSource({ type: 'postgres', url: service.databaseUrl }).initialize();
  anyone = await everyone(service);
  anyoneThere = await everyone({ ...service, app: other });
});
const setNow = (instant: string | undefined) => {
  service.setNow(instant);
  other.get(Clock).now = () => (instant === undefined ? new Date() : new Date(instant));
};
beforeEach(async () => {
  await service.reset();
  setNow(NOW);
});
afterAll(async () => {
  await owner.destroy();
  await other.close();
  await service.stop();
});

const FILES = ['/feed.atom', '/data/cases.json', '/data/cases.csv'];
const publishedCase = async (terms: object = {}) => {
  const record = await given(service).referralCase();
  return { record, publication: await publishing(service).publishCase(record, terms) };
};
/** How often a list was read for a file while something was done. */
async function pagesRead(work: () => Promise<unknown>): Promise<number> {
  const registers = [service.app.get(ReadRegister), other.get(ReadRegister)];
  let read = 0;
  for (const register of registers) {
    register.pages = async function* (list) {
      for await (const page of ReadRegister.prototype.pages.call(register, list)) {
        read++;
        yield page as never;
      }
    };
  }
  await work();
  for (const register of registers) delete (register as Partial<ReadRegister>).pages;
  return read;
}

describe('a public file', () => {
  it('is written once for all who ask, and again when something has changed', async () => {
    await publishedCase();
    const ask = () => Promise.all(Array.from({ length: 20 }, () => anyone('/data/cases.csv').expect(200)));
    expect(await pagesRead(ask)).toBe(1);
    expect(await pagesRead(ask)).toBe(0);
    await publishedCase();
    expect(await pagesRead(ask)).toBe(1);
  });

  it('is known by the same ETag in every process, and not written for who has it', async () => {
    await publishedCase();
    const { headers } = await anyone('/data/cases.json').expect(200);
    const read = await pagesRead(() =>
      anyoneThere('/data/cases.json', { 'If-None-Match': headers['etag']! }).expect(304),
    );
    expect(read).toBe(0);
    expect((await anyoneThere('/data/cases.json')).headers['etag']).toBe(headers['etag']);
  });

  it.each([
    ['is marked confidential', async ({ record }: Awaited<ReturnType<typeof publishedCase>>) => {
      const marking = { provision: 'OSL 18:13', seenBy: [{ body: 'KS', role: 'registrar' }], othersSee: 'nothing' };
      await done(service.as('ks-registrator').post(`/cases/${record.id}/mark-confidential`, marking, { ifMatch: record.version }));
    }],
    ['is taken down', async ({ publication }: Awaited<ReturnType<typeof publishedCase>>) => {
      await publishing(service).unpublish(publication);
    }],
    ['has had its last day', async () => setNow('2027-06-30T22:00:00Z')],
  ])('is without an entry from the next request on when it %s, in every process', async (_, hide) => {
    const published = await publishedCase();
    const known: Record<string, string> = {};
    for (const file of FILES) {
      for (const ask of [anyone, anyoneThere]) {
        const { text, headers } = await ask(file).expect(200);
        expect(text).toContain(published.publication.id);
        known[file] = headers['etag']!;
      }
    }
    await hide(published);
    for (const file of FILES) {
      for (const ask of [anyone, anyoneThere]) {
        const { text } = await ask(file, { 'If-None-Match': known[file]! }).expect(200);
        expect(text).not.toContain(published.publication.id);
      }
    }
  }); // prettier-ignore

  it('names a body as it was called when the entry was published', async () => {
    setNow(undefined);
    await publishedCase();
    await anyone('/data/cases.json').expect(200);
    const rename = (name: string) =>
      done(service.as('admin').patch('/bodies/KS', { name }, { ifMatch: '*' }));
    await rename('Kommunens styrelse');
    const { body } = await anyone('/data/cases.json').expect(200);
    await rename('Kommunstyrelsen');
    setNow(NOW);
    expect(body[0].bodyName).toBe('Kommunstyrelsen');
  });

  it('is no other while a case changes that is not published', async () => {
    await publishedCase();
    const before = await anyone('/data/cases.json').expect(200);
    await given(service).consultation('received');
    expect((await anyone('/data/cases.json')).headers['etag']).toBe(before.headers['etag']);
  });

  it('can be read by twenty who do not take it, while others read the register', async () => {
    await manyPublished(service.databaseUrl, 5000);
    const { port } = new URL(service.base);
    const stalled: Socket[] = [];
    const before = process.memoryUsage().rss;
    for (let index = 0; index < 20; index++) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.pause();
      socket.write('GET /public/v1/data/cases.json HTTP/1.1\r\nHost: yttra\r\n\r\n');
      stalled.push(socket);
    }
    for (let index = 0; index < 20; index++) await anyone('/cases?limit=1').expect(200);
    const { text } = await anyone('/data/cases.json').expect(200);
    expect(JSON.parse(text)).toHaveLength(5000);
    expect(text.length).toBeGreaterThan(1_000_000);
    // Twenty copies of it would be forty megabytes and more.
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    for (const socket of stalled) socket.destroy();
    await anyone('/data/cases.csv').expect(200);
  });
});

describe('the pages of a list', () => {
  it('go on to its last entry, also where page numbers end', async () => {
    await manyPublished(service.databaseUrl, 1045);
    const base = service.base;
    const htmlAt = async (path: string): Promise<string> =>
      (await supertest(base).get(path).set('Accept', 'text/html').expect(200)).text;
    const numbers: string[] = [];
    const visited: string[] = [];
    let path: string | undefined = '/register/cases';
    while (path) {
      const html = await htmlAt(path);
      visited.push(path);
      numbers.push(...[...html.matchAll(/KS 1900\/\d+/g)].map(([number]) => number));
      path = /rel="next" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(visited).toHaveLength(53);
    expect(new Set(numbers).size).toBe(1045);
    const aroundTheLastNumber = visited.slice(49, 52);
    expect(aroundTheLastNumber.map((each) => each.includes('cursor='))).toEqual([false, true, true]);
    const pages = await Promise.all(aroundTheLastNumber.map(htmlAt));
    // A page that a cursor leads to names the first, since it cannot name the one before.
    expect(pages.map((html) => html.includes('rel="prev"'))).toEqual([true, false, false]);
    expect(pages.map((html) => html.includes('Till första sidan'))).toEqual([false, true, true]);
  });
});

describe('what is kept of what is public', () => {
  it('is at every moment what the views say', async () => {
    const { consultation, step } = given(service);
    const { publishCase, publishReferral, publishStatement, unpublish } = publishing(service);
    const ks = service.as('ks-registrator');
    const same = async () => {
      const [{ kept, derived }] = await owner.query(
        `SELECT (SELECT json_agg(entry ORDER BY id) FROM public_entries entry) AS kept,
           (SELECT json_agg(entry ORDER BY id) FROM derived_public_entries((SELECT array_agg(id) FROM publications)) entry) AS derived`,
      );
      expect(kept).toEqual(derived);
      return (kept ?? []) as { masked: boolean }[];
    };
    const forwarded = await consultation('forwarded');
    const statement = await publishStatement(forwarded);
    await publishCase((await ks.get(`/cases/${forwarded['caseId']}`)).body as Answer);
    await publishReferral((await ks.get(`/referrals/${forwarded['referralId']}`)).body as Answer);
    expect(await same()).toHaveLength(3);
    await step('ks-registrator', forwarded.id, 'acknowledge');
    await same();
    const { body } = await ks.get(`/cases/${forwarded['caseId']}`);
    const marking = {
      provision: 'OSL 18:13',
      seenBy: [{ body: 'KS', role: 'registrar' }],
      othersSee: 'masked',
    };
    const marked = await done(
      ks.post(`/cases/${body.id}/mark-confidential`, marking, { ifMatch: body.version }),
    );
    expect((await same()).map(({ masked }) => masked)).toEqual([true, true, true]);
    await done(
      ks.post(`/cases/${body.id}/lift-confidentiality`, { reason: 'x' }, { ifMatch: marked.version }),
    );
    expect((await same()).map(({ masked }) => masked)).toEqual([false, false, false]);
    const { body: referral } = await ks.get(`/referrals/${forwarded['referralId']}`);
    await done(
      ks.post(`/referrals/${referral.id}/close`, { reason: 'Klart' }, { ifMatch: referral.version }),
    );
    await same();
    await unpublish(statement, 'tsn-registrator');
    expect(await same()).toHaveLength(2);
  });

  it('is searched by its index', async () => {
    await manyPublished(service.databaseUrl, 3000);
    const { body } = await anyone(`/cases?q=${encodeURIComponent('KS 1900/2999')}&count=true`).expect(200);
    expect(body).toMatchObject({ total: 1, items: [{ number: 'KS 1900/2999' }] });
    // So few rows are read faster by any other way, which is not there here.
    const runner = owner.createQueryRunner();
    await runner.startTransaction();
    await runner.query(
      'SET LOCAL enable_seqscan = off; DROP INDEX public_entries_latest, public_entries_newest',
    );
    const plan: { 'QUERY PLAN': string }[] = await runner.query(
      `EXPLAIN SELECT id FROM public_cases('2026-11-02')
       WHERE letters_of(search_text) @> letters_sought(words_sought('1900/2999'))`,
    );
    await runner.rollbackTransaction();
    await runner.release();
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/public_entries_letters/);
  });
});

describe('a control character', () => {
  it('in a title that was stored before ends the feed for nobody', async () => {
    const { publication } = await publishedCase();
    await owner.query('UPDATE publications SET title = $2 WHERE id = $1', [
      publication.id,
      'Gata\u0001\u000b\uffff 5',
    ]);
    const { text } = await anyone('/feed.atom').expect(200);
    expect(XMLValidator.validate(text)).toBe(true);
    // eslint-disable-next-line no-control-regex -- what XML 1.0 forbids
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    const { feed } = new XMLParser().parse(text);
    expect(feed.entry.title).toContain('Gata\ufffd\ufffd\ufffd 5');
  });
});

it('answers HEAD with what GET would say, and no body', async () => {
  await publishedCase();
  const { headers } = await anyone('/data/cases.csv').expect(200);
  const head = await supertest(service.base).head('/public/v1/data/cases.csv');
  expect(head.status).toBe(200);
  expect([head.headers['etag'], head.headers['content-length']]).toEqual([
    headers['etag'],
    headers['content-length'],
  ]);
});
