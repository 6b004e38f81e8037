import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Renderers } from '../../src/papers/renderers.js';
import { done, given, statement, type Answer } from '../support/given.js';
import { dispatchedAgain } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

let reply: Answer;
const service = sharedService();
beforeAll(async () => {
  reply = await given(service).consultation('forwarded');
});

const as = async (persona: string) => Visitor.signedIn(service.base, persona);

describe('the page of a reply', () => {
  const linksOf = async (visitor: Visitor, id: string) => {
    const page = await visitor.visit(`/svar/${id}`);
    const links = page.elements
      .flatMap(({ attributes }) => attributes['href'] ?? [])
      .filter((href) => href.includes('/handlingar/'));
    return { page, links };
  };

  it.each([
    ['tsn-handlaggare', ['pdf', 'pdf', 'wordprocessingml', 'pdf', 'wordprocessingml', 'pdf', 'pdf', 'html']],
    // Whoever asked sees no work of the consultee's.
    ['ks-registrator', ['pdf', 'pdf', 'wordprocessingml', 'pdf', 'pdf', 'html']],
  ])('leads %s to papers that can be fetched', async (persona, expected) => {
    await until(
      () => done(service.as('ks-registrator').get(`/dispatches/${(reply['dispatch'] as Answer).id}`)),
      ({ paper }) => paper !== null,
    );
    const visitor = await as(persona);
    const { links } = await linksOf(visitor, reply.id);
    const types = await Promise.all(
      links.map(async (link) => (await visitor.visit(link)).headers.get('content-type')),
    );
    expect(types.map((type) => /pdf|wordprocessingml|html/.exec(type!)![0])).toEqual(expected);
  });

  it('says of the paper of what was forwarded that it is being made, until it can be fetched', async () => {
    const forwarded = await given(service).consultation('forwarded');
    const { id: dispatch } = forwarded['dispatch'] as Answer;
    const visitor = await as('tsn-handlaggare');
    const isThere = async () => {
      const { page, links } = await linksOf(visitor, forwarded.id);
      return [links.some((link) => link.endsWith('/expedierat')), page.text.includes('(PDF) tas fram.')];
    };
    await until(
      () => done(service.as('ks-registrator').get(`/dispatches/${dispatch}`)),
      ({ paper }) => paper !== null,
    );
    expect(await isThere()).toEqual([true, false]);
    // As it is of what was forwarded before papers were kept, and before there is one.
    const another = await dispatchedAgain(service.database, dispatch);
    expect(await isThere()).toEqual([false, false]);
    await service.database.query(
      "INSERT INTO dispatch_papers (dispatch_id, due_at) VALUES ($1, now() + interval '1 hour')",
      [another],
    );
    expect(await isThere()).toEqual([false, true]);
  });

  it('leads nobody else there, and to no paper that there is not', async () => {
    expect((await (await as('bin-registrator')).visit(`/svar/${reply.id}/handlingar/yttrande`)).status).toBe(
      404,
    );
    const visitor = await as('tsn-handlaggare');
    expect((await visitor.visit(`/svar/${reply.id}/handlingar/constructor`)).status).toBe(404);
    const stranger = await new Visitor(service.base).visit(`/svar/${reply.id}/handlingar/yttrande`);
    expect(stranger.path).toMatch(/^\/logga-in/);
  });
});

it('the editor has the statement beside it as the paper that it becomes, under the page’s own heading', async () => {
  const { id } = await given(service).consultation('drafting');
  const page = await (await as('tsn-handlaggare')).visit(`/svar/${id}/yttrande`);
  const headings = page.elements.filter(({ name }) => name === 'h1');
  expect(headings).toHaveLength(1);
  expect(
    page.elements.some(({ name, attributes }) => name === 'article' && attributes['class'] === 'paper'),
  ).toBe(true);
  expect(page.text).toContain(statement.assessment);
});

describe('a paper that takes long', () => {
  it('is said to be being made by a page that asks again by itself, and is then there', async () => {
    const visitor = await as('tsn-handlaggare');
    const path = `/svar/${reply.id}/handlingar/tjansteskrivelse`;
    const renderers = service.app.get(Renderers);
    for (const { headers } of await Promise.all([visitor.visit(path), visitor.visit(path)]))
      expect(headers.get('content-type')).toBe('application/pdf');
    // Both that there may be: one that has just begun would write the second paper.
    const pids = await until(
      async () => renderers.pids,
      ({ length }) => length === 2,
    );
    // On a busy machine the first two took long themselves, and what they became is kept.
    await service.database.query('DELETE FROM paper_jobs');
    // As if what they work on took all this time.
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const look = () => visitor.request(path, { stop: true } as RequestInit);
    const [page, again] = await Promise.all([look(), look()]);
    for (const each of [page, again])
      expect([each.status, each.headers.get('refresh'), each.headers.get('cache-control')]).toEqual([
        202,
        '2',
        'no-store',
      ]);
    expect(page.read).toContain('Handlingen görs');
    expect(page.links).toEqual(expect.arrayContaining([path, `/svar/${reply.id}`]));
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    const paper = await visitor.visit(path);
    expect(paper.status).toBe(200);
    expect(paper.headers.get('content-type')).toBe('application/pdf');
  });

  it('is waited for by whatever asks for no page, or for a part of it', async () => {
    const visitor = await as('tsn-handlaggare');
    const path = `/svar/${reply.id}/handlingar/tjansteskrivelse`;
    await visitor.visit(path);
    const { pids } = service.app.get(Renderers);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const asked = [visitor.visit(path, { Range: 'bytes=0-9' }), visitor.visit(path, { Accept: '*/*' })];
    await pause(2500);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([206, 200]);
  });
});
