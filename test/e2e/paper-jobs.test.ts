import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { readSettings, SETTINGS } from '../../src/config/settings.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { ForgetPaperJobs } from '../../src/http/paper-jobs/forget-paper-jobs.js';
import { PaperJobs } from '../../src/http/paper-jobs/paper-jobs.js';
import { MEDIA_TYPE } from '../../src/papers/formats.js';
import { Renderers } from '../../src/papers/renderers.js';
import { done, given, statement } from '../support/given.js';
import { personaOf, type Persona } from '../support/service.js';
import { query } from '../support/scratch-databases.js';
import { sharedService } from '../support/shared-service.js';
import { UNLIMITED } from '../support/unlimited.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { templateWith } from '../support/word-templates.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.database.query('DELETE FROM paper_jobs'));

const PARAGRAPH = `${'Kommunen behöver ett sammanhållet arbete, och nämnden ser att ansvaret delas mellan flera nämnder. '.repeat(7)}\n\n`;
/** About as much as a field holds, some twenty-five pages. */
const longText = PARAGRAPH.repeat(Math.floor(95_000 / PARAGRAPH.length)).trim();
/** More than is made while the client waits. */
const long = { ...statement, matter: longText, assessment: longText };
const twoHundredPages = {
  ...long,
  summary: longText,
  sections: [1, 2, 3, 4, 5].map((at) => ({ heading: `Kapitel ${at}`, text: longText })),
};

const draft = async (body: object): Promise<string> => {
  const { id } = await given(service).consultation('drafting');
  await given(service).saveStatement(id, body);
  return id;
};
const paperOf = (id: string) => `/consultations/${id}/papers/staff-report`;
const officer = () => service.as('tsn-handlaggare');
const rows = (): Promise<Record<string, unknown>[]> =>
  service.database.query('SELECT * FROM paper_jobs ORDER BY asked_at');
const asked = (path: string, by: Persona = officer(), prefer = 'respond-async') =>
  by.get(path).set('Accept', 'application/pdf').set('Prefer', prefer).buffer(true);
const endOf = (location: string, by: Persona = officer()) =>
  until(
    () => done(by.get(location)),
    ({ state }) => state === 'ready' || state === 'failed',
    60_000,
  );

/** Another process that answers requests, on the same database. */
async function another<T>(
  work: (as: (persona: string) => Promise<Persona>, renderers: Renderers, url: string) => Promise<T>,
) {
  const settings = readSettings({
    NODE_ENV: 'test',
    DEMO: 'true',
    LOG_LEVEL: 'silent',
    ROLE: 'api',
    IDENTITY_CACHE_SECONDS: '0',
    DATABASE_URL: service.databaseUrl,
    DOCUMENTS_DIRECTORY: process.env['YTTRA_TEST_FOLDER']!,
    ...UNLIMITED,
  });
  const app = await createApp(settings, service.databaseUrl);
  try {
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const as = async (persona: string) =>
      personaOf(url, (await app.get(DemoIssuer).issue(persona)).accessToken);
    return await work(as, app.get(Renderers), url);
  } finally {
    await app.close();
  }
}

/** As if whatever is made took all the time that the work takes. */
async function stalled<T>(renderers: Renderers, work: () => Promise<T>): Promise<T> {
  const pids = [...renderers.pids];
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    for (const pid of pids) if (renderers.pids.includes(pid)) process.kill(pid, 'SIGCONT');
  }
}
/** A renderer waits for work, so that it can be stopped before there is any. */
const warmed = async (renderers: Renderers) => {
  const small = await draft(statement);
  const both = await Promise.all([1, 2].map(() => asked(paperOf(small))));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  await until(
    async () => renderers.pids.length,
    (count) => count === 2,
  );
  return small;
};

