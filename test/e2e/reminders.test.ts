import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { actingAsTheService } from '../../src/database/acting.js';
import { RemindersSweep } from '../../src/deadlines/reminders/reminders-sweep.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import type { ConsultationState } from '../../src/rules/consultation-states.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

/** `lock_timeout` of the service's connections. */
const PATIENCE_MS = 5000;
const REPLY_BY = '2026-12-15'; // a Tuesday

/** At noon in Sweden of a day, unless the time is given. */
const say = (today: string, time = '11:00:00Z') =>
  actingAsTheService(() => service.app.get(SayReminders).say(new Date(`${today}T${time}`)));
const ledger = (where = 'true') =>
  service.database.query(
    `SELECT kind, about_on, days, recipient, said_on FROM reminders WHERE ${where} ORDER BY id`,
  );
/** Only of the reply-by date: what every consultation has. */
const ABOUT_REPLY_BY = "kind IN ('reply-by', 'overdue') AND days IS NOT NULL";
const deliveries = () =>
  service.database.query(
    `SELECT topic, sender_body, recipient_body, recipient_role FROM deliveries
     WHERE kind = 'reminder' ORDER BY created_at, recipient_body, recipient_role`,
  );
const inbox = async (persona: string) => {
  const page = await done(service.as(persona).get('/inbox?kind=reminder&limit=100'));
  return page['items'] as Answer[];
};
const arrived = (persona: string, count: number) =>
  until(
    () => inbox(persona),
    (items) => items.length === count,
  );
const lines = async (persona: string, item: Answer) => {
  const page = await done(service.as(persona).get(`/inbox/${item.id}/reminders?limit=100`));
  return page['items'] as Answer[];
};
const reminders = (persona: string, id: string) =>
  done(service.as(persona).get(`/consultations/${id}/reminders`));

describe('reminding of a confidential matter', () => {
  it('reaches whoever at the board may see it, before the day and when it has passed, and nobody else', async () => {
    const { id } = await given(service).consultation('sent');
    const marking = {
      of: 'consultation',
      provision: 'OSL 21:7',
      seenBy: [{ body: 'TSN', role: 'manager' }, { person: 'tsn-registrator' }],
    };
    const mark = (persona: string, seenBy: object[]) =>
      done(
        service
          .as(persona)
          .post(`/consultations/${id}/mark-confidential`, { ...marking, seenBy }, { ifMatch: '*' }),
      );
    await mark('tsn-registrator', marking.seenBy);
    // The registrar's step, and the list has no registrar.
    await mark('tsn-chef', [{ body: 'TSN', role: 'manager' }]);
    for (const today of ['2026-12-01', '2026-12-14', '2026-12-16']) await say(today);
    const said = await ledger(ABOUT_REPLY_BY);
    expect(said).toMatchObject([
      { kind: 'reply-by', days: -14, recipient: 'tsn-chef' },
      { kind: 'reply-by', days: -1, recipient: 'tsn-chef' },
      { kind: 'overdue', days: 1, recipient: 'tsn-chef' },
    ]);
    const items = await until(
      () => inbox('tsn-chef'),
      (arrivals) => arrivals.some(({ topic }) => topic === 'reminder-overdue'),
    );
    const overdue = items.find(({ topic }) => topic === 'reminder-overdue')!;
    expect((await lines('tsn-chef', overdue))[0]).toMatchObject({ consultationId: id, title: null });
    expect(await inbox('tsn-registrator')).toEqual([]);
  });
});

describe('reminding of a matter whose officer is none any more', () => {
  const setRoles = (roles: string[]) =>
    done(service.as('admin').put('/bodies/TSN/people/tsn-handlaggare', { roles }, { ifMatch: '*' }));
  afterEach(() => setRoles(['officer']));

  it('is as of one that nobody has: the registrar and the manager are told, and not who was', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('drafting');
    await setRoles(['reader']);
    await say('2026-12-14');
    expect(await ledger("kind = 'reply-by' AND days = -1")).toMatchObject([{ recipient: 'tsn-registrator' }]);
    expect(await ledger("recipient = 'tsn-handlaggare'")).toEqual([]);
    await setRoles(['officer']);
    await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    await say('2026-12-16');
    expect(await ledger("kind = 'overdue' AND days = 1")).toMatchObject([{ recipient: 'tsn-handlaggare' }]);
  });
});

