import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, NOW, statement, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();
beforeEach(() => service.setNow(NOW));

const as = (persona: string) => service.as(persona);
const registrar = () => as('tsn-registrator');

/** A board's own reply to an agency outside Yttra, forwarded today: the letter waits for the post. */
const forwardedOutside = async (): Promise<{ id: string; caseId: string; letter: Answer }> => {
  const origin = { sender: 'Boverket', reference: 'B 1', replyBy: '2026-11-05' };
  const { id: caseId } = await done(registrar().post('/cases', { title: 'Remiss', issuer: 'TSN', origin }));
  const { id } = await done(registrar().post(`/cases/${caseId}/consultations`, { consultee: 'TSN' }));
  const step = (persona: string, verb: string, body: object = {}) =>
    done(as(persona).post(`/consultations/${id}/${verb}`, body, { ifMatch: '*' }));
  await step('tsn-registrator', 'assign', { officer: 'tsn-handlaggare' });
  const draft = { ...statement, answers: [], basis: [], recipients: [{ name: 'Boverket' }, { name: 'SKR' }] };
  await done(as('tsn-handlaggare').put(`/consultations/${id}/statement`, draft, { ifMatch: '*' }));
  await step('tsn-handlaggare', 'submit');
  await step('tsn-chef', 'approve');
  await step('tsn-chef', 'decide-by-delegation', {
    route: 'administration',
    outcome: 'as-proposed',
    decidedBy: 'Förvaltningschefen',
    decidedOn: TODAY,
    basis: 'Delegationsordningen 3.2',
  });
  await step('tsn-registrator', 'forward');
  const { items } = await done(registrar().get(`/consultations/${id}/deliveries`));
  const letter = (items as Answer[]).find(({ recipient }) => recipient === 'Boverket')!;
  return { id, caseId, letter };
};
const read = (id: string) => done(registrar().get(`/consultations/${id}`));
const attend = (letter: Answer, verb: string, body: object = {}) =>
  registrar().post(`/deliveries/${letter.id}/${verb}`, body, { ifMatch: '*' });

