import { beforeEach, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const registrar = () => service.as('ks-registrator');

/** Göteborg, Program för lokalförsörjning 2020–2026 (Dnr 1006/18): 26 were asked, 24 were for, one against, one silent. */
it('the totals of a real referral to 26 come out right, and silence is no stance', async () => {
  const names = Array.from({ length: 26 }, (_, index) => `Remissinstans ${index + 1}`);
  const referral = await given(service).sentReferral({
    title: 'Program för lokalförsörjning 2020–2026',
    consultees: names.map((name) => ({ name })),
  });
  const documentId = (await given(service).document()).id;
  const { items } = await done(
    registrar().get(`/cases/${String(referral['caseId'])}/consultations?limit=100`),
  );
  const asked = items as Answer[];
  expect(asked).toHaveLength(26);
  for (const [index, { id }] of asked.slice(0, 25).entries()) {
    const body = { documentId, receivedOn: TODAY, stance: index === 24 ? 'rejects' : 'supports' };
    await done(registrar().post(`/consultations/${id}/record-reply`, body, { ifMatch: '*' }));
  }
  const place = `/referrals/${referral.id}`;
  const totalsOf = async () => (await done(registrar().get(`${place}/compilation`)))['totals'] as Answer;
  expect(await totalsOf()).toMatchObject({ consultees: 26, answered: 25, missing: 1, noReply: 0 });
  await given(service).settle(referral, 'close');
  const totals = await totalsOf();
  expect(totals).toEqual({
    consultees: 26,
    answered: 25,
    missing: 0,
    noReply: 1,
    declined: 0,
    withdrawn: 0,
    late: 0,
    unasked: 0,
    stances: { supports: 24, rejects: 1 },
  });
  const paper = await registrar().get(`${place}/papers/compilation?format=txt`).expect(200);
  expect(paper.text).toMatch(
    /Svar saknas[^]*Remissinstans \d+ \(svarade inte[^]*25 svar har kommit in[^]*Inget svar saknas\./,
  );
});

it('who declined stands with the day, on every form of it, and one whose day nobody knows says so', async () => {
  const referral = await given(service).sentReferral({
    consultees: [{ name: 'Hembygdsföreningen' }, { name: 'Fiskevårdsområdet' }, { name: 'Rederiet' }],
  });
  const place = `/referrals/${referral.id}`;
  const consulteesOf = async () =>
    (await done(registrar().get(`${place}/compilation`)))['consultees'] as Answer[];
  for (const { consultationId, consulteeName } of await consulteesOf()) {
    if (consulteeName === 'Rederiet') continue;
    const body = { reason: 'Hinner inte', declinedOn: TODAY };
    const step = `/consultations/${String(consultationId)}/decline`;
    await done(registrar().post(step, body, { ifMatch: '*' }));
  }
  await actingAsTheService(() =>
    service.database.query(
      "UPDATE consultations SET declined_on = NULL WHERE consultee_name = 'Hembygdsföreningen' AND referral_id = $1",
      [referral.id],
    ),
  );
  expect((await consulteesOf()).map(({ consulteeName, declinedOn }) => [consulteeName, declinedOn])).toEqual([
    ['Fiskevårdsområdet', TODAY],
    ['Hembygdsföreningen', null],
    ['Rederiet', null],
  ]);
  for (const paper of ['compilation', 'staff-report']) {
    const { text } = await registrar().get(`${place}/papers/${paper}?format=txt`).expect(200);
    expect(text).toMatch(
      /Fiskevårdsområdet, 2 november 2026\s+(?:• |- )?Hembygdsföreningen \(dagen är inte känd\)/,
    );
  }
  const visitor = new Visitor(service.base);
  await visitor.signIn('ks-registrator');
  const page = await visitor.visit(`/remisser/${referral.id}/sammanstallning`);
  expect(page.text).toMatch(
    /Avböjt att svara[^]*Fiskevårdsområdet[^]*2 nov[^]*Hembygdsföreningen[^]*dagen är inte känd/,
  );
});
