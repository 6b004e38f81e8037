import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { done, given, NOW, type Answer } from '../support/given.js';
import { everyone, publishing, REMOVE_ON } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

let anyone: (path: string, headers?: Record<string, string>) => Test;
let published: { case: Answer; referral: Answer; statement: Answer };
let ids: { case: string; referral: string; statement: string };
const service = sharedService();
beforeAll(async () => {
  anyone = await everyone(service);
});
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
  const received = await given(service).consultation('received', { title: SECRET });
  const ks = service.as('ks-registrator');
  const { publishCase, publishReferral, publishStatement } = publishing(service);
  ids = { case: received['caseId'], referral: received['referralId'], statement: received.id };
  published = {
    statement: await publishStatement(received),
    referral: await publishReferral((await ks.get(`/referrals/${ids.referral}`)).body),
    case: await publishCase((await ks.get(`/cases/${ids.case}`)).body, { publicTitle: SECRET }),
  };
});

const SECRET = 'Hotbild mot badhuset';
const LISTS = { case: 'cases', referral: 'referrals', statement: 'statements' } as const;
type Kind = keyof typeof LISTS;
const KINDS = Object.keys(LISTS) as Kind[];
/** What a marking of each kind hides of what is published. */
const HIDES: Record<Kind, Kind[]> = {
  case: ['case', 'referral', 'statement'],
  referral: ['referral', 'statement'],
  statement: ['statement'],
};
const ADDRESS: Record<Kind, string> = { case: 'cases', referral: 'referrals', statement: 'consultations' };

const mark = async (kind: Kind, othersSee: 'masked' | 'nothing') => {
  const persona = kind === 'statement' ? 'tsn-registrator' : 'ks-registrator';
  const path = `/${ADDRESS[kind]}/${ids[kind]}`;
  const { version } = await done(service.as(persona).get(path));
  const seenBy = [
    { body: 'KS', role: 'registrar' },
    { body: 'TSN', role: 'registrar' },
  ];
  const marking = { provision: 'OSL 18:13', seenBy, othersSee };
  return done(service.as(persona).post(`${path}/mark-confidential`, marking, { ifMatch: version }));
};
const lift = async (kind: Kind) => {
  const persona = kind === 'statement' ? 'tsn-registrator' : 'ks-registrator';
  const path = `/${ADDRESS[kind]}/${ids[kind]}`;
  const { version } = await done(service.as(persona).get(path));
  await done(service.as(persona).post(`${path}/lift-confidentiality`, { reason: 'x' }, { ifMatch: version }));
};
const read = async (paths: string[]): Promise<string> =>
  (await Promise.all(paths.map(async (path) => (await anyone(path)).text))).join('\n');
/** Every way to read a list. */
const wholeList = (kind: Kind): Promise<string> => {
  const list = LISTS[kind];
  return read([`/${list}`, `/data/${list}.json`, `/data/${list}.csv`, `/register/${list}`, '/feed.atom']);
};
const everything = async (kind: Kind): Promise<string> => {
  const one = `/${LISTS[kind]}/${published[kind].id}`;
  return `${await wholeList(kind)}\n${await read([one, `/register${one}`])}`;
};