describe('reminding of the reply-by date', () => {
  it('says each on its day, once, however often it looks', async () => {
    await given(service).consultation('sent');
    // prettier-ignore
    const days = {
      '2026-11-30': [], '2026-12-01': [-14], '2026-12-02': [], '2026-12-08': [-7], '2026-12-14': [-1], '2026-12-15': [0],
      '2026-12-16': [1], '2026-12-21': [], '2026-12-22': [7], '2026-12-23': [], '2027-06-01': [],
    };
    for (const [today, expected] of Object.entries(days)) {
      await say(today);
      await say(today);
      const said = await ledger(`${ABOUT_REPLY_BY} AND said_on = '${today}'`);
      expect([today, said.map((row: { days: number }) => row.days)]).toEqual([today, expected]);
    }
  });

  it.each<[ConsultationState, string | null]>([
    ['sent', 'tsn-registrator'],
    ['registered', 'tsn-registrator'],
    ['drafting', 'tsn-handlaggare'],
    ['in-review', 'tsn-chef'],
    ['approved', 'tsn-sekreterare'],
    ['on-agenda', 'tsn-sekreterare'],
    ['decided', 'tsn-sekreterare'],
    ['confirmed', 'tsn-sekreterare'],
    ['forwarded', null],
    ['received', null],
    ['declined', null],
    ['no-reply', null],
    ['withdrawn', null],
  ])('reminds whoever holds the matter: when it is %s, %s', async (state, person) => {
    await given(service).consultation(state);
    await say('2026-12-08');
    const said = await ledger("kind = 'reply-by'");
    expect(said.map(({ recipient }: { recipient: string }) => recipient)).toEqual(person ? [person] : []);
  });

  it("reminds the issuer's registrar of a consultee outside Yttra, and that it is late once, not twice", async () => {
    await given(service).sentReferral({ consultees: [{ name: 'Byalaget', email: 'byalaget@example.org' }] });
    await say('2026-12-14');
    await say('2026-12-16');
    expect(await ledger()).toEqual([
      { kind: 'reply-by', about_on: REPLY_BY, days: -1, recipient: 'ks-registrator', said_on: '2026-12-14' },
      {
        kind: 'consultee-late',
        about_on: REPLY_BY,
        days: 1,
        recipient: 'ks-registrator',
        said_on: '2026-12-16',
      },
    ]);
  });

  it('reminds the issuer of a body that has no staff in Yttra', async () => {
    await service.as('admin').post('/bodies', { code: 'VA', name: 'Vattenbolaget', kind: 'company' });
    await given(service).sentReferral({ consultees: [{ body: 'VA' }] });
    await say('2026-12-14');
    expect(await ledger()).toMatchObject([{ kind: 'reply-by', days: -1, recipient: 'ks-registrator' }]);
  });

  it('says nothing for a day that had passed when the referral was sent', async () => {
    await given(service).sentReferral({ replyBy: '2026-11-09' });
    await say('2026-11-02');
    expect(await ledger()).toEqual([]);
    await say('2026-11-08');
    expect(await ledger(ABOUT_REPLY_BY)).toMatchObject([{ kind: 'reply-by', days: -1 }]);
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
    for (const today of ['2026-12-09', '2026-12-14', '2026-12-15']) await say(today);
    expect(await ledger(ABOUT_REPLY_BY)).toMatchObject([
      { about_on: REPLY_BY, days: -7, said_on: '2026-12-08' },
      { about_on: '2026-12-22', days: -7, said_on: '2026-12-15' },
    ]);
  });
});

describe('reminding of the next step', () => {
  it.each<[ConsultationState, string, number, string[]]>([
    ['sent', 'register-it', 2, ['tsn-registrator']],
    ['registered', 'assign-it', 2, ['tsn-chef']],
    ['confirmed', 'decided-not-forwarded', 1, ['tsn-registrator', 'tsn-sekreterare']],
    ['forwarded', 'forwarded-not-acknowledged', 3, ['ks-registrator']],
  ])('when it is %s: %s, after %i days', async (state, kind, days, people) => {
    await given(service).consultation(state); // on Monday 2 November
    await say('2026-11-02');
    expect(await ledger()).toEqual([]);
    await say('2026-11-05');
    const said = await ledger(`kind = '${kind}'`);
    expect(said).toMatchObject(people.map((recipient) => ({ days: expect.any(Number), recipient })));
    expect(said[0]).toMatchObject({ about_on: '2026-11-02' });
    expect(said[0].days).toBeGreaterThanOrEqual(days);
  });

  it('tells the issuer of a request for an extension that nobody answers, until somebody does', async () => {
    const { id } = await given(service).consultation('registered');
    const extension = await done(
      service
        .as('tsn-registrator')
        .post(`/consultations/${id}/extensions`, { until: '2026-12-22', reason: 'Sammanträdet' }),
    );
    await say('2026-11-04');
    const unanswered = "kind = 'extension-unanswered'";
    expect(await ledger(unanswered)).toMatchObject([{ days: 2, recipient: 'ks-handlaggare' }]);
    const refusal = { comment: 'Nej' };
    await done(
      service.as('ks-registrator').post(`/extensions/${extension.id}/refuse`, refusal, { ifMatch: 1 }),
    );
    await say('2026-11-10');
    expect(await ledger(unanswered)).toHaveLength(1);
  });

  it('tells both sides that a reply is late, each in its own way', async () => {
    const { id } = await given(service).consultation('drafting');
    await say('2026-12-16');
    const overdue = await reminders('tsn-chef', id);
    expect(overdue['items']).toContainEqual(
      expect.objectContaining({ kind: 'overdue', person: 'tsn-handlaggare' }),
    );
    const late = await reminders('ks-registrator', id);
    expect(late['items']).toContainEqual(expect.objectContaining({ kind: 'consultee-late' }));
    expect(late['items']).toContainEqual(expect.objectContaining({ kind: 'overdue', person: null }));
  });

  it('does not say the steps before once the next is taken', async () => {
    const { id } = await given(service).consultation('registered');
    await say('2026-11-04');
    await given(service).step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    await say('2026-11-20');
    expect(await ledger("kind IN ('register-it', 'assign-it')")).toHaveLength(1);
  });
});

