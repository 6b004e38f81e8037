import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const plan = (id: string, persona = 'tsn-handlaggare') =>
  done(service.as(persona).get(`/consultations/${id}/plan`));
const days = ({ steps }: Answer) =>
  Object.fromEntries((steps as { step: string; date: string }[]).map(({ step, date }) => [step, date]));
const margins = ({ steps }: Answer) =>
  Object.fromEntries((steps as { step: string; margin: number }[]).map(({ step, margin }) => [step, margin]));
const waysOut = (view: Answer) => (view['waysOut'] as { code: string }[]).map(({ code }) => code);
const codes = (view: Answer) => ((view['warnings'] ?? []) as { code: string }[]).map(({ code }) => code);
const dryRun = (draft: Answer, persona = 'ks-registrator') =>
  service.as(persona).post(`/referrals/${draft.id}/send?dryRun=true`);
const foreseen = (view: Answer) =>
  Object.fromEntries(
    (view['consultees'] as { consultee: string; verdict: string | null; unplanned: string | null }[]).map(
      ({ consultee, verdict, unplanned }) => [consultee, verdict ?? unplanned],
    ),
  );

describe('the plan of a consultation', () => {
  it('counts backwards from the reply-by date, over the board’s own meeting', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-02');
    await meeting('2027-01-20');
    const { id } = await consultation('drafting');
    service.setNow('2026-11-23T08:00:00Z');

    const view = await plan(id);

    expect(days(view)).toEqual({
      assign: '2026-10-29',
      draft: '2026-11-12',
      approve: '2026-11-19',
      schedule: '2026-11-23',
      decide: '2026-12-02',
      confirm: '2026-12-14',
      forward: '2026-12-15',
    });
    expect(margins(view)).toMatchObject({ assign: null, draft: -7, approve: -2, schedule: 0, forward: 16 });
    expect(view).toMatchObject({ verdict: 'tight', meetingDate: '2026-12-02', calendarEndsOn: '2027-01-20' });
    expect(waysOut(view)).toEqual(['extension']);
  });

  it('is answered in the caller’s language, with the statute of each way out', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-10');
    const { id } = await consultation('drafting');
    const view = await plan(id);
    expect(view).toMatchObject({
      verdict: 'needs-immediate-confirmation',
      detail: 'Svaret hinns med bara om protokollet justeras tidigare än vanligt.',
    });
    expect(view['waysOut']).toContainEqual({
      code: 'immediate-confirmation',
      provision: '5 kap. 69 § och 6 kap. 35 § kommunallagen',
      detail: 'Låt paragrafen justeras omedelbart, vid sammanträdet. Texten ska då finnas skriftligt där.',
    });
    const english = await done(
      service.as('tsn-chef').get(`/consultations/${id}/plan`).set('Accept-Language', 'en'),
    );
    expect(english['detail']).toBe(
      'The reply can be in time only if the minutes are confirmed earlier than usual.',
    );
  });

  it('changes with a meeting that is added, moved or cancelled', async () => {
    const { meeting, consultation } = given(service);
    const { id } = await consultation('drafting');
    expect(await plan(id)).toMatchObject({ verdict: null, unplanned: 'no-calendar', steps: [] });
    expect(waysOut(await plan(id))).toEqual(['enter-meetings', 'extension']);

    await meeting('2027-01-20');
    expect(await plan(id)).toMatchObject({ verdict: 'needs-delegation', meetingDate: null });

    const secretary = service.as('tsn-sekreterare');
    const late = await done(secretary.get('/bodies/TSN/meetings/2027-01-20'));
    await secretary
      .patch('/bodies/TSN/meetings/2027-01-20', { date: '2026-12-02' }, { ifMatch: late.version })
      .expect(200);
    expect(await plan(id)).toMatchObject({ verdict: 'comfortable', meetingDate: '2026-12-02' });

    const moved = await done(secretary.get('/bodies/TSN/meetings/2026-12-02'));
    await secretary.delete('/bodies/TSN/meetings/2026-12-02', { ifMatch: moved.version }).expect(204);
    expect(await plan(id)).toMatchObject({ verdict: null, unplanned: 'no-calendar' });
  });

  it('changes with an extension, which is no way out while one is asked for', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2027-02-10');
    const { id } = await consultation('drafting');
    expect(waysOut(await plan(id))).toContain('extension');

    const body = { until: '2027-02-26', reason: 'Nämnden sammanträder den 10 februari.' };
    const extension = await done(service.as('tsn-registrator').post(`/consultations/${id}/extensions`, body));
    expect(waysOut(await plan(id))).not.toContain('extension');

    await done(
      service
        .as('ks-handlaggare')
        .post(`/extensions/${extension.id}/grant`, {}, { ifMatch: extension.version }),
    );
    expect(await plan(id)).toMatchObject({
      replyBy: '2027-02-26',
      verdict: 'comfortable',
      meetingDate: '2027-02-10',
      waysOut: [],
    });
  });

  it('follows the matter to the meeting it is put on, and ends when it is forwarded', async () => {
    const { meeting, consultation, step } = given(service);
    await meeting('2026-11-24');
    await meeting('2026-12-02');
    const { id } = await consultation('approved');
    expect(await plan(id)).toMatchObject({ meetingDate: '2026-12-02', verdict: 'comfortable' });

    await step('tsn-sekreterare', id, 'schedule', { meetingDate: '2026-11-24' });
    const scheduled = await plan(id);
    expect(scheduled).toMatchObject({ meetingDate: '2026-11-24', verdict: 'comfortable' });
    expect(margins(scheduled)).toMatchObject({ schedule: null, decide: 16 });

    service.setNow('2026-11-24T12:00:00Z');
    await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });
    expect(margins(await plan(id))).toMatchObject({ decide: null, confirm: 10 });
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-11-24', immediate: true });
    await step('tsn-registrator', id, 'forward');
    expect(await plan(id)).toMatchObject({ verdict: null, unplanned: 'answered', waysOut: [] });
  });

  it('names no later day of confirmation than the law, before the decision and after it', async () => {
    const { meeting, consultation, step } = given(service);
    await meeting('2026-12-11');
    const { id } = await consultation('approved', { replyBy: '2027-02-01' });
    const planned = { decide: '2026-12-11', confirm: '2026-12-28', forward: '2027-02-01' };
    expect(days(await plan(id))).toMatchObject(planned);

    await step('tsn-sekreterare', id, 'schedule', { meetingDate: '2026-12-11' });
    service.setNow('2026-12-11T12:00:00Z');
    await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '84' });
    expect(days(await plan(id))).toMatchObject(planned);
    service.setNow('2026-12-28T12:00:00Z');
    expect(await plan(id)).toMatchObject({ verdict: 'comfortable' });
    service.setNow('2026-12-29T12:00:00Z');
    expect(await plan(id)).toMatchObject({ verdict: 'tight' });
    const late = await step('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-12-29' });
    expect(codes(late)).toEqual(['minutes-confirmed-late']);
  });

  it('bars delegation where KL 6:38 or the referral does', async () => {
    const { meeting, sentReferral, consultationOf } = given(service);
    await meeting('2027-01-20');
    const open = await consultationOf('tsn-registrator', await sentReferral());
    expect(waysOut(await plan(open.id))).toEqual(['delegation', 'chair-urgent', 'extension']);
    const barred = await consultationOf(
      'tsn-registrator',
      await sentReferral({ delegationBarred: 'Svaret rör verksamhetens mål och inriktning.' }),
    );
    expect(waysOut(await plan(barred.id))).toEqual(['chair-urgent', 'extension']);
  });

  it('is counted with the body’s own lead times', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-02');
    const { id } = await consultation('drafting');
    const admin = service.as('admin');
    const edit = async (leadTimes: object) => {
      const { version } = await done(admin.get('/bodies/TSN'));
      return admin.patch('/bodies/TSN', { leadTimes }, { ifMatch: version });
    };
    await done(edit({ confirmationDays: 13, agendaDays: 5 }) as never);
    expect(await plan(id)).toMatchObject({ verdict: 'needs-immediate-confirmation' });
    expect(days(await plan(id))).toMatchObject({ schedule: '2026-11-25', draft: '2026-11-16' });
    expect((await done(admin.get('/bodies/TSN')))['leadTimes']).toEqual({
      confirmationDays: 13,
      forwardingDays: 1,
      agendaDays: 5,
      approvalDays: 2,
      reviewDays: 5,
      draftingDays: 10,
    });

    const refused = await edit({ confirmationDays: 15, reviewDays: -1, draftingDays: 'ten', lunchDays: 3 });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/leadTimes/confirmationDays',
      '/leadTimes/draftingDays',
      '/leadTimes/lunchDays',
      '/leadTimes/reviewDays',
    ]);
    await done(edit({ confirmationDays: 7, agendaDays: 7 }) as never);
  });

  it('is the consultee’s own business', async () => {
    const { id } = await given(service).consultation('drafting');
    for (const persona of ['ks-registrator', 'bin-registrator', 'tsn-lasare', 'admin']) {
      await service.as(persona).get(`/consultations/${id}/plan`).expect(404);
    }
    for (const persona of ['tsn-registrator', 'tsn-chef', 'tsn-sekreterare']) {
      await service.as(persona).get(`/consultations/${id}/plan`).expect(200);
    }
  });
});

