import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, NOW, statement, TODAY, type Answer } from '../support/given.js';
import { Relay } from '../../src/outbox/relay.js';
import { startService, type Service } from '../support/service.js';
import { Visitor, type Visited } from '../support/visitor.js';

let service: Service;
let statements: string[] = [];
let [asking, mostAsking] = [0, 0];
// eslint-disable-next-line typescript/unbound-method -- applied to the client it was called on
const original = pg.Client.prototype.query;

/** The process follows PostgreSQL's clock, and makes connections ready. */
const OF_NO_REQUEST = /^(SELECT clock_timestamp\(\) AS said|SET )/;

beforeAll(async () => {
  service = await startService({ ROLE: 'api', IDENTITY_CACHE_SECONDS: '60' });
  service.setNow(NOW);
  // Counts what reaches PostgreSQL, whoever sends it.
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text?: string }];
    const text = typeof first === 'string' ? first : (first?.text ?? '');
    const answered = Reflect.apply(original, this, args) as never;
    if (OF_NO_REQUEST.test(text)) return answered;
    statements.push(text);
    mostAsking = Math.max(mostAsking, ++asking);
    void Promise.resolve(answered).then(...[0, 1].map(() => () => void asking--));
    return answered;
  };
});
afterAll(async () => {
  pg.Client.prototype.query = original;
  await service.stop();
});

const counted = async (send: () => PromiseLike<{ status: number }>): Promise<number> => {
  statements = [];
  const { status } = await send();
  expect(status).toBeLessThan(300);
  return statements.filter((text) => !/^(START TRANSACTION|BEGIN|COMMIT)/i.test(text)).length;
};

/** Statements to the database, without those that begin and end the transaction. A longer list asks no more. */
it('asks the database a known number of times for each request, however long the list', async () => {
  const { consultation, sentReferral } = given(service);
  const admin = service.as('admin');
  const webhook = { body: 'KS', url: 'https://diariet.kommun.example/', events: ['*'] };
  const { body: registered } = await admin.post('/webhooks', webhook).expect(201);
  await admin.post('/webhooks', webhook).expect(201);
  const { id, ...forwarded } = await consultation('forwarded');
  const { id: drafting } = await consultation('drafting');
  for (let index = 0; index < 5; index++)
    await sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }, { body: 'SN' }] });
  const ks = service.as('ks-registrator');
  await ks.get('/me'); // the identity is remembered from here on
  const officer = service.as('tsn-handlaggare');
  await officer.get('/me');
  const { draftReferral } = given(service);
  const named = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `Instans ${index}` }));
  const bodies = ['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'].map((body) => ({ body }));
  const draft = await draftReferral({ consultees: [...bodies, ...named(20)] });
  const referralId = forwarded['referralId'] as string;

  const counts = {
    worklist: await counted(() => ks.get('/consultations?limit=100')),
    cases: await counted(() => ks.get('/cases')),
    case: await counted(() => ks.get(`/cases/${forwarded['caseId']}`)),
    consultation: await counted(() => ks.get(`/consultations/${id}`)),
    statement: await counted(() => officer.get(`/consultations/${id}/statement`)),
    referral: await counted(() => ks.get(`/referrals/${referralId}`)),
    plans: await counted(() => ks.get(`/referrals/${referralId}/plans`)),
    replies: await counted(() => ks.get(`/referrals/${referralId}/replies`)),
    compilation: await counted(() => ks.get(`/referrals/${referralId}/compilation`)),
    auditTrail: await counted(() => ks.get(`/cases/${forwarded['caseId']}/audit-trail`)),
    inbox: await counted(() => ks.get('/inbox')),
    deliveries: await counted(() => ks.get('/deliveries')),
    plan: await counted(() => officer.get(`/consultations/${drafting}/plan`)),
    dryRun: await counted(() => ks.post(`/referrals/${draft.id}/send?dryRun=true`)),
    bodies: await counted(() => ks.get('/bodies')),
    documents: await counted(() => ks.get('/documents')),
    webhooks: await counted(() => admin.get('/webhooks')),
    webhook: await counted(() => admin.get(`/webhooks/${registered.id}`)),
    webhookDeliveries: await counted(() => admin.get(`/webhooks/${registered.id}/deliveries`)),
    saveDraft: await counted(() =>
      officer.put(
        `/consultations/${drafting}/statement`,
        { ...statement, answers: [], basis: [], recipients: [] },
        { ifMatch: 1 },
      ),
    ),
    register: 0,
  };
  const { body } = await service.as('bin-registrator').get('/consultations?state=sent').expect(200);
  const [sent] = body.items as Answer[];
  counts.register = await counted(() =>
    service.as('bin-registrator').post(`/consultations/${sent!.id}/register`, {}, { ifMatch: sent!.version }),
  );

  expect(counts).toEqual({
    worklist: 1,
    cases: 1,
    case: 1,
    consultation: 1,
    statement: 1,
    referral: 1,
    plans: 3,
    replies: 4,
    compilation: 4,
    auditTrail: expect.any(Number),
    inbox: 1,
    deliveries: 1,
    plan: 2,
    dryRun: 1,
    bodies: 1,
    documents: 1,
    webhooks: 1,
    webhook: 1,
    webhookDeliveries: 2,
    saveDraft: 6,
    register: expect.any(Number),
  });
  expect(counts.auditTrail).toBeLessThanOrEqual(3);
  expect(counts.register).toBeLessThanOrEqual(9);
});