describe('an outage', () => {
  it('of three days brings one reminder for each consultation and kind, worded for the day it is said', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    await say('2026-12-08');
    const before = await ledger();
    await say('2026-12-18'); // nothing ran on 14, 15 and 16 December
    const after = (await ledger())
      .slice(before.length)
      .filter(({ days }: { days: number | null }) => days !== null);
    const said = after.map((row: { kind: string; recipient: string; days: number }) => [row.recipient, row.kind, row.days]); // prettier-ignore
    expect(said.sort()).toEqual([
      ['bin-registrator', 'overdue', 1],
      ['ks-registrator', 'consultee-late', 1],
      ['ks-registrator', 'consultee-late', 1],
      ['tsn-registrator', 'overdue', 1],
    ]);
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const { items } = await reminders('tsn-registrator', id);
    const overdue = (items as Answer[]).find((item) => item['kind'] === 'overdue');
    expect(overdue).toMatchObject({ text: `Sista svarsdag var ${REPLY_BY}; svaret är försenat.` });
  });
});

describe('many processes', () => {
  it('of eight at once each reminder is said once, and each digest too', async () => {
    const consultees = ['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'].map((body) => ({ body }));
    for (let index = 0; index < 3; index++) await given(service).sentReferral({ consultees });
    const said = await Promise.all(Array.from({ length: 8 }, () => say('2026-12-08')));
    expect(said.reduce((sum, count) => sum + count)).toBe((await ledger()).length);
    expect(await ledger("kind = 'reply-by'")).toHaveLength(18);
    expect(await deliveries()).toHaveLength(6);
    expect(await say('2026-12-08')).toBe(0);
    expect(await deliveries()).toHaveLength(6);
  });

  it('of eight at once each urgent one is said once', async () => {
    const consultees = ['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'].map((body) => ({ body }));
    for (let index = 0; index < 3; index++) await given(service).sentReferral({ consultees });
    await Promise.all(Array.from({ length: 8 }, () => say('2026-12-14', '01:00:00Z')));
    expect(await ledger()).toHaveLength(18);
    const [{ unread }] = await service.database.query(
      'SELECT count(*) AS unread FROM digests WHERE NOT EXISTS (SELECT FROM reminders WHERE digest_id = digests.id)',
    );
    expect(unread).toBe(0);
  });

  it('of which one takes longer over its page than a statement waits for a lock, say what is left and fail nowhere', async () => {
    await given(service).sentReferral();
    const slow = new pg.Client({ connectionString: service.databaseUrl });
    await slow.connect();
    await slow.query("SELECT pg_advisory_lock(hashtext('yttra reminders'))");
    const saying = say('2026-12-08').catch((failed: Error) => failed);
    await pause(PATIENCE_MS + 500);
    expect(await ledger()).toEqual([]);
    await slow.end(); // and with it the lock
    expect(await saying).toBeGreaterThan(0);
  });

  it('of which one is asked to stop while another enters a page do not wait for it', async () => {
    await given(service).sentReferral();
    const slow = new pg.Client({ connectionString: service.databaseUrl });
    await slow.connect();
    await slow.query("SELECT pg_advisory_lock(hashtext('yttra reminders'))");
    const stopping = AbortSignal.timeout(300);
    const sweep = service.app.get(SayReminders);
    const noon = new Date('2026-12-08T11:00:00Z');
    expect(await actingAsTheService(() => sweep.say(noon, stopping))).toBe(0);
    await slow.end();
    expect(await ledger()).toEqual([]);
    expect(await say('2026-12-08')).toBeGreaterThan(0);
  });

  it('go on after a page of 500, also while PostgreSQL takes the tables for empty', async () => {
    await given(service).sentReferral();
    await service.reset();
    const owner = new pg.Client({ connectionString: service.databaseUrl });
    await owner.connect();
    await owner.query('ANALYZE');
    await owner.end();
    const consultees = Array.from({ length: 130 }, (_, index) => ({ name: `Förening ${index}` }));
    for (let index = 0; index < 5; index++) await given(service).sentReferral({ consultees });
    expect(await say('2026-12-08')).toBe(650);
    expect(await deliveries()).toHaveLength(1);
  });
});

