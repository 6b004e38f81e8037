import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import supertest from 'supertest';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({
  REMINDER_SWEEP_SECONDS: '86400',
  PUBLIC_URL: 'https://yttra.kommun.example',
});
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const CANARY = 'Kanariefågel';
const add = (persona: string, body: object = {}) => service.as(persona).post('/calendar-feeds', body);
const feedOf = async (persona: string, body: object = {}) => {
  const feed = await done(add(persona, body), 201);
  return { ...feed, path: new URL(feed['address'] as string).pathname } as Answer & { path: string };
};
const fetched = (path: string) => supertest(service.base).get(path).buffer(true);
/** What a calendar program makes of it: a line a day. */
const days = async (path: string) => {
  const { text, status } = await fetched(path);
  expect(status).toBe(200);
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  return events.map((event) => {
    const start = event.getFirstPropertyValue('dtstart') as ICAL.Time;
    expect(start.isDate).toBe(true);
    return `${start.toString()} ${String(event.getFirstPropertyValue('summary'))}`;
  });
};
const sentTo = async (consultees: object[], fields: object = {}) => {
  const { referralCase, sentReferral } = given(service);
  const { id } = await referralCase({ title: CANARY, caseNumber: 'KS 2026/9' });
  return sentReferral({ title: CANARY, letter: CANARY, consultees, ...fields }, id);
};

describe('a body’s feed', () => {
  it('holds its reply-by dates, the days of its plans, its meetings and when their agendas close', async () => {
    const { meeting } = given(service);
    await meeting('2026-12-02');
    await meeting('2026-12-02', 'BIN');
    await sentTo([{ body: 'TSN' }, { body: 'BIN' }]);
    const { path } = await feedOf('tsn-sekreterare', { body: 'TSN' });
    expect(await days(path)).toEqual([
      '2026-11-12 Utkast klart: KS 2026/9',
      '2026-11-19 Granskat och godkänt: KS 2026/9',
      '2026-11-23 Föredragningslistan stänger: TSN, sammanträdet 2026-12-02',
      '2026-12-02 Sammanträde: TSN',
      '2026-12-15 Expedierat: KS 2026/9',
      '2026-12-15 Sista svarsdag: KS 2026/9',
    ]);
  });

  it('says of a meeting whose it is and when it begins', async () => {
    const add = (meeting: object) =>
      done(service.as('tsn-sekreterare').post('/bodies/TSN/meetings', meeting), 201);
    await add({ date: '2026-12-02', organ: 'Arbetsutskottet', time: '13:00' });
    await add({ date: '2026-12-03', time: '09:30', agendaClosesOn: '2026-11-25' });
    const { path } = await feedOf('tsn-sekreterare', { body: 'TSN' });
    expect(await days(path)).toEqual([
      '2026-11-23 Föredragningslistan stänger: TSN, Arbetsutskottet, sammanträdet 2026-12-02',
      '2026-11-25 Föredragningslistan stänger: TSN, sammanträdet 2026-12-03',
      '2026-12-02 Sammanträde: TSN, Arbetsutskottet 13:00',
      '2026-12-03 Sammanträde: TSN 09:30',
    ]);
  });

  it('holds what its own referrals wait for', async () => {
    await sentTo([{ body: 'TSN' }, { body: 'BIN', replyBy: '2026-12-18' }, { body: 'SN' }, { name: 'Utom' }]);
    const { path } = await feedOf('ks-registrator', { body: 'KS' });
    expect(await days(path)).toEqual([
      '2026-12-15 Svar väntas på KS 2026/9 (SN, TSN, 1 utanför Yttra)',
      '2026-12-18 Svar väntas på KS 2026/9 (BIN)',
    ]);
  });

  it('follows a moved meeting, an extension and an answer', async () => {
    const { meeting, consultation, step } = given(service);
    await meeting('2026-12-02');
    const { id } = await consultation('approved');
    const { path } = await feedOf('tsn-chef', { body: 'TSN' });
    const secretary = service.as('tsn-sekreterare');
    await done(secretary.patch('/bodies/TSN/meetings/2026-12-02', { date: '2026-12-03' }, { ifMatch: 1 }));
    expect(await days(path)).toContain('2026-12-03 Sammanträde: TSN');

    const extension = await done(
      service
        .as('tsn-registrator')
        .post(`/consultations/${id}/extensions`, { until: '2027-01-15', reason: 'Tid.' }),
    );
    await done(
      service
        .as('ks-handlaggare')
        .post(`/extensions/${extension.id}/grant`, {}, { ifMatch: extension.version }),
    );
    expect((await days(path)).filter((day) => day.includes('Sista svarsdag'))).toEqual([
      expect.stringMatching(/^2027-01-15 Sista svarsdag: TSN/),
    ]);

    await step('tsn-chef', id, 'decide-by-delegation', {
      route: 'administration',
      basis: 'D 4',
      decidedOn: '2026-11-02',
      decidedBy: 'Chefen',
    });
    await step('tsn-registrator', id, 'forward');
    expect(await days(path)).toEqual([
      '2026-11-24 Föredragningslistan stänger: TSN, sammanträdet 2026-12-03',
      '2026-12-03 Sammanträde: TSN',
    ]);
  });

  it('tells a program that a day has moved, and when, and that nobody is busy', async () => {
    const { consultation } = given(service);
    const { id } = await consultation('approved');
    const { path } = await feedOf('tsn-chef', { body: 'TSN' });
    const replyBy = async () => {
      const { text } = await fetched(path).expect(200);
      const event = new ICAL.Component(ICAL.parse(text))
        .getAllSubcomponents('vevent')
        .find((one) => String(one.getFirstPropertyValue('uid')).startsWith('reply-by'))!;
      return Object.fromEntries(
        ['dtstart', 'sequence', 'dtstamp', 'last-modified', 'transp', 'url'].map((name) => [
          name,
          String(event.getFirstPropertyValue(name)),
        ]),
      );
    };
    const first = await replyBy();
    expect(first).toEqual({
      dtstart: '2026-12-15',
      sequence: '0',
      dtstamp: '2026-11-02T11:00:00Z',
      'last-modified': '2026-11-02T11:00:00Z',
      transp: 'TRANSPARENT',
      url: `https://yttra.kommun.example/svar/${id}`,
    });
    service.setNow('2026-11-05T09:00:00Z');
    expect(await replyBy()).toEqual(first);
    const { referralId } = await done(service.as('ks-registrator').get(`/consultations/${id}`));
    const asked = await done(service.as('ks-registrator').get(`/referrals/${referralId}`));
    await done(
      service
        .as('ks-registrator')
        .post(
          `/referrals/${asked.id}/extend`,
          { until: '2026-12-18', reason: 'Fler dagar.' },
          { ifMatch: asked.version },
        ),
    );
    expect(await replyBy()).toEqual({
      ...first,
      dtstart: '2026-12-18',
      sequence: '1',
      dtstamp: '2026-11-05T09:00:00Z',
      'last-modified': '2026-11-05T09:00:00Z',
    });
  });

  it('is for its staff to make', async () => {
    await add('tsn-lasare', { body: 'TSN' }).expect(403);
    await add('bin-registrator', { body: 'TSN' }).expect(403);
    await add('tsn-handlaggare', { body: 'TSN', name: '' }).expect(422);
    await add('tsn-handlaggare', { body: 'TSN' }).expect(201);
  });

  it('ends when who made it leaves the body, and is another’s to see in no list', async () => {
    const admin = service.as('admin');
    const person = { username: 'vikarie', name: 'Vikarie', roles: ['registrar'] };
    await done(admin.post('/bodies/TSN/people', person), 201, 409);
    const { path } = await feedOf('tsn-registrator', { body: 'TSN' });
    await service.database.query("UPDATE calendar_feeds SET username = 'vikarie'");
    await fetched(path).expect(200);
    expect((await done(service.as('tsn-registrator').get('/calendar-feeds')))['items']).toEqual([]);
    await service.database.query("DELETE FROM roles WHERE username = 'vikarie'");
    await fetched(path).expect(404);
  });
});