describe('foreseeing what sending leads to', () => {
  const christmas = { replyBy: '2027-01-07' };

  it('is right for a referral of 1 December to be answered by 7 January', async () => {
    service.setNow('2026-12-01T08:00:00Z');
    const { draftReferral, meeting } = given(service);
    await meeting('2026-12-16', 'TSN');
    await meeting('2027-01-13', 'TSN');
    await meeting('2026-12-30', 'SN');
    await meeting('2027-02-03', 'SN');
    await meeting('2027-01-20', 'KFN');
    const bodies = ['TSN', 'SN', 'KFN', 'SBN'].map((body) => ({ body }));
    const draft = await draftReferral({
      ...christmas,
      consultees: [...bodies, { name: 'Räddningstjänsten' }],
    });

    const view = await done(dryRun(draft));

    expect(foreseen(view)).toEqual({
      TSN: 'tight',
      SN: 'needs-immediate-confirmation',
      KFN: 'needs-delegation',
      SBN: 'no-calendar',
      Räddningstjänsten: 'outside-yttra',
    });
    const [tsn, sn] = view['consultees'] as Answer[];
    expect(tsn).toMatchObject({ daysLeft: 37, meetingDate: '2026-12-16' });
    expect(days(tsn!)).toEqual({
      assign: '2026-11-12',
      draft: '2026-11-26',
      approve: '2026-12-03',
      schedule: '2026-12-07',
      decide: '2026-12-16',
      confirm: '2026-12-30',
      forward: '2027-01-07',
    });
    expect(days(sn!)).toMatchObject({ schedule: '2026-12-17', decide: '2026-12-30' });
    expect(codes(view)).toEqual(['across-christmas', 'hard-to-keep', 'hard-to-keep']);
    expect(view['earliestDateForAll']).toBeNull(); // nobody knows when SBN meets

    expect(await done(service.as('ks-registrator').get(`/referrals/${draft.id}`))).toMatchObject({
      state: 'draft',
      version: draft.version,
    });
  });

  it('proposes the earliest date that all can keep, and is comfortable with it', async () => {
    service.setNow('2026-12-01T08:00:00Z');
    const { draftReferral, meeting } = given(service);
    await meeting('2027-01-27', 'TSN');
    await meeting('2027-01-20', 'KFN');
    await meeting('2027-02-17', 'KFN');
    const draft = await draftReferral({ ...christmas, consultees: [{ body: 'TSN' }, { body: 'KFN' }] });
    const view = await done(dryRun(draft));
    expect((view['consultees'] as Answer[]).map((row) => row['earliestReplyBy'])).toEqual([
      '2027-02-04',
      '2027-01-28',
    ]);
    expect(view['earliestDateForAll']).toBe('2027-02-04');

    const officer = service.as('ks-handlaggare');
    const later = await done(
      officer.patch(`/referrals/${draft.id}`, { replyBy: '2027-02-04' }, { ifMatch: draft.version }),
    );
    expect(foreseen(await done(dryRun(later)))).toEqual({ TSN: 'comfortable', KFN: 'comfortable' });
    const sooner = await done(
      officer.patch(`/referrals/${draft.id}`, { replyBy: '2027-02-03' }, { ifMatch: later.version }),
    );
    expect(foreseen(await done(dryRun(sooner)))).toMatchObject({ TSN: 'needs-immediate-confirmation' });
  });

  it('says of a day that has passed that it has, in a draft and when it is to be sent', async () => {
    service.setNow('2026-12-01T08:00:00Z');
    // A Sunday.
    const draft = await given(service).draftReferral({
      replyBy: '2026-11-29',
      consultees: [{ body: 'TSN' }],
    });
    expect(draft['warnings']).toEqual([
      { code: 'reply-by-has-passed', detail: 'Sista svarsdag 2026-11-29 har redan passerat.' },
    ]);
    expect(codes(await done(dryRun(draft)))).toEqual(['reply-by-has-passed']);
  });

  it('warns the same when it is sent, and sends', async () => {
    service.setNow('2026-12-01T08:00:00Z');
    const { draftReferral, meeting } = given(service);
    await meeting('2027-01-20', 'TSN');
    const draft = await draftReferral({ replyBy: '2026-12-26', consultees: [{ body: 'TSN' }] });
    expect(codes(draft)).toEqual(['reply-by-not-working-day']);
    const foreseenCodes = codes(await done(dryRun(draft)));
    expect(foreseenCodes).toEqual([
      'short-period',
      'across-christmas',
      'reply-by-not-working-day',
      'hard-to-keep',
    ]);
    const sent = await done(
      service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: draft.version }),
    );
    expect(sent).toMatchObject({ state: 'sent', replyBy: '2026-12-26' });
    expect(codes(sent)).toEqual(foreseenCodes);
  });

  it('is for those who may send', async () => {
    const draft = await given(service).draftReferral();
    await dryRun(draft, 'ks-handlaggare').expect(403);
    await dryRun(draft, 'tsn-registrator').expect(404);
  });
});