describe('the digest', () => {
  it('gathers what a person is to know into one item, with its lines', async () => {
    const { sentReferral } = given(service);
    const first = await sentReferral();
    const second = await sentReferral({ replyBy: '2026-12-16' });
    await say('2026-12-01', '06:29:59Z');
    await say('2026-12-02', '06:29:59Z');
    expect(await ledger()).toEqual([]); // not before half past seven
    await say('2026-12-02', '06:30:00Z');

    const [item] = await arrived('tsn-registrator', 1);
    expect(item).toMatchObject({
      topic: 'reminders',
      role: 'registrar',
      body: 'TSN',
      caseId: expect.stringMatching(`${first['caseId']}|${second['caseId']}`),
    });
    const said = await lines('tsn-registrator', item!);
    expect(said.map((line) => [line['kind'], line['date']])).toEqual([
      ['register-it', '2026-11-02'],
      ['register-it', '2026-11-02'],
      ['reply-by', '2026-12-15'],
      ['reply-by', '2026-12-16'],
    ]);
    expect(said[3]).toMatchObject({
      text: 'Sista svarsdag är 2026-12-16.',
      caseNumber: expect.stringMatching(/^KS /),
      title: second['title'],
      consultee: 'TSN',
      escalated: false,
    });
    const english = await service
      .as('tsn-registrator')
      .get(`/inbox/${item!.id}/reminders`)
      .set('Accept-Language', 'en');
    expect(english.body.items[2].text).toBe('The reply is due on 2026-12-15.');
  });

  it('is one a day: what turns up later waits for the next', async () => {
    const { sentReferral } = given(service);
    await sentReferral();
    await say('2026-12-01');
    service.setNow('2026-12-01T12:00:00Z');
    await sentReferral({ replyBy: '2026-12-16' });
    await service.database.query(
      "UPDATE consultations SET reply_by_set_on = '2026-11-02', state_since = '2026-11-02'",
    );
    await say('2026-12-01', '13:00:00Z');
    await say('2026-12-01', '20:00:00Z');
    await arrived('tsn-registrator', 1);
    await say('2026-12-02', '06:30:00Z');
    const items = await arrived('tsn-registrator', 2);
    expect((await lines('tsn-registrator', items[0]!)).map((line) => line['kind'])).toEqual([
      'register-it',
      'reply-by',
    ]);
  });

  it('comes on working days only: not on a Saturday, nor at Christmas', async () => {
    await given(service).sentReferral({ replyBy: '2027-01-07' }); // 14 days before is Christmas Eve
    const days: [string, number][] = [
      ['2026-12-24', 0],
      ['2026-12-25', 0],
      ['2026-12-26', 0],
      ['2026-12-27', 0],
      ['2026-12-28', 1],
      ['2026-12-29', 1],
    ];
    for (const [today, expected] of days) {
      await say(today);
      expect([today, (await ledger("kind = 'reply-by'")).length]).toEqual([today, expected]);
    }
    expect(await ledger("kind = 'reply-by'")).toMatchObject([{ days: -14, said_on: '2026-12-28' }]);
  });

  it('does not wait with what is urgent, and what is urgent does not bring the rest', async () => {
    await given(service).sentReferral({ replyBy: '2026-12-13' }); // a Sunday
    await say('2026-12-12', '01:00:00Z');
    expect(await ledger()).toMatchObject([{ kind: 'reply-by', days: -1, said_on: '2026-12-12' }]);
    const [item] = await arrived('tsn-registrator', 1);
    expect(item).toMatchObject({ topic: 'reminder-reply-by', text: 'Påminnelse: sista svarsdag' });
  });

  it('left behind by a process that died is said by the next', async () => {
    await given(service).sentReferral();
    await say('2026-12-01');
    await arrived('tsn-registrator', 1);
    // As if it had died between gathering and saying.
    await withOwner((owner) =>
      owner.query(
        "DELETE FROM inbox_items; DELETE FROM digest_days; UPDATE digests SET said_on = NULL, delivery_id = NULL; DELETE FROM delivery_attempts; DELETE FROM deliveries WHERE kind = 'reminder'",
      ),
    );
    expect(await say('2026-12-02')).toBe(0);
    const [item] = await arrived('tsn-registrator', 1);
    expect(await lines('tsn-registrator', item!)).toHaveLength(2);
  });

  it("is for that person alone: a colleague's inbox does not have it", async () => {
    await given(service).sentReferral();
    await say('2026-12-08');
    const [item] = await arrived('tsn-registrator', 1);
    for (const persona of ['tsn-chef', 'ks-registrator', 'bin-registrator']) {
      expect(await inbox(persona)).toEqual([]);
      await service.as(persona).get(`/inbox/${item!.id}`).expect(404);
      await service.as(persona).get(`/inbox/${item!.id}/reminders`).expect(404);
      await service.as(persona).post(`/inbox/${item!.id}/read`, {}, { ifMatch: 1 }).expect(404);
    }
    await service.as('tsn-registrator').get(`/inbox/${item!.id}`).expect(200);
    await service.as('tsn-registrator').post(`/inbox/${item!.id}/read`, {}, { ifMatch: 1 }).expect(200);
  });

  it('goes to everyone who holds the role, and to the body where nobody does', async () => {
    await withOwner((owner) =>
      owner.query("INSERT INTO roles (username, body_code, role) VALUES ('tsn-chef', 'TSN', 'registrar')"),
    );
    await given(service).sentReferral();
    await say('2026-12-14', '01:00:00Z');
    expect((await ledger()).map(({ recipient }: { recipient: string }) => recipient).sort()).toEqual([
      'tsn-chef',
      'tsn-registrator',
    ]);
    await withOwner((owner) =>
      owner.query("DELETE FROM roles WHERE body_code = 'TSN' AND role = 'registrar'"),
    );
    await say('2026-12-15', '01:00:00Z');
    expect((await ledger()).at(-1)).toMatchObject({ recipient: 'TSN:registrar' });
    await arrived('tsn-sekreterare', 1); // anyone of the staff may see to it
    await withOwner((owner) =>
      owner.query(
        "INSERT INTO roles (username, body_code, role) VALUES ('tsn-registrator', 'TSN', 'registrar')",
      ),
    );
  });
});

async function withOwner(work: (owner: { query(sql: string): Promise<unknown> }) => Promise<unknown>) {
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  await work(owner).finally(() => owner.end());
}

