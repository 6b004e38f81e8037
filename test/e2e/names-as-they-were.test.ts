import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import supertest from 'supertest';
import { done, given, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterEach(async () => {
  for (const [code, name] of Object.entries(NAMES)) await rename(code, name);
  for (const [username, name] of Object.entries(PEOPLE)) await callPerson(username, name);
  await service.reset();
});
afterAll(() => service.stop());

const NAMES = { TSN: 'Tekniska servicenämnden', KS: 'Kommunstyrelsen' };
const PEOPLE = { 'tsn-sekreterare': 'Nämndsekreterare, TSN', 'tsn-handlaggare': 'Handläggare, TSN' };

const as = (persona: string) => service.as(persona);
const anyone = async (path: string) => done(supertest(service.base).get(`/public/v1${path}`));
const rename = (code: string, name: string) =>
  done(as('admin').patch(`/bodies/${code}`, { name }, { ifMatch: '*' }));
const callPerson = (username: string, name: string) =>
  done(as('admin').patch(`/people/${username}`, { name }, { ifMatch: '*' }));

/** The whole municipality is called otherwise from now on. */
async function renameAll(): Promise<void> {
  await rename('TSN', 'Servicenämnden');
  await rename('KS', 'Kommunens styrelse');
  await callPerson('tsn-sekreterare', 'Petra Nyström');
  await callPerson('tsn-handlaggare', 'Sara Berg');
}

const hashOf = (content: unknown): string =>
  createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');

describe('a body that is called otherwise', () => {
  it('tells what it was called before, and until when', async () => {
    const { earlierNames: before } = await done(as('tsn-lasare').get('/bodies/SN'));
    expect(before).toEqual([]);
    await rename('SN', 'Omsorgsnämnden');
    await rename('SN', 'Välfärdsnämnden');
    const { name, earlierNames } = await done(as('tsn-lasare').get('/bodies/SN'));
    const until = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect([name, earlierNames]).toEqual([
      'Välfärdsnämnden',
      [
        { name: 'Omsorgsnämnden', until },
        { name: 'Socialnämnden', until },
      ],
    ]);
    await expect(service.database.query('DELETE FROM earlier_body_names')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('has its new name from a day, or is only put right', async () => {
    const call = (path: string, body: object) => as('admin').patch(path, body, { ifMatch: '*' });
    const path = '/bodies/BIN';
    const first = (await done(as('tsn-lasare').get(path)))['name'] as string;
    const wrong = await done(call(path, { name: 'Barnnämden', nameFrom: '2026-01-01' }));
    expect(wrong['earlierNames']).toEqual([{ name: first, until: '2026-01-01' }]);
    const right = await done(call(path, { name: 'Barnnämnden', nameIsCorrected: true }));
    expect(right['earlierNames']).toEqual(wrong['earlierNames']);
    const [{ then, before }] = await service.database.query(
      `SELECT body_name_at('BIN', '2026-01-01T00:00:00+01') AS then, body_name_at('BIN', '2025-12-31T23:59:00+01') AS before`,
    );
    expect([then, before]).toEqual(['Barnnämnden', first]);
    const refusedFor = async (body: object, at = path) => {
      const { errors } = await done(call(at, body), 422);
      return [errors[0].pointer, errors[0].code];
    };
    expect(await refusedFor({ name: 'X', nameFrom: '2025-06-01' })).toEqual([
      '/nameFrom',
      'before-the-last-name',
    ]);
    expect(await refusedFor({ name: 'X', nameFrom: '2029-01-01' })).toEqual(['/nameFrom', 'in-the-future']);
    expect(await refusedFor({ nameIsCorrected: true })).toEqual(['/nameIsCorrected', 'not-renamed']);
    expect(await refusedFor({ name: 'X', nameFrom: '2026-02-01', nameIsCorrected: true })).toEqual([
      '/nameFrom',
      'corrected-or-new',
    ]);
    await done(call(path, { name: first }));
    const person = '/people/bin-chef';
    const { name } = await done(call(person, {}));
    await done(call(person, { name: `${name}x`, nameIsCorrected: true }));
    await done(call(person, { name, nameFrom: '2026-03-01' }));
    const kept = await service.database.query(
      "SELECT name FROM earlier_person_names WHERE username = 'bin-chef'",
    );
    expect(kept).toEqual([{ name: `${name}x` }]);
    expect(await refusedFor({ name: 'X', nameFrom: '2026-02-01' }, person)).toEqual([
      '/nameFrom',
      'before-the-last-name',
    ]);
  });

  it('stands in the packet that was sent as it was called then', async () => {
    const referral = await given(service).sentReferral();
    await renameAll();
    const { items } = await done(as('tsn-registrator').get(`/referrals/${referral.id}/packets`));
    const [{ packet, sha256 }] = items as [Answer];
    expect(packet).toMatchObject({
      issuer: 'KS',
      issuerName: 'Kommunstyrelsen',
      consultees: [{ body: 'TSN', name: 'Tekniska servicenämnden' }],
    });
    expect(hashOf(packet)).toBe(sha256);
    const later = await given(service).sentReferral();
    const page = await done(as('tsn-registrator').get(`/referrals/${later.id}/packets`));
    expect((page['items'] as Answer[])[0]!['packet'].issuerName).toBe('Kommunens styrelse');
  });

  it('stands in decision, dispatch, replies and compilation as it was called then', async () => {
    const { id, referralId } = await given(service).consultation('forwarded');
    await renameAll();
    const { decision, dispatch } = await done(as('tsn-registrator').get(`/consultations/${id}`));
    expect(decision.bodyName).toBe('Tekniska servicenämnden');
    const { content, sha256 } = await done(as('ks-registrator').get(`/dispatches/${dispatch.id}`));
    expect(content).toMatchObject({
      consultation: { issuerName: 'Kommunstyrelsen', consulteeName: 'Tekniska servicenämnden' },
      decision: { bodyName: 'Tekniska servicenämnden' },
    });
    expect(hashOf(content)).toBe(sha256);
    const { items } = await done(as('ks-registrator').get(`/referrals/${referralId}/replies`));
    expect(items[0].consulteeName).toBe('Tekniska servicenämnden');
    const compiled = await done(as('ks-handlaggare').get(`/referrals/${referralId}/compilation`));
    expect(compiled['consultees'][0].consulteeName).toBe('Tekniska servicenämnden');
  });

  it('stands in a decision that is not forwarded yet as it was called that day', async () => {
    const { id } = await given(service).consultation('decided');
    await renameAll();
    const { decision } = await done(as('tsn-registrator').get(`/consultations/${id}`));
    expect(decision.bodyName).toBe('Tekniska servicenämnden');
  });

  it('stands in the public register as it was called when that was published', async () => {
    const { id, referralId, caseId } = await given(service).consultation('received');
    const publish = (persona: string, path: string) =>
      done(as(persona).post(`${path}/publish`, { removeOn: '2099-12-31' }, { ifMatch: '*' }), 200, 201);
    await publish('ks-registrator', `/cases/${caseId}`);
    await publish('ks-registrator', `/referrals/${referralId}`);
    await publish('tsn-registrator', `/consultations/${id}`);
    await renameAll();
    const [cases, referrals, statements] = await Promise.all(
      ['/cases', '/referrals', '/statements'].map(async (path) => (await anyone(path))['items'] as Answer[]),
    );
    expect(cases![0]!['bodyName']).toBe('Kommunstyrelsen');
    expect(referrals![0]).toMatchObject({
      bodyName: 'Kommunstyrelsen',
      consultees: [{ body: 'TSN', name: 'Tekniska servicenämnden' }],
    });
    expect(statements![0]).toMatchObject({
      bodyName: 'Tekniska servicenämnden',
      issuerName: 'Kommunstyrelsen',
    });
    await publish('ks-registrator', `/cases/${caseId}`);
    expect(((await anyone('/cases'))['items'] as Answer[])[0]!['bodyName']).toBe('Kommunens styrelse');
  });

  it('is read aloud of the audit trail as it, and each person, was called at each event', async () => {
    const { id, caseId } = await given(service).consultation('confirmed');
    const summaries = async (persona: string) => {
      const page = await done(as(persona).get(`/cases/${caseId}/audit-trail?limit=100`));
      return (page['items'] as Answer[]).map(({ summary }) => summary as string);
    };
    const [own, issuers] = [await summaries('tsn-registrator'), await summaries('ks-registrator')];
    await renameAll();
    expect(await summaries('tsn-registrator')).toEqual(own);
    expect(await summaries('ks-registrator')).toEqual(issuers);
    expect(own.join()).toContain('fördelades till Handläggare, TSN');
    await given(service).step('tsn-sekreterare', id, 'forward');
    const forwarded = (await summaries('tsn-registrator')).find((said) => said.includes('expedierades'));
    expect(forwarded).toMatch(/^Servicenämnden, .* av Petra Nyström, Servicenämnden\.$/);
  });
});

describe('the days of a body', () => {
  const change = (body: object, code = 'AMN') => as('admin').patch(`/bodies/${code}`, body, { ifMatch: '*' });

  it('are its first, which is given, and its last, when it is wound up', async () => {
    expect(await done(change({ from: '2019-01-01' }))).toMatchObject({ from: '2019-01-01', to: null });
    const woundUp = { active: false, to: '2025-12-31', successor: 'BIN' };
    expect(await done(change(woundUp))).toMatchObject({ ...woundUp, from: '2019-01-01' });
    expect(await done(change({ active: true }))).toMatchObject({ to: null, successor: null });
  });

  it.each([
    [{ to: '2025-12-31' }, '/to', 'not-wound-up'],
    [{ successor: 'BIN' }, '/successor', 'not-wound-up'],
    [{ active: false, to: '2018-12-31' }, '/to', 'before-from'],
    [{ active: false, to: '2099-12-31' }, '/to', 'ends-later'],
    [{ active: false, successor: 'AMN' }, '/successor', 'same-body'],
    [{ active: false, successor: 'XYZ' }, '/successor', 'unknown-body'],
    [{ active: false, successor: 'SBN' }, '/successor', 'wound-up'],
    [{ active: false, to: null }, '/to', 'date'],
  ])('are refused with 422 for %j', async (wrong, pointer, code) => {
    await done(change({ active: false }, 'SBN'));
    const { errors } = await done(change(wrong), 422);
    await done(change({ active: true }, 'SBN'));
    expect(errors).toEqual([expect.objectContaining({ pointer, code })]);
  });
});
