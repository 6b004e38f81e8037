import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { WindUpOnTheDay } from '../../src/consultations/winding-up/wind-up-on-the-day.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

/** A body is wound up whose successor has a part of its own in the same matter. */
const service = sharedService();
afterEach(async () => {
  service.setNow(NOW);
  await service.reset();
  for (const code of ['SBN', 'TSN']) await change(code, { active: true });
  await service.reset();
});

const as = (persona: string) => service.as(persona);
const change = (code: string, body: object) => as('admin').patch(`/bodies/${code}`, body, { ifMatch: '*' });
const windUp = async () =>
  done(change('TSN', { active: false, successor: 'SBN', reason: 'Ny organisation' }));
const items = async (persona: string, path: string) =>
  (await done(as(persona).get(path)))['items'] as Answer[];
const both = () => given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'SBN' }] });
const told = async (id: string): Promise<object[]> =>
  service.database.query(
    `SELECT topic, recipient_body FROM deliveries WHERE consultation_id = $1
       AND topic IN ('consultation-recalled', 'matter-handed-over') ORDER BY topic`,
    [id],
  );

/** A referral in a case of one body to others. */
async function referralOf(issuer: string, consultees: readonly string[], isSent = true) {
  const code = issuer.toLowerCase();
  const referralCase = await done(as(`${code}-registrator`).post('/cases', { title: 'Skötselplan', issuer }));
  const draft = await done(
    as(`${code}-handlaggare`).post(`/cases/${referralCase.id}/referrals`, {
      title: 'Skötselplan',
      replyBy: '2026-12-15',
      letter: 'Nämnden önskar ert yttrande.',
      consultees: consultees.map((body) => ({ body })),
    }),
  );
  const send = () =>
    done(as(`${code}-registrator`).post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }));
  return { referralCase, referral: isSent ? await send() : draft };
}