it('a small paper is there at once, whatever the client prefers, and no job is made for it', async () => {
  const id = await draft(statement);
  for (const prefer of ['respond-async', 'wait=0', 'handling=lenient'])
    for (const format of ['pdf', 'docx', 'html', 'txt']) {
      const answer = await officer()
        .get(`${paperOf(id)}?format=${format}`)
        .set('Prefer', prefer)
        .buffer(true);
      expect([format, answer.status]).toEqual([format, 200]);
    }
  expect(await rows()).toEqual([]);
});

it('a long paper is given by a job, and by its own address once that is ready', async () => {
  const id = await draft(twoHundredPages);
  const accepted = await asked(paperOf(id));
  expect([accepted.status, accepted.headers['content-type']]).toEqual([
    202,
    expect.stringContaining('application/json'),
  ]);
  expect(accepted.headers).toMatchObject({
    location: `/yttra/v1/paper-jobs/${accepted.body.id}`,
    'retry-after': '2',
    'cache-control': 'no-store',
    'preference-applied': 'respond-async',
  });
  expect(accepted.body).toMatchObject({
    state: expect.stringMatching(/^(waiting|making)$/),
    href: null,
    failure: null,
  });

  const location = accepted.headers['location'] as string;
  const ready = await endOf(location);
  expect(ready).toMatchObject({
    state: 'ready',
    href: `/yttra/v1${paperOf(id)}?format=pdf`,
    failure: null,
  });
  expect(ready['startedAt']).not.toBeNull();
  const paper = await asked(ready['href'] as string);
  expect([paper.status, paper.headers['content-type']]).toEqual([200, 'application/pdf']);
  const pages = paper.body.toString('latin1').match(/\/Type \/Page\b/g) as string[];
  expect(pages.length).toBeGreaterThan(180);

  // The same bytes, by their parts and by their ETag, and nothing is made anew.
  const etag = paper.headers['etag'] as string;
  expect((await asked(paperOf(id)).set('If-None-Match', etag)).status).toBe(304);
  const part = await asked(paperOf(id)).set('Range', 'bytes=0-99');
  expect([part.status, part.body.equals(paper.body.subarray(0, 100))]).toEqual([206, true]);
  expect(await rows()).toHaveLength(1);
});

it('whoever says how long they wait gets it in the same answer', async () => {
  const id = await draft(long);
  const paper = await asked(paperOf(id), officer(), 'respond-async, wait=30');
  expect([paper.status, paper.headers['content-type']]).toEqual([200, 'application/pdf']);
});

it('a long paper is made once, however many ask for it, in whichever process', async () => {
  const id = await draft(long);
  await another(async (as) => {
    const there = await as('tsn-chef');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => asked(paperOf(id), at % 2 === 0 ? officer() : there)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const [job] = answers;
    await Promise.all([
      endOf(job!.headers['location'] as string),
      endOf(job!.headers['location'] as string, there),
    ]);
    const [here, elsewhere] = await Promise.all([asked(paperOf(id)), asked(paperOf(id), there)]);
    expect([here.status, elsewhere.status]).toEqual([200, 200]);
    expect(elsewhere.headers['etag']).toBe(here.headers['etag']);
    expect(await rows()).toMatchObject([{ attempts: 1, begun_by: expect.stringMatching(/^tsn-/) }]);
  });
});

it('of a job there is nothing for those who may not read its paper, or not any more', async () => {
  const id = await draft(long);
  const location = (await asked(paperOf(id))).headers['location'] as string;
  await endOf(location);
  for (const persona of ['ks-handlaggare', 'bin-handlaggare', 'tsn-lasare']) {
    expect([persona, (await service.as(persona).get(location)).status]).toEqual([persona, 404]);
    expect([persona, (await service.as(persona).get(paperOf(id))).status]).toEqual([persona, 404]);
  }
  expect((await service.as('tsn-chef').get(location)).status).toBe(200);
  expect((await officer().get('/paper-jobs/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10')).status).toBe(404);

  // What stands in it is something else now, which is made anew.
  await given(service).saveStatement(id, { ...long, summary: 'En annan sammanfattning.' });
  expect((await officer().get(location)).status).toBe(404);
  const anew = await asked(paperOf(id));
  expect([anew.status, anew.headers['location'] === location]).toEqual([202, false]);
  await endOf(anew.headers['location'] as string);
});