describe('the escalation', () => {
  it('tells the manager once, when nothing has happened for the working days of the setting', async () => {
    const { id } = await given(service).consultation('sent');
    for (const today of ['2026-11-04', '2026-11-05', '2026-11-06']) await say(today);
    expect(await ledger('days IS NULL')).toEqual([]);
    for (const today of ['2026-11-09', '2026-11-10', '2026-11-20']) await say(today);
    expect(await ledger('days IS NULL')).toEqual([
      {
        kind: 'register-it',
        about_on: '2026-11-02',
        days: null,
        recipient: 'tsn-chef',
        said_on: '2026-11-09',
      },
    ]);
    const { items } = await reminders('tsn-chef', id);
    expect((items as Answer[]).find((item) => item['escalated'])).toMatchObject({
      text: 'Trots påminnelse: Remissen kom 2026-11-02 och är inte registrerad.',
      role: 'manager',
    });
  });

  it('does not come once the step is taken', async () => {
    const { id } = await given(service).consultation('sent');
    await say('2026-11-04');
    await given(service).step('tsn-registrator', id, 'register');
    await say('2026-11-20');
    expect(await ledger("days IS NULL AND kind = 'register-it'")).toEqual([]);
  });
});

describe('muting', () => {
  const silence = (persona: string, id: string, verb: string, body: object) =>
    done(service.as(persona).post(`/consultations/${id}/reminders/${verb}`, body, { ifMatch: '*' }));

  it("stops one's own reminders, and nobody else's", async () => {
    const { id } = await given(service).consultation('confirmed');
    const page = await silence('tsn-registrator', id, 'mute', { reason: 'Sekreteraren sköter det' });
    expect(page['silences']).toEqual([{ kind: null, until: null, reason: 'Sekreteraren sköter det' }]);
    await say('2026-11-03');
    expect(await ledger()).toMatchObject([{ kind: 'decided-not-forwarded', recipient: 'tsn-sekreterare' }]);
    const others = await reminders('tsn-sekreterare', id);
    expect(others['silences']).toEqual([]);
  });

  it('can be for one kind, and be taken back', async () => {
    const { id } = await given(service).consultation('sent');
    await silence('tsn-registrator', id, 'mute', { kind: 'register-it', reason: 'Väntar på komplettering' });
    await say('2026-12-08');
    expect((await ledger()).map(({ kind }: { kind: string }) => kind)).toEqual(['reply-by']);
    expect(await silence('tsn-registrator', id, 'unmute', {})).toMatchObject({ silences: [] });
    await say('2026-12-09');
    expect(await ledger("kind = 'register-it'")).toMatchObject([{ days: 5, said_on: '2026-12-09' }]);
  });

  it('can be until a day: then what was said last is said once more', async () => {
    const { id } = await given(service).consultation('sent');
    await say('2026-12-01');
    service.setNow('2026-12-01T12:00:00Z');
    await silence('tsn-registrator', id, 'snooze', { until: '2026-12-10', kind: 'reply-by' });
    for (const today of ['2026-12-08', '2026-12-09', '2026-12-10', '2026-12-11']) await say(today);
    expect(await ledger("kind = 'reply-by'")).toMatchObject([
      { days: -14, said_on: '2026-12-01' },
      { days: -7, said_on: '2026-12-10' },
    ]);
    await silence('tsn-registrator', id, 'snooze', { until: '2026-12-03', kind: 'reply-by' });
    await say('2026-12-11');
    expect(await ledger("kind = 'reply-by'")).toHaveLength(2);
  });

  it('says the same step again when it was snoozed after it was said', async () => {
    const { id } = await given(service).consultation('sent');
    await say('2026-12-08');
    service.setNow('2026-12-08T12:00:00Z');
    await silence('tsn-registrator', id, 'snooze', { until: '2026-12-10' });
    for (const today of ['2026-12-09', '2026-12-10', '2026-12-11']) await say(today);
    expect(await ledger("kind = 'reply-by'")).toMatchObject([
      { days: -7, said_on: '2026-12-08' },
      { days: -7, said_on: '2026-12-10' },
    ]);
  });

  it('is recorded, changes no ETag and has one effect under one key', async () => {
    const { id, version } = await given(service).consultation('sent');
    const mute = () =>
      service
        .as('tsn-registrator')
        .post(`/consultations/${id}/reminders/mute`, { reason: 'Semester' }, { key: 'k', ifMatch: version });
    const first = await mute().expect(200);
    expect((await mute().expect(200)).body).toEqual(first.body);
    const events = await service.database.query(
      "SELECT actor, verb, body_code, reason, before, after FROM audit_events WHERE verb = 'mute-reminders'",
    );
    expect(events).toEqual([
      {
        actor: 'tsn-registrator',
        verb: 'mute-reminders',
        body_code: 'TSN',
        reason: 'Semester',
        before: { silences: [] },
        after: { silences: [{ kind: null, until: null, reason: 'Semester' }] },
      },
    ]);
    expect(await done(service.as('tsn-registrator').get(`/consultations/${id}`))).toMatchObject({ version });
  });

  it('is offered while it changes something, and so is its end', async () => {
    const { id } = await given(service).consultation('sent');
    const offered = async (persona = 'tsn-registrator') => {
      const { availableActions } = await done(service.as(persona).get(`/consultations/${id}`));
      return ['mute', 'snooze', 'unmute'].filter((verb) =>
        (availableActions as string[]).includes(`${verb}-reminders`),
      );
    };
    expect(await offered()).toEqual(['mute', 'snooze']);
    await silence('tsn-registrator', id, 'snooze', { until: '2026-11-05' });
    expect(await offered()).toEqual(['mute', 'snooze', 'unmute']);
    expect(await offered('tsn-chef')).toEqual(['mute', 'snooze']);
    service.setNow('2026-11-05T08:00:00Z');
    expect(await offered()).toEqual(['mute', 'snooze']);
    await silence('tsn-registrator', id, 'mute', { reason: 'Sekreteraren sköter det' });
    expect(await offered()).toEqual(['snooze', 'unmute']);
    const again = { reason: 'Igen' };
    const { body } = await service
      .as('tsn-registrator')
      .post(`/consultations/${id}/reminders/mute`, again, { ifMatch: '*' })
      .expect(409);
    expect(body).toMatchObject({ reasons: [{ code: 'reminders-muted-already' }] });
    await silence('tsn-registrator', id, 'unmute', {});
    expect(await offered()).toEqual(['mute', 'snooze']);
  });

  it('is not offered where nobody is reminded any more', async () => {
    const { id } = await given(service).consultation('drafting');
    await silence('tsn-registrator', id, 'mute', { reason: 'Sekreteraren sköter det' });
    const decline = { reason: 'Berör inte nämnden', basis: 'Delegationsordningen punkt 1.7' };
    await service
      .as('tsn-registrator')
      .post(`/consultations/${id}/decline`, decline, { ifMatch: '*' })
      .expect(200);
    const { availableActions } = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
    expect((availableActions as string[]).filter((verb) => verb.endsWith('-reminders'))).toEqual([]);
    for (const [verb, asked] of [
      ['mute', { reason: 'x' }],
      ['snooze', { until: '2026-12-01' }],
      ['unmute', {}],
    ] as const) {
      const { body } = await service
        .as('tsn-registrator')
        .post(`/consultations/${id}/reminders/${verb}`, asked, { ifMatch: '*' })
        .expect(409);
      expect(body).toMatchObject({ reasons: [{ code: 'nothing-to-remind-of' }] });
    }
  });

  it('is for the staff of either side, with a reason, and a day that lies ahead', async () => {
    const { id, version } = await given(service).consultation('registered');
    await service.as('tsn-chef').post(`/consultations/${id}/reminders/mute`, { reason: 'x' }).expect(428);
    const post = (persona: string, verb: string, body: object) =>
      service.as(persona).post(`/consultations/${id}/reminders/${verb}`, body, { ifMatch: version });
    await post('bin-registrator', 'mute', { reason: 'x' }).expect(404);
    await post('tsn-lasare', 'mute', { reason: 'x' }).expect(403);
    await post('ks-handlaggare', 'mute', { reason: 'x' }).expect(200);
    await post('tsn-chef', 'mute', {}).expect(422);
    await post('tsn-chef', 'mute', { reason: 'x', kind: 'all' }).expect(422);
    await post('tsn-chef', 'snooze', { until: '2026-11-02' }).expect(422);
    await post('tsn-chef', 'snooze', { until: '2026-11-03' }).expect(200);
  });
});

