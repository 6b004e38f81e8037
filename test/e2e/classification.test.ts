import { afterEach, describe, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();
afterEach(() => service.reset());

const registrar = () => service.as('ks-registrator');
const edit = (id: string, body: object) => registrar().patch(`/cases/${id}`, body, { ifMatch: '*' });
const found = async (path: string, q: string) => {
  const { body } = await registrar()
    .get(`${path}?q=${encodeURIComponent(q)}`)
    .expect(200);
  return body.items as Record<string, unknown>[];
};
const inRegister = (q: string) => found('/bodies/KS/register', q);

describe('the classification of a case', () => {
  it('stands on the case and in the register, and finds it as its number does', async () => {
    const registered = await given(service).referralCase({ title: 'Parkering', classification: '3.7.1' });
    await given(service).referralCase({ title: 'Parkering vid torget' });

    const { body: read } = await registrar().get(`/cases/${registered.id}`).expect(200);
    expect(read).toMatchObject({ classification: '3.7.1' });
    for (const q of ['3.7.1', 'parkering 3.7.1', ' 3.7 ']) {
      expect(await found('/cases', q)).toMatchObject([{ id: registered.id }]);
      expect(await inRegister(q)).toMatchObject([{ id: registered.id, classification: '3.7.1' }]);
    }
    const counted = await registrar().get('/bodies/KS/register?q=3.7.1&count=true').expect(200);
    expect(counted.body).toMatchObject({ total: 1, items: [{ id: registered.id }] });
    expect(await inRegister('torget')).toMatchObject([{ classification: null }]);
    const csv = await registrar().get('/bodies/KS/register').set('Accept', 'text/csv').expect(200);
    expect(csv.text).toMatch(/;Klassificering;/);
    expect(csv.text).toMatch(/;3\.7\.1;/);
  });

  it('can be given later, and corrected with a reason; the earlier one stays in the audit trail', async () => {
    const { id } = await given(service).referralCase();
    await edit(id, { classification: '013' }).expect(200);
    const { body: refused } = await edit(id, { classification: '014' }).expect(422);
    expect(refused).toMatchObject({ errors: [{ pointer: '/reason', code: 'correction-needs-reason' }] });
    await edit(id, { classification: '013', title: 'Ny rubrik', reason: 'Fel rubrik' }).expect(200);
    const corrected = { classification: '014', reason: 'Hör till arkivet' };
    expect((await edit(id, corrected).expect(200)).body).toMatchObject({ classification: '014' });
    expect(await inRegister('ny 014')).toMatchObject([{ id, classification: '014' }]);
    expect(await inRegister('ny 013')).toEqual([]);

    const { body: trail } = await registrar().get(`/cases/${id}/audit-trail`).expect(200);
    expect(trail.items.at(-1)).toMatchObject({
      before: { classification: '013' },
      after: { classification: '014' },
      reason: 'Hör till arkivet',
    });
  });

  it('of a confidential case stands in no list, and finds nothing', async () => {
    const { id, caseNumber } = await given(service).referralCase({
      classification: '6.2',
      confidentiality: { provision: 'OSL 26:1', seenBy: [{ body: 'KS' }] },
    });
    expect(await found('/cases', '6.2')).toEqual([]);
    expect(await inRegister('6.2')).toEqual([]);
    expect(await inRegister(caseNumber as string)).toMatchObject([{ id, classification: null }]);
  });

  it('finds the case for its issuer alone, who alone is shown it', async () => {
    const { caseId } = await given(service).consultation('registered');
    const classification = { classification: '7.3.9', reason: 'Saknades' };
    await done(
      service.as('ks-registrator').patch(`/cases/${String(caseId)}`, classification, { ifMatch: '*' }),
    );
    const foundBy = async (persona: string) =>
      ((await done(service.as(persona).get('/cases?q=7.3.9')))['items'] as Answer[]).map(({ id }) => id);
    expect(await foundBy('ks-registrator')).toEqual([caseId]);
    expect(await foundBy('tsn-registrator')).toEqual([]);
  });

  it('is entered and corrected in the browser', async () => {
    const { id } = await given(service).referralCase({ title: 'Parkering' });
    const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
    const write = async (fields: Record<string, string>) => {
      return visitor.fill(`/arenden/${id}/andra`, fields);
    };
    expect((await write({ classification: '3.7.1' })).path).toBe(`/arenden/${id}?klart=andra`);
    expect((await visitor.visit('/diarium/ks')).text).toContain('Klassificering 3.7.1');
    expect((await write({ classification: '3.7.2' })).text).toContain('Ange varför uppgiften rättas');
    await write({ classification: '3.7.2', reason: 'Fel grupp' });
    expect((await visitor.visit(`/arenden/${id}`)).text).toContain('3.7.2');
  });
});