it('its row says which paper it is and shows nothing of what stands in it', async () => {
  const id = await draft({ ...long, summary: 'Anna Andersson har hörts.' });
  await endOf((await asked(paperOf(id), officer())).headers['location'] as string);
  const word = await officer()
    .get(`${paperOf(id)}?format=docx`)
    .set('Prefer', 'respond-async')
    .buffer(true);
  await endOf(word.headers['location'] as string);
  const kept = await rows();
  expect(kept.map(({ asked: which }) => which)).toEqual([
    { of: 'consultations', id, kind: 'staff-report' },
    { of: 'consultations', id, kind: 'staff-report' },
  ]);
  for (const { content } of kept) {
    const bytes = (content as Buffer).toString('latin1');
    expect(['%PDF', 'PK\u0003\u0004', 'Andersson'].filter((sign) => bytes.includes(sign))).toEqual([]);
  }
});

describe('a job whose maker is gone', () => {
  const killed =
    "UPDATE paper_jobs SET leased_until = now() - interval '1 second', ended_at = NULL, content = NULL";

  it('is taken up by whoever asks next, in another process', async () => {
    const id = await draft(long);
    const location = (await asked(paperOf(id))).headers['location'] as string;
    await endOf(location);
    await service.database.query(killed);
    await another(async (as) => {
      const there = await as('tsn-handlaggare');
      expect((await done(there.get(location)))['state']).toMatch(/^(waiting|making)$/);
      await endOf(location, there);
      expect((await asked(paperOf(id), there)).status).toBe(200);
    });
    expect(await rows()).toMatchObject([{ attempts: 2 }]);
  });

  it('is free at once where its maker stops in an orderly way, and that was no attempt', async () => {
    const id = await draft(long);
    const location = await another(async (as) => {
      const accepted = await asked(paperOf(id), await as('tsn-handlaggare'));
      return accepted.headers['location'] as string;
    });
    expect(
      await service.database.query(
        'SELECT attempts, leased_until <= now() AS free, ended_at FROM paper_jobs',
      ),
    ).toEqual([{ attempts: 0, free: true, ended_at: null }]);
    expect(await endOf(location)).toMatchObject({ state: 'ready' });
    expect(await rows()).toMatchObject([{ attempts: 1 }]);
  });

  it('is taken up a second and a third time, and not a fourth', async () => {
    const id = await draft(long);
    const location = (await asked(paperOf(id))).headers['location'] as string;
    for (const attempts of [1, 2, 3]) {
      expect(await endOf(location)).toMatchObject({ state: 'ready' });
      expect(await rows()).toMatchObject([{ attempts, failed_because: null }]);
      await service.database.query(killed);
    }
    expect(await done(officer().get(location))).toMatchObject({ failure: { code: 'interrupted' } });
  });

  it('is given up once it has been left behind three times, says so, and is made anew a minute later', async () => {
    const id = await draft(long);
    const location = (await asked(paperOf(id))).headers['location'] as string;
    await endOf(location);
    await service.database.query(`${killed}, attempts = 3`);
    expect(await done(officer().get(location))).toMatchObject({
      state: 'failed',
      href: null,
      failure: { code: 'interrupted', detail: expect.stringContaining('avbröts') },
    });
    const refused = await asked(paperOf(id));
    expect([refused.status, refused.body.type]).toEqual([503, '/problems/unavailable']);
    await service.database.query('UPDATE paper_jobs SET kept_until = now()');
    expect((await officer().get(location)).status).toBe(404);
    const anew = await asked(paperOf(id));
    expect([anew.status, anew.headers['location'] === location]).toEqual([202, false]);
    expect(await endOf(anew.headers['location'] as string)).toMatchObject({ state: 'ready' });
  });
});