describe('a body whose successor is asked in the same referral', () => {
  it('is asked no more: one body gives one answer, and those concerned are told why', async () => {
    const referral = await both();
    const { id } = await given(service).consultationOf('ks-registrator', referral);
    const theirs = await given(service).consultationOf('ks-registrator', referral, 'SBN');
    await given(service).step('tsn-registrator', id, 'register');
    const { ownCaseNumber } = await given(service).step('tsn-chef', id, 'assign', {
      officer: 'tsn-handlaggare',
    });
    const { warnings } = await windUp();
    expect(warnings).toEqual([
      { code: 'taken-back', detail: expect.stringMatching(`SBN[^]*${ownCaseNumber}`) },
    ]);
    const seen = await done(as('ks-registrator').get(`/consultations/${id}`));
    expect(seen).toMatchObject({
      state: 'withdrawn',
      consultee: 'TSN',
      recalledBecause:
        'Tekniska servicenämnden har avvecklats och Samhällsbyggnadsnämnden har tagit över, som själv är tillfrågad i remissen.',
    });
    expect(await done(as('ks-registrator').get(`/consultations/${theirs.id}`))).toMatchObject({
      state: 'sent',
      version: theirs.version,
    });
    expect(await told(id)).toEqual([
      { topic: 'consultation-recalled', recipient_body: 'TSN' },
      { topic: 'matter-handed-over', recipient_body: 'KS' },
    ]);
    const inboxTopics = async () =>
      (await items('sbn-registrator', '/inbox')).map(({ topic }) => topic as unknown);
    await until(inboxTopics, (topics) => topics.includes('consultation-recalled'));
    // Who asked has one left to wait for.
    const [issued] = await items('ks-registrator', '/referrals');
    expect(issued).toMatchObject({ counts: { asked: 1, answered: 0 } });
    const replies = await items('ks-registrator', `/referrals/${referral.id}/replies`);
    expect(replies.map(({ consultee, state }) => [consultee, state]).sort()).toEqual([
      ['SBN', 'sent'],
      ['TSN', 'withdrawn'],
    ]);
    // Nor is it asked again.
    const { reasons } = await done(
      as('ks-registrator').post(`/consultations/${id}/reopen`, { reason: 'Av misstag' }, { ifMatch: '*' }),
      409,
    );
    expect(reasons).toMatchObject([{ code: 'consultee-wound-up' }]);
  });

  it('has it told in the audit trail by the names as they were', async () => {
    const referral = await both();
    await windUp();
    await done(change('SBN', { name: 'Miljö- och samhällsbyggnadsnämnden' }));
    const trail = await items('ks-registrator', `/cases/${String(referral['caseId'])}/audit-trail?limit=100`);
    const event = trail.find(({ verb }) => verb === 'recall')!;
    expect(event['summary']).toMatch(
      /^Tekniska servicenämnden: frågan togs tillbaka av Systemförvaltare, Tekniska servicenämnden, med skälet/,
    );
    expect(event['reason']).toContain('Samhällsbyggnadsnämnden har tagit över');
    // Whoever took over reads who was wound up, too, and not that it was the issuer who took it back.
    const theirs = await items(
      'sbn-registrator',
      `/cases/${String(referral['caseId'])}/audit-trail?limit=100`,
    );
    expect(theirs.find(({ verb }) => verb === 'recall')!['summary']).toBe(
      'Tekniska servicenämnden: frågan togs tillbaka av Tekniska servicenämnden.',
    );
    expect(trail.some(({ verb }) => verb === 'hand-over')).toBe(false);
    await done(change('SBN', { name: 'Samhällsbyggnadsnämnden', nameIsCorrected: true }));
  });

  it.each(['decided', 'confirmed', 'forwarded', 'received', 'declined'] as const)(
    'keeps what it has %s',
    async (state) => {
      const { id, ...matter } = await given(service).consultation(state, {
        consultees: [{ body: 'TSN' }, { body: 'SBN' }],
      });
      const before = await done(as('tsn-registrator').get(`/consultations/${id}`));
      const { warnings } = await windUp();
      expect((warnings ?? []).map(({ code }: Answer) => code as unknown)).not.toContain('taken-back');
      expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
        consultee: 'TSN',
        state,
        version: before.version,
        recalledBecause: null,
      });
      expect(matter['state']).toBe(state);
    },
  );

  it('leaves the meeting it was on', async () => {
    const { id } = await given(service).consultation('on-agenda', {
      consultees: [{ body: 'TSN' }, { body: 'SBN' }],
    });
    await windUp();
    expect(await done(as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({
      state: 'withdrawn',
      meetingDate: null,
    });
  });

  it('is asked no more where the successor has answered already, whose answer stands', async () => {
    const referral = await both();
    const theirs = await given(service).consultationOf('ks-registrator', referral, 'SBN');
    const why = { reason: 'Berör inte nämnden', basis: 'SBN 2026-10-01 § 7' };
    await given(service).step('sbn-registrator', theirs.id, 'decline', why);
    await windUp();
    const { id } = await given(service).consultationOf('ks-registrator', referral);
    expect(await done(as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({
      state: 'withdrawn',
    });
    expect(await done(as('ks-registrator').get(`/consultations/${theirs.id}`))).toMatchObject({
      state: 'declined',
    });
  });
});

it('a body that its successor asks is asked no more', async () => {
  const { referral } = await referralOf('SBN', ['TSN', 'BIN']);
  const { id } = (await items('tsn-registrator', '/consultations?consultee=TSN'))[0]!;
  const { warnings } = await windUp();
  expect(warnings).toMatchObject([{ code: 'taken-back' }]);
  expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
    state: 'withdrawn',
    consultee: 'TSN',
    recalledBecause: expect.stringContaining('som själv har skickat remissen'),
  });
  expect(await told(id)).toEqual([{ topic: 'consultation-recalled', recipient_body: 'TSN' }]);
  expect((await items('sbn-registrator', '/referrals'))[0]).toMatchObject({
    id: referral.id,
    counts: { asked: 1 },
  });
});

