import { describe, expect, it } from '@jest/globals';
import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import { everyone, publishing } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const TOMORROW = '2026-11-03';
const as = (persona: string) => service.as(persona);

/** Three boards' cases of last year, each decided in time: what was sent, came in, was decided and forwarded when. */
const lastYear = [
  {
    sentOn: '2025-08-25',
    receivedOn: '2025-08-26',
    met: '2025-10-15',
    confirmed: '2025-10-20',
    reached: '2025-10-21',
  },
  {
    sentOn: '2025-09-01',
    receivedOn: '2025-09-02',
    met: '2025-10-22',
    confirmed: '2025-10-29',
    reached: '2025-10-30',
  },
  {
    sentOn: '2025-09-08',
    receivedOn: '2025-09-08',
    met: '2025-11-12',
    confirmed: '2025-11-14',
    reached: '2025-11-14',
  },
];
const replyBy = '2025-11-14';

const send = async (body: object, referral: object = { replyBy }) => {
  const draft = await given(service).draftReferral(referral);
  return as('ks-registrator').post(`/referrals/${draft.id}/send`, body, { ifMatch: draft.version });
};

const sent = async (body: object): Promise<Answer> => {
  const answer = await send(body);
  expect(answer.status).toBe(200);
  return answer.body as Answer;
};

/** Takes a consultation of TSN from its registration until its minutes are confirmed. */
const confirmed = async (id: string, { receivedOn, met, confirmed: confirmedOn }: (typeof lastYear)[0]) => {
  const { step, saveStatement, meeting } = given(service);
  await step('tsn-registrator', id, 'register', { receivedOn });
  await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  await saveStatement(id, { ...statement, basis: [] });
  await step('tsn-handlaggare', id, 'submit');
  await step('tsn-chef', id, 'approve');
  await meeting(met);
  await step('tsn-sekreterare', id, 'schedule', { meetingDate: met });
  await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });
  await step('tsn-sekreterare', id, 'confirm', { confirmedOn });
};

describe('a referral that was sent last year', () => {
  it.each(lastYear)('and forwarded $reached is not late for being entered today', async (days) => {
    const referral = await sent({ sentOn: days.sentOn });
    expect(referral).toMatchObject({ state: 'sent', sentOn: days.sentOn });
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await confirmed(id, days);
    const { reached: forwardedOn } = days;
    const forwarded = await given(service).step('tsn-sekreterare', id, 'forward', { forwardedOn });
    expect(forwarded).toMatchObject({
      sentOn: days.sentOn,
      receivedOn: days.receivedOn,
      reachedIssuerOn: forwardedOn,
      late: false,
      overdue: false,
      dispatch: { forwardedOn },
    });
    const plans = await done(as('ks-registrator').get(`/referrals/${referral.id}/plans`));
    expect(plans['items'][0].steps).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ step: 'decide', doneOn: days.met }),
        expect.objectContaining({ step: 'confirm', doneOn: days.confirmed }),
        expect.objectContaining({ step: 'forward', doneOn: days.reached }),
      ]),
    );
    const replies = await done(as('ks-registrator').get(`/referrals/${referral.id}/replies`));
    expect(replies).toMatchObject({
      late: [],
      overdue: [],
      items: [{ late: false, dispatch: { forwardedOn } }],
    });
    const { publishReferral, publishStatement } = publishing(service);
    const anyone = await everyone(service);
    const ofReferral = await publishReferral(
      await done(as('ks-registrator').get(`/referrals/${referral.id}`)),
    );
    expect((await anyone(`/referrals/${ofReferral.id}`)).body).toMatchObject({ date: days.sentOn });
    const ofStatement = await publishStatement(await done(as('tsn-registrator').get(`/consultations/${id}`)));
    expect((await anyone(`/statements/${ofStatement.id}`)).body).toMatchObject({ date: forwardedOn });
  });

  it('is late when it reached the issuer a day too late', async () => {
    const referral = await sent({ sentOn: '2025-09-01' });
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await confirmed(id, lastYear[2]!);
    const forward = (forwardedOn: string) =>
      as('tsn-sekreterare').post(`/consultations/${id}/forward`, { forwardedOn }, { ifMatch: '*' });
    const { body: future } = await forward(TOMORROW).expect(422);
    expect(future.errors).toMatchObject([{ pointer: '/forwardedOn', code: 'in-the-future' }]);
    const { body: early } = await forward('2025-11-13').expect(422);
    expect(early.errors).toMatchObject([{ pointer: '/forwardedOn', code: 'before-confirmed' }]);
    expect((await forward('2025-11-15').expect(202)).body).toMatchObject({ late: true });
    expect(await done(as('ks-registrator').get(`/referrals/${referral.id}/replies`))).toMatchObject({
      late: ['TSN'],
    });
  });

  it('is corrected where it was entered wrongly, and the reply is then judged by the right day', async () => {
    const referral = await sent({ sentOn: '2025-09-01' });
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await confirmed(id, lastYear[2]!);
    const post = (verb: string, body: object) =>
      as('tsn-sekreterare').post(`/consultations/${id}/${verb}`, body, { ifMatch: '*' });
    await post('forward', { forwardedOn: '2025-11-15' }).expect(202);
    const { body: early } = await post('forward-correction', {
      reason: 'Fel dag',
      forwardedOn: '2025-11-13',
    }).expect(422);
    expect(early.errors).toMatchObject([{ pointer: '/forwardedOn', code: 'before-confirmed' }]);
    await post('forward-correction', { reason: 'Fel dag', forwardedOn: '2025-11-14' }).expect(202);
    const [row] = (await done(as('ks-registrator').get(`/referrals/${referral.id}/replies`)))[
      'items'
    ] as Answer[];
    expect(row).toMatchObject({ reachedIssuerOn: '2025-11-14', late: false });
    const { items } = await done(
      as('tsn-registrator').get(`/cases/${referral['caseId']}/audit-trail?limit=100`),
    );
    const event = (items as Answer[]).findLast(
      ({ verb, objectId }) => verb === 'forward-correction' && objectId === id,
    );
    expect(event).toMatchObject({
      reason: 'Fel dag',
      before: { reachedIssuerOn: '2025-11-15' },
      after: { reachedIssuerOn: '2025-11-14' },
    });
    // Judged by the decision as the same correction leaves it.
    const both = { reason: 'Fel dagar', confirmedOn: '2025-11-13', forwardedOn: '2025-11-13' };
    await post('forward-correction', both).expect(202);
  });

  it('is reckoned from that day, and its dry run says what has passed', async () => {
    const { body } = await send({ sentOn: TOMORROW });
    expect(body.errors).toMatchObject([{ pointer: '/sentOn', code: 'in-the-future' }]);
    const draft = await given(service).draftReferral({ replyBy });
    const foresee = (asked: object) =>
      done(as('ks-registrator').post(`/referrals/${draft.id}/send?dryRun=true`, asked));
    const codesOf = ({ warnings }: Answer) => (warnings as Answer[]).map(({ code }) => code as string);
    expect(codesOf(await foresee({ sentOn: '2025-09-01' }))).toEqual(['reply-by-has-passed']);
    expect(codesOf(await foresee({ sentOn: '2025-11-10' }))).toEqual(['reply-by-has-passed', 'short-period']);
    const today = await foresee({});
    expect(codesOf(today)).toEqual(['reply-by-has-passed']);
    expect(JSON.stringify(today['warnings'])).not.toMatch(/-\d+ dagar/);
    const [row] = await service.database.query(
      `SELECT count(*)::int AS asked FROM consultations WHERE sent_on = state_since AND sent_on = reply_by_set_on AND state = 'sent'`,
    );
    const answer = await done(
      as('ks-registrator').post(`/referrals/${draft.id}/send`, { sentOn: '2025-09-01' }, { ifMatch: '*' }),
    );
    expect(answer['warnings']).toMatchObject([{ code: 'reply-by-has-passed' }]);
    const [after] = await service.database.query(
      `SELECT count(*)::int AS asked FROM consultations WHERE sent_on = state_since AND sent_on = reply_by_set_on AND state = 'sent'`,
    );
    expect(after.asked).toBe(row.asked + 1);
  });
});

