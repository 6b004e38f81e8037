import { beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

/**
 * Forms whose address names one thing inside another, or whose fields name it: one of another place, that the same person
 * may see and change there, is refused here, and nothing changes.
 */
const service = sharedService({ ROLE: 'api' });
let here: Meeting;
let there: Meeting;
let secretary: Visitor;
beforeAll(async () => {
  here = await meetingOn('2027-03-01', 'Ett', 'Två');
  there = await meetingOn('2027-03-02', 'Annat');
  service.setNow('2027-03-02T12:00:00Z');
  secretary = await Visitor.signedIn(service.base, SECRETARY);
});

const SECRETARY = 'tsn-sekreterare';

interface Meeting {
  readonly id: string;
  readonly path: string;
  readonly matters: readonly string[];
}

async function meetingOn(date: string, ...titles: string[]): Promise<Meeting> {
  const { id } = await done(service.as(SECRETARY).post('/bodies/TSN/meetings', { date }), 201);
  const matters: string[] = [];
  for (const title of titles) {
    const matter = await given(service).consultation('approved', { title, replyBy: '2027-06-01' });
    await given(service).step(SECRETARY, matter.id, 'schedule', { meetingId: id });
    matters.push(matter.id);
  }
  return { id, path: `/sammantraden/tsn/${date}`, matters };
}

const one = (id: string) => done(service.as('tsn-chef').get(`/consultations/${id}`));
/** All that a consultation and its meeting's agenda say of themselves. */
const all = async (): Promise<unknown[]> =>
  service.database.query(
    `SELECT id, state, version, meeting_id FROM consultations UNION ALL
     SELECT id, body_code, version, NULL FROM meetings UNION ALL
     SELECT id, coalesce(withdrawn_because, 'stays'), 0, NULL FROM messages ORDER BY 1`,
  );
const token = async (page: string) => Visitor.hidden(await secretary.visit(page))['_token']!;

async function send(visitor: Visitor, path: string, fields: Record<string, string>, chosen: string[] = []) {
  const body = new URLSearchParams(fields);
  for (const each of chosen) body.append('valda[]', each);
  const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: service.base };
  return visitor.request(path, { method: 'POST', body, headers });
}

/** The fields of every form, of the version that the matter has: nothing but its place is wrong. */
const formOf = async (page: string, id: string) => ({
  _token: await token(page),
  _version: String((await one(id)).version),
  _key: `fel-${Math.random()}`,
});

