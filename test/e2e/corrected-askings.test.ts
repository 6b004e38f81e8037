import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const registrar = () => service.as('ks-registrator');
const why = { reason: 'Fel läst' };
const YESTERDAY = '2026-11-01';

async function trailOf(caseId: unknown): Promise<Answer[]> {
  const { items } = await done(registrar().get(`/cases/${String(caseId)}/audit-trail?limit=100`));
  return (items as Answer[]).filter(({ reason }) => reason === why.reason);
}

const toldOf = (referralId: string, topic: string) =>
  service.database.query(
    `SELECT coalesce(recipient_body, recipient_email, recipient_name) AS who, state FROM deliveries
     WHERE referral_id = $1 AND topic = $2 AND channel IN ('inbox', 'manual') ORDER BY who`,
    [referralId, topic],
  );

describe('what the issuer wrote of a consultee', () => {
  const outsider = { name: 'Byalget', email: 'fel@byalaget.example', kind: 'private' };
  const asked = async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, outsider] });
    const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalget');
    const correct = (body: object, persona = 'ks-registrator') =>
      service.as(persona).post(`/consultations/${id}/correct-consultee`, body, { ifMatch: '*' });
    return { referral, id, correct };
  };

  it('is corrected with name, kind and address, and what waits goes to the right one', async () => {
    const { referral, id, correct } = await asked();
    const right = { name: 'Byalaget', email: 'styrelsen@byalaget.example', kind: 'organisation' };
    expect(await done(correct({ ...why, ...right }))).toMatchObject({ consultee: 'Byalaget', state: 'sent' });
    const { consultees } = await done(registrar().get(`/referrals/${referral.id}`));
    expect(consultees).toMatchObject([{ body: 'TSN' }, { ...right }]);
    expect(await trailOf(referral['caseId'])).toMatchObject([
      {
        verb: 'correct-consultee',
        before: { consulteeName: 'Byalget', consulteeEmail: outsider.email, kind: 'private' },
        after: { consulteeName: 'Byalaget', consulteeEmail: right.email, kind: 'organisation' },
      },
    ]);
    const sent = await service.database.query(
      "SELECT recipient_email AS to, state FROM deliveries WHERE consultation_id = $1 AND kind = 'packet' ORDER BY state",
      [id],
    );
    expect(sent).toEqual([
      { to: outsider.email, state: 'cancelled' },
      { to: right.email, state: 'pending' },
    ]);
  });

  it('is sent nothing anew where nothing but the name is corrected, or it has answered', async () => {
    const { id, correct } = await asked();
    const packets = async () =>
      (
        await service.database.query(
          "SELECT FROM deliveries WHERE consultation_id = $1 AND kind = 'packet'",
          [id],
        )
      ).length as number;
    await done(correct({ ...why, name: 'Byalaget' }));
    expect(await packets()).toBe(1);
    const { id: documentId } = await given(service).document();
    const reply = { documentId, receivedOn: TODAY, stance: 'supports' };
    await done(registrar().post(`/consultations/${id}/record-reply`, reply, { ifMatch: '*' }));
    await done(correct({ ...why, email: null }));
    expect(await packets()).toBe(1);
  });

  it('is refused by name where it is not the issuer’s to write, or another’s', async () => {
    const { referral, correct } = await asked();
    const wrong = async (body: object, pointer: string, code: string) =>
      expect((await correct(body).expect(422)).body.errors).toMatchObject([{ pointer, code }]);
    await wrong(why, '', 'nothing-corrected');
    await wrong({ name: 'Byalaget' }, '/reason', 'required');
    await wrong({ ...why, email: 'ingen' }, '/email', 'email');
    await wrong({ ...why, sentOn: '2026-11-03' }, '/sentOn', 'in-the-future');
    await wrong({ ...why, sentOn: YESTERDAY }, '/sentOn', 'before-sent');
    await correct({ ...why, name: 'Byalaget' }, 'ks-handlaggare').expect(403);
    await correct({ ...why, name: 'Byalaget' }, 'bin-registrator').expect(404);
    await done(
      registrar().post(`/referrals/${referral.id}/consultees`, { name: 'Kyrkan' }, { ifMatch: '*' }),
    );
    await wrong({ ...why, name: 'KYRKAN ' }, '/name', 'outsider-asked-twice');
    expect(await done(correct({ ...why, name: 'Kyrkan', askedAgain: true }))).toMatchObject({
      consultee: 'Kyrkan',
    });
    const board = await given(service).consultationOf('ks-registrator', referral, 'TSN');
    const { body } = await registrar()
      .post(`/consultations/${board.id}/correct-consultee`, { ...why, name: 'Nämnden' }, { ifMatch: '*' })
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/name', code: 'body-has-its-name' }]);
  });

  it('has a day of its own where it was asked later', async () => {
    service.setNow('2026-10-20T11:00:00Z');
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }] });
    service.setNow(NOW);
    await done(registrar().post(`/referrals/${referral.id}/consultees`, { body: 'BIN' }, { ifMatch: '*' }));
    const { id } = await given(service).consultationOf('bin-registrator', referral, 'BIN');
    const correct = (sentOn: string) =>
      registrar().post(`/consultations/${id}/correct-consultee`, { ...why, sentOn }, { ifMatch: '*' });
    expect((await correct('2026-10-19').expect(422)).body.errors).toMatchObject([{ code: 'before-sent' }]);
    await done(correct('2026-10-26'));
    expect(await done(service.as('bin-registrator').get(`/consultations/${id}`))).toMatchObject({
      sentOn: '2026-10-26',
    });
    const board = await given(service).consultationOf('tsn-registrator', referral);
    expect(await done(service.as('tsn-registrator').get(`/consultations/${board.id}`))).toMatchObject({
      sentOn: '2026-10-20',
    });
  });
});

