import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConsultationState } from '../../src/rules/consultation-lifecycle.js';
import { RemindersSweep } from '../../src/deadlines/reminders-sweep.js';
import { SayReminders } from '../../src/deadlines/say-reminders.js';
import { done, given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ REMINDER_SWEEP_SECONDS: '86400' });
});
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());
afterAll(() => service.stop());

const REPLY_BY = '2026-12-15';

const say = (today: string) => service.app.get(SayReminders).say(today);
const reminded = () =>
  service.database.query(
    `SELECT topic, sender_body, recipient_body, recipient_role FROM deliveries
     WHERE kind = 'reminder' ORDER BY created_at, recipient_body`,
  );
const ledger = () =>
  service.database.query('SELECT reply_by, days, said_on FROM reminders ORDER BY said_at, reply_by, days');

describe('reminding', () => {
  it('says each reminder on its day, once, however often it looks', async () => {
    await given(service).consultation('sent');
    // prettier-ignore
    const days = {
      '2026-11-30': 0, '2026-12-01': 1, '2026-12-02': 0, '2026-12-08': 1, '2026-12-14': 1, '2026-12-15': 1,
      '2026-12-16': 1, '2026-12-21': 0, '2026-12-22': 1, '2026-12-23': 0, '2027-06-01': 0,
    };
    for (const [today, expected] of Object.entries(days)) {
      expect([today, await say(today)]).toEqual([today, expected]);
      expect([today, await say(today)]).toEqual([today, 0]);
    }
    const topics = (await reminded()).map(({ topic }: { topic: string }) => topic);
    expect(topics).toEqual([
      'reply-due-in-14-days',
      'reply-due-in-7-days',
      'reply-due-tomorrow',
      'reply-due-today',
      'reply-overdue-1-day',
      'reply-overdue-7-days',
    ]);
  });

  it.each<[ConsultationState, string | null]>([
    ['sent', 'registrar'],
    ['registered', 'registrar'],
    ['drafting', 'officer'],
    ['in-review', 'manager'],
    ['approved', 'secretary'],
    ['on-agenda', 'secretary'],
    ['decided', 'secretary'],
    ['confirmed', 'secretary'],
    ['forwarded', null],
    ['received', null],
    ['declined', null],
    ['no-reply', null],
    ['withdrawn', null],
  ])('reminds whoever holds the matter: when it is %s, %s', async (state, role) => {
    await given(service).consultation(state);
    await say('2026-12-08');
    expect(await reminded()).toEqual(
      role === null
        ? []
        : [
            {
              topic: 'reply-due-in-7-days',
              sender_body: 'KS',
              recipient_body: 'TSN',
              recipient_role: role,
            },
          ],
    );
  });

  it("reminds the issuer's registrar of a consultee outside Yttra", async () => {
    await given(service).sentReferral({ consultees: [{ name: 'Byalaget', email: 'byalaget@example.org' }] });
    await say('2026-12-14');
    expect(await reminded()).toEqual([
      { topic: 'reply-due-tomorrow', sender_body: 'KS', recipient_body: 'KS', recipient_role: 'registrar' },
    ]);
  });

  it('says one after an outage, not all that were missed', async () => {
    await given(service).consultation('sent');
    expect(await say('2026-12-18')).toBe(1);
    expect(await ledger()).toEqual([{ reply_by: REPLY_BY, days: 1, said_on: '2026-12-18' }]);
    expect(await say('2026-12-19')).toBe(0);
  });

  it('begins anew when the date is extended, and not on the day it is', async () => {
    const { id } = await given(service).consultation('sent');
    await say('2026-12-08');
    service.setNow('2026-12-08T11:00:00Z');
    const extension = await done(
      service
        .as('tsn-registrator')
        .post(`/consultations/${id}/extensions`, { until: '2026-12-22', reason: 'Sammanträdet' }),
    );
    await done(service.as('ks-registrator').post(`/extensions/${extension.id}/grant`, {}, { ifMatch: 1 }));
    expect(await say('2026-12-08')).toBe(0);
    expect(await say('2026-12-14')).toBe(0);
    expect(await say('2026-12-15')).toBe(1);
    expect(await ledger()).toEqual([
      { reply_by: REPLY_BY, days: -7, said_on: '2026-12-08' },
      { reply_by: '2026-12-22', days: -7, said_on: '2026-12-15' },
    ]);
  });

  it('says nothing for a day that had passed when the referral was sent', async () => {
    await given(service).sentReferral({ replyBy: '2026-11-09' });
    expect(await say('2026-11-02')).toBe(0);
    expect(await say('2026-11-08')).toBe(1);
    expect((await reminded())[0]).toMatchObject({ topic: 'reply-due-tomorrow' });
  });

  it('is done by one of many processes: of eight at once each reminder is said once', async () => {
    const consultees = ['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'].map((body) => ({ body }));
    await given(service).sentReferral({ consultees });
    const said = await Promise.all(Array.from({ length: 8 }, () => say('2026-12-08')));
    expect(said.reduce((sum, count) => sum + count)).toBe(6);
    expect(await reminded()).toHaveLength(6);
    expect(await ledger()).toHaveLength(6);
  });

  it('goes on after a batch of 200', async () => {
    const consultees = Array.from({ length: 150 }, (_, index) => ({ name: `Förening ${index}` }));
    await given(service).sentReferral({ consultees });
    await given(service).sentReferral({ consultees });
    expect(await say('2026-12-08')).toBe(300);
    expect(await reminded()).toHaveLength(300);
  });

  it('reaches the inbox, and changes neither the consultation nor its ETag', async () => {
    const consultation = await given(service).consultation('sent');
    await say('2026-12-08');
    const item = await until(
      async () => {
        const inbox = await done(service.as('tsn-registrator').get('/inbox?kind=reminder'));
        return (inbox['items'] as object[])[0];
      },
      (found) => found !== undefined,
    );
    expect(item).toMatchObject({ body: 'TSN', role: 'registrar', text: 'Högst 7 dagar till sista svarsdag' });
    const { version } = await done(service.as('tsn-registrator').get(`/consultations/${consultation.id}`));
    expect(version).toBe(consultation.version);
  });
});