it('a paper that takes too much says so by its job and at its address', async () => {
  const id = await draft(long);
  const settings = service.app.get<{ PAPER_SECONDS: number }>(SETTINGS);
  const { PAPER_SECONDS: usual } = settings;
  settings.PAPER_SECONDS = 0.2;
  try {
    const location = (await asked(paperOf(id))).headers['location'] as string;
    const failed = await until(
      () => done(officer().get(location).set('Accept-Language', 'en')),
      ({ state }) => state === 'failed',
    );
    expect(failed['failure']).toEqual({
      code: 'too-demanding',
      detail: 'The paper is so long that it takes too much time or memory to write.',
    });
    const refused = await asked(paperOf(id));
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/too-demanding']);
  } finally {
    settings.PAPER_SECONDS = usual;
  }
  expect(await rows()).toHaveLength(1);
});

it('what was made is forgotten after ten minutes, and makes room for the rest', async () => {
  const id = await draft(long);
  const location = (await asked(paperOf(id))).headers['location'] as string;
  const { keptUntil, endedAt } = await endOf(location);
  expect(Math.round((Date.parse(keptUntil as string) - Date.parse(endedAt as string)) / 60_000)).toBe(10);
  await service.database.query('UPDATE paper_jobs SET kept_until = now()');
  expect((await officer().get(location)).status).toBe(404);
  await service.app.get(ForgetPaperJobs).forget();
  expect(await rows()).toEqual([]);
});

describe('what was made has 512 MiB together', () => {
  const MOST = 512 * 1024 * 1024;
  const EACH = MOST / 8;
  const filling = (bytes: number) => `convert_to(repeat('x', ${bytes}), 'UTF8')`;
  const storage = (kind: 'EXTENDED' | 'EXTERNAL') =>
    query(service.databaseUrl, `ALTER TABLE paper_jobs ALTER COLUMN content SET STORAGE ${kind}`);
  // So that what fills it takes no room on the disk, and is compressed once for all: it is the length that counts.
  beforeAll(async () => {
    await storage('EXTENDED');
    await query(service.databaseUrl, `CREATE TABLE fillings AS SELECT ${filling(EACH)} AS content`);
  });
  afterAll(async () => {
    await query(service.databaseUrl, 'DROP TABLE fillings');
    await storage('EXTERNAL');
  });

  /** Papers that were made so many minutes ago. */
  const made = (minutes: readonly number[], content = '(SELECT content FROM fillings)') =>
    query(
      service.databaseUrl,
      `INSERT INTO paper_jobs (digest, asked, format, begun_by, leased_until, ended_at, kept_until, content)
       SELECT encode(sha256(minutes::text::bytea), 'hex'), jsonb_build_object('made', minutes), 'pdf', 'tsn-chef', now(),
         now() - make_interval(mins => minutes), now() + interval '10 minutes', ${content}
       FROM unnest('{${minutes.join()}}'::int[]) AS minutes`,
    );
  const minutesKept = async () =>
    (
      await service.database.query(
        "SELECT asked->'made' AS made FROM paper_jobs WHERE asked ? 'made' ORDER BY 1",
      )
    ).map(({ made }: { made: number }) => made);

  it.each([
    { beyond: 0, kept: [1, 2, 3, 4, 5, 6, 7, 8] },
    { beyond: 1, kept: [1, 2, 3, 4, 5, 6, 7] },
  ])('$beyond bytes beyond it: the oldest goes, and no other', async ({ beyond, kept }) => {
    const id = await draft(long);
    const make = async () => endOf((await asked(paperOf(id))).headers['location'] as string);
    await make();
    const [{ size }] = await service.database.query('SELECT octet_length(content) AS size FROM paper_jobs');
    await service.database.query('DELETE FROM paper_jobs');
    await made([1, 2, 3, 4, 5, 6, 7]);
    await made([8], filling(EACH - (size as number) + beyond));
    expect(await make()).toMatchObject({ state: 'ready' });
    expect(await minutesKept()).toEqual(kept);
    expect((await asked(paperOf(id))).status).toBe(200);
  });

  it('makes no room for what a maker brings once another has taken over', async () => {
    await made([1, 2, 3, 4, 5, 6, 7, 8]);
    const [{ id }] = await service.database.query(
      `INSERT INTO paper_jobs (digest, asked, format, begun_by, leased_until, kept_until, attempts)
       VALUES (repeat('a', 64), '{"taken": "over"}', 'pdf', 'tsn-chef', now(), now() + interval '10 minutes', 2) RETURNING id`,
    );
    await service.app.get(PaperJobs)['keep']({ id, attempts: 1 }, Buffer.alloc(EACH));
    expect(await minutesKept()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await service.database.query('SELECT content FROM paper_jobs WHERE id = $1', [id])).toEqual([
      { content: null },
    ]);
  });
});