/** Dates of published cases. The boards of the demo stand in for theirs. */
describe('for dates that really were', () => {
  // prettier-ignore
  it.each([
    ['Stockholm, a meeting the day before the last day (RC-13)',       '2011-08-15', '2011-09-21', '2011-09-22', 'needs-immediate-confirmation', '2011-09-22'],
    ['Stockholm, the same meeting and a Sunday in October (RC-13)',    '2011-08-15', '2011-09-21', '2011-10-16', 'comfortable',                  '2011-10-14'],
    ['Malmö, three working days from meeting to last day (RC-10)',     '2025-02-03', '2025-04-02', '2025-04-07', 'needs-immediate-confirmation', '2025-04-07'],
    ['Malmö, a board in November for the executive board in January (RC-06)', '2025-10-10', '2025-11-25', '2026-01-07', 'comfortable',           '2026-01-07'],
    ['Uppsala, before the extension (RC-20)',                          '2008-05-02', '2008-06-11', '2008-06-06', 'needs-delegation',             '2008-06-05'],
    ['Uppsala, until Midsummer’s Eve, as asked for (RC-20)',           '2008-04-28', '2008-06-11', '2008-06-20', 'comfortable',                  '2008-06-19'],
    ['Göteborg, 26 days (RC-04)',                                      '2018-01-10', '2018-02-05', '2018-02-14', 'tight',                        '2018-02-14'],
  ])('%s', async (_, today, meetsOn, replyBy, verdict, forwardBy) => {
    service.setNow(`${today}T08:00:00Z`);
    const { meeting, sentReferral, consultationOf } = given(service);
    await meeting(meetsOn);
    const { id } = await consultationOf('tsn-registrator', await sentReferral({ replyBy }));
    const view = await plan(id, 'tsn-registrator');
    expect(view['verdict']).toBe(verdict);
    expect(days(view)['forward']).toBe(forwardBy);
  });
});