describe('the sweep', () => {
  it('says what is due today, in Swedish time, and stops when the process does', async () => {
    await given(service).consultation('sent');
    const sweep = service.app.get(RemindersSweep);
    service.setNow('2026-12-07T22:59:59Z'); // still 7 December in Sweden, a second before midnight
    await say('2026-12-07');
    service.setNow('2026-12-07T23:00:00Z');
    await sweep.beforeApplicationShutdown();
    sweep.onApplicationBootstrap();
    await sweep.beforeApplicationShutdown();
    expect((await ledger()).at(-1)).toEqual({ reply_by: REPLY_BY, days: -7, said_on: '2026-12-08' });
  });
});

describe('reading the reminders of a consultation', () => {
  it('shows what was sent when, to which role, and what comes next', async () => {
    const { id } = await given(service).consultation('drafting');
    await say('2026-12-01');
    await say('2026-12-08');
    service.setNow('2026-12-08T11:00:00Z');

    for (const persona of ['tsn-handlaggare', 'ks-registrator']) {
      const page = await done(service.as(persona).get(`/consultations/${id}/reminders`));
      expect(page).toMatchObject({
        items: [
          { replyBy: REPLY_BY, days: -7, saidOn: '2026-12-08', recipient: 'TSN', role: 'officer' },
          { replyBy: REPLY_BY, days: -14, saidOn: '2026-12-01', recipient: 'TSN', role: 'officer' },
        ],
        nextCursor: null,
        next: { on: '2026-12-14', days: -1 },
      });
    }
    const first = await done(
      service.as('ks-registrator').get(`/consultations/${id}/reminders?limit=1&count=true`),
    );
    expect(first).toMatchObject({ total: 2, items: [{ days: -7 }] });
    const second = await done(
      service
        .as('ks-registrator')
        .get(`/consultations/${id}/reminders?limit=1&cursor=${first['nextCursor']}`),
    );
    expect(second).toMatchObject({ items: [{ days: -14 }], nextCursor: null });
  });

  it('shows that nothing more comes once it is answered', async () => {
    const { id } = await given(service).consultation('forwarded');
    const page = await done(service.as('ks-registrator').get(`/consultations/${id}/reminders`));
    expect(page).toMatchObject({ items: [], next: null });
  });

  it('is for those who see the consultation', async () => {
    const { id } = await given(service).consultation('sent');
    await service.as('bin-registrator').get(`/consultations/${id}/reminders`).expect(404);
  });
});