it('nobody has more than five made at the same time', async () => {
  const renderers = service.app.get(Renderers);
  await warmed(renderers);
  const ids: string[] = [];
  for (let at = 0; at < 6; at += 1) ids.push(await draft(long));
  const answers = await stalled(renderers, () => Promise.all(ids.map((id) => asked(paperOf(id)))));
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  expect(answers.find(({ status }) => status === 429)!.headers['retry-after']).toBe('2');
  for (const { status, headers } of answers) if (status === 202) await endOf(headers['location'] as string);
});

it('a small paper that nobody has time for becomes a job, with what was begun', async () => {
  const renderers = service.app.get(Renderers);
  const small = await warmed(renderers);
  const accepted = await stalled(renderers, () => asked(paperOf(small)));
  expect(accepted.status).toBe(202);
  await endOf(accepted.headers['location'] as string);
  expect((await asked(paperOf(small))).status).toBe(200);
});

it('a page of a long paper goes on in another process', async () => {
  const id = await draft(long);
  const path = `/svar/${id}/handlingar/tjansteskrivelse`;
  const renderers = service.app.get(Renderers);
  await warmed(renderers);
  await another(async (_, __, url) => {
    const here = await Visitor.signedIn(service.base, 'tsn-handlaggare');
    const there = await Visitor.signedIn(url, 'tsn-handlaggare');
    await stalled(renderers, async () => {
      for (const visitor of [here, there]) {
        const page = await visitor.request(path, { stop: true } as RequestInit);
        expect([page.status, page.headers.get('refresh')]).toEqual([202, '2']);
        expect(page.read).toContain('Handlingen görs');
      }
    });
    const paper = await until(
      () => there.visit(path),
      ({ status }) => status === 200,
    );
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect(await rows()).toMatchObject([
      { attempts: 1, asked: { of: 'consultations', id, kind: 'staff-report' } },
    ]);
  });
});

