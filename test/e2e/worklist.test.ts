import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAtRisk, type Verdict } from '../../src/rules/planning.js';
import { UNANSWERED_STATES } from '../../src/rules/consultation-states.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const rowOf = async (id: string, persona = 'tsn-handlaggare', query = '') => {
  const { items } = await done(service.as(persona).get(`/consultations?limit=100${query}`));
  return (items as Answer[]).find((row) => row.id === id);
};

const idsOf = async (persona: string, query: string) => {
  const page = await done(service.as(persona).get(`/consultations?limit=100&count=true&${query}`));
  expect(page['total']).toBe(page['items'].length);
  return (page['items'] as Answer[]).map(({ id }) => id).sort();
};

describe('a row of the worklist', () => {
  it('says the next step, its day, the working days left and the verdict, as the plan does', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-02');
    await meeting('2027-01-20');
    for (const state of UNANSWERED_STATES.filter((each) => each !== 'on-agenda')) {
      service.setNow(NOW);
      const { id, version } = await consultation(state);
      service.setNow('2026-11-23T08:00:00Z');
      const plan = await done(service.as('tsn-handlaggare').get(`/consultations/${id}/plan`));
      const next = (plan['steps'] as { step: string; date: string; done: boolean; margin: number }[]).find(
        (step) => !step.done,
      )!;
      // What has come in is registered before anything of its plan is done.
      const nextStep = state === 'sent' ? 'register' : next.step;
      const facts = { nextStep, nextBy: next.date, marginDays: next.margin, verdict: plan['verdict'] };
      expect(await rowOf(id)).toMatchObject({ state, version, ...facts });
      expect(await rowOf(id, 'tsn-handlaggare', '&q=hållbarhet&state=' + state)).toMatchObject(facts);
    }
  });

  it('says that the day of a step has passed, and what is late', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-02');
    const { id } = await consultation('drafting');
    service.setNow('2026-11-23T08:00:00Z');
    expect(await rowOf(id)).toMatchObject({
      nextStep: 'draft',
      nextBy: '2026-11-12',
      marginDays: -7,
      verdict: 'tight',
    });
    service.setNow('2026-12-17T08:00:00Z');
    expect(await rowOf(id)).toMatchObject({ verdict: 'impossible', overdue: true });
  });

  it('has no verdict, and a step without a day, where the body has no meeting ahead', async () => {
    const { id } = await given(service).consultation('drafting');
    expect(await rowOf(id)).toMatchObject({
      nextStep: 'draft',
      nextBy: null,
      marginDays: null,
      verdict: null,
    });
  });

  it('has none of it once it is answered, and for the issuer, to whom the plan is not shown', async () => {
    const { meeting, consultation } = given(service);
    const nothing = { nextStep: null, nextBy: null, marginDays: null, verdict: null };
    const { id: answered } = await consultation('forwarded');
    expect(await rowOf(answered)).toMatchObject(nothing);
    await meeting('2026-12-02');
    const { id } = await consultation('drafting');
    expect(await rowOf(id, 'ks-registrator')).toMatchObject(nothing);
    expect(await rowOf(id, 'tsn-lasare')).toMatchObject(nothing);
  });

  it('says what both sides are called, and to the consultee when it meets', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const { meetingDate } = await done(service.as('tsn-handlaggare').get(`/consultations/${id}`));
    const names = { issuerName: 'Kommunstyrelsen', consulteeName: 'Tekniska servicenämnden' };
    expect(meetingDate).toMatch(/^\d{4}-/);
    expect(await rowOf(id)).toMatchObject({ ...names, meetingDate });
    expect(await rowOf(id, 'ks-registrator')).toMatchObject({ ...names, meetingDate: null });
    expect(await rowOf(id, 'tsn-lasare')).toMatchObject({ ...names, meetingDate: null });
  });

  it('calls one outside by its name, and by none where the matter is confidential', async () => {
    const { id } = await given(service).sentReferral({ consultees: [{ name: 'Räddningstjänsten Syd' }] });
    const { items } = await done(service.as('ks-registrator').get('/consultations?issuer=KS'));
    expect(items).toMatchObject([
      { consultee: 'Räddningstjänsten Syd', consulteeName: 'Räddningstjänsten Syd', meetingDate: null },
    ]);
    const { caseId } = await done(service.as('ks-registrator').get(`/referrals/${id}`));
    const marking = { provision: 'OSL 31:16', seenBy: [{ body: 'KS' }] };
    await done(
      service
        .as('ks-registrator')
        .post(`/cases/${String(caseId)}/mark-confidential`, marking, { ifMatch: '*' }),
    );
    const { items: hidden } = await done(service.as('ks-registrator').get('/consultations?issuer=KS'));
    expect(hidden).toMatchObject([{ consultee: null, consulteeName: null, confidential: true }]);
  });
});

