import { afterEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { query } from '../support/scratch-databases.js';
import { WindUpOnTheDay } from '../../src/consultations/winding-up/wind-up-on-the-day.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { personaOf } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();
afterEach(async () => {
  await service.reset();
  // The later first: nothing is left that has been handed over.
  for (const code of ['SBN', 'TSN']) await change(code, { active: true });
  await service.reset();
});

const as = (persona: string) => service.as(persona);
const change = (code: string, body: object) => as('admin').patch(`/bodies/${code}`, body, { ifMatch: '*' });
/** Tekniska servicenämnden is wound up; samhällsbyggnadsnämnden takes over. */
const windUp = async () =>
  done(change('TSN', { active: false, successor: 'SBN', reason: 'Ny organisation' }));
const items = async (persona: string, path: string) =>
  (await done(as(persona).get(path)))['items'] as Answer[];
const ownCase = () =>
  done(as('tsn-registrator').post('/cases', { title: 'Skötsel av parker', issuer: 'TSN' }));

/** The reply of TSN to Boverket, on a meeting of TSN. */
async function ownReply() {
  const { id: caseId, caseNumber } = await done(
    as('tsn-registrator').post('/cases', {
      title: 'Boverkets remiss',
      issuer: 'TSN',
      origin: { sender: 'Boverket', replyBy: '2026-12-15' },
    }),
  );
  const { id } = await done(
    as('tsn-registrator').post(`/cases/${caseId}/consultations`, { consultee: 'TSN', title: 'Remiss' }),
  );
  await given(service).step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  await given(service).saveStatement(id, {
    title: 'Yttrande över Boverkets remiss',
    clauses: [{ text: 'Nämnden har inget att erinra.' }],
    recipients: [{ name: 'Boverket' }],
  });
  await given(service).step('tsn-handlaggare', id, 'submit');
  await given(service).step('tsn-chef', id, 'approve');
  await given(service).meeting();
  await given(service).step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
  return { id, caseNumber: caseNumber as string };
}

/** A referral of TSN to BIN, in a case of TSN. */
async function referralOfTsn() {
  const referralCase = await ownCase();
  const draft = await done(
    as('tsn-handlaggare').post(`/cases/${referralCase.id}/referrals`, {
      title: 'Skötselplan',
      replyBy: '2026-12-15',
      letter: 'Nämnden önskar ert yttrande.',
      consultees: [{ body: 'BIN' }],
    }),
  );
  await done(as('tsn-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }));
  return { referralCase, referral: draft };
}

/** An administrator of TSN alone, who keeps its connections. */
async function administratorOfTsn() {
  await as('admin').post('/bodies/TSN/people', {
    username: 'tsn-admin',
    name: 'Nova Nyman',
    roles: ['administrator'],
  });
  const { accessToken } = await service.app.get(DemoIssuer).issue('tsn-admin');
  return personaOf(service.base, accessToken);
}

describe('winding a body up', () => {
  it('ends what it had arranged: stand-ins, API clients with their keys, webhooks; those concerned are told', async () => {
    const keeper = await administratorOfTsn();
    const scopes = [{ body: 'TSN', verbs: ['read'] }];
    const client = await done(keeper.post('/api-clients', { body: 'TSN', name: 'Ärendesystemet', scopes }));
    await done(keeper.post(`/api-clients/${client.id}/keys`, {}, { ifMatch: client.version }));
    const webhook = await done(
      keeper.post('/webhooks', { body: 'TSN', url: 'https://system.kommun.example/yttra', events: ['*'] }),
    );
    const standIn = await done(
      as('tsn-chef').post('/bodies/TSN/stand-ins', {
        absent: 'tsn-handlaggare',
        standIn: 'tsn-registrator',
        from: TODAY,
        until: '2026-12-01',
      }),
    );
    const { warnings } = await windUp();
    expect(warnings).toMatchObject([
      { code: 'arrangements-ended', detail: expect.stringMatching(/Ärendesystemet[^]*, 1 webbkrok\.$/) },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('kommun.example');
    const ended = await done(keeper.get(`/api-clients/${client.id}`));
    expect(ended).toMatchObject({ active: false, keys: [{ state: 'revoked' }] });
    expect(await done(keeper.get(`/webhooks/${webhook.id}`))).toMatchObject({ state: 'disabled' });
    expect(await done(as('tsn-chef').get(`/bodies/TSN/stand-ins/${standIn.id}`))).toMatchObject({
      revokedAt: expect.any(String),
    });
    const again = [
      keeper.post('/webhooks', { body: 'TSN', url: 'https://system.kommun.example/yttra', events: ['*'] }),
      keeper.post(`/webhooks/${webhook.id}/enable`, {}, { ifMatch: '*' }),
      keeper.post('/api-clients', { body: 'TSN', name: 'Ett till', scopes }),
      keeper.patch(`/api-clients/${client.id}`, { active: true }, { ifMatch: '*' }),
      as('tsn-chef').post('/bodies/TSN/stand-ins', {
        absent: 'tsn-handlaggare',
        standIn: 'tsn-registrator',
        from: TODAY,
        until: '2026-12-01',
      }),
    ];
    for (const asked of again)
      expect((await asked.expect(409)).body.reasons).toMatchObject([{ code: 'wound-up' }]);
    const events = await items('admin', '/bodies/TSN/audit-trail?limit=100');
    expect(events.map(({ objectType, verb }) => `${objectType}.${verb}`)).toEqual(
      expect.arrayContaining(['api-client.deactivate', 'webhook.disable', 'stand-in.revoke']),
    );
    const told = await service.database.query(
      "SELECT recipient_body, recipient_person FROM deliveries WHERE topic = 'arrangements-ended'",
    );
    expect(told).toHaveLength(3);
  });

  it('is refused while something is open and nobody takes over, naming all of it', async () => {
    const { caseNumber } = await ownCase();
    const registered = await given(service).consultation('drafting');
    const decided = await given(service).consultation('decided');
    const { reasons } = await done(change('TSN', { active: false }), 409);
    expect(reasons.map(({ code, detail }: Answer) => [code, detail])).toEqual([
      ['open-cases', expect.stringContaining(caseNumber)],
      ['open-replies', expect.stringContaining(registered['ownCaseNumber'])],
      ['decided-not-forwarded', expect.stringContaining(decided['ownCaseNumber'])],
    ]);
    expect((await done(as('admin').get('/bodies/TSN')))['active']).toBe(true);
    expect((await done(change('KS', { active: false }), 409))['reasons'][0]).toMatchObject({
      code: 'keeps-register-for-others',
      detail: expect.stringContaining('KF'),
    });
  });

  it('is done at once where nothing is open', async () => {
    await given(service).consultation('received');
    expect(await done(change('TSN', { active: false }))).toMatchObject({ active: false, to: TODAY });
  });

  it('hands every open reply over: state, number and the officer’s work stay, and the issuer is told', async () => {
    const sent = await given(service).consultation('sent');
    const agenda = await given(service).consultation('on-agenda');
    const { warnings } = await windUp();
    expect(warnings).toEqual([
      { code: 'handed-over', detail: expect.stringContaining(agenda['ownCaseNumber']) },
    ]);
    for (const [{ id, ownCaseNumber }, state] of [
      [sent, 'sent'],
      [agenda, 'approved'],
    ] as const) {
      expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
        consultee: 'SBN',
        state,
        ownCaseNumber,
        meetingDate: null,
      });
      const [topic] = await service.database.query(
        "SELECT recipient_body FROM deliveries WHERE topic = 'matter-handed-over' AND consultation_id = $1",
        [id],
      );
      expect(topic).toEqual({ recipient_body: 'KS' });
    }
    const handed = await service.database.query(
      "SELECT object_id, before, after, reason FROM audit_events WHERE verb = 'hand-over' ORDER BY id",
    );
    expect(handed).toHaveLength(2);
    expect(handed[0]).toMatchObject({
      before: { consulteeCode: 'TSN' },
      after: { consulteeCode: 'SBN' },
      reason: 'Ny organisation',
    });
    await as('bin-registrator').get(`/consultations/${sent.id}`).expect(404);
    const text = await done(as('sbn-chef').get(`/consultations/${agenda.id}/statement`));
    expect(text['title']).toContain('Internremiss');
    // The new board answers as its own.
    await given(service).meeting(TODAY, 'SBN');
    await given(service).step('sbn-sekreterare', agenda.id, 'schedule', { meetingDate: TODAY });
    const decided = await given(service).step('sbn-sekreterare', agenda.id, 'decide', {
      outcome: 'as-proposed',
      section: '12',
    });
    expect(decided['decision'].bodyName).toBe('Samhällsbyggnadsnämnden');
  });

  it('hands every open case over with its referrals, and consultees are told', async () => {
    const { referralCase, referral } = await referralOfTsn();
    await windUp();
    expect(await done(as('sbn-registrator').get(`/cases/${referralCase.id}`))).toMatchObject({
      issuer: 'SBN',
      caseNumber: referralCase['caseNumber'],
    });
    expect((await items('sbn-registrator', '/cases')).map(({ id }) => id)).toEqual([referralCase.id]);
    const [asked] = await items('bin-registrator', '/consultations?consultee=BIN');
    expect(asked).toMatchObject({ issuer: 'SBN', caseNumber: referralCase['caseNumber'] });
    expect((await items('bin-registrator', `/referrals/${referral.id}/packets`))[0]!['packet'].issuer).toBe(
      'TSN',
    );
    const [told] = await service.database.query(
      "SELECT recipient_body FROM deliveries WHERE topic = 'matter-handed-over'",
    );
    expect(told).toEqual({ recipient_body: 'BIN' });
    // The successor is told of it, where nobody in it had a hand in it.
    expect(
      await service.database.query(
        "SELECT recipient_body FROM deliveries WHERE topic = 'matters-taken-over'",
      ),
    ).toEqual([{ recipient_body: 'SBN' }]);
    await done(
      as('sbn-registrator').post(
        `/referrals/${referral.id}/close`,
        { reason: 'Behövs inte' },
        { ifMatch: '*' },
      ),
    );
  });

  it('hands an own reply over as any other, off the meeting it was on, and counts what it changes', async () => {
    const { id } = await ownReply();
    const { referral } = await referralOfTsn();
    const asked = (await items('bin-registrator', '/consultations?consultee=BIN'))[0]!;
    const versions = async () =>
      (
        await service.database.query(
          `SELECT version FROM consultations WHERE id IN ($1, $2) UNION ALL SELECT version FROM referrals WHERE id = $3 ORDER BY 1`,
          [id, asked.id, referral.id],
        )
      ).map(({ version }: Answer) => version);
    const before = await versions();
    await windUp();
    expect(await versions()).toEqual(before.map((version: number) => version + 1));
    expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
      consultee: 'SBN',
      state: 'approved',
      meetingDate: null,
    });
    const events = await service.database.query(
      "SELECT object_type FROM audit_events WHERE verb LIKE 'hand-over%' AND object_id IN ($1, $2, $3) ORDER BY 1",
      [id, asked.id, referral.id],
    );
    expect(events.map(({ object_type }: Answer) => object_type)).toEqual([
      'consultation',
      'consultation',
      'referral',
    ]);
    const outside = await service.database.query(
      "SELECT FROM deliveries WHERE topic = 'matter-handed-over' AND consultation_id = $1",
      [id],
    );
    expect(outside).toEqual([]);
  });

  it('warns of what it has decided in an own reply, too', async () => {
    const { id, caseNumber } = await ownReply();
    await given(service).step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });
    const { warnings } = await windUp();
    expect(warnings).toContainEqual({
      code: 'sent-in-its-name',
      detail: expect.stringContaining(caseNumber),
    });
  });

  it('is not undone, nor given another successor, while the successor has what it registered', async () => {
    const open = await given(service).consultation('drafting');
    await windUp();
    for (const body of [{ active: true }, { successor: 'BIN' }, { registerKeptBy: 'KS' }]) {
      const { reasons } = await done(change('TSN', body), 409);
      expect(reasons).toMatchObject([
        { code: 'held-by-the-successor', detail: expect.stringContaining(open['ownCaseNumber']) },
      ]);
    }
    expect(await items('sbn-registrator', '/bodies/TSN/register')).toHaveLength(1);
  });

  it('hands over, too, when the successor of one that is wound up is named afterwards', async () => {
    const { id } = await given(service).consultation('drafting');
    // As from before anything was handed over.
    await service.database.query("UPDATE bodies SET active = false WHERE code = 'TSN'");
    await done(change('TSN', { successor: 'SBN' }));
    expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({ consultee: 'SBN' });
  });

  it('lets nothing come back to life in it', async () => {
    const why = { reason: 'Av misstag' };
    const refused = async (path: string, code: string, more: object = {}) => {
      const sent = as('ks-registrator').post(path, { ...why, ...more }, { ifMatch: '*' });
      const { reasons } = await done(sent, 409);
      expect(reasons).toMatchObject([{ code }]);
    };
    const declined = await given(service).consultation('declined');
    const referral = await given(service).sentReferral();
    await given(service).settle(referral, 'close');
    const ended = await ownCase();
    await done(as('tsn-registrator').post(`/cases/${ended.id}/close`, {}, { ifMatch: '*' }));
    const { id } = await given(service).consultationOf(
      'ks-registrator',
      await given(service).sentReferral({ consultees: [{ body: 'TSN' }] }),
    );
    await given(service).step('tsn-registrator', id, 'allow-recorded-reply');
    const { id: documentId } = await given(service).document();
    const reply = { documentId, receivedOn: TODAY, stance: 'supports' };
    await given(service).step('ks-registrator', id, 'record-reply', reply);
    await windUp();
    await refused(`/consultations/${declined.id}/reopen`, 'consultee-wound-up');
    await refused(`/referrals/${referral.id}/reopen`, 'consultee-wound-up');
    await refused(`/consultations/${id}/correct-reply`, 'consultee-wound-up', { takeBack: true });
    const { reasons } = await done(
      as('sbn-registrator').post(`/cases/${ended.id}/reopen`, why, { ifMatch: '*' }),
      409,
    );
    expect(reasons).toMatchObject([{ code: 'wound-up' }]);
  });

  it('is not told of itself as of another that is asked too', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await windUp();
    const page = await (await Visitor.signedIn(service.base, 'sbn-registrator')).visit(`/svar/${id}`);
    expect(page.text).toContain('Även tillfrågade: Bildningsnämnden.');
    // How others fare is told to who asked.
    const { consultees } = await done(as('sbn-registrator').get(`/referrals/${referral.id}`));
    expect(consultees).toEqual([
      { body: 'TSN', name: 'Tekniska servicenämnden', consultationId: id },
      { body: 'BIN', name: 'Bildningsnämnden' },
    ]);
  });

  it('says afterwards what was: who was asked, and who did what', async () => {
    const { id, caseId, ...matter } = await given(service).consultation('registered');
    await windUp();
    await given(service).step('sbn-registrator', id, 'assign', { officer: 'sbn-handlaggare' });
    const { consultees } = await done(as('ks-registrator').get(`/referrals/${String(matter['referralId'])}`));
    expect(consultees).toMatchObject([{ body: 'TSN', consultationId: id }]);
    const trail = await items('sbn-registrator', `/cases/${String(caseId)}/audit-trail?limit=100`);
    const said = (verb: string) => trail.find((event) => event['verb'] === verb)!['summary'] as string;
    expect(said('register')).toContain('Tekniska servicenämnden');
    expect(said('hand-over')).toContain('Tekniska servicenämnden');
    expect(said('assign')).toContain('Samhällsbyggnadsnämnden');
    const again = await done(
      as('ks-registrator').post(
        `/referrals/${String(matter['referralId'])}/consultees`,
        { body: 'SBN' },
        { ifMatch: '*' },
      ),
      422,
    );
    expect(again['errors']).toMatchObject([{ code: 'asked-twice' }]);
  });

  it('names nobody a number that the register leaves out', async () => {
    const { id, ...matter } = await given(service).consultation('registered');
    await given(service).step('tsn-registrator', id, 'mark-confidential', {
      of: 'consultation',
      provision: '21 kap. 7 § OSL',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
      othersSee: 'nothing',
    });
    const { reasons } = await done(change('TSN', { active: false }), 409);
    expect(reasons).toMatchObject([{ code: 'open-replies', detail: expect.stringContaining('+ 1') }]);
    expect(JSON.stringify(reasons)).not.toContain(matter['ownCaseNumber']);
  });

  it('waits for ordinary work, and that for it: neither fails', async () => {
    const matters = await Promise.all([1, 2, 3, 4].map(() => given(service).consultation('registered')));
    const { referral } = await referralOfTsn();
    const answers = await Promise.all([
      ...matters.map(({ id }) =>
        as('tsn-registrator').post(
          `/consultations/${id}/assign`,
          { officer: 'tsn-handlaggare' },
          { ifMatch: '*' },
        ),
      ),
      change('TSN', { active: false, successor: 'SBN' }),
      as('tsn-registrator').post(`/referrals/${referral.id}/consultees`, { body: 'SN' }, { ifMatch: '*' }),
      ...matters.map(({ id }) =>
        as('tsn-handlaggare').post(`/consultations/${id}/messages`, { text: 'En fråga' }),
      ),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    const left = await service.database.query(
      "SELECT FROM consultations WHERE consultee_code = 'TSN' AND state IN ('registered', 'drafting')",
    );
    expect(left).toEqual([]);
  });

  it('goes one at a time: two that would take over from each other, and two at once', async () => {
    const both = await Promise.all([
      change('TSN', { active: false, successor: 'SBN' }),
      change('SBN', { active: false, successor: 'TSN' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    await change('SBN', { active: true });
    await change('TSN', { active: true });
    const two = await Promise.all([
      change('TSN', { active: false, successor: 'BIN' }),
      change('SBN', { active: false, successor: 'BIN' }),
    ]);
    expect(two.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('leaves what was decided in its own name, to be sent by those who took over', async () => {
    const { id, ownCaseNumber } = await given(service).consultation('confirmed');
    const { warnings } = await windUp();
    expect(warnings).toEqual([{ code: 'sent-in-its-name', detail: expect.stringContaining(ownCaseNumber) }]);
    const { dispatch } = await given(service).step('sbn-sekreterare', id, 'forward');
    const { content } = await done(as('ks-registrator').get(`/dispatches/${dispatch.id}`));
    expect(content.consultation.consulteeName).toBe('Tekniska servicenämnden');
    expect(content.decision.bodyName).toBe('Tekniska servicenämnden');
  });

  it('keeps the register whole, and open to the successor, found by words too', async () => {
    const answered = await given(service).consultation('received');
    const open = await given(service).consultation('drafting');
    const { referralCase } = await referralOfTsn();
    const numbers = [referralCase['caseNumber'], open['ownCaseNumber'], answered['ownCaseNumber']];
    const before = await items('tsn-registrator', '/bodies/TSN/register');
    expect(before.map(({ number }) => number)).toEqual(numbers);
    await as('sbn-lasare').get('/bodies/TSN/register').expect(403);
    await windUp();
    expect(await items('sbn-registrator', '/bodies/TSN/register')).toEqual(before);
    expect((await items('sbn-lasare', '/bodies/TSN/register')).map(({ number }) => number)).toEqual(numbers);
    expect(
      (await items('sbn-registrator', '/bodies/TSN/register?q=skötsel')).map(({ number }) => number),
    ).toEqual([referralCase['caseNumber']]);
    expect(await items('sbn-registrator', '/bodies/SBN/register')).toEqual([]);
    await as('bin-registrator').get('/bodies/TSN/register').expect(403);
    await done(as('sbn-registrator').get(`/consultations/${answered.id}`));
  });

  it('opens to the successor only what is not kept from it', async () => {
    const few = { provision: '21 kap. 7 § OSL', seenBy: [{ body: 'TSN', role: 'registrar' }] };
    const marked = async (of: string) => {
      const { id, caseId } = await given(service).consultation('registered');
      await given(service).step('tsn-registrator', id, 'mark-confidential', { of, ...few });
      return { id, caseId };
    };
    const [matter, statement] = [await marked('consultation'), await marked('statement')];
    await windUp();
    await done(as('sbn-registrator').get(`/consultations/${matter.id}`));
    await as('sbn-sekreterare').get(`/consultations/${matter.id}`).expect(404);
    await as('sbn-sekreterare').get(`/cases/${matter.caseId}/audit-trail`).expect(404);
    expect((await items('sbn-sekreterare', '/inbox')).map((item) => item['caseId'])).not.toContain(
      matter.caseId,
    );
    const told = async (persona: string) =>
      (await items(persona, `/cases/${statement.caseId}/audit-trail?limit=100`))
        .filter(({ verb }) => verb === 'register')
        .map((event) => event['actor'] as unknown);
    expect(await told('sbn-sekreterare')).toEqual([null]);
    expect(await told('sbn-registrator')).toEqual(['tsn-registrator']);
  });

  it('lets nobody ask it, or register anything in it, afterwards, nor meanwhile', async () => {
    const draft = await given(service).draftReferral({ consultees: [{ body: 'TSN' }] });
    const [send, wound] = await Promise.all([
      as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }),
      change('TSN', { active: false, successor: 'SBN' }),
    ]);
    expect(wound.status).toBe(200);
    // Sent before, it was handed over; after, it is not sent.
    const open = await service.database.query("SELECT FROM consultations WHERE consultee_code = 'TSN'");
    expect(open).toEqual([]);
    if (send.status !== 200) expect(send.body.reasons[0].code).toBe('consultee-wound-up');
    const later = await given(service).draftReferral({ consultees: [{ body: 'BIN' }] });
    const consultee = { consultees: [{ body: 'TSN' }] };
    await done(as('ks-handlaggare').patch(`/referrals/${later.id}`, consultee, { ifMatch: '*' }), 422);
    const { errors } = await done(
      as('sbn-registrator').post('/cases', { title: 'Nytt', issuer: 'TSN' }),
      422,
    );
    expect(errors[0].code).toBe('wound-up');
  });

  it('lets the successor’s successor go on', async () => {
    await given(service).consultation('received');
    const open = await given(service).consultation('drafting');
    await windUp();
    await done(change('SBN', { active: false, successor: 'BIN' }));
    expect(await done(as('bin-registrator').get(`/consultations/${open.id}`))).toMatchObject({
      consultee: 'BIN',
    });
    expect(await items('bin-registrator', '/bodies/TSN/register')).toHaveLength(2);
  });
});

it('a reply that nobody asked for is not recorded for a body that has been wound up', async () => {
  const { referral } = await referralOfTsn();
  const close = { reason: 'Svarstiden är slut' };
  await done(as('tsn-registrator').post(`/referrals/${referral.id}/close`, close, { ifMatch: '*' }));
  const { id: caseId } = await done(as('tsn-registrator').get(`/cases/${referral['caseId']}`));
  await done(as('tsn-registrator').post(`/cases/${caseId}/close`, {}, { ifMatch: '*' }));
  const { id: documentId } = await done(
    as('tsn-registrator').upload({ title: 'Svar', kind: 'reply', body: 'TSN' }, 'Svar'),
  );
  await done(change('TSN', { active: false }));
  const reply = { name: 'Byalaget', documentId, receivedOn: TODAY, stance: 'supports' };
  const refused = await done(
    as('tsn-registrator').post(`/referrals/${referral.id}/unasked-replies`, reply),
    409,
  );
  expect(refused['reasons']).toMatchObject([{ code: 'wound-up' }]);
});

describe('winding a body up on a day to come', () => {
  const LAST = '2026-12-31';
  const PLAN = { active: false, successor: 'SBN', to: LAST, reason: 'Ny organisation från årsskiftet' };
  const body = () => done(as('admin').get('/bodies/TSN'));
  const onTheDay = async (now: string) => {
    service.setNow(now);
    await actingAsTheService(() => service.app.get(WindUpOnTheDay).windUpDue());
  };
  const told = async (): Promise<{ recipient_person: string | null }[]> =>
    service.database.query(
      "SELECT recipient_body, recipient_person, recipient_role FROM deliveries WHERE topic = 'winding-up-failed' ORDER BY recipient_person",
    );
  afterEach(() => service.setNow(NOW));

  it('leaves it as it is until then, says what would stand in the way, and is done by itself', async () => {
    const open = await given(service).consultation('drafting');
    const planned = await done(change('TSN', PLAN));
    expect(planned).toMatchObject({ active: true, to: LAST, successor: 'SBN', endRefusedOn: null });
    expect(planned['warnings']).toMatchObject([
      { code: 'ends-on', detail: expect.stringContaining(LAST) },
      { code: 'handed-over', detail: expect.stringContaining(open['ownCaseNumber']) },
    ]);
    // It is asked, and registers, as before; nobody has taken over yet.
    await given(service).consultation('registered');
    await as('sbn-registrator').get(`/consultations/${open.id}`).expect(404);
    await onTheDay(`${LAST}T22:00:00Z`);
    expect(await body()).toMatchObject({ active: true });
    await onTheDay(`${LAST}T23:30:00Z`);
    expect(await body()).toMatchObject({ active: false, to: LAST, successor: 'SBN', endRefusedOn: null });
    expect(await done(as('sbn-registrator').get(`/consultations/${open.id}`))).toMatchObject({
      consultee: 'SBN',
      state: 'drafting',
    });
    const events = await service.database.query(
      "SELECT DISTINCT actor, reason FROM audit_events WHERE verb = 'hand-over'",
    );
    expect(events).toEqual([
      { actor: 'yttra', reason: `Avvecklat som planerat efter sista dagen, ${LAST}.` },
    ]);
    const before = await body();
    await onTheDay('2027-01-02T08:00:00Z');
    expect(await body()).toEqual(before);
    expect(await told()).toEqual([]);
  });

  it('can be changed and called off until then, by a municipal administrator alone', async () => {
    await done(change('TSN', PLAN));
    expect(await done(change('TSN', { to: '2027-01-31', successor: 'BIN' }))).toMatchObject({
      active: true,
      to: '2027-01-31',
      successor: 'BIN',
    });
    const keeper = await administratorOfTsn();
    await done(keeper.patch('/bodies/TSN', { active: true }, { ifMatch: '*' }), 403);
    await done(keeper.patch('/bodies/TSN', { to: '2027-02-28' }, { ifMatch: '*' }), 403);
    // Nor does the keeper become the one who has planned it, by planning the same.
    const same = { active: false, to: '2027-01-31', successor: 'BIN' };
    await done(keeper.patch('/bodies/TSN', same, { ifMatch: '*' }), 403);
    // What else is changed leaves the plan alone.
    expect(await done(keeper.patch('/bodies/TSN', { fourEyes: false }, { ifMatch: '*' }))).toMatchObject({
      to: '2027-01-31',
    });
    await done(keeper.patch('/bodies/TSN', { fourEyes: true }, { ifMatch: '*' }));
    expect(await done(change('TSN', { active: true }))).toMatchObject({
      active: true,
      to: null,
      successor: null,
    });
    await onTheDay('2027-03-01T08:00:00Z');
    expect(await body()).toMatchObject({ active: true, to: null });
  });

  it('is refused for a day too far away, and where the body is there without a plan', async () => {
    for (const [wrong, pointer, code] of [
      [{ ...PLAN, to: '2029-01-01' }, '/to', 'ends-later'],
      [{ to: LAST }, '/to', 'not-wound-up'],
      [{ successor: 'SBN' }, '/successor', 'not-wound-up'],
      [{ active: true, to: LAST }, '/to', 'not-wound-up'],
      [{ ...PLAN, successor: 'TSN' }, '/successor', 'same-body'],
    ] as const) {
      const { errors } = await done(change('TSN', wrong), 422);
      expect(errors).toMatchObject([{ pointer, code }]);
    }
    await done(change('TSN', PLAN));
    const { errors } = await done(change('TSN', { to: TODAY }), 422);
    expect(errors).toMatchObject([{ pointer: '/to', code: 'not-wound-up' }]);
    // At once after all.
    expect(await done(change('TSN', { active: false, to: TODAY }))).toMatchObject({
      active: false,
      to: TODAY,
    });
  });

  it('that is not possible then is told to whoever planned it, once a day, and done when it is', async () => {
    await administratorOfTsn();
    await done(change('SN', { registerKeptBy: 'TSN' }));
    const { warnings } = await done(change('TSN', PLAN));
    expect(warnings).toMatchObject([
      { code: 'ends-on' },
      { code: 'hindered-today' },
      { code: 'keeps-register-for-others' },
    ]);
    await onTheDay('2027-01-01T08:00:00Z');
    await onTheDay('2027-01-01T09:00:00Z');
    expect(await body()).toMatchObject({ active: true, to: LAST, endRefusedOn: '2027-01-01' });
    expect(await told()).toEqual([
      { recipient_body: 'TSN', recipient_person: 'admin', recipient_role: null },
      { recipient_body: 'TSN', recipient_person: null, recipient_role: 'administrator' },
    ]);
    // Its own administrator can still rename it.
    await done(change('TSN', { fourEyes: true }));
    await done(change('SN', { registerKeptBy: null }));
    await onTheDay('2027-01-01T10:00:00Z');
    expect(await body()).toMatchObject({ active: true });
    await onTheDay('2027-01-02T08:00:00Z');
    expect(await body()).toMatchObject({ active: false, to: LAST, endRefusedOn: null });
  });

  describe('that fails for a reason nobody has thought of', () => {
    const failWith = (code: string) =>
      query(
        service.databaseUrl,
        `CREATE FUNCTION break_the_end() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = '${code}'; END $$;
        CREATE TRIGGER break_the_end BEFORE UPDATE ON bodies
          FOR EACH ROW WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION break_the_end()`,
      );
    const planner = async () => (await told()).filter(({ recipient_person: who }) => who === 'admin');
    const mend = () => query(service.databaseUrl, 'DROP FUNCTION IF EXISTS break_the_end CASCADE');
    afterEach(mend);

    it('is told to whoever planned it, once a day, and done the next day when it is mended', async () => {
      await done(change('TSN', PLAN));
      await failWith('XX000');
      await onTheDay('2027-01-01T08:00:00Z');
      await onTheDay('2027-01-01T08:05:00Z');
      expect(await body()).toMatchObject({ active: true, endRefusedOn: '2027-01-01' });
      expect(await planner()).toHaveLength(1);
      await mend();
      await onTheDay('2027-01-02T08:00:00Z');
      expect(await body()).toMatchObject({ active: false, endRefusedOn: null });
    });

    it('is tried again the same day where it passes by itself, and told when it does not', async () => {
      await done(change('TSN', PLAN));
      await failWith('55P03');
      await onTheDay('2027-01-01T08:00:00Z');
      await onTheDay('2027-01-01T08:05:00Z');
      expect(await told()).toEqual([]);
      await onTheDay('2027-01-01T08:10:00Z');
      expect(await planner()).toHaveLength(1);
      expect(await body()).toMatchObject({ active: true, endRefusedOn: '2027-01-01' });
      await onTheDay('2027-01-02T08:00:00Z');
      await mend();
      await onTheDay('2027-01-02T08:05:00Z');
      expect(await body()).toMatchObject({ active: false });
      expect(await planner()).toHaveLength(1);
    });
  });

  it('is done once, however many look at it at the same time', async () => {
    await given(service).consultation('drafting');
    await done(change('TSN', PLAN));
    service.setNow('2027-01-01T08:00:00Z');
    const sweep = service.app.get(WindUpOnTheDay);
    await Promise.all([1, 2, 3, 4].map(() => actingAsTheService(() => sweep.windUpDue())));
    expect(await body()).toMatchObject({ active: false });
    const events = await service.database.query("SELECT FROM audit_events WHERE verb = 'hand-over'");
    expect(events).toHaveLength(1);
    expect(await told()).toEqual([]);
  });

  it('is planned, seen and called off on the page of the body', async () => {
    const admin = new Visitor(service.base);
    await admin.signIn('admin');
    const page = '/forvaltning/namnder/TSN';
    const send = async (form: string, fields: Record<string, string>) =>
      admin.fill(`${page}/${form}`, { ...fields });
    const planned = await send('avveckla', { successor: 'SBN', to: LAST });
    expect(planned.text).toContain('avvecklas sedan av sig självt');
    const seen = await admin.visit(page);
    expect(seen.text).toContain('Planerad: sker av sig själv när sista dagen har gått.');
    expect(seen.text).toContain('Samhällsbyggnadsnämnden');
    await send('avbryt-avveckling', {});
    expect(await body()).toMatchObject({ active: true, to: null, successor: null });
    expect((await admin.visit(`${page}/avbryt-avveckling`)).status).toBe(404);
  });
});

describe('the pages of whoever worked at a body that has been wound up, and of its successor', () => {
  const gone = 'Tekniska servicenämnden är avvecklad. Det som var öppet finns hos Samhällsbyggnadsnämnden.';
  const inboxOf = async (persona: string) => (await Visitor.signedIn(service.base, persona)).visit('/inkorg');

  it('say where its matters are, and lead to no meeting, import or new matter there', async () => {
    await given(service).meeting('2026-11-25');
    await given(service).consultation('drafting');
    const before = await inboxOf('tsn-registrator');
    expect(before.text).toContain('TSN sammanträder');
    expect(before.links).toContain('/remisser/ny');
    expect(before.text).not.toContain('är avvecklad');
    await windUp();
    for (const persona of ['tsn-registrator', 'tsn-handlaggare', 'tsn-chef']) {
      const inbox = await inboxOf(persona);
      expect([persona, inbox.text.includes(gone)]).toEqual([persona, true]);
      expect(inbox.text).not.toContain('Nya ärenden hamnar här');
    }
    for (const persona of ['tsn-registrator', 'tsn-handlaggare', 'sbn-handlaggare', 'sbn-registrator']) {
      const inbox = await inboxOf(persona);
      const links = ['/remisser/ny', '/tjansteskrivelser/tsn'].filter((href) => inbox.links.includes(href));
      const own = persona === 'sbn-registrator' ? ['/remisser/ny'] : [];
      expect([persona, inbox.text.includes('TSN sammanträder'), links]).toEqual([persona, false, own]);
    }
    expect((await inboxOf('sbn-registrator')).text).not.toContain('är avvecklad');
    const registrar = await Visitor.signedIn(service.base, 'tsn-registrator');
    expect((await registrar.visit('/diarium/tsn')).links).not.toContain('/diarium/tsn/nytt-arende');
    expect((await registrar.visit('/sammantraden')).text).not.toContain('25 nov');
  });

  it('say on a question that was taken back why it was', async () => {
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'SBN' }] });
    const [{ id } = { id: '' }] = await items('tsn-registrator', '/consultations?limit=1');
    await given(service).step('tsn-registrator', id, 'register');
    await windUp();
    const seen = await (await Visitor.signedIn(service.base, 'tsn-registrator')).visit(`/svar/${id}`);
    expect(seen.text).toContain('Därför togs frågan tillbaka');
    expect(seen.text).toContain('Tekniska servicenämnden har avvecklats');
  });
});