describe('a matter of another meeting', () => {
  it.each([
    ['is not taken off', '', { gor: 'ta-bort' }],
    ['is not decided', '/beslut/{id}', { outcome: 'as-proposed', section: '84', route: 'board' }],
    ['is not tabled', '/beslut/{id}', { outcome: 'tabled', section: '84' }],
  ] as const)('%s', async (_, form, fields) => {
    const [elsewhere] = there.matters as [string];
    const before = await all();
    const sent = { ...(await formOf(here.path, elsewhere)), ...fields, arende: elsewhere };
    const { status } = await secretary.send(`${here.path}${form.replace('{id}', elsewhere)}`, sent);
    expect(status).toBe(404);
    expect(await all()).toEqual(before);
  });

  it('is not moved in the order', async () => {
    const [elsewhere] = there.matters as [string];
    const before = await all();
    const [{ version }] = await service.database.query('SELECT version FROM meetings WHERE id = $1', [
      here.id,
    ]);
    const sent = {
      ...(await formOf(here.path, elsewhere)),
      _version: String(version),
      flytta: `ned ${elsewhere}`,
      ordning: [elsewhere, ...here.matters].join(' '),
    };
    expect((await secretary.send(here.path, sent)).status).toBeGreaterThanOrEqual(404);
    expect(await all()).toEqual(before);
  });

  it.each([
    ['justera', 'confirmedOn', 'decided'],
    ['expediera', 'forwardedOn', 'confirmed'],
  ] as const)('is not settled with those of it: %s', async (step, day, state) => {
    const [mine, elsewhere] = [here.matters[1]!, there.matters[0]!];
    for (const id of [mine, elsewhere])
      await (state === 'decided'
        ? given(service).step(SECRETARY, id, 'decide', { outcome: 'as-proposed', section: '84' })
        : given(service)
            .step(SECRETARY, id, 'confirm', { confirmedOn: '2027-03-02' })
            .catch(() => undefined));
    const marked = await Promise.all([mine, elsewhere].map(async (id) => `${id} ${(await one(id)).version}`));
    const fields = {
      _token: await token(`${here.path}/justera`),
      _key: `${step}-1`,
      gor: step,
      [day]: '2027-03-02',
    };
    const { status, path, text } = await send(secretary, `${here.path}/justera`, fields, marked);
    expect([status, path]).toEqual([200, `${here.path}/justera?klart=${step}`]);
    expect(text).toContain('Annat');
    expect((await one(mine)).state).toBe(state === 'decided' ? 'confirmed' : 'forwarded');
    expect((await one(elsewhere)).state).toBe(state);
  });

  it('is not forwarded with those of a meeting when it was decided at none', async () => {
    const { id } = await given(service).consultation('approved', {
      title: 'På delegation',
      replyBy: '2027-06-01',
    });
    await given(service).step('tsn-chef', id, 'decide-by-delegation', {
      route: 'administration',
      basis: 'Delegationsordningen 3.2',
      decidedBy: 'Förvaltningschefen',
      decidedOn: '2027-03-01',
    });
    const fields = {
      _token: await token(`${here.path}/justera`),
      _key: 'del',
      gor: 'expediera',
      forwardedOn: '2027-03-02',
    };
    const marked = [`${id} ${(await one(id)).version}`];
    expect((await send(secretary, `${here.path}/justera`, fields, marked)).text).toContain('På delegation');
    expect((await one(id)).state).toBe('confirmed');
  });
});

describe('a meeting of another body', () => {
  it.each(['', '/beslut/{id}', '/justera'])('has no form: %s', async (form) => {
    const matter = here.matters[0]!;
    const before = await all();
    const sent = {
      ...(await formOf(here.path, matter)),
      arende: matter,
      gor: form === '' ? 'ta-bort' : 'justera',
      outcome: 'as-proposed',
      section: '1',
    };
    const path = `/sammantraden/bin/${here.id}${form.replace('{id}', matter)}`;
    const marked = form === '/justera' ? [`${matter} ${(await one(matter)).version}`] : [];
    expect((await send(secretary, path, sent, marked)).status).toBe(404);
    expect(await all()).toEqual(before);
  });
});

it('a message of another reply is not withdrawn', async () => {
  const [mine, other] = [here.matters[0]!, there.matters[0]!];
  const written: Answer = await done(
    service.as('tsn-registrator').post(`/consultations/${other}/messages`, { text: 'Fel ärende' }),
  );
  const writer = await Visitor.signedIn(service.base, 'tsn-registrator');
  const own = Visitor.hidden(await writer.visit(`/svar/${other}/meddelanden/${written.id}/aterta`));
  const before = await all();
  const at = (id: string) => `/svar/${id}/meddelanden/${written.id}/aterta`;
  expect((await writer.send(at(mine), { ...own, reason: 'Av misstag' })).status).toBe(404);
  expect(await all()).toEqual(before);
  expect((await writer.send(at(other), { ...own, reason: 'Av misstag' })).status).toBe(200);
});

it('an earlier meeting that a reply does not have is not corrected', async () => {
  const [tabled, other] = [here.matters[0]!, there.matters[0]!];
  await given(service).step(SECRETARY, tabled, 'table', { reason: 'Tiden räckte inte', section: '9' });
  const before = await all();
  const form = (id: string) => `/svar/${id}/ratta-bordlaggning/1`;
  const own = Visitor.hidden(await secretary.visit(form(tabled)));
  const { status } = await secretary.send(form(other), { ...own, section: '10' });
  expect(status).toBe(404);
  expect(await all()).toEqual(before);
});
