import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const LETTER = '2026-11-05';
const LATER = '2026-11-16T09:00:00Z';
const UNTIL = '2026-12-18';
const registrar = () => service.as('ks-registrator');
const outsider = async (name = 'Byalaget') => {
  const referral = await given(service).sentReferral({ consultees: [{ name }, { body: 'TSN' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, name);
  service.setNow(LATER);
  return { referral, id, place: `/consultations/${id}` };
};
const post = async (path: string, body: object) => {
  const { status, body: said } = await registrar().post(path, body, { ifMatch: '*' });
  return [status, said.errors ?? said] as [number, Answer];
};
const trailOf = async ({ caseId }: Answer) =>
  (await done(registrar().get(`/cases/${String(caseId)}/audit-trail?limit=100`)))['items'] as Answer[];
const visitor = async () => {
  const person = await Visitor.signedIn(service.base, 'ks-registrator');
  return person;
};
const send = async (person: Visitor, path: string, fields: object) => {
  const form = await person.visit(path);
  const sent = await person.send(path, { ...Visitor.hidden(form), ...fields });
  expect([sent.status, sent.text]).toEqual([200, expect.not.stringContaining('Rätta felen')]);
};

describe('a letter in which one outside declines', () => {
  it('has the day it was received, which is told in the trail and corrected', async () => {
    const { referral, place } = await outsider();
    const decline = (declinedOn: string) => post(`${place}/decline`, { reason: 'Hinner inte', declinedOn });
    expect(await decline('2026-11-17')).toMatchObject([
      422,
      [{ pointer: '/declinedOn', code: 'in-the-future' }],
    ]);
    expect(await decline('2026-11-01')).toMatchObject([
      422,
      [{ pointer: '/declinedOn', code: 'before-sent' }],
    ]);
    expect(await decline(LETTER)).toMatchObject([200, { state: 'declined', declinedOn: LETTER }]);
    const declined = (await trailOf(referral)).find(({ verb }) => verb === 'decline');
    expect(declined).toMatchObject({ after: { declinedOn: LETTER } });
    expect(declined!['summary']).toContain('den 5 november 2026');

    const correct = { reason: 'Fel stämpel', declinedOn: '2026-11-04' };
    expect(await post(`${place}/correct-decline`, correct)).toMatchObject([
      200,
      { declinedOn: '2026-11-04' },
    ]);
    expect((await trailOf(referral)).find(({ verb }) => verb === 'correct-decline')).toMatchObject({
      before: { declinedOn: LETTER },
      after: { declinedOn: '2026-11-04' },
    });
    expect(await post(`${place}/reopen`, { reason: 'Svarar ändå' })).toMatchObject([
      200,
      { state: 'sent', declinedOn: null },
    ]);
  });

  it('without a day is of today, and a day long ago is warned of', async () => {
    const { place } = await outsider();
    expect(await post(`${place}/decline`, { reason: 'Hinner inte' })).toMatchObject([
      200,
      { declinedOn: '2026-11-16' },
    ]);
    service.setNow('2027-06-16T09:00:00Z');
    expect(await post(`${place}/correct-decline`, { reason: 'Fel', declinedOn: LETTER })).toMatchObject([
      200,
      { warnings: [{ code: 'long-ago' }] },
    ]);
  });

  it('is entered and corrected in a browser, whose page shows day and reason', async () => {
    const { id } = await outsider();
    const person = await visitor();
    await send(person, `/svar/${id}/avboj`, { reason: 'Hinner inte', declinedOn: LETTER });
    expect((await person.visit(`/svar/${id}`)).text).toMatch(/Avböjt\s+torsdag 5 november\s*:\s+Hinner inte/);
    await send(person, `/svar/${id}/ratta-avbojandet`, { declinedOn: TODAY, reason: 'Fel stämpel' });
    expect(await done(registrar().get(`/consultations/${id}`))).toMatchObject({ declinedOn: TODAY });
  });
});

describe('a letter in which one outside asks for more time', () => {
  it('has the day it was received, which is corrected when it is granted, and nobody is told of that', async () => {
    const { referral, id, place } = await outsider();
    const ask = (requestedOn?: string) =>
      post(`${place}/extensions`, { until: UNTIL, reason: 'Årsmötet', ...(requestedOn && { requestedOn }) });
    expect(await ask('2026-11-17')).toMatchObject([
      422,
      [{ pointer: '/requestedOn', code: 'in-the-future' }],
    ]);
    expect(await ask('2026-11-01')).toMatchObject([422, [{ pointer: '/requestedOn', code: 'before-sent' }]]);
    const [status, asked] = await ask(LETTER);
    expect([status, asked]).toMatchObject([201, { requestedOn: LETTER }]);
    const event = (await trailOf(referral)).find(({ verb }) => verb === 'request-extension');
    expect(event!['summary']).toContain('begärdes den 5 november 2026 för tid till och med');
    await post(`/extensions/${asked['id']}/grant`, {});
    const topics = async () =>
      ((await done(registrar().get(`${place}/deliveries`)))['items'] as Answer[]).map(({ topic }) => topic);
    const told = await topics();
    const correct = (body: object) =>
      post(`/extensions/${asked['id']}/correct`, { reason: 'Fel stämpel', ...body });
    expect(await correct({ requestedOn: '2026-11-04' })).toMatchObject([
      200,
      { requestedOn: '2026-11-04', grantedUntil: UNTIL, state: 'granted' },
    ]);
    expect(await done(registrar().get(place))).toMatchObject({ replyBy: UNTIL });
    expect(await topics()).toEqual(told);
    expect(await correct({ requestedOn: '2026-11-01' })).toMatchObject([422, [{ code: 'before-sent' }]]);
    const person = await visitor();
    expect((await person.visit(`/svar/${id}`)).text).toMatch(/begärt den\s+4 november 2026/);
    await send(person, `/anstand/${asked['id']}/ratta-anstandet`, { requestedOn: LETTER, reason: 'Nej' });
    expect(await done(registrar().get(`/extensions/${asked['id']}`))).toMatchObject({
      requestedOn: LETTER,
    });
  });

  it('is of today where no day is given; what was given unasked has none', async () => {
    const { referral, place } = await outsider();
    const asked = { until: UNTIL, reason: 'Årsmötet' };
    expect(await post(`${place}/extensions`, asked)).toMatchObject([201, { requestedOn: '2026-11-16' }]);
    await post(`/referrals/${referral.id}/extend`, { ...asked, consultees: ['TSN'] });
    const tsn = await given(service).consultationOf('ks-registrator', referral, 'TSN');
    const { items } = await done(registrar().get(`/consultations/${tsn.id}/extensions`));
    const [unasked] = items as Answer[];
    expect(unasked).toMatchObject({ unasked: true, requestedOn: null });
    expect(
      await post(`/extensions/${unasked!['id']}/correct`, { requestedOn: LETTER, reason: 'x' }),
    ).toMatchObject([422, [{ pointer: '/requestedOn', code: 'never-requested' }]]);
  });
});

describe('more time for one outside', () => {
  it('is given by its name or by its consultation, and to nobody else', async () => {
    for (const how of ['byalaget ', 'id']) {
      const { referral, id, place } = await outsider();
      const body = { until: UNTIL, reason: 'Årsmötet', consultees: [how === 'id' ? id : how] };
      expect((await post(`/referrals/${referral.id}/extend`, body))[0]).toBe(200);
      expect(await done(registrar().get(place))).toMatchObject({ replyBy: UNTIL });
      const tsn = await given(service).consultationOf('ks-registrator', referral, 'TSN');
      expect(await done(registrar().get(`/consultations/${tsn.id}`))).toMatchObject({
        replyBy: '2026-12-15',
      });
      service.setNow(NOW);
    }
  });

  it('is refused for a name that is not asked, and for one that two have', async () => {
    const consultees = [{ name: 'Byalaget' }, { name: 'Byalaget', askedAgain: true }];
    const referral = await given(service).sentReferral({ consultees });
    const extend = (...named: string[]) =>
      post(`/referrals/${referral.id}/extend`, { until: UNTIL, reason: 'x', consultees: named });
    expect(await extend('Byalaget', 'Bygdegården')).toMatchObject([
      422,
      [
        { pointer: '/consultees/0', code: 'several-of-the-name' },
        { pointer: '/consultees/1', code: 'not-asked' },
      ],
    ]);
  });

  it('is offered in the form, which names everyone who has not answered', async () => {
    const { referral, id, place } = await outsider();
    const person = await visitor();
    const path = `/remisser/${referral.id}/forlang`;
    expect((await person.visit(path)).text).toContain('Byalaget');
    await send(person, path, { until: UNTIL, 'consultees[]': id, reason: 'Årsmötet' });
    expect(await done(registrar().get(place))).toMatchObject({ replyBy: UNTIL });
  });
});

describe('one outside who replied unasked', () => {
  const replied = async (more: object = {}) => {
    service.setNow(NOW);
    const { referral } = await outsider();
    const documentId = (await given(service).document()).id;
    const reply = { name: 'Hembygdsföreningen', documentId, receivedOn: LETTER, stance: 'supports', ...more };
    const [status, view] = await post(`/referrals/${referral.id}/unasked-replies`, reply);
    expect(status).toBe(201);
    return { referral, view };
  };

  it('is what the registrar says it is, which is corrected, and names an organisation in public', async () => {
    const { view } = await replied({ kind: 'organisation' });
    expect(view).toMatchObject({ consulteeKind: 'organisation' });
    const published = { publicTitle: 'Svar', removeOn: '2028-01-01' };
    const [, publication] = await post(`/consultations/${view.id}/publish`, published);
    expect(
      await service.database.query('SELECT parties FROM publications WHERE id = $1', [publication.id]),
    ).toEqual([{ parties: ['Hembygdsföreningen'] }]);
    const place = `/consultations/${(await replied()).view.id}`;
    expect(await done(registrar().get(place))).toMatchObject({ consulteeKind: null });
    const correct = { kind: 'private', reason: 'Skrev för egen del' };
    expect(await post(`${place}/correct-consultee`, correct)).toMatchObject([
      200,
      { consulteeKind: 'private' },
    ]);
  });

  it('and whoever was asked is shown with its kind', async () => {
    const referral = await given(service).sentReferral({
      consultees: [{ name: 'Byalaget', kind: 'organisation' }, { body: 'TSN' }],
    });
    const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
    expect(await done(registrar().get(`/consultations/${id}`))).toMatchObject({
      consulteeKind: 'organisation',
    });
  });
});

it('a document that is said to have come in long ago is warned of', async () => {
  const warned = async (receivedOn: string) =>
    (await given(service).document({ direction: 'incoming', receivedOn }))['warnings'];
  expect(await warned('2025-11-02')).toMatchObject([{ code: 'long-ago' }]);
  expect(await warned(TODAY)).toBeUndefined();
});