describe('a body that asks its successor', () => {
  it('hands the case over, and nobody asks itself', async () => {
    const { referral, referralCase } = await referralOf('TSN', ['SBN', 'BIN']);
    const { id } = (await items('sbn-registrator', '/consultations?consultee=SBN'))[0]!;
    const { warnings } = await windUp();
    expect(warnings).toMatchObject([{ code: 'handed-over' }, { code: 'taken-back' }]);
    expect(await done(as('sbn-registrator').get(`/cases/${referralCase.id}`))).toMatchObject({
      issuer: 'SBN',
    });
    expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
      state: 'withdrawn',
      recalledBecause: expect.stringContaining('ett organ svarar inte sig självt'),
    });
    expect(await told(id)).toEqual([{ topic: 'consultation-recalled', recipient_body: 'SBN' }]);
    expect((await items('sbn-registrator', '/referrals'))[0]).toMatchObject({
      id: referral.id,
      counts: { asked: 1 },
    });
    const { reasons } = await done(
      as('sbn-registrator').post(`/consultations/${id}/reopen`, { reason: 'Av misstag' }, { ifMatch: '*' }),
      409,
    );
    expect(reasons).toMatchObject([{ code: 'issuer-consults-itself' }]);
    // What the other answers is received as ever.
    await done(
      as('sbn-registrator').post(`/referrals/${referral.id}/close`, { reason: 'Klart' }, { ifMatch: '*' }),
    );
    const reopened = await done(
      as('sbn-registrator').post(`/referrals/${referral.id}/reopen`, { reason: 'Fel' }, { ifMatch: '*' }),
    );
    expect(reopened).toMatchObject({ state: 'sent' });
    expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
      state: 'withdrawn',
    });
  });

  it('does not come to ask itself, either, when a referral is reopened that was closed before', async () => {
    const { referral } = await referralOf('TSN', ['SBN', 'BIN']);
    const why = { reason: 'Svarstiden är slut' };
    await done(as('tsn-registrator').post(`/referrals/${referral.id}/close`, why, { ifMatch: '*' }));
    await windUp();
    await done(as('sbn-registrator').post(`/referrals/${referral.id}/reopen`, why, { ifMatch: '*' }));
    const states = await service.database.query(
      'SELECT consultee_code AS body, state FROM consultations WHERE referral_id = $1 ORDER BY 1',
      [referral.id],
    );
    expect(states).toEqual([
      { body: 'BIN', state: 'sent' },
      { body: 'SBN', state: 'no-reply' },
    ]);
  });

  it('receives what the successor had decided, which stands', async () => {
    const { referral } = await referralOf('TSN', ['SBN']);
    const { id } = (await items('sbn-registrator', '/consultations?consultee=SBN'))[0]!;
    await given(service).step('sbn-registrator', id, 'register');
    await given(service).step('sbn-chef', id, 'assign', { officer: 'sbn-handlaggare' });
    const text = { title: 'Yttrande', clauses: [{ text: 'att tillstyrka' }], recipients: [{ body: 'TSN' }] };
    await done(as('sbn-handlaggare').put(`/consultations/${id}/statement`, text, { ifMatch: '*' }));
    await given(service).step('sbn-handlaggare', id, 'submit');
    await given(service).step('sbn-chef', id, 'approve');
    await given(service).meeting(TODAY, 'SBN');
    await given(service).step('sbn-sekreterare', id, 'schedule', { meetingDate: TODAY });
    await given(service).step('sbn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '9' });
    await windUp();
    expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
      state: 'decided',
      issuer: 'TSN',
    });
    await given(service).step('sbn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
    await given(service).step('sbn-sekreterare', id, 'forward');
    await given(service).step('sbn-registrator', id, 'acknowledge');
    expect((await items('sbn-registrator', '/referrals'))[0]).toMatchObject({
      id: referral.id,
      counts: { answered: 1 },
    });
  });

  it('is struck from a draft that it sends itself from then on', async () => {
    const { referral, referralCase } = await referralOf('TSN', ['BIN', 'SBN', 'SN'], false);
    const { warnings } = await windUp();
    expect(warnings).toMatchObject([
      { code: 'handed-over' },
      { code: 'struck-from-drafts', detail: expect.stringContaining(referralCase['caseNumber']) },
    ]);
    const { consultees } = await done(as('sbn-registrator').get(`/referrals/${referral.id}`));
    expect((consultees as Answer[]).map(({ body }) => body as unknown)).toEqual(['BIN', 'SN']);
    const [event] = await service.database.query(
      "SELECT before, after FROM audit_events WHERE object_type = 'referral' AND verb = 'hand-over'",
    );
    expect(event).toMatchObject({ before: { consultee: 'SBN' }, after: { consultee: null } });
    await done(as('sbn-registrator').post(`/referrals/${referral.id}/send`, {}, { ifMatch: '*' }));
    expect((await items('sbn-registrator', '/referrals'))[0]).toMatchObject({ counts: { asked: 2 } });
  });
});