it('a letter that was posted has the day it was', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  const page = await done(as('ks-registrator').get(`/consultations/${id}/deliveries`));
  const [delivery] = page['items'] as Answer[];
  const complete = (deliveredOn: string) =>
    as('ks-registrator').post(`/deliveries/${delivery!.id}/complete`, { deliveredOn }, { ifMatch: '*' });
  const { body } = await complete(TOMORROW).expect(422);
  expect(body.errors).toMatchObject([{ pointer: '/deliveredOn', code: 'in-the-future' }]);
  expect((await complete(TODAY).expect(200)).body).toMatchObject({ state: 'delivered', deliveredOn: TODAY });
});

it('the day a referral was sent is corrected, and of those who were asked that day', async () => {
  const referral = await sent({ sentOn: '2025-09-01' });
  const { id } = await given(service).consultationOf('tsn-registrator', referral);
  await given(service).step('tsn-registrator', id, 'register', { receivedOn: '2025-09-03' });
  const correct = (body: object, persona = 'ks-registrator') =>
    as(persona).post(`/referrals/${referral.id}/correct`, body, { ifMatch: '*' });
  const why = { reason: 'Fel dag' };
  await correct({ sentOn: '2025-09-02' }).expect(422);
  await correct({ ...why, sentOn: '2025-09-02' }, 'ks-handlaggare').expect(403);
  const future = await correct({ ...why, sentOn: TOMORROW }).expect(422);
  expect(future.body.errors).toMatchObject([{ pointer: '/sentOn', code: 'in-the-future' }]);
  const late = await correct({ ...why, sentOn: '2025-09-04' }).expect(422);
  expect(late.body.errors).toMatchObject([{ pointer: '/sentOn', code: 'before-sent' }]);
  expect(await done(correct({ ...why, sentOn: '2025-09-02' }))).toMatchObject({ sentOn: '2025-09-02' });
  expect(await done(as('tsn-registrator').get(`/consultations/${id}`))).toMatchObject({
    sentOn: '2025-09-02',
  });
  const { items } = await done(
    as('ks-registrator').get(`/cases/${String(referral['caseId'])}/audit-trail?limit=100`),
  );
  const events = (items as Answer[]).filter(({ reason }) => reason === 'Fel dag');
  const change = { before: { sentOn: '2025-09-01' }, after: { sentOn: '2025-09-02' } };
  expect(events).toMatchObject([
    { verb: 'correct-sending', objectType: 'consultation', ...change },
    { verb: 'correct', objectType: 'referral', ...change },
  ]);
  const draft = await given(service).draftReferral({});
  await as('ks-registrator')
    .post(`/referrals/${draft.id}/correct`, { ...why, sentOn: TODAY }, { ifMatch: '*' })
    .expect(409);
});
