import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WindUpOnTheDay } from '../../src/consultations/winding-up/wind-up-on-the-day.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { personaOf, type Persona } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';

/**
 * A board without staff or a register of its own is wound up: the council's election board, say, whose matters stand in
 * the executive board's register.
 */
const service = sharedService();
beforeAll(async () => {
  await service.database.query(
    "INSERT INTO bodies (code, name, kind, register_kept_by) VALUES ('VN', 'Valnämnden', 'board', 'KS')",
  );
});
afterEach(async () => {
  service.setNow(NOW);
  await service.reset();
  for (const code of ['BIN', 'SBN']) await change(code, { active: true });
  await done(change('VN', { active: true, registerKeptBy: 'KS' }));
  await service.reset();
});

const as = (persona: string) => service.as(persona);
const change = (code: string, body: object) => as('admin').patch(`/bodies/${code}`, body, { ifMatch: '*' });
const windUp = async (successor: string) => done(change('VN', { active: false, successor }));
const items = async (by: Persona, path: string) => (await done(by.get(path)))['items'] as Answer[];
const register = async (persona: string, body: string, q = '') => {
  const page = await done(as(persona).get(`/bodies/${body}/register${q && `?q=${q}`}`));
  expect(page['total'] ?? (page['items'] as Answer[]).length).toBe((page['items'] as Answer[]).length);
  return (page['items'] as Answer[]).map(({ number }) => number as string);
};

