import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { OidcIssuer } from '../support/oidc-issuer.js';
import { personaOf } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';

const LOA3 = 'http://id.elegnamnden.se/loa/1.0/loa3';

let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await OidcIssuer.start();
});
const service = sharedService(() => ({ ROLE: 'api', OIDC_ISSUER: issuer.url, ACR_REQUIRED: `${LOA3}, c1` }));
afterAll(() => issuer.stop());

const as = (username: string, acr: unknown = null) =>
  personaOf(service.base, issuer.token({ sub: username, acr }));
const surely = given({ as: (persona) => as(persona, LOA3) });
const newCase = { title: 'Strategi för social hållbarhet', issuer: 'KS' };

describe('where a level of assurance is needed', () => {
  it.each([
    ['none', null],
    ['another', 'http://id.elegnamnden.se/loa/1.0/loa2'],
    ['part of one', 'c'],
    ['several at once in a text', `${LOA3} c1`],
    ['only others', ['c2', 'c3']],
    ['something else than a text', { value: LOA3 }],
  ])('a case is not registered by someone whose token says %s', async (_, acr) => {
    const { status, headers, body } = await as('ks-registrator', acr).post('/cases', newCase);
    expect([status, body.type, body.detail]).toEqual([
      403,
      '/problems/insufficient-assurance',
      `Logga in med högre tillitsnivå för att göra detta (acr: ${LOA3} eller c1).`,
    ]);
    expect(headers['www-authenticate']).toBe(
      `Bearer realm="yttra", error="insufficient_user_authentication", acr_values="${LOA3} c1"`,
    );
  });

  it('the refusal is in English to those who ask for it', async () => {
    const { body } = await as('ks-registrator').post('/cases', newCase).set('Accept-Language', 'en');
    expect([body.title, body.detail]).toEqual([
      'Higher assurance needed',
      `Sign in with a higher level of assurance to do this (acr: ${LOA3} or c1).`,
    ]);
  });

  it.each([
    ['the level', LOA3],
    ['one of several', ['c2', 'c1']],
  ])('a case is registered by someone whose token says %s', async (_, acr) => {
    expect((await as('ks-registrator', acr).post('/cases', newCase)).status).toBe(201);
  });

  it('someone without the role is told that, and not to sign in again', async () => {
    const { body } = await as('tsn-chef').post('/cases', newCase);
    expect(body.type).toBe('/problems/not-permitted');
  });

  it('a consultation is registered, and its minutes confirmed, by no other', async () => {
    const referral = await surely.sentReferral();
    const { id } = await surely.consultationOf('tsn-registrator', referral);
    const refused = async (persona: string, verb: string, body: object = {}) => {
      const read: Answer = await done(as(persona).get(`/consultations/${id}?explain=actions`));
      expect(read['availableActions']).not.toContain(verb);
      expect(read['unavailableActions']).toContainEqual({
        action: verb,
        reasons: [expect.objectContaining({ code: 'insufficient-assurance' })],
      });
      const answer = await as(persona).post(`/consultations/${id}/${verb}`, body, { ifMatch: read.version });
      expect([answer.status, answer.body.type]).toEqual([403, '/problems/insufficient-assurance']);
    };
    await refused('tsn-registrator', 'register');
    const { id: decided } = await surely.consultation('decided');
    const read = await done(as('tsn-sekreterare').get(`/consultations/${decided}`));
    expect(read['availableActions']).not.toContain('confirm');
    const { status } = await as('tsn-sekreterare').post(
      `/consultations/${decided}/confirm`,
      { confirmedOn: TODAY },
      { ifMatch: read.version },
    );
    expect(status).toBe(403);
    const surelyRead = await done(as('tsn-sekreterare', LOA3).get(`/consultations/${decided}`));
    expect(surelyRead['availableActions']).toContain('confirm');
  });

  it('everything else needs none', async () => {
    const { id } = await surely.consultation('registered');
    const read = await done(as('tsn-chef').get(`/consultations/${id}`));
    const assigned = await done(
      as('tsn-chef').post(
        `/consultations/${id}/assign`,
        { officer: 'tsn-handlaggare' },
        { ifMatch: read.version },
      ),
    );
    expect(assigned.state).toBe('drafting');
  });

  it('neither is a system let do it by somebody less surely known, nor by a key that somebody such made', async () => {
    const scopes = [{ body: 'KS', verbs: ['case.register'] }];
    const client = { body: 'KS', name: 'Diariet', scopes };
    const latest = { ifMatch: '*' };
    const insufficient = { type: '/problems/insufficient-assurance' };
    expect((await as('admin').post('/api-clients', client).expect(403)).body).toMatchObject(insufficient);
    const { id } = await done(as('admin', LOA3).post('/api-clients', client), 201);
    const takeOver = `/api-clients/${id}/take-over`;
    for (const refused of [
      as('admin').post(`/api-clients/${id}/keys`, {}),
      as('ks-registrator').post(takeOver, {}, latest),
    ])
      expect((await refused.expect(403)).body).toMatchObject(insufficient);
    await done(as('ks-registrator', LOA3).post(takeOver, {}, latest));
    const { key, prefix, acr } = await done(as('admin', LOA3).post(`/api-clients/${id}/keys`, {}), 201);
    expect(acr).toEqual([LOA3]);
    const system = personaOf(service.base, key as string);
    expect((await system.post('/cases', newCase)).status).toBe(201);

    // As one that was made before anybody asked.
    await service.database.query("UPDATE api_client_keys SET acr = '{}'");
    service.setNow('2026-11-02T11:30:00Z');
    expect((await system.post('/cases', newCase).expect(403)).body).toMatchObject(insufficient);
    // What does harm no longer is stopped by anyone who keeps it.
    await done(as('admin').post(`/api-clients/${id}/keys/${prefix}/revoke`, { reason: 'Läckt' }, latest));
    service.setNow(NOW);
  });
});
