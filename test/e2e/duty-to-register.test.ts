import { describe, expect, it } from '@jest/globals';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const as = (persona: string) => service.as(persona);
const register = (id: string) =>
  as('tsn-registrator').post(`/consultations/${id}/register`, { receivedOn: TODAY }, { ifMatch: '*' });
const rowsOf = async (body: string): Promise<Answer[]> => {
  const registrar = as(`${body.toLowerCase()}-registrator`);
  return (await done(registrar.get(`/bodies/${body}/register?limit=100`)))['items'] as Answer[];
};

describe('what a body has received it registers', () => {
  it.each(['withdrawn', 'no-reply', 'declined'] as const)('when it is %s meanwhile', async (state) => {
    const { id, availableActions } = await given(service).consultation(state);
    expect(availableActions).toContain('register');
    const registered = await done(register(id));
    expect(registered).toMatchObject({ state, receivedOn: TODAY, ownCaseNumber: expect.any(String) });
    const row = (await rowsOf('TSN')).find((each) => each.id === id);
    expect(row).toMatchObject({ number: registered['ownCaseNumber'], receivedOn: TODAY });
    const { body } = await register(id).expect(409);
    expect(body.reasons).toMatchObject([{ code: 'registered-already' }]);
  });

  it('when its reply has been recorded, which can be taken back', async () => {
    const { id } = await given(service).consultation('sent');
    await given(service).step('tsn-registrator', id, 'allow-recorded-reply');
    const { id: documentId } = await given(service).document();
    const reply = { documentId, receivedOn: TODAY, stance: 'supports' };
    await given(service).step('ks-registrator', id, 'record-reply', reply);
    expect(await done(register(id))).toMatchObject({ state: 'received' });
    const back = await given(service).step('ks-registrator', id, 'correct-reply', {
      reason: 'Fel handling',
      takeBack: true,
    });
    expect(back).toMatchObject({ state: 'registered', receivedOn: TODAY });
  });

  it('and an answered one it has registered already', async () => {
    const { id } = await given(service).consultation('received');
    expect((await register(id).expect(409)).body.reasons).toMatchObject([{ code: 'registered-already' }]);
  });
});

describe('a body’s own reply', () => {
  const origin = { sender: 'Boverket', reference: '1', receivedOn: '2026-10-01', replyBy: '2026-11-30' };
  const open = (caseId: string, body: object) =>
    as('ks-registrator').post(`/cases/${caseId}/consultations`, { consultee: 'KS', ...body });

  it('in a second round stands under the first one’s number', async () => {
    const { id: caseId, caseNumber } = await given(service).referralCase({ origin });
    const first = await done(open(caseId, {}));
    expect((await open(caseId, {}).expect(409)).body.reasons).toMatchObject([{ code: 'own-reply-exists' }]);
    await given(service).step('ks-registrator', first.id, 'decline', { reason: 'Berör inte kommunen' });
    expect((await open(caseId, {}).expect(422)).body.errors).toMatchObject([{ pointer: '/replyBy' }]);
    const second = await done(open(caseId, { replyBy: '2027-01-15', reference: '2' }));
    expect(second).toMatchObject({
      ownCaseNumber: caseNumber,
      caseNumber: '2',
      receivedOn: TODAY,
      replyBy: '2027-01-15',
    });
    const rows = (await rowsOf('KS')).filter(({ number }) => number === caseNumber);
    expect(rows.map(({ receivedOn }) => receivedOn as string).sort()).toEqual([
      '2026-10-01',
      '2026-10-01',
      TODAY,
    ]);
  });

  it('stands with all its rounds under the number of its case, also when that is corrected', async () => {
    const { id: caseId } = await given(service).referralCase({ origin });
    const { caseNumber: taken } = await given(service).referralCase();
    const first = await done(open(caseId, {}));
    await given(service).step('ks-registrator', first.id, 'decline', { reason: 'Berör inte kommunen' });
    const second = await done(open(caseId, { replyBy: '2027-01-15', reference: '2' }));
    const correct = (caseNumber: string) =>
      as('ks-registrator').post(
        `/cases/${caseId}/correct-registration`,
        { caseNumber, reason: 'Fel nummer' },
        { ifMatch: '*' },
      );
    expect((await correct('KS 2026/7007').expect(200)).body).toMatchObject({ caseNumber: 'KS 2026/7007' });
    const ownCaseNumber = 'KS 2026/7007';
    const read = (id: string) => done(as('ks-registrator').get(`/consultations/${id}`));
    expect(await read(first.id)).toMatchObject({ ownCaseNumber, caseNumber: '1' });
    expect(await read(second.id)).toMatchObject({ ownCaseNumber, caseNumber: '2', replyBy: '2027-01-15' });
    await correct(taken as string).expect(409);
  });
});