/** A case of the board's own, with a referral to BIN, and a referral of SN's that it is asked about; both in the register of KS. */
async function mattersOfVn() {
  const referralCase = await done(as('ks-registrator').post('/cases', { title: 'Vallokaler', issuer: 'VN' }));
  const asking = await done(
    as('sn-registrator').post('/cases', { title: 'Tillgängliga lokaler', issuer: 'SN' }),
  );
  const draft = await done(
    as('sn-handlaggare').post(`/cases/${asking.id}/referrals`, {
      title: 'Tillgängliga lokaler',
      replyBy: '2026-12-15',
      letter: 'Nämnden önskar ert yttrande.',
      consultees: [{ body: 'VN' }],
    }),
  );
  await done(as('sn-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }));
  const { id } = (await items(as('ks-registrator'), '/consultations?consultee=VN'))[0]!;
  const { ownCaseNumber } = await given(service).step('ks-registrator', id, 'register');
  return { referralCase, id, numbers: [ownCaseNumber as string, referralCase['caseNumber'] as string] };
}

describe('a body whose register another body keeps', () => {
  it('hands all over; numbers stay what they were, in the register where they stood', async () => {
    const { referralCase, id, numbers } = await mattersOfVn();
    expect(numbers.every((number) => number.startsWith('KS'))).toBe(true);
    const before = await register('ks-registrator', 'VN');
    expect(before).toEqual(numbers);
    const { warnings } = await windUp('SBN');
    expect(warnings).toEqual([{ code: 'handed-over', detail: expect.stringContaining(numbers[0]!) }]);
    expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({
      consultee: 'SBN',
      ownCaseNumber: numbers[0],
    });
    expect(await done(as('sbn-registrator').get(`/cases/${referralCase.id}`))).toMatchObject({
      issuer: 'SBN',
      caseNumber: numbers[1],
    });
    for (const reader of ['sbn-registrator', 'ks-registrator']) {
      expect(await register(reader, 'VN')).toEqual(numbers);
      expect(await register(reader, 'VN', 'lokaler')).toEqual(numbers);
      expect(await register(reader, 'VN', 'vallokaler')).toEqual([numbers[1]]);
    }
    expect(await register('sbn-registrator', 'SBN')).toEqual([]);
    expect(await register('ks-registrator', 'KS')).toEqual([]);
    await as('bin-registrator').get('/bodies/VN/register').expect(403);
  });

  it('has what comes afterwards, and a number put right, in the register of the successor', async () => {
    const { referralCase, id, numbers } = await mattersOfVn();
    await windUp('SBN');
    const corrected = await done(
      as('sbn-registrator').post(
        `/cases/${referralCase.id}/correct-registration`,
        { caseNumber: 'SBN 2026/900', reason: 'Rätt diarium' },
        { ifMatch: '*' },
      ),
    );
    expect(corrected).toMatchObject({ caseNumber: 'SBN 2026/900' });
    expect(await register('sbn-registrator', 'SBN')).toEqual(['SBN 2026/900']);
    expect(await register('sbn-registrator', 'VN')).toEqual([numbers[0]]);
    await done(as('sbn-registrator').get(`/consultations/${id}`));
  });

  it('has them where they stood also when the keeper is the one that takes over', async () => {
    const { referralCase, numbers } = await mattersOfVn();
    await windUp('KS');
    const own = await done(as('ks-registrator').post('/cases', { title: 'Budget', issuer: 'KS' }));
    expect(await register('ks-registrator', 'VN')).toEqual(numbers);
    expect(await register('ks-registrator', 'KS')).toEqual([own['caseNumber']]);
    expect(await done(as('ks-registrator').get(`/cases/${referralCase.id}`))).toMatchObject({ issuer: 'KS' });
  });

  it('keeps them there through a second winding-up', async () => {
    const { id, numbers } = await mattersOfVn();
    await windUp('SBN');
    await done(change('SBN', { active: false, successor: 'BIN' }));
    expect(await done(as('bin-registrator').get(`/consultations/${id}`))).toMatchObject({ consultee: 'BIN' });
    expect(await register('bin-registrator', 'VN')).toEqual(numbers);
    expect(await register('bin-registrator', 'BIN')).toEqual([]);
  });

  it('is not brought back, given another successor or another keeper while the successor has what stands there', async () => {
    const { numbers } = await mattersOfVn();
    await windUp('SBN');
    for (const body of [{ active: true }, { successor: 'BIN' }, { registerKeptBy: null }]) {
      const { reasons } = await done(change('VN', body), 409);
      expect(reasons).toMatchObject([
        { code: 'held-by-the-successor', detail: expect.stringContaining(numbers[0]!) },
      ]);
    }
  });

  it('keeps in its register also what it registered while another kept it, now that it does itself', async () => {
    const { numbers } = await mattersOfVn();
    await done(change('VN', { registerKeptBy: null }));
    await windUp('SBN');
    expect(await register('sbn-registrator', 'VN')).toEqual(numbers);
  });

  it('is wound up on a day to come as any other', async () => {
    const { id, numbers } = await mattersOfVn();
    const plan = { active: false, successor: 'SBN', to: '2026-12-31' };
    const { warnings } = await done(change('VN', plan));
    expect(warnings).toMatchObject([{ code: 'ends-on' }, { code: 'handed-over' }]);
    service.setNow('2027-01-01T08:00:00Z');
    await actingAsTheService(() => service.app.get(WindUpOnTheDay).windUpDue());
    expect(await done(as('sbn-registrator').get(`/consultations/${id}`))).toMatchObject({ consultee: 'SBN' });
    expect(await register('sbn-registrator', 'VN')).toEqual(numbers);
  });
});

describe('a body whose successor has its register kept by another', () => {
  it('has its register read, and its matters carried on, by those who keep the successor’s', async () => {
    await given(service).meeting();
    const { id } = await given(service).consultation('confirmed');
    const open = await given(service).consultation('drafting');
    await done(change('TSN', { active: false, successor: 'VN' }));
    const numbers = await register('ks-registrator', 'TSN');
    expect(numbers).toContain(open['ownCaseNumber']);
    expect(await done(as('ks-registrator').get(`/consultations/${open.id}`))).toMatchObject({
      consultee: 'VN',
      state: 'drafting',
      officer: null,
    });
    await given(service).step('ks-sekreterare', id, 'forward');
    // As whom a token of an issuer outside names, too.
    const { accessToken } = await service.app.get(DemoIssuer).issue('ks-registrator');
    await done(personaOf(service.base, accessToken).get('/bodies/TSN/register'));
    await service.reset();
    await done(change('TSN', { active: true }));
  });
});
