import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { given, NOW, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let caseId: string;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  service.setNow(NOW);
  const { referralCase, sentReferral } = given(service);
  ({ id: caseId } = await referralCase({ title: 'Biblioteksplan 2027', caseNumber: 'KS 2020/1234' }));
  await sentReferral({ title: 'Remiss, biblioteksplan 2027', consultees: [{ body: 'TSN' }] }, caseId);
  const other = await referralCase({ title: 'Trafikstrategi 2030', caseNumber: 'KS 2020/56' });
  await sentReferral({ title: 'Remiss, trafikstrategi 2030', consultees: [{ body: 'TSN' }] }, other.id);
});
afterAll(() => service.stop());

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
