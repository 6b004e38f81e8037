import { describe, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const registrar = () => service.as('ks-registrator');

describe('paging by cursor', () => {
  it('neither skips nor repeats a row while others come and go (F-36)', async () => {
    const { sentReferral } = given(service);
    const dates = ['2026-11-20', '2026-12-01', '2026-12-10', '2026-12-15'];
    for (let index = 0; index < 12; index++) await sentReferral({ replyBy: dates[index % 4] });
    const before: { id: string }[] = await service.database.query('SELECT id FROM consultations');

    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = (await registrar()
        .get(`/consultations?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
        .expect(200)) as { body: { items: Answer[]; nextCursor: string | null } };
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
      await sentReferral({ replyBy: '2026-11-15' }); // before every page that is still to come
    } while (cursor);
    expect(seen.length).toBe(new Set(seen).size);
    expect(new Set(seen)).toEqual(new Set(before.map(({ id }) => id)));
  });

  it('is bounded: a page holds at most 100 rows, and depth is the cursor’s', async () => {
    for (const [query, pointer] of [
      ['limit=101', '/limit'],
      ['limit=0', '/limit'],
      ['limit=1&limit=2', '/limit'],
      ['page=501', '/page'],
      ['page=11&limit=100', '/page'],
      ['cursor=nonsense', '/cursor'],
      ['sort=id;drop', '/sort'],
      ['unknown=1', '/unknown'],
      ['state=open', '/state'],
    ] as const) {
      const { status, body } = await registrar().get(`/consultations?${query}`);
      expect({ query, status, pointer: body.errors?.[0].pointer }).toEqual({ query, status: 422, pointer });
    }
  });
});

describe('a cursor', () => {
  const refusal = async (path: string) => {
    const { status, body } = await registrar().get(path);
    return { status, pointer: body.errors?.[0].pointer };
  };
  const cursorOf = async (path: string): Promise<string> => (await done(registrar().get(path)))['nextCursor'];

  it('is of one list, and says so elsewhere', async () => {
    const { draftReferral } = given(service);
    for (let index = 0; index < 3; index++) await draftReferral();
    const ofCases = await cursorOf('/cases?limit=1');
    expect(await refusal(`/cases?limit=1&cursor=${ofCases}`)).toEqual({ status: 200 });
    for (const other of ['/referrals', '/referrals?sort=created', '/documents', '/consultations', '/inbox'])
      expect({
        other,
        ...(await refusal(`${other}${other.includes('?') ? '&' : '?'}cursor=${ofCases}`)),
      }).toEqual({ other, status: 422, pointer: '/cursor' });
  });

  it.each([
    ['/cases', 'issuer=KS', ['', 'issuer=KS&state=open', 'issuer=KS&q=strategi']],
    ['/referrals', 'state=draft', ['', 'state=sent', 'state=draft&dueBefore=2099-12-31']],
    ['/bodies', 'kind=board', ['', 'q=n%C3%A4mnd']],
  ])(
    'of %s with %s is refused with other filters, since rows would be left out',
    async (path, own, others) => {
      const { draftReferral } = given(service);
      for (let index = 0; index < 3; index++) await draftReferral();
      const cursor = await cursorOf(`${path}?limit=1&${own}`);
      expect(await refusal(`${path}?${own}&limit=2&count=true&cursor=${cursor}`)).toEqual({ status: 200 });
      for (const other of others)
        expect({ other, ...(await refusal(`${path}?${other}&cursor=${cursor}`)) }).toEqual({
          other,
          status: 422,
          pointer: '/cursor',
        });
    },
  );

  it('goes with filters in any order, and with what they are when they are not given', async () => {
    const { sentReferral } = given(service);
    for (let index = 0; index < 3; index++) await sentReferral();
    const cursor = await cursorOf('/consultations?limit=1&state=sent&state=drafting&issuer=KS');
    const same = 'sort=replyBy&issuer=KS&state=drafting&state=sent';
    expect(await refusal(`/consultations?${same}&cursor=${cursor}`)).toEqual({ status: 200 });
  });

  it('does not stand beside a page, which would be passed over', async () => {
    const { draftReferral } = given(service);
    for (let index = 0; index < 3; index++) await draftReferral();
    const cursor = await cursorOf('/cases?limit=1');
    const { body } = await registrar().get(`/cases?limit=1&page=2&cursor=${cursor}`).expect(422);
    expect(body.errors).toEqual([
      {
        pointer: '/page',
        code: 'not-beside',
        detail: 'Kan inte anges tillsammans med cursor. Ange den ena av dem.',
      },
    ]);
  });

  it('reads the documents of a referral to their end, counted', async () => {
    const { draftReferral, document } = given(service);
    const { id } = await draftReferral();
    const attached: string[] = [];
    for (let index = 0; index < 3; index++) {
      const { id: documentId } = await document();
      attached.push(documentId);
      await done(registrar().post(`/referrals/${id}/documents`, { documentId }));
    }
    expect(await readAll(`/referrals/${id}/documents`)).toEqual({ ids: attached, total: 3 });
  });

  it('reads the replies of a referral to their end, each once, while consultees come', async () => {
    const { sentReferral } = given(service);
    const { id } = await sentReferral({ consultees: ['B', 'C', 'D'].map((name) => ({ name })) });
    const { ids } = await readAll(`/referrals/${id}/replies`, async () => {
      await done(
        registrar().post(`/referrals/${id}/consultees`, { name: 'A' }, { ifMatch: '*' }),
        200,
        201,
        409,
        422,
      );
    });
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  async function readAll(path: string, between?: () => Promise<void>) {
    const ids: string[] = [];
    let total: number | undefined;
    for (let cursor = ''; ;) {
      const page = await done(registrar().get(`${path}?limit=1&count=true${cursor && `&cursor=${cursor}`}`));
      ids.push(...(page['items'] as Answer[]).map(({ id, consultationId }) => id ?? consultationId));
      expect(ids.length).toBeLessThan(10);
      total ??= page['total'] as number;
      if (page['nextCursor'] === null) return { ids, total };
      cursor = page['nextCursor'] as string;
      await between?.();
    }
  }
});

describe('a cursor of a list that was sorted in another way', () => {
  it.each([
    [
      '/consultations',
      ['replyBy', '-replyBy', 'margin', '-margin', 'meeting', '-meeting', 'changed', '-changed'],
    ],
    ['/referrals', ['created', '-created', 'replyBy', '-replyBy']],
  ])('of %s is refused, since rows would be lost', async (path, sorts) => {
    const { sentReferral } = given(service);
    for (let index = 0; index < 3; index++) await sentReferral();
    const page = (query: string) => registrar().get(`${path}?limit=1&${query}`);
    for (const sort of sorts) {
      const { nextCursor } = await done(page(`sort=${sort}`));
      if (nextCursor === null) continue; // By margin and meeting there are those only that have one.
      for (const other of sorts) {
        const { status, body } = await page(`sort=${other}&cursor=${nextCursor}`);
        const refused = { status: 422, pointer: '/cursor' };
        expect({ sort, other, status, pointer: body.errors?.[0].pointer }).toEqual({
          sort,
          other,
          ...(other === sort ? { status: 200, pointer: undefined } : refused),
        });
      }
    }
  });
});

describe('filters of the worklist', () => {
  it('narrow it by consultee, state, officer, overdue, date and text', async () => {
    const { consultation } = given(service);
    const { id } = await consultation('drafting', { replyBy: '2026-10-30' });
    const find = async (query: string) =>
      (
        await service.as('tsn-handlaggare').get(`/consultations?limit=100&${query}`).expect(200)
      ).body.items.map((item: Answer) => item.id);
    expect(await find('state=drafting&state=in-review')).toContain(id);
    expect(await find('officer=tsn-handlaggare')).toEqual([id]);
    expect(await find('overdue=true')).toEqual([id]);
    expect(await find('overdue=false')).not.toContain(id);
    expect(await find('dueBefore=2026-10-31')).toEqual([id]);
    expect(await find('issuer=KS&consultee=TSN&q=SOCIAL h%C3%A5ll')).toContain(id);
    expect(await find('q=100%25')).toEqual([]);
    expect(await find('sort=-replyBy')).toContain(id);
    const counted = await service
      .as('tsn-handlaggare')
      .get('/consultations?count=true&state=drafting')
      .expect(200);
    expect(counted.body.total).toBe(counted.body.items.length);
    expect(
      await done(service.as('bin-registrator').get('/consultations?officer=tsn-handlaggare')),
    ).toMatchObject({ items: [] });
  });
});
