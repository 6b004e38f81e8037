import { describe, expect, it } from '@jest/globals';
import { done, given, statement, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ DATABASE_POOL_SIZE: '20' });

/** Presses a button many times at once; answers how often each status came. */
async function press(
  times: number,
  send: (index: number) => PromiseLike<{ status: number }>,
): Promise<Record<number, number>> {
  const answers = await Promise.all(Array.from({ length: times }, (_, index) => send(index)));
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const oneWon = (counts: Record<number, number>, times: number) => {
  const won = (counts[200] ?? 0) + (counts[201] ?? 0) + (counts[202] ?? 0);
  const lost = (counts[409] ?? 0) + (counts[412] ?? 0);
  expect({ won, lost }).toEqual({ won: 1, lost: times - 1 });
};

describe('pressed at the same moment', () => {
  it('50 decisions with two texts are one decision (F-26)', async () => {
    const { id, version } = await given(service).consultation('on-agenda');
    const texts = ['att tillstyrka', 'att avstyrka'];
    oneWon(
      await press(50, (index) =>
        service
          .as('tsn-sekreterare')
          .post(
            `/consultations/${id}/decide`,
            { outcome: 'amended', section: '84', clauses: [{ text: texts[index % 2]! }] },
            { ifMatch: version },
          ),
      ),
      50,
    );
    const after = await done(service.as('tsn-sekreterare').get(`/consultations/${id}`));
    expect(after).toMatchObject({ state: 'decided', version: version + 1, statementVersion: 2 });
    const [{ events }] = await service.database.query(
      "SELECT count(*) AS events FROM audit_events WHERE consultation_id = $1 AND verb = 'decide'",
      [id],
    );
    expect(events).toBe(1);
  });

  it.each(['register', 'forward', 'acknowledge'] as const)('%s is taken once', async (verb) => {
    const from = { register: 'sent', forward: 'confirmed', acknowledge: 'forwarded' } as const;
    const persona = {
      register: 'tsn-registrator',
      forward: 'tsn-registrator',
      acknowledge: 'ks-registrator',
    }[verb];
    const { id, version } = await given(service).consultation(from[verb]);
    oneWon(
      await press(8, () =>
        service.as(persona).post(`/consultations/${id}/${verb}`, {}, { ifMatch: version }),
      ),
      8,
    );
    const [{ dispatches }] = await service.database.query(
      'SELECT count(*) AS dispatches FROM dispatches WHERE consultation_id = $1',
      [id],
    );
    expect(dispatches).toBe(verb === 'register' ? 0 : 1);
  });

  it('a referral is sent once, to each consultee once', async () => {
    const draft = await given(service).draftReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    oneWon(
      await press(8, () =>
        service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: draft.version }),
      ),
      8,
    );
    const [{ asked }] = await service.database.query(
      'SELECT count(*) AS asked FROM consultations WHERE referral_id = $1',
      [draft.id],
    );
    expect(asked).toBe(2);
  });

  it('a draft is saved once for each version that was read', async () => {
    const { id } = await given(service).consultation('drafting');
    let title = 0;
    oneWon(
      await press(8, () =>
        service
          .as('tsn-handlaggare')
          .put(
            `/consultations/${id}/statement`,
            { ...statement, title: `Utkast ${(title += 1)}` },
            { ifMatch: 1 },
          ),
      ),
      8,
    );
  });

  it('closing the referral and registering a consultation end in one of the two orders', async () => {
    for (let round = 0; round < 5; round++) {
      const { sentReferral, consultationOf } = given(service);
      const referral = await sentReferral();
      const { id, version } = await consultationOf('tsn-registrator', referral);
      const [closed, registered] = await Promise.all([
        service
          .as('ks-registrator')
          .post(`/referrals/${referral.id}/close`, { reason: 'x' }, { ifMatch: referral.version }),
        service.as('tsn-registrator').post(`/consultations/${id}/register`, {}, { ifMatch: version }),
      ]);
      expect(closed.status).toBe(200);
      expect([200, 409, 412]).toContain(registered.status);
      const after = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
      expect(after.state).toBe('no-reply');
      expect(after['ownCaseNumber'] !== null).toBe(registered.status === 200);
    }
  });

  it('a consultee is added once', async () => {
    const referral = await given(service).sentReferral();
    const counts = await press(8, () =>
      service.as('ks-handlaggare').post(`/referrals/${referral.id}/consultees`, { body: 'SN' }),
    );
    expect(counts[201]).toBe(1);
    const [{ asked }] = await service.database.query(
      "SELECT count(*) AS asked FROM consultations WHERE referral_id = $1 AND consultee_code = 'SN'",
      [referral.id],
    );
    expect(asked).toBe(1);
  });

  it('a delivery by hand is ticked off once', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ name: 'Hembygdsföreningen' }] });
    const { body } = await service
      .as('ks-registrator')
      .get('/deliveries?channel=manual&state=pending')
      .expect(200);
    const delivery = body.items.find((item: Answer) => item['recipient'] === 'Hembygdsföreningen');
    expect(referral.state).toBe('sent');
    oneWon(
      await press(8, () =>
        service
          .as('ks-registrator')
          .post(`/deliveries/${delivery.id}/complete`, {}, { ifMatch: delivery.version }),
      ),
      8,
    );
  });

  it('50 cases without a number get 50 numbers in a row, stepping over one given by hand', async () => {
    await done(
      service
        .as('sn-registrator')
        .post('/cases', { title: 'För hand', issuer: 'SN', caseNumber: 'sn 2026/ 7' }),
    );
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        done(service.as('sn-registrator').post('/cases', { title: `Ärende ${index}`, issuer: 'SN' })),
      ),
    );
    const numbers = answers
      .map((answer) => Number(/^SN 2026\/(\d+)$/.exec(String(answer['caseNumber']))?.[1]))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(
      Array.from({ length: 51 }, (_, index) => index + 1).filter((number) => number !== 7),
    );
    const taken = await service
      .as('sn-registrator')
      .post('/cases', { title: 'Dubbel', issuer: 'SN', caseNumber: 'SN2026/7' });
    expect({ status: taken.status, code: taken.body.reasons[0].code }).toEqual({
      status: 409,
      code: 'case-number-taken',
    });
  });
});