describe('a person’s feed', () => {
  it('holds what is theirs, in every body where they have a role now', async () => {
    const { meeting, consultation } = given(service);
    await meeting('2026-12-02');
    const { id, ownCaseNumber } = await consultation('drafting');
    await sentTo([{ body: 'TSN' }]); // nobody's yet
    const officer = await feedOf('tsn-handlaggare');
    expect((await days(officer.path)).filter((day) => day.includes('svarsdag'))).toEqual([
      `2026-12-15 Sista svarsdag: ${ownCaseNumber}`,
    ]);
    const chief = await feedOf('tsn-chef');
    expect((await days(chief.path)).filter((day) => day.includes('svarsdag'))).toHaveLength(2);
    expect(await days((await feedOf('tsn-lasare')).path)).toEqual([]);
    const linked = async (path: string) => unfolded((await fetched(path)).text);
    const at = 'URL;VALUE=URI:https://yttra.kommun.example';
    expect(await linked(officer.path)).toContain(`${at}/svar/${id}`);
    const { id: met } = (await done(service.as('tsn-chef').get('/bodies/TSN/meetings')))['items'][0];
    expect(await linked(chief.path)).toContain(`${at}/sammantraden/tsn/${met}`);
    const { path } = await feedOf('ks-registrator', { body: 'KS' });
    const { referralId } = await done(service.as('tsn-chef').get(`/consultations/${id}`));
    expect(await linked(path)).toContain(`${at}/remisser/${referralId}`);

    await service.database.query("UPDATE people SET active = false WHERE username = 'tsn-handlaggare'");
    await fetched(officer.path).expect(404);
    await service.database.query("UPDATE people SET active = true WHERE username = 'tsn-handlaggare'");
  });
});