describe('the settings of a body', () => {
  const put = (body: object, ifMatch = 1, persona = 'admin') =>
    service.as(persona).put('/bodies/TSN/reminder-settings', body, { ifMatch });

  it('are the defaults until an administrator changes them', async () => {
    const settings = await done(service.as('tsn-chef').get('/bodies/TSN/reminder-settings'));
    expect(settings).toMatchObject({ body: 'TSN', version: 1 });
    expect(settings['kinds']).toContainEqual({
      kind: 'reply-by',
      said: true,
      days: [-14, -7, -1, 0],
      recipients: ['holder'],
      escalateAfter: null,
      urgentFrom: -1,
      isDefault: true,
    });
    const kinds = [
      { kind: 'reply-by', days: [-3, -10], recipients: ['manager'] },
      { kind: 'register-it', said: false },
    ];
    const changed = await put({ kinds }).expect(200);
    expect(changed.headers['etag']).toBe('"2"');
    await given(service).consultation('sent');
    for (const today of ['2026-12-01', '2026-12-07', '2026-12-14']) await say(today);
    expect(await ledger()).toMatchObject([
      { kind: 'reply-by', days: -10, recipient: 'tsn-chef', said_on: '2026-12-07' },
      { kind: 'reply-by', days: -3, recipient: 'tsn-chef', said_on: '2026-12-14' },
    ]);
    const back = await put({ kinds: [] }, 2).expect(200);
    expect(back.body.kinds.every(({ isDefault }: { isDefault: boolean }) => isDefault)).toBe(true);
  });

  it('are of that body alone', async () => {
    await put({ kinds: [{ kind: 'reply-by', said: false }] }).expect(200);
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    await say('2026-12-14', '01:00:00Z');
    expect(await ledger()).toMatchObject([{ kind: 'reply-by', recipient: 'bin-registrator' }]);
  });

  it('turn the escalation off or move it', async () => {
    await put({ kinds: [{ kind: 'register-it', escalateAfter: null }] }).expect(200);
    await given(service).consultation('sent');
    for (const today of ['2026-11-04', '2026-11-20']) await say(today);
    expect(await ledger('days IS NULL')).toEqual([]);
    await put({ kinds: [{ kind: 'register-it', escalateAfter: 10 }] }, 2).expect(200);
    await say('2026-11-17');
    expect(await ledger('days IS NULL')).toEqual([]);
    await say('2026-11-18');
    expect(await ledger('days IS NULL')).toHaveLength(1);
  });

  it('are recorded, and refused to others, when stale and when they make no sense', async () => {
    const kinds = [{ kind: 'overdue', days: [2] }];
    await put({ kinds }, 1, 'tsn-chef').expect(403);
    await service.as('admin').put('/bodies/TSN/reminder-settings', { kinds }).expect(428);
    await service.as('admin').put('/bodies/XX/reminder-settings', { kinds }, { ifMatch: 1 }).expect(404);
    await service.as('admin').get('/bodies/XX/reminder-settings').expect(404);
    await put({ kinds }).expect(200);
    await put({ kinds }).expect(412);
    const wrong: object[] = [
      { kind: 'none' },
      { kind: 'overdue', days: [] },
      { kind: 'overdue', days: [1, 1] },
      { kind: 'overdue', days: [100] },
      { kind: 'overdue', days: [1.5] },
      { kind: 'overdue', recipients: ['reader'] },
      { kind: 'overdue', escalateAfter: 0 },
      { kind: 'overdue', said: 'false' },
      { kind: 'overdue', urgentFrom: 1 },
    ];
    for (const setting of wrong) await put({ kinds: [setting] }, 2).expect(422);
    await put({ kinds: [{ kind: 'overdue' }, { kind: 'overdue' }] }, 2).expect(422);
    const [event] = await service.database.query(
      "SELECT actor, body_code, before, after FROM audit_events WHERE verb = 'set-reminders'",
    );
    expect(event).toMatchObject({
      actor: 'admin',
      body_code: 'TSN',
      before: { kinds: {} },
      after: { kinds: { overdue: { days: [2] } } },
    });
  });
});