describe('the filters of a worklist', () => {
  it('find by verdict exactly the rows that say it, in any state and on any day', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-11-25');
    await meeting('2026-12-02');
    for (const state of UNANSWERED_STATES)
      // The Sunday is answered on the Friday before it.
      for (const replyBy of ['2026-11-16', '2026-11-29', '2026-12-03', '2026-12-15', '2027-02-01']) {
        service.setNow(NOW);
        await consultation(state, { replyBy });
      }
    for (const today of [
      '2026-11-02',
      '2026-11-09',
      '2026-11-24',
      // A Saturday and a Sunday: what was to be done on the Friday is behind, as its row says.
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
      '2026-12-08',
      '2027-01-20',
    ]) {
      service.setNow(`${today}T08:00:00Z`);
      const page = await done(service.as('tsn-handlaggare').get('/consultations?limit=100&consultee=TSN'));
      const risky = (page['items'] as Answer[])
        .filter(({ verdict }) => isAtRisk(verdict as Verdict | null))
        .map(({ id }) => id)
        .sort();
      expect(await idsOf('tsn-handlaggare', 'atRisk=true')).toEqual(risky);
      expect(await idsOf('tsn-handlaggare', 'atRisk=true&q=hållbarhet')).toEqual(risky);
      expect(await idsOf('ks-registrator', 'atRisk=true')).toEqual([]);
    }
  });

  it('find what is to be decided once the day of its meeting has come, at the body that meets', async () => {
    const { consultation } = given(service);
    const { id } = await consultation('on-agenda');
    await consultation('approved');
    const held = ['meetingHeld=true', 'meetingHeld=true&state=on-agenda', 'meetingHeld=true&q=hållbarhet'];
    for (const [today, found] of [
      ['2026-11-01', []],
      ['2026-11-02', [id]],
    ] as const) {
      service.setNow(`${today}T08:00:00Z`);
      for (const query of held) expect(await idsOf('tsn-sekreterare', query)).toEqual(found);
      for (const query of held) expect(await idsOf('ks-registrator', query)).toEqual([]);
    }
    expect(await idsOf('tsn-sekreterare', 'meetingHeld=false&state=on-agenda')).toEqual([]);
  });

  it('find what was sent back, and to both sides what waits for more time', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('in-review');
    await consultation('drafting');
    expect(await idsOf('tsn-handlaggare', 'returned=true')).toEqual([]);
    await step('tsn-chef', id, 'return', { comment: 'Komplettera.' });
    for (const query of ['returned=true', 'returned=true&q=hållbarhet'])
      expect(await idsOf('tsn-handlaggare', query)).toEqual([id]);
    expect(await idsOf('ks-registrator', 'returned=true')).toEqual([]);
    await done(
      service.as('tsn-registrator').post(`/consultations/${id}/extensions`, {
        until: '2027-01-15',
        reason: 'Sammanträdet är flyttat.',
      }),
    );
    for (const query of [
      'extensionRequested=true',
      'extensionRequested=true&q=hållbarhet',
      'extensionRequested=true&issuer=KS&consultee=TSN&state=drafting',
      'extensionRequested=true&overdue=false&dueBefore=2027-12-31&sort=-replyBy',
      'extensionRequested=true&atRisk=false',
    ])
      for (const persona of ['tsn-registrator', 'ks-handlaggare'])
        expect(await idsOf(persona, query)).toEqual([id]);
    for (const query of ['overdue=true', 'state=registered', 'consultee=BIN', 'atRisk=true&overdue=true'])
      expect(await idsOf('tsn-registrator', `extensionRequested=true&${query}`)).toEqual([]);
    await done(
      service.as('ks-registrator').get('/consultations?extensionRequested=true&limit=1&page=2'),
    ).then((page) => expect(page['items']).toEqual([]));
    for (const persona of ['bin-registrator', 'admin'])
      expect(await idsOf(persona, 'extensionRequested=true')).toEqual([]);
  });
});