const unfolded = (text: string) => text.replaceAll('\r\n ', '');

describe('the feed’s file', () => {
  it('is RFC 5545: lines of at most 75 octets that end in CRLF, a UID that stays, and no title', async () => {
    const { meeting } = given(service);
    await meeting('2026-12-02');
    const names = Array.from({ length: 12 }, (_, index) => ({ name: `Räddningstjänsten Öst ${index}` }));
    await sentTo([{ body: 'TSN' }, ...names]);
    const { path } = await feedOf('ks-registrator', { body: 'KS' });
    const { text, headers } = await fetched(path);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(unfolded(text)).toContain('12 utanför Yttra');
    expect(unfolded(text)).not.toContain('Räddningstjänsten');
    expect(text).not.toContain(CANARY);
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, max-age=900',
      'x-content-type-options': 'nosniff',
    });
    const uids = () => fetched(path).then((again) => unfolded(again.text).match(/^UID:.*$/gm));
    expect(await uids()).toEqual(await uids());
  });

  it('is not sent again while nothing has changed', async () => {
    const { meeting } = given(service);
    await meeting('2026-12-02');
    const { path, id } = await feedOf('tsn-chef');
    const { headers } = await fetched(path).expect(200);
    const known = headers['etag'] as string;
    await fetched(path).set('If-None-Match', known).expect(304);
    await meeting('2026-12-16');
    const { headers: changed } = await fetched(path).set('If-None-Match', known).expect(200);
    expect(changed['etag']).not.toBe(known);
    expect(await done(service.as('tsn-chef').get(`/calendar-feeds/${id}`))).toMatchObject({
      fetchedOn: '2026-11-02',
    });
  });

  it('begins ninety days back', async () => {
    const { meeting } = given(service);
    await meeting('2026-08-03');
    await meeting('2026-08-04');
    const { path } = await feedOf('tsn-sekreterare', { body: 'TSN' });
    expect((await days(path)).filter((day) => day.includes('Sammanträde:'))).toEqual([
      '2026-08-04 Sammanträde: TSN',
    ]);
  });
});

describe('the address', () => {
  it('is shown once, and only its hash is kept', async () => {
    const key = 'feed-1';
    const first = await done(
      service.as('tsn-chef').post('/calendar-feeds', { name: 'Telefonen' }, { key }),
      201,
    );
    const again = await done(
      service.as('tsn-chef').post('/calendar-feeds', { name: 'Telefonen' }, { key }),
      201,
    );
    expect(again).toEqual({ ...first, address: null });
    const secret = /calendar\/([\w-]{43})\.ics$/.exec(first['address'] as string)![1]!;
    // As the owner: the service itself does not read every table.
    const owner = new pg.Client({ connectionString: service.databaseUrl });
    await owner.connect();
    const tables = await owner.query<{ name: string }>(
      "SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'",
    );
    for (const { name } of tables.rows) {
      const { rows } = await owner.query(
        `SELECT count(*)::int AS found FROM ${name} AS row WHERE row::text LIKE $1`,
        [`%${secret}%`],
      );
      expect({ name, found: rows[0].found }).toEqual({ name, found: 0 });
    }
    await owner.end();
    expect(JSON.stringify(await done(service.as('tsn-chef').get('/calendar-feeds')))).not.toContain(secret);
  });

  it('answers nobody once it is revoked, as if it had never been', async () => {
    const { path, id } = await feedOf('tsn-chef', { body: 'TSN' });
    await service.as('tsn-sekreterare').delete(`/calendar-feeds/${id}`, { ifMatch: 1 }).expect(404);
    await service.as('tsn-chef').delete(`/calendar-feeds/${id}`).expect(428);
    await service.as('tsn-chef').delete(`/calendar-feeds/${id}`, { ifMatch: 1 }).expect(204);
    const revoked = await fetched(path).expect(404);
    const unknown = await fetched(path.replace(/[\w-]{5}\.ics$/, 'AAAAA.ics')).expect(404);
    const same = ({ body }: { body: Record<string, unknown> }) => ({ ...body, instance: '', requestId: '' });
    expect(same(revoked)).toEqual(same(unknown));
    await fetched('/calendar/x.ics').expect(404);
    await fetched(path.replace('.ics', '')).expect(404);
    const [event] = await service.database.query(
      "SELECT verb, actor, body_code FROM audit_events WHERE object_type = 'calendar-feed' ORDER BY id DESC LIMIT 1",
    );
    expect(event).toEqual({ verb: 'revoke', actor: 'tsn-chef', body_code: 'TSN' });
  });
});