describe('a reply-by date on a day off, where the setting says so', () => {
  let rolling: Service;
  beforeAll(async () => {
    rolling = await startService({ REPLY_BY_ON_DAY_OFF: 'roll-forward', REMINDER_SWEEP_SECONDS: '86400' });
    rolling.setNow(NOW);
  });
  afterAll(() => rolling.stop());

  it('is moved wherever it is set, and the answer says from when', async () => {
    const { draftReferral, sentReferral, consultationOf } = given(rolling);
    const draft = await draftReferral({
      replyBy: '2026-12-26',
      consultees: [{ body: 'TSN' }, { body: 'BIN', replyBy: '2027-01-06' }],
    });
    expect(draft).toMatchObject({
      replyBy: '2026-12-28',
      consultees: [{ replyBy: '2026-12-28' }, { replyBy: '2027-01-07' }],
    });
    expect(draft['warnings']).toEqual([
      {
        code: 'reply-by-moved',
        detail: 'Sista svarsdag flyttades från 2026-12-26, som inte är någon arbetsdag, till 2026-12-28.',
      },
      {
        code: 'reply-by-moved',
        detail: 'Sista svarsdag flyttades från 2027-01-06, som inte är någon arbetsdag, till 2027-01-07.',
      },
    ]);
    const edited = await done(
      rolling.as('ks-handlaggare').patch(`/referrals/${draft.id}`, { replyBy: '2027-01-31' }, { ifMatch: 1 }),
    );
    expect(edited).toMatchObject({ replyBy: '2027-02-01' });
    const added = await done(
      rolling
        .as('ks-handlaggare')
        .post(`/referrals/${draft.id}/consultees`, { body: 'SN', replyBy: '2027-02-07' }),
    );
    expect((added['consultees'] as Answer[]).at(-1)).toMatchObject({ replyBy: '2027-02-08' });

    const sent = await sentReferral();
    const { id } = await consultationOf('tsn-registrator', sent);
    const extension = await done(
      rolling.as('tsn-registrator').post(`/consultations/${id}/extensions`, {
        until: '2026-12-24',
        reason: 'Nämnden sammanträder den 16 december.',
      }),
    );
    expect(extension['requestedUntil']).toBe('2026-12-28');
    expect(codes(extension)).toEqual(['reply-by-moved']);
    const granted = await done(
      rolling
        .as('ks-handlaggare')
        .post(`/extensions/${extension.id}/grant`, { until: '2026-12-19' }, { ifMatch: extension.version }),
    );
    expect(granted['grantedUntil']).toBe('2026-12-21');
    const extended = await done(
      rolling
        .as('ks-handlaggare')
        .post(
          `/referrals/${sent.id}/extend`,
          { until: '2027-01-03', reason: 'Helger.' },
          { ifMatch: sent.version },
        ),
    );
    expect(extended).toMatchObject({ consultees: [{ replyBy: '2027-01-04' }] });
  });
});
