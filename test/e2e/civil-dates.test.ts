import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { actingAsTheService } from '../../src/database/acting.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { addDays } from '../../src/rules/civil-date.js';
import { rollForward } from '../../src/rules/working-days.js';
import { done, given, NOW } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

// prettier-ignore
const deadlines: [what: string, date: string, sentAt: string, lastSecond: string][] = [
  ['the day with 25 hours',      '2026-10-25', '2026-09-01T10:00:00Z', '2026-10-25T22:59:59Z'],
  ['the day with 23 hours',      '2027-03-28', '2027-02-01T10:00:00Z', '2027-03-28T21:59:59Z'],
  ['the leap day',               '2028-02-29', '2028-01-10T10:00:00Z', '2028-02-29T22:59:59Z'],
  ['the last day of the year',   '2026-12-31', '2026-11-02T10:00:00Z', '2026-12-31T22:59:59Z'],
  ['a public holiday',           '2027-01-06', '2026-11-02T10:00:00Z', '2027-01-06T22:59:59Z'],
  ['Midsummer Day',              '2027-06-26', '2027-05-03T10:00:00Z', '2027-06-26T21:59:59Z'],
];

describe.each(deadlines)('a reply due on %s, %s', (_what, date, sentAt, lastSecond) => {
  it('ends at midnight in Sweden', async () => {
    service.setNow(sentAt);
    const referral = await given(service).sentReferral({ replyBy: date });
    expect(referral['replyBy']).toBe(date);
    const read = () => given(service).consultationOf('tsn-registrator', referral);

    service.setNow(lastSecond);
    expect(await read()).toMatchObject({ replyBy: date, originalReplyBy: date, overdue: false });

    service.setNow(new Date(Date.parse(lastSecond) + 1000).toISOString());
    expect(await read()).toMatchObject({ replyBy: date, overdue: true });
    const overdue = await done(service.as('ks-registrator').get('/consultations?overdue=true'));
    expect(overdue['items']).toHaveLength(1);
  });

  it('is reminded of by civil days, and on working days while there is time', async () => {
    service.setNow(sentAt);
    await given(service).sentReferral({ replyBy: date });
    for (let day = addDays(date, -16); day <= addDays(date, 9); day = addDays(day, 1)) {
      await actingAsTheService(() => service.app.get(SayReminders).say(new Date(`${day}T11:00:00Z`)));
    }
    const said = await service.database.query(
      `SELECT days, said_on FROM reminders WHERE kind IN ('reply-by', 'overdue') AND days IS NOT NULL ORDER BY days`,
    );
    // What is not urgent comes with the digest of a working day.
    const day = (days: number) => (days < -1 ? rollForward(addDays(date, days)) : addDays(date, days));
    expect(said).toEqual([-14, -7, -1, 0, 1, 7].map((days) => ({ days, said_on: day(days) })));
  });
});

describe('a date that does not exist', () => {
  it.each(['2026-02-29', '2026-04-31', '2026-13-01', '2026-1-1', '2026-12-15T00:00:00Z'])(
    'is refused: %s',
    async (replyBy) => {
      const { id } = await given(service).referralCase();
      const { body } = await service
        .as('ks-registrator')
        .post(`/cases/${id}/referrals`, { title: 'Remiss', replyBy, consultees: [{ body: 'TSN' }] })
        .expect(422);
      expect(body.errors).toEqual([expect.objectContaining({ pointer: '/replyBy', code: 'date' })]);
    },
  );
});

describe('the hour that comes twice', () => {
  it('keeps its two instants apart', async () => {
    const { id } = await given(service).consultation('sent');
    const settledAt: string[] = [];
    for (const instant of ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']) {
      service.setNow(instant);
      const extension = await done(
        service
          .as('tsn-registrator')
          .post(`/consultations/${id}/extensions`, { until: '2026-12-22', reason: 'Sammanträdet' }),
      );
      const body = { comment: 'Nej' };
      const { body: settled } = await service
        .as('ks-registrator')
        .post(`/extensions/${extension.id}/refuse`, body, { ifMatch: 1 })
        .expect(200);
      settledAt.push(settled.settledAt as string);
    }
    expect(settledAt).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
  });
});

describe('the time zone of the process', () => {
  /** What a process with this `TZ` makes of instants, dates and the database's round trip. */
  const datesIn = (timeZone: string): unknown =>
    JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
        env: { ...process.env, NODE_OPTIONS: '', TZ: timeZone, DATABASE: service.databaseUrl },
        encoding: 'utf8',
      }),
    );

  it('changes nothing', () => {
    const dates = {
      zone: 'Europe/Stockholm',
      today: ['2026-10-25', '2026-10-26', '2027-03-28', '2027-03-29'],
      later: ['2026-10-26', '2027-03-29', '2028-02-29', '2027-01-01'],
      between: 31,
      due: -1,
      row: { day: '2026-10-25', at: '2026-10-25T01:30:00.000Z', due: '2028-02-29' },
    };
    for (const timeZone of ['America/New_York', 'UTC', 'Europe/Stockholm', 'Pacific/Kiritimati']) {
      expect([timeZone, datesIn(timeZone)]).toEqual([timeZone, { ...dates, zone: timeZone }]);
    }
  });
});

const dist = (path: string) => JSON.stringify(new URL(`../../dist/src/${path}`, import.meta.url).href);

const SCRIPT = `
  const { addDays, civilDate, daysBetween } = await import(${dist('rules/civil-date.js')});
  const { reminderDue } = await import(${dist('rules/reminder-due.js')});
  const { runtimeDataSource } = await import(${dist('database/data-source.js')});
  const database = runtimeDataSource({ url: process.env.DATABASE, poolSize: 1, entities: [] });
  await database.initialize();
  const [row] = await database.query(
    'SELECT $1::date AS day, $2::timestamptz AS at, $3::date + 1 AS due',
    ['2026-10-25', new Date('2026-10-25T01:30:00Z'), '2028-02-28'],
  );
  await database.destroy();
  console.log(JSON.stringify({
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    today: ['2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', '2027-03-28T21:59:59Z', '2027-03-28T22:00:00Z']
      .map((instant) => civilDate(new Date(instant))),
    later: ['2026-10-25', '2027-03-28', '2028-02-28', '2026-12-31'].map((date) => addDays(date, 1)),
    between: daysBetween('2026-10-01', '2026-11-01'),
    due: reminderDue({
      about: '2026-10-26', setOn: '2026-09-01', today: '2026-10-25', schedule: [-7, -1, 0], said: [], silences: [],
    }),
    row,
  }));
`;
