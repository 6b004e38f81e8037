import { afterEach, describe, expect, it } from '@jest/globals';
import { actingAsTheService } from '../../src/database/acting.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { addDays } from '../../src/rules/civil-date.js';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

// a worker says reminders of its own
const service = sharedService({ ROLE: 'api' });
afterEach(async () => {
  service.setNow(NOW);
  await service.reset();
});

const MEETS = addDays(TODAY, 9);
const as = (persona: string) => service.as(persona);
const toReport = async (persona = 'tsn-sekreterare') =>
  (await done(as(persona).get('/bodies/TSN/decisions-to-report')))['items'] as Answer[];
const decided = async (route = 'officer') => {
  const { id } = await given(service).consultation('approved');
  const fields = {
    route,
    basis: 'Delegationsordningen 4.2',
    decidedOn: TODAY,
    decidedBy: 'Chefen',
    section: 'D 12',
  };
  return given(service).step('tsn-chef', id, 'decide-by-delegation', fields);
};
const report = (id: string, body: object, persona = 'tsn-sekreterare') =>
  as(persona).post(`/consultations/${id}/report-to-board`, body, { ifMatch: '*' });
const errorOf = async (id: string, body: object) => {
  const { errors } = await done(report(id, body), 422);
  return [errors[0].pointer, errors[0].code];
};

