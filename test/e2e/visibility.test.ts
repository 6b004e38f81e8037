import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { done, given, statement } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const secret = 'HEMLIGT UTKAST';

describe('before it is forwarded', () => {
  it('the issuer sees state and dates of a consultation, and nothing of the work on it', async () => {
    const { consultation, saveStatement, step } = given(service);
    const { id, ...drafting } = await consultation('drafting');
    await saveStatement(id, { ...statement, title: secret, summary: secret });
    await step('tsn-handlaggare', id, 'submit');
    await step('tsn-chef', id, 'return', { comment: secret });
    await saveStatement(id, { ...statement, title: secret });

    for (const persona of ['ks-registrator', 'ks-handlaggare', 'ks-sekreterare']) {
      const { body } = await service.as(persona).get(`/consultations/${id}`).expect(200);
      expect(body).toMatchObject({
        state: 'drafting',
        officer: null,
        statementVersion: null,
        returnedBecause: null,
        decision: null,
      });
      for (const path of [
        'statement',
        'statement/versions',
        'statement/versions/1',
        'statement/versions/2/diff',
        'corrections',
      ]) {
        await service.as(persona).get(`/consultations/${id}/${path}`).expect(404);
      }
      const seen = [
        `/consultations/${id}`,
        '/consultations?limit=100',
        `/cases/${drafting['caseId']}/audit-trail?limit=100`,
        `/referrals/${drafting['referralId']}`,
        `/consultations/${id}/messages`,
        '/inbox',
        '/deliveries',
      ];
      for (const path of seen) {
        const answer = await service.as(persona).get(path).expect(200);
        expect(answer.text).not.toContain(secret);
        expect(answer.text).not.toContain('tsn-handlaggare');
      }
    }
    for (const path of ['replies', 'compilation']) {
      const { text } = await service
        .as('ks-handlaggare')
        .get(`/referrals/${drafting['referralId']}/${path}`)
        .expect(200);
      expect(text).not.toContain(secret);
    }
  });

  it('another consultee sees who is consulted, and nothing of another’s work', async () => {
    const { sentReferral, consultationOf } = given(service);
    const referral = await sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    const { id } = await consultationOf('tsn-registrator', referral);

    const { body } = await service.as('bin-registrator').get(`/referrals/${referral.id}`).expect(200);
    expect(body.consultees).toEqual([
      { body: 'TSN', name: 'Tekniska servicenämnden' },
      { body: 'BIN', name: 'Bildningsnämnden', consultationId: expect.any(String) },
    ]);
    await service.as('bin-registrator').get(`/consultations/${id}`).expect(404);
    await service.as('bin-registrator').get(`/consultations/${id}/deliveries`).expect(404);
    await service.as('bin-registrator').get(`/referrals/${referral.id}/replies`).expect(403);
    await service.as('bin-registrator').get(`/referrals/${referral.id}/compilation`).expect(403);
    const list = await service
      .as('bin-registrator')
      .get(`/consultations?consultee=TSN&count=true`)
      .expect(200);
    expect(list.body).toMatchObject({ items: [], total: 0 });
  });

  it('a reader sees what their body has registered, and its statement once decided', async () => {
    const { sentReferral, consultationOf, step } = given(service);
    const referral = await sentReferral();
    const { id } = await consultationOf('tsn-registrator', referral);
    await service.as('tsn-lasare').get(`/consultations/${id}`).expect(404);
    await step('tsn-registrator', id, 'register');
    await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    await service.as('tsn-lasare').get(`/consultations/${id}`).expect(200);
    await service.as('tsn-lasare').get(`/consultations/${id}/statement`).expect(404);

    const decided = await given(service).consultation('decided');
    await service.as('tsn-lasare').get(`/consultations/${decided.id}/statement`).expect(200);
    await service.as('tsn-lasare').get(`/consultations/${decided.id}/statement/versions`).expect(404);
    await service.as('sn-lasare').get(`/consultations/${decided.id}`).expect(404);
  });

  it('a stranger to the case sees nothing of it at all', async () => {
    const { id, ...consultation } = await given(service).consultation('registered');
    for (const path of [
      `/consultations/${id}`,
      `/cases/${consultation['caseId']}`,
      `/referrals/${consultation['referralId']}`,
      `/cases/${consultation['caseId']}/audit-trail`,
    ]) {
      await service.as('sbn-registrator').get(path).expect(404);
      await service.as('admin').get(path).expect(404);
    }
  });
});

describe('once it is forwarded', () => {
  it('the issuer sees exactly what was dispatched, with a hash that anyone can verify', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('forwarded');
    const forwarded = await done(service.as('ks-registrator').get(`/consultations/${id}`));
    expect(forwarded['decision']).toMatchObject({
      outcome: 'as-proposed',
      section: '84',
      clauses: statement.clauses,
    });

    const seen = await done(service.as('ks-registrator').get(`/consultations/${id}/statement`));
    expect(seen).toMatchObject({ ...statement, version: forwarded['dispatch'].statementVersion });

    const { body } = await service
      .as('ks-registrator')
      .get(`/dispatches/${forwarded['dispatch'].id}`)
      .expect(200);
    expect(createHash('sha256').update(canonicalize(body.content)!).digest('hex')).toBe(body.sha256);
    expect(body.content.statement).toMatchObject(statement);

    // A later correction is a new dispatch; the first stays as it was.
    await step('tsn-sekreterare', id, 'forward-correction', {
      reason: 'Fel lydelse i andra att-satsen',
      clauses: [{ text: 'att tillstyrka förslaget' }],
    });
    const again = await service
      .as('ks-registrator')
      .get(`/dispatches/${forwarded['dispatch'].id}`)
      .expect(200);
    expect(again.body).toEqual(body);
    const corrected = await done(service.as('ks-registrator').get(`/consultations/${id}`));
    expect(corrected['dispatch']).toMatchObject({
      number: 2,
      replaces: body.id,
      reason: 'Fel lydelse i andra att-satsen',
    });
    expect(corrected['decision'].clauses).toEqual([{ text: 'att tillstyrka förslaget' }]);
    expect(corrected['late']).toBe(false);
  });
});
