import { beforeEach, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const registrar = () => service.as('ks-registrator');
const remarks = [
  { passage: 'Boende', text: 'Nämn gångvägar.' },
  { passage: 'Skola', text: 'Nämn skolvägar.' },
];

async function recorded() {
  const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  const body = {
    documentId: (await given(service).document()).id,
    receivedOn: TODAY,
    stance: 'supports',
    statement: { remarks },
  };
  await done(registrar().post(`/consultations/${id}/record-reply`, body, { ifMatch: '*' }));
  return { referral, id };
}
const answer = (id: string, body: object, persona = 'ks-handlaggare') =>
  service.as(persona).post(`/consultations/${id}/remark-answers`, body);
const remarksOf = async ({ id }: Answer): Promise<Answer[]> => {
  const { consultees } = await done(registrar().get(`/referrals/${id}/compilation`));
  return (consultees as Answer[]).flatMap((row) => row['remarks'] as Answer[]);
};

it('a remark of a reply that was recorded is answered, for as long as it stands as it was', async () => {
  const { referral, id } = await recorded();
  const given2 = await done(answer(id, { remark: 2, text: 'De är med.', stand: 'accepted' }));
  expect(given2).toMatchObject({ consultationId: id, remark: 2, stand: 'accepted' });
  expect(await remarksOf(referral)).toMatchObject([
    { number: 1, issuerAnswer: null, stand: null, answerId: null },
    { number: 2, issuerAnswer: 'De är med.', stand: 'accepted', answerId: given2.id },
  ]);
  expect((await answer(id, { remark: 3, text: 'Nej.' }).expect(422)).body.errors).toMatchObject([
    { pointer: '/remark', code: 'no-such-remark' },
  ]);
  const mend = (statement: object) =>
    registrar().post(
      `/consultations/${id}/correct-reply`,
      { reason: 'Fel läst', statement },
      { ifMatch: '*' },
    );
  await done(mend({ remarks: [remarks[0], { ...remarks[1], text: 'Nämn vägar.' }] }));
  expect(await remarksOf(referral)).toMatchObject([{}, { text: 'Nämn vägar.', issuerAnswer: null }]);
  await done(mend({ remarks }));
  expect(await remarksOf(referral)).toMatchObject([{}, { issuerAnswer: 'De är med.' }]);
});

it('an answer takes the place of the one that its writer has seen, and of no other', async () => {
  const { referral, id } = await recorded();
  const first = await done(answer(id, { remark: 1, text: 'Ja.', stand: 'accepted' }));
  await answer(id, { remark: 1, text: 'Nej.' }, 'ks-registrator').expect(412);
  await answer(id, { remark: 1, text: 'Ja.', stand: 'partly' }, 'ks-registrator').expect(412);
  const second = await done(answer(id, { remark: 1, text: 'Delvis.', stand: 'partly', replaces: first.id }));
  await answer(id, { remark: 1, text: 'Nej.', replaces: first.id }).expect(412);
  // The same once more is no other answer, and another remark is another matter.
  await done(answer(id, { remark: 1, text: 'Delvis.', stand: 'partly' }));
  await done(answer(id, { remark: 2, text: 'Nej.', stand: 'not-accepted', replaces: null }));
  expect(await remarksOf(referral)).toMatchObject([
    { issuerAnswer: 'Delvis.', stand: 'partly' },
    { issuerAnswer: 'Nej.', stand: 'not-accepted' },
  ]);
  expect(second.id).not.toBe(first.id);
  await answer(id, { remark: 1, text: 'Ja.', stand: 'kanske' }).expect(422);
  const race = await Promise.all(
    ['ks-handlaggare', 'ks-registrator'].map((persona, index) =>
      answer(id, { remark: 2, text: `Svar ${index}.` }, persona),
    ),
  );
  expect(race.map(({ status }) => status)).toEqual([412, 412]);
});