it('looks for what an agenda awaits only where a plan may count on the meeting', async () => {
  const secretary = service.as('tsn-sekreterare');
  await given(service).meeting('2026-10-05');
  await given(service).meeting('2026-12-07');
  const committee = { date: '2026-12-08', organ: 'Arbetsutskottet' };
  await done(secretary.post('/bodies/TSN/meetings', committee), 201);
  const agendaOf = (day: string) => counted(() => secretary.get(`/bodies/TSN/meetings/${day}`));
  const counts = [await agendaOf('2026-12-07'), await agendaOf('2026-10-05'), await agendaOf('2026-12-08')];
  expect(counts).toEqual([counts[0], counts[0]! - 1, counts[0]! - 1]);
});

it('counts what waits for a person one body after the other', async () => {
  for (const body of ['BIN', 'SN', 'TSN', 'AMN']) {
    const person = { username: 'kfn-registrator', name: 'Registrator', roles: ['registrar'] };
    await done(service.as('admin').post(`/bodies/${body}/people`, person), 201);
  }
  const registrar = service.as('kfn-registrator');
  await registrar.get('/me');
  mostAsking = 0;
  const queues = (await done(registrar.get('/me/queues'))) as unknown as Answer[];
  const ofOneBody = queues.filter(({ body }) => body === 'BIN');
  expect(queues).toHaveLength(5 * ofOneBody.length);
  expect(mostAsking).toBeLessThanOrEqual(ofOneBody.length);
});

it('takes promised jobs out of the outbox in one statement, however many they are', async () => {
  await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }, { body: 'SN' }] });
  const waiting = async () =>
    (await service.database.query('SELECT count(*)::integer AS count FROM outbox'))[0].count as number;
  expect(await waiting()).toBeGreaterThan(1);
  statements = [];
  await service.app.get(Relay).wake();
  expect(statements.filter((text) => text.includes('outbox'))).toHaveLength(1);
  expect(await waiting()).toBe(0);
});

/** Who signed in is looked up anew from time to time, also between two visits: the visit without that counts. */
const countedAtLeast = async (visit: () => Promise<Visited>): Promise<number> =>
  Math.min(await counted(visit), await counted(visit));

it('asks for a page no more often, however many it shows', async () => {
  const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
  const { sentReferral, draftReferral } = given(service);
  const outside = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `Instans ${index}` }));
  const few = await sentReferral({ consultees: [{ body: 'TSN' }, ...outside(1)] });
  const many = await sentReferral({ consultees: [{ body: 'TSN' }, ...outside(28)] });
  const draft = await draftReferral({ consultees: [{ body: 'TSN' }, ...outside(28)] });
  const pageOf = (path: string) => countedAtLeast(() => visitor.visit(path));
  await pageOf(`/remisser/${few.id}`);
  const counts = [await pageOf(`/remisser/${few.id}`), await pageOf(`/remisser/${many.id}`)];
  expect(counts[1]).toBe(counts[0]);
  for (const path of [
    `/remisser/${many.id}`,
    '/remisser',
    '/remisser?vilka=till-oss',
    `/remisser/${draft.id}/utkast/instanser`,
    `/remisser/${draft.id}/utkast/kontrollera`,
    `/arenden/${many['caseId'] as string}`,
    '/diarium/ks',
    '/sok?q=strategi',
    '/statistik?namnd=KS&vilka=skickat',
  ])
    expect([path, (await pageOf(path)) <= 14]).toEqual([path, true]);
});

it('asks for the editor no more than it shows: what has happened with the reply is on its own page', async () => {
  const { id } = await given(service).consultation('drafting');
  const officer = await Visitor.signedIn(service.base, 'tsn-handlaggare');
  await countedAtLeast(() => officer.visit(`/svar/${id}/yttrande`));
  expect(statements.some((text) => /person_name_at|FROM messages|FROM deliveries/.test(text))).toBe(false);
  expect(await countedAtLeast(() => officer.visit(`/svar/${id}/yttrande`))).toBeLessThanOrEqual(23);
});