describe('what is said by the sweep', () => {
  it('causes no audit event, and changes neither the consultation nor its ETag', async () => {
    const { id, version } = await given(service).consultation('sent');
    const events = () => service.database.query('SELECT count(*) FROM audit_events');
    const before = await events();
    await say('2026-12-08');
    expect(await events()).toEqual(before);
    expect(await done(service.as('tsn-registrator').get(`/consultations/${id}`))).toMatchObject({ version });
  });

  it('is what is due now, in Swedish time, and it stops when the process does', async () => {
    await given(service).consultation('sent');
    const sweep = service.app.get(RemindersSweep);
    const round = async () => {
      sweep.onApplicationBootstrap();
      await sweep.beforeApplicationShutdown();
    };
    service.setNow('2026-12-13T22:59:59Z'); // still 13 December in Sweden, a second before midnight
    await round();
    expect(await ledger()).toEqual([]);
    service.setNow('2026-12-13T23:00:00Z');
    await round();
    expect(await ledger()).toMatchObject([{ days: -1, said_on: '2026-12-14' }]);
  });
});

describe('reading the reminders of a consultation', () => {
  it('shows what was said when, to which role, and what comes next', async () => {
    const { id } = await given(service).consultation('drafting');
    await say('2026-12-01');
    await say('2026-12-08');
    service.setNow('2026-12-08T11:00:00Z');

    for (const [persona, person] of [
      ['tsn-handlaggare', 'tsn-handlaggare'],
      ['ks-registrator', null],
    ] as const) {
      const page = await reminders(persona, id);
      const shared = (page['items'] as Answer[]).filter((item) => item['kind'] === 'reply-by');
      expect(shared).toMatchObject([
        { date: REPLY_BY, days: -7, saidOn: '2026-12-08', recipient: 'TSN', role: 'officer', person },
        { date: REPLY_BY, days: -14, saidOn: '2026-12-01', recipient: 'TSN', role: 'officer', person },
      ]);
      expect(page['upcoming']).toContainEqual(
        expect.objectContaining({ kind: 'reply-by', on: '2026-12-14', days: -1, recipient: 'TSN' }),
      );
    }
  });

  it('is paged, newest first', async () => {
    const { id } = await given(service).consultation('sent');
    for (const today of ['2026-12-01', '2026-12-08', '2026-12-14']) await say(today);
    const { items } = await reminders('ks-registrator', id);
    expect((items as Answer[]).map((item) => item['days'])).toEqual([-1, -7, -14]);
    const page = (path: string) =>
      done(service.as('ks-registrator').get(`/consultations/${id}/reminders?${path}`));
    const first = await page('limit=2&count=true');
    expect(first).toMatchObject({ total: 3, items: [{ days: -1 }, { days: -7 }] });
    const second = await page(`limit=2&cursor=${first['nextCursor']}`);
    expect(second).toMatchObject({ items: [{ days: -14 }], nextCursor: null });
  });

  it("keeps one side's own work from the other", async () => {
    const { id } = await given(service).consultation('sent');
    await say('2026-11-04');
    expect((await reminders('tsn-registrator', id))['items']).toMatchObject([{ kind: 'register-it' }]);
    const seen = await reminders('ks-registrator', id);
    expect(seen['items']).toEqual([]);
    expect((seen['upcoming'] as Answer[]).map((next) => next['kind'])).not.toContain('register-it');
  });

  it('shows that nothing more comes once it is received', async () => {
    const { id } = await given(service).consultation('received');
    const page = await reminders('ks-registrator', id);
    expect(page).toMatchObject({ items: [], next: null, upcoming: [] });
  });

  it('is for those who see the consultation', async () => {
    const { id } = await given(service).consultation('sent');
    await service.as('bin-registrator').get(`/consultations/${id}/reminders`).expect(404);
  });
});

