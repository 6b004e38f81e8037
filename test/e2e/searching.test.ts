import { beforeAll, describe, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

let caseId: string;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  const { referralCase, sentReferral } = given(service);
  ({ id: caseId } = await referralCase({ title: 'Biblioteksplan 2027', caseNumber: 'KS 2020/1234' }));
  await sentReferral({ title: 'Remiss, biblioteksplan 2027', consultees: [{ body: 'TSN' }] }, caseId);
  const other = await referralCase({ title: 'Trafikstrategi 2030', caseNumber: 'KS 2020/56' });
  await sentReferral({ title: 'Remiss, trafikstrategi 2030', consultees: [{ body: 'TSN' }] }, other.id);
});

it.each([
  ['biblioteksplanen', 'in another form'],
  ['PLANERNA bibliotek', 'in any order, inside words, in any case'],
  ['KS2020/1234', 'by the number without its space'],
  ['dnr KS 2020/01234', 'by the number as it is written elsewhere'],
  ['ks–2020/1234', 'by the number with a dash'],
  ['1234 biblioteksplans', 'by number and word'],
])('staff find “%s”: %s', async (words) => {
  const q = encodeURIComponent(words);
  const ks = service.as('ks-registrator');
  const { body: cases } = await ks.get(`/cases?q=${q}`).expect(200);
  expect(cases.items.map(({ id }: Answer) => id)).toEqual([caseId]);
  const { body: register } = await ks.get(`/bodies/KS/register?q=${q}`).expect(200);
  expect(register.items.map(({ number }: Answer) => number)).toEqual(['KS 2020/1234']);
  for (const persona of ['ks-registrator', 'tsn-registrator']) {
    const { body } = await service.as(persona).get(`/consultations?q=${q}`).expect(200);
    expect(body.items.map(({ caseNumber }: Answer) => caseNumber)).toEqual(['KS 2020/1234']);
  }
});

describe('one search', () => {
  const search = async (persona: string, q: string) =>
    (
      await service
        .as(persona)
        .get(`/search?q=${encodeURIComponent(q)}`)
        .expect(200)
    ).body;

  it('finds cases, consultations, bodies and officers, as their lists do', async () => {
    for (const persona of ['ks-registrator', 'tsn-registrator', 'bin-registrator']) {
      const found = await search(persona, 'biblioteksplan');
      for (const list of ['cases', 'consultations'])
        expect(found[list]).toEqual(
          (await service.as(persona).get(`/${list}?q=biblioteksplan&limit=10`).expect(200)).body,
        );
      expect(found.cases.items).toHaveLength(persona === 'bin-registrator' ? 0 : 1);
    }
    expect(await search('tsn-registrator', 'tekniska service')).toMatchObject({
      bodies: [{ code: 'TSN', name: 'Tekniska servicenämnden' }],
      didYouMean: null,
    });
    expect((await search('tsn-chef', 'TSN-Handläggare')).officers).toEqual([]);
    expect((await search('tsn-chef', 'tsn-handlaggare')).officers).toEqual([
      { username: 'tsn-handlaggare', name: 'Handläggare, TSN', body: 'TSN' },
    ]);
    expect((await search('bin-chef', 'tsn-handlaggare')).officers).toEqual([]);
  });

  it('says what is near where nothing is found, of what the caller may see, and finds nothing by nothing', async () => {
    expect((await search('tsn-registrator', 'bibliotekspaln')).didYouMean).toBe('biblioteksplan');
    expect((await search('bin-registrator', 'bibliotekspaln')).didYouMean).toBeNull();
    const none = { items: [], limit: 10, page: 1, nextCursor: null };
    const nothing = { consultations: none, cases: none, bodies: [], officers: [], didYouMean: null };
    expect(await search('ks-registrator', '  ')).toEqual(nothing);
    expect((await service.as('ks-registrator').get('/search').expect(200)).body).toEqual(nothing);
    await service
      .as('ks-registrator')
      .get(`/search?q=${'a'.repeat(201)}`)
      .expect(422);
  });
});

describe('who is outside is found by name', () => {
  const found = async (persona: string, path: string, q: string) => {
    const { body } = await service
      .as(persona)
      .get(`${path}?q=${encodeURIComponent(q)}`)
      .expect(200);
    return (body.items as Answer[]).map(({ caseNumber, number }) => caseNumber ?? number);
  };

  it('a case by its sender and the sender’s number, at the body whose it is', async () => {
    const origin = { sender: 'Länsstyrelsen Skåne', reference: 'Lst 401-12345' };
    const { id } = await given(service).referralCase({ caseNumber: 'KS 2021/77', origin });
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }] }, id);
    for (const q of ['länsstyrelsen', 'LST 401–12345', 'skåne strategi']) {
      expect(await found('ks-registrator', '/cases', q)).toEqual(['KS 2021/77']);
      expect(await found('ks-registrator', '/bodies/KS/register', q)).toEqual(['KS 2021/77']);
      expect(await found('tsn-registrator', '/cases', q)).toEqual([]);
      expect(await found('tsn-registrator', '/bodies/TSN/register', q)).toEqual([]);
    }
    await done(
      service
        .as('ks-registrator')
        .patch(`/cases/${id}`, { reason: 'Fel', origin: { sender: 'Boverket' } }, { ifMatch: '*' }),
    );
    expect(await found('ks-registrator', '/cases', 'länsstyrelsen')).toEqual([]);
    const marking = { provision: 'OSL 21:7', seenBy: [{ body: 'KS' }] };
    await done(
      service.as('ks-registrator').post(`/cases/${id}/mark-confidential`, marking, { ifMatch: '*' }),
    );
    expect(await found('ks-registrator', '/cases', 'boverket')).toEqual([]);
    expect(await found('ks-registrator', '/bodies/KS/register', 'boverket')).toEqual([]);
  });

  it('a consultation by the consultee, or by whoever asks, as both its sides see it', async () => {
    const consultees = [{ body: 'TSN' }, { name: 'Friluftsfrämjandet' }];
    const referral = await given(service).sentReferral({ consultees });
    expect(await found('ks-registrator', '/consultations', 'friluftsfrämjandet')).toHaveLength(1);
    expect(await found('tsn-registrator', '/consultations', 'friluftsfrämjandet')).toEqual([]);
    const { id } = await given(service).consultationOf('ks-registrator', referral, 'Friluftsfrämjandet');
    const right = { reason: 'Fel', name: 'Skidfrämjandet' };
    await done(
      service.as('ks-registrator').post(`/consultations/${id}/correct-consultee`, right, { ifMatch: '*' }),
    );
    expect(await found('ks-registrator', '/consultations', 'friluftsfrämjandet')).toEqual([]);
    expect(await found('ks-registrator', '/consultations', 'skidfrämjandet')).toHaveLength(1);
    const own = await given(service).referralCase({
      origin: { sender: 'Trafikverket', replyBy: '2026-12-15' },
    });
    await done(service.as('ks-registrator').post(`/cases/${own.id}/consultations`, { consultee: 'KS' }));
    expect(await found('ks-registrator', '/consultations', 'trafikverket')).toHaveLength(1);
  });
});