describe('on a day to come', () => {
  const PLAN = { active: false, successor: 'SBN', to: '2026-12-31', reason: 'Ny organisation' };

  it('is foretold, and done by itself, once, with the reason on the matter', async () => {
    const referral = await both();
    const { warnings } = await done(change('TSN', PLAN));
    expect(warnings).toMatchObject([
      { code: 'ends-on' },
      { code: 'taken-back', detail: expect.stringContaining('frågan tas tillbaka') },
    ]);
    const { id } = await given(service).consultationOf('ks-registrator', referral);
    expect(await done(as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({ state: 'sent' });
    service.setNow('2027-01-01T08:00:00Z');
    const sweep = service.app.get(WindUpOnTheDay);
    await Promise.all([1, 2, 3].map(() => actingAsTheService(() => sweep.windUpDue())));
    expect(await done(as('admin').get('/bodies/TSN'))).toMatchObject({ active: false, endRefusedOn: null });
    expect(await done(as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({
      state: 'withdrawn',
      recalledBecause: expect.stringContaining('Tekniska servicenämnden har avvecklats'),
    });
    const events = await service.database.query(
      "SELECT actor, reason FROM audit_events WHERE verb = 'recall' AND object_type = 'consultation'",
    );
    expect(events).toEqual([
      { actor: 'yttra', reason: expect.stringContaining('Tekniska servicenämnden har avvecklats') },
    ]);
    expect(await told(id)).toHaveLength(2);
  });

  it('is foretold and said on the page of the body, and on that of the reply', async () => {
    const referral = await both();
    const { id } = await given(service).consultationOf('ks-registrator', referral);
    const admin = new Visitor(service.base);
    await admin.signIn('admin');
    const page = '/forvaltning/namnder/TSN';
    const send = async (fields: Record<string, string>) => admin.fill(`${page}/avveckla`, fields);
    const planned = await send({ successor: 'SBN', to: '2026-12-31' });
    expect(planned.text).toContain('frågan tas tillbaka i');
    expect(await done(as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({ state: 'sent' });
    const now = await send({ successor: 'SBN', to: TODAY });
    expect(now.text).toContain('frågan tas tillbaka i');
    const registrar = new Visitor(service.base);
    await registrar.signIn('ks-registrator');
    const reply = await registrar.visit(`/svar/${id}`);
    expect(reply.text).toContain('Tekniska servicenämnden har avvecklats');
    const all = await registrar.visit(`/remisser/${referral.id}`);
    expect(all.status).toBe(200);
  });
});

it('waits for whoever asks both, who locks them in the order of their codes', async () => {
  const asking = new pg.Client({ connectionString: service.databaseUrl });
  await asking.connect();
  try {
    await asking.query("BEGIN; SELECT FROM bodies WHERE code = 'SBN' FOR SHARE");
    const winding = windUp();
    void winding.catch(() => undefined);
    const waiting = () =>
      asking.query("SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'");
    await until(waiting, ({ rowCount }) => rowCount! > 0);
    await asking.query("SELECT FROM bodies WHERE code = 'TSN' FOR SHARE");
    await asking.query('COMMIT');
    expect(await winding).toMatchObject({ active: false });
  } finally {
    await asking.end();
  }
});

it('neither the successor’s own work nor its winding-up fails when both go on at once', async () => {
  const referral = await both();
  const mine = await given(service).consultationOf('ks-registrator', referral);
  const theirs = await given(service).consultationOf('ks-registrator', referral, 'SBN');
  const answers = await Promise.all([
    as('tsn-registrator').post(`/consultations/${mine.id}/register`, {}, { ifMatch: '*' }),
    change('TSN', { active: false, successor: 'SBN' }),
    as('sbn-registrator').post(`/consultations/${theirs.id}/register`, {}, { ifMatch: '*' }),
    as('ks-registrator').post(`/referrals/${referral.id}/consultees`, { body: 'SN' }, { ifMatch: '*' }),
  ]);
  expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect(answers[1].status).toBe(200);
  expect(await done(as('ks-registrator').get(`/consultations/${mine.id}`))).toMatchObject({
    state: 'withdrawn',
  });
});