it('more time that was asked of a sender outside Yttra waits for whoever records the answer', async () => {
  const registrar = service.as('tsn-registrator');
  const origin = { sender: 'Byggdepartementet', replyBy: '2026-12-01' };
  const matter = await done(registrar.post('/cases', { title: 'Utredningen', issuer: 'TSN', origin }));
  const { id } = await done(registrar.post(`/cases/${matter.id}/consultations`, { consultee: 'TSN' }));
  const within = await given(service).consultation('drafting');
  const asked = { until: '2027-01-15', reason: 'Sammanträdet är den 13 januari.' };
  const { id: extension } = await done(registrar.post(`/consultations/${id}/extensions`, asked));
  await done(registrar.post(`/consultations/${within.id}/extensions`, asked));
  for (const query of [
    'fromOutside=true',
    'fromOutside=true&extensionRequested=true',
    'fromOutside=true&q=utredningen',
  ])
    expect(await idsOf('tsn-registrator', query)).toEqual([id]);
  expect(await idsOf('tsn-registrator', 'fromOutside=false&extensionRequested=true')).toEqual([within.id]);
  const waiting = async (persona: string, queue: string) => {
    const queues = (await done(service.as(persona).get('/me/queues'))) as unknown as Answer[];
    return queues.find((each) => each['queue'] === queue);
  };
  expect(await waiting('tsn-registrator', 'record-extension')).toMatchObject({ body: 'TSN', count: 1 });
  expect(await waiting('tsn-chef', 'record-extension')).toBeUndefined();
  const visitor = new Visitor(service.base);
  const page = await visitor.signIn('tsn-registrator');
  expect(page.text).toContain('Anstånd att avgöra');
  expect(page.elements.filter(({ attributes: { href } }) => href === `/svar/${id}`).length).toBeGreaterThan(
    0,
  );
  await done(registrar.post(`/extensions/${extension}/grant`, { until: '2027-01-08' }, { ifMatch: '*' }));
  expect(await waiting('tsn-registrator', 'record-extension')).toMatchObject({ count: 0 });
  expect((await visitor.visit('/inkorg')).text).not.toContain('Anstånd att avgöra');
});

it('a row says why the draft was returned, to those who see the draft, until it is submitted again', async () => {
  const { id } = await given(service).consultation('in-review');
  const comment = 'Förtydliga avsnittet om ekonomin.';
  await given(service).step('tsn-chef', id, 'return', { comment });
  const saidTo = async (persona: string, query: string) =>
    ((await done(service.as(persona).get(`/consultations?${query}`)))['items'] as Answer[]).find(
      (row) => row['id'] === id,
    )?.['returnedBecause'];
  for (const query of ['state=drafting', 'q=strategi', 'returned=true'])
    expect([query, await saidTo('tsn-handlaggare', query)]).toEqual([query, comment]);
  expect(await saidTo('ks-registrator', 'state=drafting')).toBeNull();
  expect(await saidTo('tsn-lasare', 'state=drafting')).toBeNull();
  const visitor = new Visitor(service.base);
  expect((await visitor.signIn('tsn-handlaggare')).text).toContain(comment);
  const statement = { of: 'statement', provision: 'OSL 25 kap. 1 §', decidedOn: '2026-11-02' };
  await done(
    service
      .as('tsn-registrator')
      .post(
        `/consultations/${id}/mark-confidential`,
        { ...statement, seenBy: [{ body: 'TSN' }] },
        { ifMatch: '*' },
      ),
  );
  expect(await saidTo('tsn-handlaggare', 'state=drafting')).toBeNull();
});