describe('what is not one reply', () => {
  it('is a job too, whose address gives the paper: letters, agendas, lists and comparisons', async () => {
    const renderers = service.app.get(Renderers);
    const id = await warmed(renderers);
    await given(service).saveStatement(id, { ...statement, summary: 'En senare version.' });
    await given(service).meeting();
    const { referralId } = await done(service.as('ks-handlaggare').get(`/consultations/${id}`));
    const papers: (readonly [string, string])[] = [
      ['ks-handlaggare', `/referrals/${referralId as string}/papers/referral-letter`],
      ['tsn-sekreterare', '/bodies/TSN/meetings/2026-11-02/papers/agenda'],
      ['tsn-registrator', '/bodies/TSN/papers/register-list?from=2026-01-01&q=strategi'],
      ['tsn-chef', `/consultations/${id}/statement/versions/2/comparison?against=1`],
    ];
    const answers = await stalled(renderers, () =>
      Promise.all(papers.map(([persona, path]) => asked(path, service.as(persona)))),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    for (const [at, [persona, path]] of papers.entries()) {
      const location = answers[at]!.headers['location'] as string;
      const { href } = await endOf(location, service.as(persona));
      const [expected, given] = [path, href as string].map((each) => new URL(each, service.base));
      expect([given!.pathname, given!.searchParams.get('q')]).toEqual([
        `/yttra/v1${expected!.pathname}`,
        expected!.searchParams.get('q'),
      ]);
      expect((await asked(href as string, service.as(persona))).headers['content-type']).toBe(
        'application/pdf',
      );
    }
    // What was looked for may be a name: the row does not have it, and whoever does not say it finds nothing.
    const [, , list] = answers;
    expect(list!.headers['location']).toContain('?q=strategi');
    expect(JSON.stringify((await rows()).map(({ asked: which }) => which))).not.toContain('strategi');
    const { pathname } = new URL(list!.headers['location'] as string, service.base);
    expect((await service.as('tsn-registrator').get(pathname)).status).toBe(404);
  });

  it('is a job too where it is long: a compilation by Accept, with its tables', async () => {
    const id = await draft(twoHundredPages);
    await given(service).goOn(id, 'drafting', 'forwarded');
    const { referralId } = await done(service.as('ks-handlaggare').get(`/consultations/${id}`));
    const compiler = service.as('ks-handlaggare');
    const path = `/referrals/${referralId as string}/compilation`;
    expect((await compiler.get(path)).status).toBe(200);
    for (const type of [
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]) {
      const ask = () => compiler.get(path).set('Accept', type).set('Prefer', 'respond-async').buffer(true);
      const accepted = await ask();
      expect(accepted.status).toBe(202);
      const { href } = await endOf(accepted.headers['location'] as string, compiler);
      expect(href).toContain(`/referrals/${referralId as string}/papers/compilation?format=`);
      for (const paper of [await ask(), await compiler.get(href as string).buffer(true)])
        expect([paper.status, paper.headers['content-type']]).toEqual([200, type]);
      expect((await officer().get(accepted.headers['location'] as string)).status).toBe(404);
    }
  });
});

describe('the sample of a Word template', () => {
  const TEMPLATE = '/bodies/TSN/word-templates/staff-report';
  const sampleOf = (by: Persona = officer()) =>
    by.get(`${TEMPLATE}/sample`).set('Prefer', 'respond-async').buffer(true);
  const upload = async (heading: string) => {
    const { version } = await done(officer().get(TEMPLATE));
    const file = templateWith([heading, '{#delar}', '{rubrik}', '{#block}', '{#stycke}{text}{/stycke}', '{/block}', '{/delar}']); // prettier-ignore
    await service
      .as('tsn-registrator')
      .put(TEMPLATE, file, { ifMatch: version })
      .set('Content-Type', MEDIA_TYPE.docx)
      .expect(200);
  };
  beforeAll(() => upload('Mallen, {avsandare}'));
  afterAll(async () => {
    const { version } = await done(officer().get(TEMPLATE));
    await service.as('tsn-registrator').delete(TEMPLATE, { ifMatch: version }).expect(204);
  });

  it('is made by a job where it is long, and given at its own address, in the template', async () => {
    const id = await draft(long);
    const accepted = await sampleOf();
    expect(accepted.status).toBe(202);
    const { href } = await endOf(accepted.headers['location'] as string);
    expect(href).toBe(`/yttra/v1${TEMPLATE}/sample`);
    for (const sample of [
      await sampleOf(),
      await officer()
        .get(href as string)
        .buffer(true),
    ]) {
      expect([sample.status, sample.headers['content-type']]).toEqual([200, MEDIA_TYPE.docx]);
      expect([sample.headers['yttra-word-template'], sample.headers['cache-control']]).toEqual([
        '1',
        'no-store',
      ]);
    }
    expect(await rows()).toMatchObject([
      { attempts: 1, format: 'docx', asked: { of: 'samples', body: 'TSN', kind: 'staff-report' } },
    ]);
    expect(JSON.stringify(await rows())).not.toContain(id);
  });

  it('is there at once where it is short, and refuses what is no Word file', async () => {
    await draft(statement);
    expect((await sampleOf()).status).toBe(200);
    expect((await sampleOf().set('Accept', 'application/pdf')).status).toBe(406);
    expect(await rows()).toEqual([]);
  });

  it('is not there for those whose sample is another, nor once another template is in use', async () => {
    await draft(long);
    const location = (await sampleOf()).headers['location'] as string;
    await endOf(location);
    // They work elsewhere, and have a made-up one: what theirs is says nothing of ours.
    for (const persona of ['bin-registrator', 'ks-registrator']) {
      expect([persona, (await service.as(persona).get(location)).status]).toEqual([persona, 404]);
      expect([persona, (await sampleOf(service.as(persona))).status]).toEqual([persona, 200]);
    }
    expect((await service.as('tsn-chef').get(location)).status).toBe(200);
    await upload('En annan mall, {avsandare}');
    expect((await officer().get(location)).status).toBe(404);
    const anew = await sampleOf();
    expect([anew.status, anew.headers['location'] === location]).toEqual([202, false]);
    await endOf(anew.headers['location'] as string);
    expect((await sampleOf()).headers['yttra-word-template']).toBe('2');
  });

  it('is made anew where its renderer is killed, and in another process where its maker is', async () => {
    const renderers = service.app.get(Renderers);
    await warmed(renderers);
    await draft(long);
    const location = await stalled(renderers, async () => {
      const { status, headers } = await sampleOf();
      expect(status).toBe(202);
      for (const pid of renderers.pids) process.kill(pid, 'SIGKILL');
      return headers['location'] as string;
    });
    expect(await endOf(location)).toMatchObject({ state: 'ready' });
    expect((await sampleOf()).headers['yttra-word-template']).toBeDefined();

    await service.database.query(
      "UPDATE paper_jobs SET leased_until = now() - interval '1 second', ended_at = NULL, content = NULL",
    );
    await another(async (as) => {
      const there = await as('tsn-handlaggare');
      expect(await endOf(location, there)).toMatchObject({ state: 'ready' });
      expect((await sampleOf(there)).status).toBe(200);
    });
    expect(await rows()).toMatchObject([{ attempts: 2 }]);
  });

  it('is waited for by a page in the browser', async () => {
    await draft(long);
    const renderers = service.app.get(Renderers);
    await warmed(renderers);
    await draft(long);
    const path = '/forvaltning/handlingar/TSN/staff-report/exempel.docx';
    const visitor = await Visitor.signedIn(service.base, 'tsn-registrator');
    await stalled(renderers, async () => {
      const page = await visitor.request(path, { stop: true } as RequestInit);
      expect([page.status, page.headers.get('refresh')]).toEqual([202, '2']);
      expect(page.read).toContain('Handlingen görs');
    });
    const sample = await until(
      () => visitor.visit(path),
      ({ status }) => status === 200,
    );
    expect(sample.headers.get('content-type')).toBe(MEDIA_TYPE.docx);
  });
});

it('a confidential paper is noted as read when it is given, and not while it is made', async () => {
  const id = await draft(long);
  const marking = {
    provision: 'OSL 21:7',
    seenBy: ['officer', 'registrar'].map((role) => ({ body: 'TSN', role })),
  };
  await done(
    service.as('tsn-registrator').post(`/consultations/${id}/mark-confidential`, marking, { ifMatch: '*' }),
  );
  const readings = async () => {
    const [{ count }] = await service.database.query(
      "SELECT count(*) AS count FROM audit_events WHERE object_type = 'reading' AND consultation_id = $1",
      [id],
    );
    return count as number;
  };
  const location = (await asked(paperOf(id))).headers['location'] as string;
  await endOf(location);
  expect(await readings()).toBe(0);
  const given = await asked(paperOf(id));
  expect([given.status, given.headers['cache-control'], given.headers['etag']]).toEqual([
    200,
    'no-store',
    undefined,
  ]);
  expect(await readings()).toBeGreaterThan(0);
});
