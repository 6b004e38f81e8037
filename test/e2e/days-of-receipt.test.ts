import { describe, expect, it } from '@jest/globals';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { everyone, publishing } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const FRIDAY = '2026-10-30';
const TOMORROW = '2026-11-03';
const FROM_OUTSIDE = { sender: 'Boverket', receivedOn: FRIDAY };

const rowOf = async (body: string, id: string): Promise<Answer | undefined> => {
  const registrar = service.as(`${body.toLowerCase()}-registrator`);
  const register = await done(registrar.get(`/bodies/${body}/register?limit=100`));
  return (register['items'] as Answer[]).find((row) => row.id === id);
};

describe('the day of receipt of a case', () => {
  it('is the day it came, whenever it is typed in, and stands first in the register', async () => {
    const created = await given(service).referralCase({ title: 'Kom i fredags', origin: FROM_OUTSIDE });
    expect(created['origin']).toMatchObject({ sender: 'Boverket', receivedOn: FRIDAY });
    const row = await rowOf('KS', created.id);
    expect(row).toMatchObject({ receivedOn: FRIDAY, kind: 'case' });
    expect(Object.keys(row!)[0]).toBe('receivedOn');
  });

  it('is today when left out, and of the body’s own the day it was drawn up', async () => {
    const outside = await given(service).referralCase({ origin: { sender: 'Boverket' } });
    expect(outside['origin']).toMatchObject({ receivedOn: TODAY });
    const own = await given(service).referralCase();
    expect(own['origin']).toBeNull();
    expect((await rowOf('KS', own.id))?.['receivedOn']).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('has come', async () => {
    const origin = { sender: 'Boverket', receivedOn: TOMORROW };
    const body = { title: 'Kommer i morgon', issuer: 'KS', origin };
    const refused = await service.as('ks-registrator').post('/cases', body).expect(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/origin/receivedOn', code: 'in-the-future' }]);
  });
});

it('is the date of a case in the public register', async () => {
  const created = await given(service).referralCase({ origin: FROM_OUTSIDE });
  const { id } = await publishing(service).publishCase(created);
  const anyone = await everyone(service);
  expect((await anyone(`/cases/${id}`)).body).toMatchObject({ date: FRIDAY });
  expect((await anyone('/data/cases?format=csv')).text).toContain(FRIDAY);
});

describe('the day of receipt of a consultation', () => {
  const open = (caseId: string, body: object) =>
    service.as('ks-registrator').post(`/cases/${caseId}/consultations`, { consultee: 'KS', ...body });
  const fromOutside = { ...FROM_OUTSIDE, replyBy: '2026-12-15' };

  it('of a body’s own reply is the one given, else the case’s', async () => {
    const earlier = await given(service).referralCase({ origin: fromOutside });
    expect(await done(open(earlier.id, {}))).toMatchObject({ receivedOn: FRIDAY });
    const later = await given(service).referralCase({ origin: fromOutside });
    const opened = await done(open(later.id, { receivedOn: '2026-11-01' }));
    expect(opened).toMatchObject({ receivedOn: '2026-11-01' });
    expect(await rowOf('KS', opened.id)).toMatchObject({ receivedOn: '2026-11-01', kind: 'consultation' });
    const third = await given(service).referralCase({ origin: fromOutside });
    const { body } = await open(third.id, { receivedOn: TOMORROW }).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'in-the-future' }]);
  });

  it('of a referral from another body is kept, and stands in the register', async () => {
    const { id } = await given(service).consultation('sent');
    await given(service).step('tsn-registrator', id, 'register');
    expect(await rowOf('TSN', id)).toMatchObject({ receivedOn: TODAY, kind: 'consultation' });
  });
});

describe('the day of receipt of a document', () => {
  const upload = (fields: Record<string, string>) =>
    service.as('ks-registrator').upload({ title: 'Svar', kind: 'reply', body: 'KS', ...fields }, 'Svar.');

  it('is the one given, else today, and is there for what came in', async () => {
    const document = await done(upload({ direction: 'incoming', receivedOn: FRIDAY }));
    expect(document).toMatchObject({ receivedOn: FRIDAY, direction: 'incoming' });
    expect(await done(upload({ receivedOn: FRIDAY }))).toMatchObject({ direction: 'incoming' });
    expect(await done(upload({ direction: 'incoming' }))).toMatchObject({ receivedOn: TODAY });
    expect(await done(upload({}))).toMatchObject({ direction: 'internal', receivedOn: null });
    const list = await done(service.as('ks-registrator').get('/documents?body=KS&limit=100'));
    const row = (list['items'] as Answer[]).find(({ id }) => id === document.id);
    expect(row).toMatchObject({ receivedOn: FRIDAY });
  });

  it('has come, and is of nothing that went out', async () => {
    const future = await upload({ direction: 'incoming', receivedOn: TOMORROW }).expect(422);
    expect(future.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'in-the-future' }]);
    const sent = await upload({ direction: 'outgoing', receivedOn: FRIDAY }).expect(422);
    expect(sent.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'not-incoming' }]);
  });
});
