import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
  service.setNow(NOW);
});
afterEach(async () => {
  for (const code of ['TSN', 'SBN']) await change(code, { active: true });
  await service.reset();
});
afterAll(() => service.stop());

const as = (persona: string) => service.as(persona);
const change = (code: string, body: object) => as('admin').patch(`/bodies/${code}`, body, { ifMatch: '*' });
/** Tekniska servicenämnden is wound up; samhällsbyggnadsnämnden takes over. */
const windUp = async () =>
  done(change('TSN', { active: false, successor: 'SBN', reason: 'Ny organisation' }));
const items = async (persona: string, path: string) =>
  (await done(as(persona).get(path)))['items'] as Answer[];
const ownCase = () =>
  done(as('tsn-registrator').post('/cases', { title: 'Skötsel av parker', issuer: 'TSN' }));

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

describe('winding a body up', () => {
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
    await done(
      as('sbn-registrator').post(
        `/referrals/${referral.id}/close`,
        { reason: 'Behövs inte' },
        { ifMatch: '*' },
      ),
    );
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

  it('is refused where the successor is a party to the same matter', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'SBN' }] });
    const { reasons } = await done(change('TSN', { active: false, successor: 'SBN' }), 409);
    expect(reasons).toEqual([
      expect.objectContaining({ code: 'successor-is-a-party', detail: expect.stringContaining('SBN') }),
    ]);
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await given(service).step('ks-registrator', id, 'recall', { reason: 'Nämnden läggs ned' });
    await windUp();
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