describe.each(KINDS)('a %s that becomes confidential', (kind) => {
  it('is masked at once wherever it is read, with what belongs to it, and shown again once it is not', async () => {
    const before = await Promise.all(KINDS.map(everything));
    const known = await anyone(`/${LISTS[kind]}/${published[kind].id}`);
    await mark(kind, 'masked');

    for (const hidden of HIDES[kind]) {
      const { body } = await anyone(`/${LISTS[hidden]}/${published[hidden].id}`).expect(200);
      const { id, number, date, masked, updatedAt, ...rest } = body;
      expect({ id, number, masked }).toEqual({
        id: published[hidden].id,
        number: published[hidden]['number'],
        masked: true,
      });
      expect([date, updatedAt].every((instant) => typeof instant === 'string')).toBe(true);
      expect(new Set(Object.values(rest))).toEqual(new Set([null]));
      const text = (await everything(hidden)).split('\n').filter((line) => line.includes(id as string));
      expect(text.length).toBeGreaterThan(3);
      expect(text.join('\n')).not.toMatch(/Hotbild|Tekniska|tillstyrka/);
    }
    for (const shown of KINDS.filter((each) => !HIDES[kind].includes(each)))
      expect((await anyone(`/${LISTS[shown]}/${published[shown].id}`)).body.masked).toBe(false);
    await anyone(`/${LISTS[kind]}/${published[kind].id}`, { 'If-None-Match': known.headers['etag']! }).expect(
      200,
    );
    const page = await anyone(`/register/${LISTS[kind]}/${published[kind].id}`).expect(200);
    expect(page.text).toMatch(/sekretess/);

    await lift(kind);
    expect(await Promise.all(KINDS.map(everything))).toEqual(before);
  });

  it('is found by its number and date, and by nothing that is hidden', async () => {
    const found = async (query: string) => {
      const { body } = await anyone(`/${LISTS[kind]}?count=true&${query}`).expect(200);
      expect(body.total).toBe(body.items.length);
      return body.items.map(({ id }: Answer) => id);
    };
    const body = kind === 'statement' ? 'TSN' : 'KS';
    const hidden = ['q=hotbild', 'q=badhus', `body=${body}`, ...(kind === 'statement' ? [] : ['state=open'])];
    for (const query of hidden) expect(await found(query)).toEqual([published[kind].id]);
    await mark(kind, 'masked');

    for (const query of hidden) expect(await found(query)).toEqual([]);
    expect(await found(`q=${encodeURIComponent(published[kind]['number'])}`)).toEqual([published[kind].id]);
    expect(await found('from=2020-01-01&to=2100-01-01')).toEqual([published[kind].id]);
    for (const linked of HIDES[kind].filter((each) => each !== 'case')) {
      const filter =
        linked === 'referral' ? `case=${published.case.id}` : `referral=${published.referral.id}`;
      expect((await anyone(`/${LISTS[linked]}?${filter}`)).body.items).toEqual([]);
    }
  });

  it('is not there at all where others see nothing', async () => {
    await mark(kind, 'nothing');
    for (const hidden of HIDES[kind]) {
      await anyone(`/${LISTS[hidden]}/${published[hidden].id}`).expect(404);
      await anyone(`/register/${LISTS[hidden]}/${published[hidden].id}`).expect(404);
      expect(await wholeList(hidden)).not.toContain(published[hidden].id);
      expect((await anyone(`/${LISTS[hidden]}?count=true`)).body).toMatchObject({ items: [], total: 0 });
    }
    const links = JSON.stringify([(await anyone('/referrals')).body, (await anyone('/statements')).body]);
    for (const hidden of HIDES[kind]) expect(links).not.toContain(published[hidden].id);
  });

  it('is masked in the list of publications too, and not there for those who may not see the record', async () => {
    await mark(kind, 'masked');
    const of = async (persona: string) => {
      const { body } = await service.as(persona).get('/publications?limit=100').expect(200);
      return (body.items as Answer[]).filter(({ id }) =>
        HIDES[kind].some((hidden) => published[hidden].id === id),
      );
    };
    const seen = await of('ks-registrator');
    expect(seen).toHaveLength(HIDES[kind].length);
    for (const publication of seen)
      expect(publication).toMatchObject({ masked: true, shown: true, publicTitle: null });
    // The other authority keeps what it has received, masked.
    const [kept, other] =
      kind === 'statement' ? ['tsn-lasare', 'ks-handlaggare'] : ['ks-handlaggare', 'tsn-lasare'];
    expect(await of(kept)).toEqual([]);
    const theirs = await of(other);
    expect(theirs).toHaveLength(HIDES[kind].length);
    for (const publication of theirs) expect(publication).toMatchObject({ masked: true, publicTitle: null });
  });
});

it('can be published while it is confidential, and says that little is shown', async () => {
  await mark('case', 'masked');
  const { publishCase } = publishing(service);
  const { body } = await service.as('ks-registrator').get(`/cases/${ids.case}`).expect(200);
  const publication = await publishCase(body);
  expect(publication).toMatchObject({ masked: true, publicTitle: null });
  expect(publication['warnings'].map(({ code }: { code: string }) => code)).toEqual(['confidential']);
});

it('can be published by none but those on the list', async () => {
  await mark('statement', 'masked');
  const persona = service.as('tsn-registrator');
  const { version } = await done(persona.get(`/consultations/${ids.statement}`));
  const seenBy = [{ person: 'tsn-registrator' }];
  const marked = await done(
    persona.post(
      `/consultations/${ids.statement}/mark-confidential`,
      { provision: 'OSL 18:13', seenBy },
      { ifMatch: version },
    ),
  );
  await service
    .as('ks-registrator')
    .post(`/consultations/${ids.statement}/publish`, { removeOn: REMOVE_ON }, { ifMatch: marked.version })
    .expect(403);
});