describe('reminding by the plan', () => {
  const meetings = async (...days: [date: string, agendaClosesOn?: string][]) => {
    for (const [date, agendaClosesOn] of days) {
      await done(service.as('tsn-sekreterare').post('/bodies/TSN/meetings', { date, agendaClosesOn }));
    }
  };

  it('reminds the officer of the draft, the manager of the review and the secretary of the agenda', async () => {
    await meetings(['2026-11-25', '2026-11-17'], ['2026-12-09', '2026-11-30']);
    // To be forwarded by 15 December, confirmed by the 14th, so decided by the 7th: on 25 November.
    const { id } = await given(service).consultation('drafting');
    await say('2026-11-05'); // seven working days before the agenda closes is 6 November
    expect(await ledger("kind = 'draft-due'")).toEqual([
      {
        kind: 'draft-due',
        about_on: '2026-11-06',
        days: -1,
        recipient: 'tsn-handlaggare',
        said_on: '2026-11-05',
      },
    ]);
    await given(service).step('tsn-handlaggare', id, 'submit');
    await say('2026-11-13'); // and two before it the 13th
    expect(await ledger("kind = 'review-due'")).toMatchObject([
      { about_on: '2026-11-13', days: 0, recipient: 'tsn-chef' },
    ]);
    await given(service).step('tsn-chef', id, 'approve');
    await say('2026-11-16', '01:00:00Z'); // at once: the agenda closes tomorrow
    expect(await ledger("kind = 'agenda-closing'")).toMatchObject([
      { about_on: '2026-11-17', days: -1, recipient: 'tsn-sekreterare', said_on: '2026-11-16' },
    ]);
  });

  it('follows a meeting that is moved, and an extension, without recomputation', async () => {
    await meetings(['2026-11-25', '2026-11-17'], ['2026-12-09', '2026-11-30']);
    const { id } = await given(service).consultation('drafting');
    const upcoming = async () => {
      const page = await reminders('tsn-handlaggare', id);
      return (page['upcoming'] as Answer[]).find(({ kind }) => kind === 'draft-due');
    };
    expect(await upcoming()).toMatchObject({ date: '2026-11-06' });
    const moved = { date: '2026-11-26', agendaClosesOn: '2026-11-18' };
    await done(service.as('tsn-sekreterare').patch('/bodies/TSN/meetings/2026-11-25', moved, { ifMatch: 1 }));
    expect(await upcoming()).toMatchObject({ date: '2026-11-09' });
    const request = { until: '2026-12-22', reason: 'Sammanträdet' };
    const extension = await done(
      service.as('tsn-registrator').post(`/consultations/${id}/extensions`, request),
    );
    await done(service.as('ks-registrator').post(`/extensions/${extension.id}/grant`, {}, { ifMatch: 1 }));
    expect(await upcoming()).toMatchObject({ date: '2026-11-19' });
  });

  it('reminds the secretary of the minutes, at most fourteen days after the decision', async () => {
    await given(service).consultation('decided'); // on 2 November, to be answered by 15 December
    await say('2026-11-16');
    expect(await ledger("kind = 'minutes-not-confirmed'")).toMatchObject([
      { about_on: '2026-11-16', days: 0, recipient: 'tsn-sekreterare' },
    ]);
  });

  it('tells the issuer of a consultee whose calendar does not reach the date', async () => {
    await meetings(['2026-12-09']); // two days too late
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    await say('2026-12-01');
    expect(await ledger("kind = 'consultee-at-risk'")).toMatchObject([
      { days: -14, recipient: 'ks-handlaggare' },
    ]);
    await meetings(['2026-12-04', '2026-12-03']);
    await say('2026-12-02');
    await say('2026-12-08'); // the meeting of the 4th has made it possible, and has passed
    expect(await ledger("kind = 'consultee-at-risk' AND said_on < '2026-12-08'")).toHaveLength(1);
  });
});

it('tells whoever works for several bodies once of what is the same in them, and by name of what is not', async () => {
  await service.database.query(
    "INSERT INTO roles (username, body_code, role) VALUES ('tsn-chef', 'BIN', 'manager'), ('tsn-chef', 'BIN', 'secretary')",
  );
  const mine = await (await Visitor.signedIn(service.base, 'tsn-chef')).visit('/mitt');
  await service.database.query("DELETE FROM roles WHERE username = 'tsn-chef' AND body_code = 'BIN'");
  const part = mine.read.slice(mine.read.indexOf('Påminnelser till dig'), mine.read.indexOf('Tangentbord'));
  const said = part
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [both, one] = ['Bildningsnämnden och Tekniska servicenämnden', 'Bildningsnämnden'].map((name) =>
    said.indexOf(name),
  );
  expect(both).toBeGreaterThan(0);
  expect(one).toBeGreaterThan(both!);
  expect(said).toEqual([...new Set(said)]);
  expect(part).not.toMatch(/TSN|BIN/);
});