it('asks for an inbox as often as there are queues and lists in it, and once more for each that is longer than what is shown', async () => {
  const officer = await Visitor.signedIn(service.base, 'bin-handlaggare');
  const drafts = async (count: number) => {
    for (let index = 0; index < count; index++) {
      const { id } = await given(service).consultationOf(
        'bin-registrator',
        await given(service).sentReferral({ consultees: [{ body: 'BIN' }] }),
        'BIN',
      );
      await given(service).step('bin-registrator', id, 'register');
      await given(service).step('bin-chef', id, 'assign', { officer: 'bin-handlaggare' });
    }
    return countedAtLeast(() => officer.visit('/inkorg'));
  };
  const counts = [await drafts(1), await drafts(4), await drafts(16)];
  expect(counts).toEqual([counts[0], counts[0], counts[0]! + 1]);
  expect(counts[0]).toBeLessThanOrEqual(15);
});

it('asks for a meeting, a calendar and a compilation no more often, however much they show', async () => {
  const { sentReferral, meeting, step, consultation, consultationOf, onTheWay } = given(service);
  const secretary = await Visitor.signedIn(service.base, 'tsn-sekreterare');
  const issuer = await Visitor.signedIn(service.base, 'ks-registrator');
  const [few, many] = ['2027-04-07', '2027-04-14'];
  for (const day of [few, many]) await meeting(day);
  const put = async (day: string) => {
    const { id } = await consultation('approved', { replyBy: '2027-06-01' });
    await step('tsn-sekreterare', id, 'schedule', { meetingDate: day });
  };
  for (const day of [few, many, many, many, many]) await put(day);
  const pageOf = (visitor: Visitor, path: string) => countedAtLeast(() => visitor.visit(path));
  await pageOf(secretary, `/sammantraden/tsn/${few}`);
  const meetings = [
    await pageOf(secretary, `/sammantraden/tsn/${few}`),
    await pageOf(secretary, `/sammantraden/tsn/${many}`),
  ];
  expect(meetings[1]).toBe(meetings[0]);

  const outside = Array.from({ length: 28 }, (_, index) => ({ name: `Instans ${index}` }));
  const compilationOf = async (consultees: object[]) => {
    const referral = await sentReferral({ consultees: [{ body: 'TSN' }, ...consultees] });
    await onTheWay(referral, (await consultationOf('tsn-registrator', referral)).id, 'forwarded');
    return pageOf(issuer, `/remisser/${referral.id}/sammanstallning`);
  };
  const compilations = [await compilationOf([]), await compilationOf(outside)];
  expect(compilations[1]).toBe(compilations[0]);
  const calendars = [
    await pageOf(secretary, '/sammantraden'),
    await pageOf(secretary, '/sammantraden/tsn'),
    await pageOf(secretary, `/sammantraden/tsn/${few}/justera`),
  ];
  expect(Math.max(...meetings, ...compilations, ...calendars)).toBeLessThanOrEqual(14);
});

it('asks for the pages of administration no more often, however much there is to see to', async () => {
  const visitor = await Visitor.signedIn(service.base, 'admin');
  const pageOf = (path: string) => countedAtLeast(() => visitor.visit(path));
  // Now and then a session or a person is looked up anew: the fewest are what the page itself asks.
  const fewest = async () => {
    const counts = [await pageOf('/forvaltning'), await pageOf('/forvaltning'), await pageOf('/forvaltning')];
    return Math.min(...counts);
  };
  const before = await fewest();
  await service.database.query(
    "UPDATE deliveries SET state = 'failed', last_error = 'http-503' WHERE sender_body = 'KS'",
  );
  expect(await fewest()).toBe(before);
  for (const path of [
    '/forvaltning',
    '/forvaltning/drift',
    '/forvaltning/driftstart',
    '/forvaltning/granskning',
    '/forvaltning/leveranser',
    '/forvaltning/namnder',
    '/forvaltning/namnder/TSN',
    '/forvaltning/personer?namnd=TSN',
    '/forvaltning/personer/TSN/tsn-chef',
    '/mitt',
  ])
    // The first of them counts unread notices too, and how far the municipality has come with its start.
    expect([path, (await pageOf(path)) <= (path === '/forvaltning' ? 17 : 14)]).toEqual([path, true]);
});

it('shares a compilation in as many statements, however many were asked', async () => {
  const officer = service.as('ks-handlaggare');
  await officer.get('/me');
  const counts: number[] = [];
  for (const asked of [2, 40]) {
    const consultees = Array.from({ length: asked }, (_, index) => ({ name: `Förening ${index}` }));
    const referral = await given(service).sentReferral({ consultees });
    const { id } = referral;
    const first = await given(service).consultationOf('ks-registrator', referral, 'Förening 0');
    const reply = {
      documentId: (await given(service).document()).id,
      receivedOn: TODAY,
      stance: 'supports',
      statement: { remarks: [{ passage: 'Skola', text: 'Nämn skolvägar.' }] },
    };
    await done(
      service.as('ks-registrator').post(`/consultations/${first.id}/record-reply`, reply, { ifMatch: '*' }),
    );
    counts.push(
      await counted(() => officer.post(`/referrals/${id}/share-compilation`, {}, { ifMatch: '*' })),
    );
  }
  expect(counts[1]).toBe(counts[0]);
});
