import { expect, it } from '@jest/globals';
import { done, given, statement, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const registrar = () => service.as('ks-registrator');
const correct = (id: string, body: object, persona = 'ks-registrator') =>
  service.as(persona).post(`/documents/${id}/correct`, body, { ifMatch: '*' });
const remove = (id: string, persona = 'ks-registrator') =>
  service.as(persona).delete(`/documents/${id}`, { ifMatch: '*' });
const eventsOf = async (id: string): Promise<Answer[]> =>
  service.database.query(
    'SELECT verb, reason, before, after FROM audit_events WHERE object_id = $1 ORDER BY id',
    [id],
  );

it('a document’s title, kind and day of receipt are corrected, with what stood there', async () => {
  const { id } = await given(service).document({ title: 'Sver', receivedOn: '2026-11-01' });
  await correct(id, { title: 'Svar' }).expect(422);
  expect((await correct(id, { reason: 'x' }).expect(422)).body.errors).toMatchObject([
    { code: 'nothing-corrected' },
  ]);
  const future = await correct(id, { reason: 'x', receivedOn: '2026-11-03' }).expect(422);
  expect(future.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'in-the-future' }]);
  await correct(id, { reason: 'x', title: 'Svar' }, 'tsn-registrator').expect(404);
  const right = { title: 'Svar', kind: 'statement', receivedOn: '2026-10-30' };
  const mended = await done(correct(id, { reason: 'Felskrivet', ...right }));
  expect(mended).toMatchObject({ ...right, version: 2 });
  expect((await eventsOf(id)).at(-1)).toMatchObject({
    verb: 'correct',
    reason: 'Felskrivet',
    before: { title: 'Sver', kind: 'reply', receivedOn: '2026-11-01' },
    after: right,
  });
  const { id: internal } = await given(service).document({ kind: 'other' });
  const refused = await correct(internal, { reason: 'x', receivedOn: '2026-10-30' }).expect(422);
  expect(refused.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'not-incoming' }]);
});

it('a wrong upload that nothing refers to is deleted, and that it was there is remembered', async () => {
  const uploaded = await given(service).document({ title: 'Fel fil' });
  const { id } = uploaded;
  expect((await done(registrar().get(`/documents/${id}`)))['availableActions']).toContain('remove');
  await remove(id, 'tsn-registrator').expect(404);
  await registrar().delete(`/documents/${id}`).expect(428);
  await remove(id).expect(204);
  await registrar().get(`/documents/${id}`).expect(404);
  await registrar().get(`/documents/${id}/content`).expect(404);
  expect((await eventsOf(id)).at(-1)).toMatchObject({
    verb: 'remove',
    before: { title: 'Fel fil', sha256: uploaded['sha256'] },
    after: null,
  });
});

it('what a packet, a statement, a reply or a newer version names is not deleted', async () => {
  const { document, draftReferral, consultation, sentReferral, consultationOf } = given(service);
  const isKept = async ({ id }: Answer, persona = 'ks-registrator') => {
    const refused = await remove(id, persona).expect(409);
    expect(refused.body.reasons).toMatchObject([{ code: 'document-is-referred-to' }]);
  };
  const packed = await document();
  const draft = await draftReferral();
  await done(registrar().post(`/referrals/${draft.id}/documents`, { documentId: packed.id }));
  await isKept(packed);

  const older = await document();
  await document({ replaces: older.id });
  await isKept(older);

  const referral = await sentReferral({ consultees: [{ name: 'Byalaget' }] });
  const asked = await consultationOf('ks-registrator', referral, 'Byalaget');
  const reply = await document();
  await done(
    registrar().post(
      `/consultations/${asked.id}/record-reply`,
      { documentId: reply.id, receivedOn: '2026-11-02', stance: 'supports' },
      { ifMatch: '*' },
    ),
  );
  await isKept(reply);

  const { id } = await consultation('drafting');
  const basis = await done(
    service.as('tsn-handlaggare').upload({ title: 'Underlag', kind: 'attachment', body: 'TSN' }, 'Underlag.'),
  );
  await given(service).saveStatement(id, {
    ...statement,
    basis: [{ title: 'Underlag', documentId: basis.id }],
  });
  await isKept(basis, 'tsn-handlaggare');
});