describe('what a referral that has gone out says', () => {
  const right = {
    title: 'Internremiss, Strategi för social hållbarhet',
    letter: 'Kommunstyrelsen önskar era yttranden.',
    decidedBy: { body: 'KS', date: '2026-10-21', section: '112' },
    delegationBarred: 'Svaret rör mål och inriktning.',
  };

  it('is corrected in a next version of the packet, and everyone is told', async () => {
    const consultees = [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Byalaget' }];
    const referral = await given(service).sentReferral({ consultees });
    const place = `/referrals/${referral.id}`;
    const [board, recalled] = await Promise.all(
      ['TSN', 'BIN'].map((body) => given(service).consultationOf('ks-registrator', referral, body)),
    );
    await given(service).step('ks-registrator', recalled!.id, 'recall', { reason: 'Berörs inte' });
    const correct = (body: object) => registrar().post(`${place}/correct`, body, { ifMatch: '*' });
    expect((await correct(why).expect(422)).body.errors).toMatchObject([{ code: 'nothing-corrected' }]);
    // As it stands already is no correction.
    await correct({ ...why, title: referral['title'], letter: referral['letter'] }).expect(422);
    expect(await done(correct({ ...why, ...right }))).toMatchObject({ ...right, state: 'sent' });
    const { items } = await done(service.as('tsn-registrator').get(`${place}/packets`));
    expect(items).toMatchObject([
      { number: 2, ...why, packet: right },
      { number: 1, reason: null, packet: { title: referral['title'] } },
    ]);
    const titles = await Promise.all(
      [board, recalled].map((each) => done(registrar().get(`/consultations/${each!.id}`))),
    );
    expect(titles).toMatchObject([{ title: right.title }, { title: referral['title'] }]);
    expect(await toldOf(referral.id, 'referral-corrected')).toEqual([
      { who: 'Byalaget', state: 'pending' },
      { who: 'TSN', state: 'pending' },
    ]);
    expect(await trailOf(referral['caseId'])).toMatchObject([
      { verb: 'correct-title', objectType: 'consultation', after: { title: right.title } },
      { verb: 'correct-title', objectType: 'consultation' },
      { verb: 'correct', objectType: 'referral', before: { title: referral['title'] } },
    ]);
  });

  it('is neither sent anew nor told of where the day alone is corrected', async () => {
    service.setNow('2026-11-03T11:00:00Z');
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }] });
    await done(
      registrar().post(
        `/referrals/${referral.id}/correct`,
        { ...why, sentOn: '2026-11-02', title: referral['title'] },
        { ifMatch: '*' },
      ),
    );
    expect(await toldOf(referral.id, 'referral-corrected')).toEqual([]);
    const { items } = await done(registrar().get(`/referrals/${referral.id}/packets`));
    expect(items).toHaveLength(1);
  });

  it('is corrected in a browser, of which the form has it as it stands', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }] });
    const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
    const path = `/remisser/${referral.id}/ratta`;
    const page = await visitor.visit(path);
    const letter = String(referral['letter'] ?? '');
    const asItIs = { sentOn: TODAY, title: String(referral['title']), letter, decidedBody: 'KS' };
    const send = async (typed: object) => visitor.fill(path, { ...asItIs, ...typed });
    expect(page.text).toContain('Remissens rubrik');
    expect((await send(why)).text).toContain('Ange vad som ska rättas');
    expect((await send({ ...why, section: '7' })).text).toContain('Ange sammanträdesdagen');
    expect((await send({ ...why, section: '7', decidedOn: '2026-10-21' })).status).toBe(200);
    expect(await done(registrar().get(`/referrals/${referral.id}`))).toMatchObject({
      title: referral['title'],
      decidedBy: { body: 'KS', date: '2026-10-21', section: '7' },
      delegationBarred: null,
    });
  });
});