describe('a decision that was taken for the board', () => {
  it('is listed until the board has been told of it, whoever decided', async () => {
    await given(service).meeting(MEETS);
    const [officers, chairs] = [await decided(), await decided('chair-urgent')];
    await given(service).consultation('decided'); // by the board itself
    expect(await toReport()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ consultationId: officers.id, route: 'officer', decidedBy: 'Chefen', section: 'D 12', meetingDate: MEETS }),
        expect.objectContaining({ consultationId: chairs.id, route: 'chair-urgent', decidedOn: TODAY }),
      ]),
    ); // prettier-ignore
    service.setNow(`${MEETS}T11:00:00Z`);
    const { decision } = await done(report(officers.id, { meetingDate: MEETS, section: '§ 91' }));
    expect(decision).toMatchObject({ reportedOn: MEETS, reportedSection: '91' });
    expect((await toReport()).map(({ consultationId }) => consultationId)).toEqual([chairs.id]);
    const [event] = await service.database.query(
      "SELECT actor, before, after FROM audit_events WHERE verb = 'report-to-board'",
    );
    expect(event).toMatchObject({
      actor: 'tsn-sekreterare',
      before: { decision: { reportedOn: null } },
      after: { decision: { reportedOn: MEETS, reportedSection: '91' } },
    });
  });

  it('is reported when the law or the board says so: what the chair decided always, the rest as it has settled', async () => {
    const settle = (reportedRoutes: string[]) =>
      done(as('admin').patch('/bodies/TSN', { reportedRoutes }, { ifMatch: '*' }));
    expect(await settle(['administration'])).toMatchObject({ reportedRoutes: ['administration'] });
    await decided();
    const [chairs, employees] = [await decided('chair-urgent'), await decided('administration')];
    expect((await toReport()).map(({ consultationId }) => consultationId).sort()).toEqual(
      [chairs.id, employees.id].sort(),
    );
    const { errors } = await done(
      as('admin').patch('/bodies/TSN', { reportedRoutes: ['chair-urgent'] }, { ifMatch: '*' }),
      422,
    );
    expect(errors).toMatchObject([{ pointer: '/reportedRoutes' }]);
    await settle(['committee', 'officer', 'administration']);
  });

  it('is reported at a meeting of whoever took over, which finds it in its own list and is reminded', async () => {
    const { id, ownCaseNumber } = await decided('chair-urgent');
    await given(service).step('tsn-sekreterare', id, 'forward');
    await given(service).step('ks-registrator', id, 'acknowledge');
    await given(service).meeting(MEETS);
    await given(service).meeting(addDays(MEETS, 1), 'SBN');
    const wound = { active: false, successor: 'SBN' };
    const { warnings } = await done(as('admin').patch('/bodies/TSN', wound, { ifMatch: '*' }));
    expect(warnings).toEqual([
      { code: 'decisions-not-reported', detail: expect.stringContaining(ownCaseNumber) },
    ]);
    const { items } = await done(as('sbn-sekreterare').get('/bodies/SBN/decisions-to-report'));
    expect(items).toMatchObject([{ consultationId: id, meetingDate: addDays(MEETS, 1) }]);
    const now = new Date(`${addDays(MEETS, 1)}T08:30:00Z`);
    await actingAsTheService(() => service.app.get(SayReminders).say(now));
    expect(
      await service.database.query("SELECT recipient FROM reminders WHERE kind = 'decision-not-reported'"),
    ).toEqual([{ recipient: 'sbn-sekreterare' }]);
    service.setNow(`${addDays(MEETS, 1)}T11:00:00Z`);
    const { decision } = await done(report(id, { meetingDate: addDays(MEETS, 1) }, 'sbn-sekreterare'));
    expect(decision.reportedOn).toBe(addDays(MEETS, 1));
    await service.reset();
    await done(as('admin').patch('/bodies/TSN', { active: true }, { ifMatch: '*' }));
  });

  it('is not reminded of where it was made before meetings were noted here', async () => {
    await given(service).meeting(MEETS);
    const { id } = await decided();
    await service.database.query('UPDATE decisions SET predates_reporting = true');
    const now = new Date(`${addDays(MEETS, 1)}T08:30:00Z`);
    await actingAsTheService(() => service.app.get(SayReminders).say(now));
    expect(
      await service.database.query("SELECT FROM reminders WHERE kind = 'decision-not-reported'"),
    ).toEqual([]);
    expect((await toReport()).map(({ consultationId }) => consultationId)).toEqual([id]);
  });

  it('is noted by the secretary alone, at a meeting of the board that has been since', async () => {
    await given(service).meeting(addDays(TODAY, -7));
    await given(service).meeting(MEETS);
    const committee = { date: TODAY, organ: 'Arbetsutskottet' };
    const { id: meetingId } = await done(as('tsn-sekreterare').post('/bodies/TSN/meetings', committee));
    const { id } = await decided();
    await done(report(id, { meetingDate: TODAY }, 'tsn-chef'), 403);
    await done(report(id, { meetingDate: TODAY }, 'bin-sekreterare'), 404);
    expect(await errorOf(id, { meetingDate: MEETS })).toEqual(['/meetingDate', 'in-the-future']);
    expect(await errorOf(id, { meetingDate: addDays(TODAY, -7) })).toEqual([
      '/meetingDate',
      'before-it-was-decided',
    ]);
    expect(await errorOf(id, { meetingId })).toEqual(['/meetingId', 'reported-to-the-board']);
    expect(await errorOf(id, { meetingDate: null })).toEqual(['/meetingDate', 'date']);
    expect(await errorOf(id, {})).toEqual(['/meetingId', 'meeting-required']);
    const boards = await given(service).consultation('confirmed');
    expect((await done(report(boards.id, { meetingDate: TODAY }), 409))['reasons'][0].code).toBe(
      'nothing-to-report',
    );
  });

  it('is noted anew where the meeting was wrong', async () => {
    await given(service).meeting(addDays(TODAY, 1));
    await given(service).meeting(MEETS);
    const { id } = await decided();
    service.setNow(`${MEETS}T11:00:00Z`);
    await done(report(id, { meetingDate: addDays(TODAY, 1) }));
    const { decision } = await done(report(id, { meetingDate: MEETS, section: '91', reason: 'Fel dag' }));
    expect(decision.reportedOn).toBe(MEETS);
  });

  it('reminds the secretary before the meeting and after it, also once it is received, until it is noted', async () => {
    await given(service).meeting(MEETS);
    const { id } = await decided();
    await given(service).step('tsn-sekreterare', id, 'forward');
    await given(service).step('ks-registrator', id, 'acknowledge');
    const said = async (day: string) => {
      await actingAsTheService(() => service.app.get(SayReminders).say(new Date(`${day}T08:30:00Z`)));
      const rows: { days: number; recipient: string }[] = await service.database.query(
        "SELECT days, recipient FROM reminders WHERE kind = 'decision-not-reported' ORDER BY days",
      );
      return rows;
    };
    expect(await said(addDays(MEETS, -5))).toEqual([]);
    expect(await said(addDays(MEETS, -2))).toEqual([{ days: -3, recipient: 'tsn-sekreterare' }]);
    expect(await said(addDays(MEETS, 1))).toHaveLength(2);
    service.setNow(`${addDays(MEETS, 1)}T11:00:00Z`);
    await done(report(id, { meetingDate: MEETS }));
    expect(await said(addDays(MEETS, 7))).toHaveLength(2);
  });

  it('is listed for those of the body alone', async () => {
    await decided();
    expect(await toReport('tsn-lasare')).toHaveLength(1);
    await done(as('bin-sekreterare').get('/bodies/TSN/decisions-to-report'), 403);
    await done(as('tsn-sekreterare').get('/bodies/XYZ/decisions-to-report'), 404);
  });
});

describe('bodies of decisions', () => {
  it.each(['route', 'committee', 'motions', 'stance', 'section'])('take no null for %s', async (field) => {
    const { id } = await given(service).consultation('on-agenda');
    const fields = { outcome: 'as-proposed', section: '84', [field]: null };
    const { errors } = await done(
      as('tsn-sekreterare').post(`/consultations/${id}/decide`, fields, { ifMatch: '*' }),
      422,
    );
    expect(errors[0].pointer).toBe(`/${field}`);
  });
});

describe('a correction that is forwarded', () => {
  it('names another organ’s meeting by its id', async () => {
    const { id } = await given(service).consultation('forwarded');
    const committee = { date: TODAY, organ: 'Arbetsutskottet' };
    const { id: meetingId } = await done(as('tsn-sekreterare').post('/bodies/TSN/meetings', committee));
    const { decision } = await given(service).step('tsn-sekreterare', id, 'forward-correction', {
      reason: 'Utskottet beslutade',
      meetingId,
    });
    expect(decision).toMatchObject({
      route: 'committee',
      committee: 'Arbetsutskottet',
      reportAtNextMeeting: true,
    });
  });
});