describe('the order of a list', () => {
  const page = async (persona: string, query: string) =>
    done(service.as(persona).get(`/consultations?${query}`));
  const listed = async (persona: string, query: string) =>
    ((await page(persona, query))['items'] as Answer[]).map(({ id }) => id);
  /** The same, a row at a time. */
  const byCursor = async (persona: string, query: string) => {
    const ids: unknown[] = [];
    for (let after = ''; ;) {
      const { items, nextCursor } = await page(persona, `${query}&limit=1${after}`);
      ids.push(...(items as Answer[]).map(({ id }) => id));
      if (nextCursor === null) return ids;
      after = `&cursor=${nextCursor}`;
    }
  };

  it('by margin goes by the day of the next step, of what your bodies are still to answer', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-02');
    await meeting('2027-01-20');
    for (const state of [...UNANSWERED_STATES, 'forwarded'] as const) await consultation(state);
    await consultation('registered', { replyBy: '2027-01-15' });
    service.setNow('2026-11-23T08:00:00Z');
    const { items, total } = await page('tsn-handlaggare', 'sort=margin&count=true');
    expect(total).toBe(UNANSWERED_STATES.length + 1);
    const rows = (items as Answer[]).map(({ id, nextBy, replyBy }) => `${String(nextBy ?? replyBy)} ${id}`);
    expect(rows).toEqual([...rows].sort());
    expect(new Set(rows.map((row) => row.slice(0, 10))).size).toBeGreaterThan(4);
    const margins = (items as Answer[]).map(({ marginDays }) => Number(marginDays));
    expect(margins).toEqual([...margins].sort((one, other) => one - other));
    const ids = (items as Answer[]).map(({ id }) => id);
    expect(await listed('tsn-handlaggare', 'sort=-margin')).toEqual(ids.toReversed());
    expect(await byCursor('tsn-handlaggare', 'sort=margin')).toEqual(ids);
    expect(await byCursor('tsn-handlaggare', 'sort=-margin')).toEqual(ids.toReversed());
    const drafts = await listed('tsn-handlaggare', 'sort=margin&state=drafting&state=in-review&q=hållbarhet');
    expect(drafts).toEqual(ids.filter((id) => drafts.includes(id)));
    expect(drafts).toHaveLength(2);
    // The issuer is not shown the plan of whoever it asks.
    expect(await listed('ks-registrator', 'sort=margin')).toEqual([]);
  });

  it('by change goes by when the matter was changed, on either side; a saved draft is no change', async () => {
    const { consultation, step } = given(service);
    const first = await consultation('registered');
    const second = await consultation('drafting');
    const third = await consultation('registered');
    const order = [first.id, second.id, third.id];
    for (const persona of ['tsn-handlaggare', 'ks-registrator']) {
      expect(await listed(persona, 'sort=changed')).toEqual(order);
      expect(await listed(persona, 'sort=-changed')).toEqual(order.toReversed());
      expect(await byCursor(persona, 'sort=-changed')).toEqual(order.toReversed());
    }
    const draft = service
      .as('tsn-handlaggare')
      .put(`/consultations/${second.id}/statement`, { title: 'Yttrande' }, { ifMatch: '*' });
    await done(draft);
    expect(await listed('tsn-handlaggare', 'sort=changed')).toEqual(order);
    await step('tsn-chef', first.id, 'assign', { officer: 'tsn-handlaggare' });
    expect(await listed('tsn-handlaggare', 'sort=-changed')).toEqual([first.id, third.id, second.id]);
    expect(await listed('tsn-handlaggare', 'sort=-changed&state=drafting')).toEqual([first.id, second.id]);
    expect((await page('ks-registrator', 'sort=changed&count=true&q=hållbarhet'))['total']).toBe(3);
    expect(await listed('sn-registrator', 'sort=changed')).toEqual([]);
    await service
      .as('ks-registrator')
      .get('/consultations?sort=changed&cursor=WyIyMDI2LTEyLTAxIiwieCJd')
      .expect(422);
  });
});

describe('the queues of a person', () => {
  const queuesOf = async (persona: string) =>
    (await done(service.as(persona).get('/me/queues'))) as unknown as Record<string, string | number>[];

  it('are those of their roles, each counted by the list that it leads to', async () => {
    const { consultation, meeting } = given(service);
    await meeting('2026-12-02');
    for (const state of [...UNANSWERED_STATES, 'forwarded'] as const) await consultation(state);
    service.setNow('2026-11-23T08:00:00Z');
    const names = async (persona: string) => (await queuesOf(persona)).map(({ queue }) => queue);
    expect(await names('tsn-handlaggare')).toEqual([
      'settle-extension',
      'overdue-own',
      'returned',
      'at-risk',
      'draft',
      'waiting',
    ]);
    expect(await names('tsn-registrator')).toEqual(
      expect.arrayContaining(['register', 'acknowledge', 'forward']),
    );
    expect(await names('tsn-chef')).toEqual(['approve', 'unassigned', 'overdue', 'open']);
    expect(await names('tsn-sekreterare')).toEqual(['decide', 'confirm', 'forward', 'schedule']);
    expect(await names('tsn-lasare')).toEqual([]);
    for (const persona of [
      'tsn-handlaggare',
      'tsn-registrator',
      'tsn-chef',
      'tsn-sekreterare',
      'ks-registrator',
    ])
      for (const { href, count } of await queuesOf(persona)) {
        const address = String(href).replace('/yttra/v1', '');
        expect(await done(service.as(persona).get(`${address}&count=true`))).toMatchObject({ total: count });
      }
    expect(await queuesOf('tsn-registrator')).toContainEqual({
      queue: 'register',
      name: 'Registrera',
      body: 'TSN',
      count: 1,
      href: '/yttra/v1/consultations?consultee=TSN&state=sent',
    });
    expect(await queuesOf('ks-registrator')).toContainEqual(
      expect.objectContaining({ queue: 'acknowledge', body: 'KS', count: 1 }),
    );
  });
});