describe('a reply to somebody outside Yttra', () => {
  it('has reached them when the letter is delivered, and not when it is forwarded', async () => {
    const { id, caseId, letter } = await forwardedOutside();
    expect(letter).toMatchObject({ channel: 'manual', state: 'pending' });
    expect(await read(id)).toMatchObject({ state: 'forwarded', reachedIssuerOn: null, late: false });
    service.setNow('2026-11-10T11:00:00Z');
    const early = await attend(letter, 'complete', { deliveredOn: '2026-11-01' }).expect(422);
    expect(early.body.errors).toMatchObject([{ pointer: '/deliveredOn', code: 'before-forwarded' }]);
    const posted = await done(attend(letter, 'complete', { deliveredOn: '2026-11-09', how: 'Med bud' }));
    expect(posted).toMatchObject({ state: 'delivered', deliveredOn: '2026-11-09', deliveredHow: 'Med bud' });
    expect(await read(id)).toMatchObject({ reachedIssuerOn: '2026-11-09', late: true });
    const { items } = await done(registrar().get(`/cases/${caseId}/audit-trail?limit=100`));
    expect((items as Answer[]).filter(({ verb }) => verb === 'reach')).toMatchObject([
      { objectId: id, before: { reachedIssuerOn: null }, after: { reachedIssuerOn: '2026-11-09' } },
    ]);
  });

  it('is not acknowledged by whoever wrote it', async () => {
    const { id } = await forwardedOutside();
    expect((await read(id))['availableActions']).not.toContain('acknowledge');
    await registrar().post(`/consultations/${id}/acknowledge`, {}, { ifMatch: '*' }).expect(403);
  });

  it('is reminded of until the letter is ticked off', async () => {
    const { id, letter } = await forwardedOutside();
    const due = async () =>
      service.database.query(
        "SELECT kind, role FROM reminders_due('2026-11-05') WHERE consultation_id = $1 ORDER BY kind, role",
        [id],
      );
    expect(await due()).toEqual([
      { kind: 'letter-not-posted', role: 'registrar' },
      { kind: 'letter-not-posted', role: 'secretary' },
    ]);
    await done(attend(letter, 'complete'));
    expect(await due()).toEqual([]);
  });

  it('is reminded of from the day it was corrected, or its tick was taken back', async () => {
    const { id, letter } = await forwardedOutside();
    const since = async () => {
      const rows: { about_on: string }[] = await service.database.query(
        "SELECT about_on::text FROM reminders_applying('2026-12-01') WHERE consultation_id = $1 AND kind = 'letter-not-posted'",
        [id],
      );
      return rows.map(({ about_on }) => about_on);
    };
    expect(await since()).toEqual([TODAY]);
    await done(attend(letter, 'complete'));
    expect(await since()).toEqual([]);
    service.setNow('2026-11-10T11:00:00Z');
    await done(attend(letter, 'correct', { reason: 'Fel brev avprickat', takeBack: true }));
    expect(await since()).toEqual(['2026-11-10']);
    await done(attend(letter, 'complete'));
    service.setNow('2026-11-16T11:00:00Z');
    const correction = { reason: 'Fel paragraf', section: '85' };
    await done(registrar().post(`/consultations/${id}/forward-correction`, correction, { ifMatch: '*' }));
    expect(await since()).toEqual(['2026-11-16']);
  });

  it('corrects the day and the way of a letter, and takes back one that was not posted', async () => {
    const { id, letter } = await forwardedOutside();
    service.setNow('2026-11-10T11:00:00Z');
    await attend(letter, 'correct', { reason: 'x', deliveredOn: TODAY }).expect(409);
    await done(attend(letter, 'complete', { deliveredOn: '2026-11-09' }));
    await attend(letter, 'correct', { deliveredOn: TODAY }).expect(422);
    const { body } = await attend(letter, 'correct', { reason: 'x' }).expect(422);
    expect(body.errors).toMatchObject([{ code: 'nothing-corrected' }]);
    await as('tsn-handlaggare')
      .post(`/deliveries/${letter.id}/correct`, { reason: 'x', deliveredOn: TODAY }, { ifMatch: '*' })
      .expect(403);
    const mended = await done(
      attend(letter, 'correct', { reason: 'Fel dag', deliveredOn: '2026-11-04', how: 'E-post' }),
    );
    expect(mended).toMatchObject({ deliveredOn: '2026-11-04', deliveredHow: 'E-post', state: 'delivered' });
    expect(await read(id)).toMatchObject({ reachedIssuerOn: '2026-11-04', late: false });
    const back = await done(attend(letter, 'correct', { reason: 'Fel brev avprickat', takeBack: true }));
    expect(back).toMatchObject({ state: 'pending', deliveredOn: null, deliveredHow: null });
    expect(await read(id)).toMatchObject({ reachedIssuerOn: null });
    const trail = await done(
      registrar().get(`/cases/${String((await read(id))['caseId'])}/audit-trail?limit=100`),
    );
    expect(
      (trail['items'] as Answer[]).filter(
        ({ verb, objectType }) => verb === 'correct' && objectType === 'delivery',
      ),
    ).toMatchObject([
      {
        summary: expect.stringContaining('Leveransen till Boverket'),
        reason: 'Fel dag',
        before: { deliveredOn: '2026-11-09' },
        after: { deliveredOn: '2026-11-04' },
      },
      { reason: 'Fel brev avprickat', before: { state: 'delivered' }, after: { state: 'pending' } },
    ]);
  });

  it('leaves a letter to somebody else out of it', async () => {
    const { id } = await forwardedOutside();
    const { items } = await done(registrar().get(`/consultations/${id}/deliveries`));
    const copy = (items as Answer[]).find(({ recipient }) => recipient === 'SKR')!;
    await done(attend(copy, 'complete'));
    expect(await read(id)).toMatchObject({ reachedIssuerOn: null });
  });
});