describe('the referrals of an issuer', () => {
  const listed = async (query = '', persona = 'ks-registrator') =>
    (await done(service.as(persona).get(`/referrals?count=true${query}`)))['items'] as Answer[];

  it('say how many were asked, have answered, are late, at risk or have declined', async () => {
    const { sentReferral, consultationOf, onTheWay, step, meeting } = given(service);
    await meeting('2026-12-16', 'BIN');
    const consultees = [
      { body: 'TSN', replyBy: '2026-11-20' },
      { body: 'BIN', replyBy: '2026-12-15' },
      { body: 'SN', replyBy: '2026-11-10' },
      { body: 'KFN' },
      { name: 'Räddningstjänsten Syd' },
    ];
    const referral = await sentReferral({ consultees });
    const { id } = await consultationOf('tsn-registrator', referral);
    await onTheWay(referral, id, 'confirmed');
    service.setNow('2026-11-23T11:00:00Z');
    await step('tsn-sekreterare', id, 'forward');
    const declining = await consultationOf('kfn-registrator', referral, 'KFN');
    await step('kfn-registrator', declining.id, 'decline', { reason: 'Berör oss inte', basis: 'KFN § 7' });
    expect(await listed()).toMatchObject([
      {
        id: referral.id,
        caseId: referral['caseId'],
        issuer: 'KS',
        state: 'sent',
        counts: { asked: 5, answered: 1, late: 1, overdue: 1, atRisk: 1, declined: 1 },
      },
    ]);
  });

  it('are filtered, sorted and paged, and are nobody else’s', async () => {
    const { draftReferral, sentReferral } = given(service);
    const draft = await draftReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }], replyBy: undefined });
    const late = await sentReferral({ replyBy: '2027-02-01' });
    const soon = await sentReferral({ replyBy: '2026-12-01' });
    const ids = async (query: string) => (await listed(query)).map(({ id }) => id);
    expect(await ids('')).toEqual([soon.id, late.id, draft.id]);
    expect(await ids('&sort=created')).toEqual([draft.id, late.id, soon.id]);
    expect(await ids('&sort=replyBy')).toEqual([soon.id, late.id, draft.id]);
    expect(await ids('&state=sent&sort=-replyBy')).toEqual([late.id, soon.id]);
    expect(await ids('&dueBefore=2026-12-31')).toEqual([soon.id]);
    expect(await ids('&issuer=TSN')).toEqual([]);
    expect(await listed('&state=draft')).toMatchObject([{ counts: { asked: 2, answered: 0 } }]);
    for (const sort of ['replyBy', '-created']) {
      const first = await done(service.as('ks-registrator').get(`/referrals?limit=2&sort=${sort}`));
      expect(await ids(`&sort=${sort}&cursor=${first['nextCursor']}`)).toEqual([draft.id]);
    }
    expect(await listed('', 'tsn-registrator')).toEqual([]);
  });

  it('are found by words of the title and the number; of a confidential one by the number alone', async () => {
    const { draftReferral } = given(service);
    const open = await draftReferral({ title: 'Remiss om gräsmattor' });
    const secret = await draftReferral({ title: 'Remiss om gräsänder' });
    const marking = { provision: 'OSL 26:1', seenBy: [{ body: 'KS', role: 'registrar' }] };
    const path = `/referrals/${secret.id}/mark-confidential`;
    await done(service.as('ks-registrator').post(path, marking, { ifMatch: secret.version }));
    const ids = async (q: string) => (await listed(`&q=${encodeURIComponent(q)}`)).map(({ id }) => id);
    expect(await ids('gräs')).toEqual([open.id]);
    expect(await ids(`GRÄSMATTA ${open['caseNumber']}`)).toEqual([open.id]);
    expect(await ids(secret['caseNumber'] as string)).toEqual([secret.id]);
    expect(await ids('finns inte')).toEqual([]);
  });
});
