import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { actingAsTheService } from '../../src/database/acting.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { done, errorsOf, given, NOW, reasonsOf, statement, type Answer } from '../support/given.js';
import { personaOf } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const as = (persona: string) => service.as(persona);

/** From 16 to 20 November; the service's day is 2 November. */
const PERIOD = { from: '2026-11-16', until: '2026-11-20' };
const DURING = '2026-11-18T08:00:00Z';
const arrange = (fields: object = {}, persona = 'tsn-chef', body = 'TSN') =>
  as(persona).post(`/bodies/${body}/stand-ins`, {
    absent: 'tsn-handlaggare',
    standIn: 'tsn-sekreterare',
    ...PERIOD,
    ...fields,
  });
const revoke = async ({ id, body }: Answer, persona = 'tsn-chef', ifMatch: number | string = '*') =>
  as(persona).post(`/bodies/${body}/stand-ins/${id}/revoke`, { reason: 'Tillbaka tidigare' }, { ifMatch });
const eventsOf = async (id: string) =>
  service.database.query(
    `SELECT verb, actor, on_behalf_of FROM audit_events WHERE consultation_id = $1 AND actor = 'tsn-sekreterare' ORDER BY id`,
    [id],
  );
let times = 0;
/** Something new each time: what changes nothing is no version and leaves no event. */
const saving = (id: string, persona: string) =>
  as(persona).put(
    `/consultations/${id}/statement`,
    { ...statement, title: `${statement.title} ${(times += 1)}` },
    { ifMatch: '*' },
  );

describe('a stand-in', () => {
  it('is arranged by the person, their manager or an administrator, among the people of the body', async () => {
    const { body, headers } = await arrange().expect(201);
    expect(body).toMatchObject({
      body: 'TSN',
      absent: 'tsn-handlaggare',
      standIn: 'tsn-sekreterare',
      ...PERIOD,
      createdBy: 'tsn-chef',
      revokedAt: null,
      version: 1,
    });
    await as('tsn-sekreterare').get(headers['location']!).expect(200);
    await as('bin-chef').get(headers['location']!).expect(403);
    await as('bin-chef').get('/bodies/TSN/stand-ins').expect(403);
    await as('bin-chef').get(`/bodies/BIN/stand-ins/${body.id}`).expect(404);
    await arrange({}, 'tsn-handlaggare').expect(201);
    await arrange({}, 'tsn-chef').expect(201);
    for (const persona of ['tsn-registrator', 'tsn-sekreterare', 'bin-chef', 'ks-registrator', 'admin'])
      await arrange({}, persona).expect(403);
    await arrange({}, 'admin', 'XX').expect(404);

    const ids = async (query: string) =>
      (await done(as('tsn-chef').get(`/bodies/TSN/stand-ins?count=true&${query}`)))['total'] as number;
    expect(await ids('')).toBe(3);
    expect(await ids('on=2026-11-16')).toBe(3);
    expect(await ids('on=2026-11-21')).toBe(0);
    expect(await ids('absent=tsn-chef')).toBe(0);
  });

  it('is arranged by nobody for themselves', async () => {
    const own = { absent: 'tsn-sekreterare', standIn: 'tsn-chef' };
    expect(await errorsOf(arrange(own, 'tsn-chef'))).toEqual([['/standIn', 'by-own-hand']]);
    await arrange(own, 'tsn-sekreterare').expect(201);
  });

  it('is of the staff where the absent is, when it is arranged and as long as it lasts', async () => {
    expect(await errorsOf(arrange({ standIn: 'tsn-lasare' }))).toEqual([['/standIn', 'not-of-the-staff']]);
    const { id } = await given(service).consultation('drafting');
    await done(arrange());
    service.setNow(DURING);
    await done(saving(id, 'tsn-sekreterare'));
    const setRoles = (roles: string[]) =>
      done(as('admin').put('/bodies/TSN/people/tsn-sekreterare', { roles }, { ifMatch: '*' }));
    await setRoles(['reader']);
    await saving(id, 'tsn-sekreterare').expect(404);
    await setRoles(['secretary']);
    await done(saving(id, 'tsn-sekreterare'));
  });

  it('sees what is kept for the absent’s roles only if that was said, and the absent is told', async () => {
    const { id } = await given(service).consultation('drafting');
    const list = { provision: 'OSL 21:7', seenBy: [{ body: 'TSN', role: 'officer' }] };
    await done(as('tsn-handlaggare').post(`/consultations/${id}/mark-confidential`, list, { ifMatch: '*' }));
    const arranged = await done(arrange());
    expect(arranged['handsOverLists']).toBe(false);
    service.setNow(DURING);
    await as('tsn-sekreterare').get(`/consultations/${id}/statement`).expect(404);
    await saving(id, 'tsn-sekreterare').expect(404);
    service.setNow(NOW);
    const handedOver = await done(arrange({ handsOverLists: true }, 'tsn-handlaggare'));
    expect(handedOver['handsOverLists']).toBe(true);
    service.setNow(DURING);
    await as('tsn-sekreterare').get(`/consultations/${id}/statement`).expect(200);
    await done(saving(id, 'tsn-sekreterare'));
    expect(
      await service.database.query(
        `SELECT after->'handsOverLists' AS said FROM audit_events WHERE object_type = 'stand-in' ORDER BY id`,
      ),
    ).toEqual([{ said: false }, { said: true }]);

    const told = await until(
      async () => (await done(as('tsn-handlaggare').get('/inbox?kind=administration')))['items'] as Answer[],
      (items) => items.length > 0,
    );
    // Of what the absent arranged themselves nobody needs to tell them.
    expect(told.map(({ topic }) => topic as string)).toEqual(['stand-in-arranged']);
  });

  it('is not the absent themselves, nor of another body, nor for a time that cannot be', async () => {
    expect(await errorsOf(arrange({ standIn: 'tsn-handlaggare' }))).toEqual([['/standIn', 'same-person']]);
    expect(await errorsOf(arrange({ standIn: 'bin-handlaggare' }))).toEqual([
      ['/standIn', 'not-of-the-body'],
    ]);
    expect(await errorsOf(arrange({ standIn: 'ingen' }))).toEqual([['/standIn', 'not-of-the-body']]);
    expect(await errorsOf(arrange({ absent: 'bin-handlaggare' }))).toEqual([['/absent', 'not-of-the-body']]);
    expect(await errorsOf(arrange({ until: '2026-11-15' }))).toEqual([['/until', 'before-from']]);
    expect(await errorsOf(arrange({ from: '2026-10-01', until: '2026-11-01' }))).toEqual([
      ['/until', 'over-already'],
    ]);
    expect(await errorsOf(arrange({ until: '2027-11-18' }))).toEqual([['/until', 'too-long']]);
    expect(await errorsOf(arrange({ from: 'i morgon' }))).toEqual([['/from', 'date']]);
  });

  it('does what the absent may from the first to the last day in Sweden, and the audit trail names both', async () => {
    const { id, ...drafting } = await given(service).consultation('drafting');
    await done(arrange());
    // prettier-ignore
    const days = {
      [NOW]: 403, '2026-11-15T22:59:59Z': 403, '2026-11-15T23:00:00Z': 200, [DURING]: 200,
      '2026-11-20T22:59:59Z': 200, '2026-11-20T23:00:00Z': 403,
    };
    for (const [now, expected] of Object.entries(days)) {
      service.setNow(now);
      const { status } = await saving(id, 'tsn-sekreterare');
      expect([now, status]).toEqual([now, expected]);
    }
    service.setNow(DURING);
    const read = await done(as('tsn-sekreterare').get(`/consultations/${id}`));
    expect(read['availableActions']).toContain('submit');
    expect(read['availableActions']).not.toContain('approve');
    await done(as('tsn-sekreterare').post(`/consultations/${id}/submit`, {}, { ifMatch: read.version }));
    await as('tsn-sekreterare').post(`/consultations/${id}/approve`, {}, { ifMatch: '*' }).expect(403);

    expect(await eventsOf(id)).toEqual([
      ...Array.from({ length: 3 }, () => ({
        verb: 'save',
        actor: 'tsn-sekreterare',
        on_behalf_of: 'tsn-handlaggare',
      })),
      { verb: 'submit', actor: 'tsn-sekreterare', on_behalf_of: 'tsn-handlaggare' },
    ]);
    const trail = await done(as('tsn-chef').get(`/cases/${drafting['caseId']}/audit-trail?limit=100`));
    expect((trail['items'] as Answer[]).at(-1)).toMatchObject({
      verb: 'submit',
      actor: 'tsn-sekreterare',
      onBehalfOf: 'tsn-handlaggare',
    });
    const issuer = await done(as('ks-registrator').get(`/cases/${drafting['caseId']}/audit-trail?limit=100`));
    expect((issuer['items'] as Answer[]).at(-1)).toMatchObject({ actor: null, onBehalfOf: null });
  });

  it('acts in their own right where they have it', async () => {
    const { id } = await given(service).consultation('drafting');
    await done(arrange({ standIn: 'tsn-registrator' }));
    service.setNow(DURING);
    const extension = { until: '2026-12-20', reason: 'Sjukdom' };
    await done(as('tsn-registrator').post(`/consultations/${id}/extensions`, extension), 201);
    await done(saving(id, 'tsn-registrator'));
    const events = await service.database.query(
      `SELECT object_type, on_behalf_of FROM audit_events WHERE actor = 'tsn-registrator' AND consultation_id = $1
       ORDER BY audit_events.id DESC LIMIT 2`,
      [id],
    );
    expect(events).toEqual([
      { object_type: 'statement', on_behalf_of: 'tsn-handlaggare' },
      { object_type: 'extension', on_behalf_of: null },
    ]);
    expect(await done(as('tsn-registrator').get('/me'))).toMatchObject({
      roles: [{ body: 'TSN', role: 'registrar' }],
      standsInFor: [
        { username: 'tsn-handlaggare', name: 'Handläggare, TSN', roles: [{ body: 'TSN', role: 'officer' }] },
      ],
    });
  });

  it('holds the roles that the absent has, where they have them, but not the administrator’s', async () => {
    await done(
      as('admin').put(
        '/bodies/TSN/people/tsn-chef',
        { roles: ['manager', 'administrator'] },
        { ifMatch: (await done(as('admin').get('/bodies/TSN/people/tsn-chef'))).version },
      ),
    );
    const { id } = await given(service).consultation('in-review');
    await done(arrange({ absent: 'tsn-chef' }));
    service.setNow(DURING);
    await as('tsn-sekreterare')
      .get('/webhooks?count=true')
      .expect(200)
      .expect(/"total":0/);
    await as('tsn-sekreterare').post('/api-clients', { body: 'TSN', name: 'X', scopes: [{ body: 'TSN', verbs: ['read'] }] }).expect(403); // prettier-ignore
    await arrange({ absent: 'tsn-chef', until: '2026-12-24' }, 'tsn-sekreterare').expect(403);
    await done(as('tsn-sekreterare').post(`/consultations/${id}/approve`, {}, { ifMatch: '*' }));
    expect(await eventsOf(id)).toEqual([
      { verb: 'approve', actor: 'tsn-sekreterare', on_behalf_of: 'tsn-chef' },
    ]);
  });

  it('holds them also where the absent’s body keeps another’s register', async () => {
    await done(arrange({ absent: 'ks-registrator', standIn: 'ks-handlaggare' }, 'ks-registrator', 'KS'));
    const register = () => as('ks-handlaggare').post('/cases', { title: 'Motion', issuer: 'KF' });
    await register().expect(403);
    service.setNow(DURING);
    await register().expect(201);
  });

  it('is one no more as soon as it is revoked, or the absent has lost the role or left', async () => {
    const { id } = await given(service).consultation('drafting');
    const arranged = await done(arrange());
    service.setNow(DURING);
    await done(saving(id, 'tsn-sekreterare'));

    expect((await revoke(arranged, 'tsn-sekreterare')).status).toBe(403);
    expect((await revoke(arranged, 'bin-chef')).status).toBe(403);
    // Of another body nobody learns by trying whether there is such a stand-in.
    expect((await revoke({ ...arranged, id: randomUUID() }, 'bin-chef')).status).toBe(403);
    expect((await revoke({ ...arranged, id: randomUUID() }, 'tsn-sekreterare')).status).toBe(404);
    expect((await revoke(arranged, 'tsn-chef', 7)).status).toBe(412);
    const { status, body } = await revoke(arranged, 'tsn-handlaggare');
    expect([status, body.revokedBy, body.version]).toEqual([200, 'tsn-handlaggare', 2]);
    await saving(id, 'tsn-sekreterare').expect(403);
    expect((await revoke(arranged)).status).toBe(409);

    await done(arrange());
    await done(saving(id, 'tsn-sekreterare'));
    const person = await done(as('admin').get('/bodies/TSN/people/tsn-handlaggare'));
    await done(as('admin').patch('/people/tsn-handlaggare', { active: false }, { ifMatch: person.version }));
    await saving(id, 'tsn-sekreterare').expect(403);
    await done(as('admin').patch('/people/tsn-handlaggare', { active: true }, { ifMatch: '*' }));
    await done(saving(id, 'tsn-sekreterare'));
    const roles = (held: string[]) =>
      done(as('admin').put('/bodies/TSN/people/tsn-handlaggare', { roles: held }, { ifMatch: '*' }));
    await roles(['reader']);
    await saving(id, 'tsn-sekreterare').expect(403);
    await roles(['officer']);
    expect(
      await service.database.query(
        "SELECT verb, reason FROM audit_events WHERE object_type = 'stand-in' ORDER BY id",
      ),
    ).toEqual([
      { verb: 'arrange', reason: null },
      { verb: 'revoke', reason: 'Tillbaka tidigare' },
      { verb: 'arrange', reason: null },
    ]);
  });

  it('of a stand-in has nothing of whom that one stands in for', async () => {
    const { id } = await given(service).consultation('drafting');
    await done(arrange({ standIn: 'tsn-registrator' }));
    await done(arrange({ absent: 'tsn-registrator' }));
    service.setNow(DURING);
    await saving(id, 'tsn-sekreterare').expect(403);
    await done(saving(id, 'tsn-registrator'));
  });
});

describe('drafting, approving and recording', () => {
  const unavailable = async (persona: string, id: string, verb: string) => {
    const { unavailableActions } = await done(as(persona).get(`/consultations/${id}?explain=actions`));
    const found = (unavailableActions as Answer[]).find(({ action }) => action === verb);
    return (found?.['reasons'] as Answer[] | undefined)?.map(({ code }) => code as string);
  };
  const press = (persona: string, id: string, verb: string, body: object = {}) =>
    as(persona).post(`/consultations/${id}/${verb}`, body, { ifMatch: '*' });
  const keepApart = (fourEyes: boolean) =>
    done(as('admin').patch('/bodies/TSN', { fourEyes }, { ifMatch: '*' }));

  it('are not one person’s, also when that person stands in', async () => {
    const { id } = await given(service).consultation('drafting');
    await done(arrange({ standIn: 'tsn-chef' }, 'tsn-handlaggare'));
    service.setNow(DURING);
    await done(press('tsn-chef', id, 'submit'));
    expect(await reasonsOf(press('tsn-chef', id, 'approve'))).toEqual(['four-eyes-submitted']);
    expect(await unavailable('tsn-chef', id, 'approve')).toEqual(['four-eyes-submitted']);
    await done(press('tsn-chef', id, 'return', { comment: 'Skriv om' }));
    await done(press('tsn-handlaggare', id, 'submit'));
    await done(press('tsn-chef', id, 'approve'));
    await done(arrange({ absent: 'tsn-sekreterare', standIn: 'tsn-chef' }, 'tsn-sekreterare'));
    await given(service).meeting('2026-11-18');
    await done(press('tsn-sekreterare', id, 'schedule', { meetingDate: '2026-11-18' }));
    const decision = { outcome: 'as-proposed', section: '84' };
    expect(await reasonsOf(press('tsn-chef', id, 'decide', decision))).toEqual(['four-eyes-approved']);
    expect(await unavailable('tsn-chef', id, 'decide')).toEqual(['four-eyes-approved']);
    await done(press('tsn-sekreterare', id, 'decide', decision));
  });

  it('may be one person’s where the body says so, with a warning', async () => {
    await keepApart(false);
    const { id } = await given(service).consultation('drafting');
    await done(arrange({ standIn: 'tsn-chef' }, 'tsn-handlaggare'));
    service.setNow(DURING);
    const submitted = await done(press('tsn-chef', id, 'submit'));
    expect(submitted['warnings'] ?? []).toEqual([]);
    const approved = await done(press('tsn-chef', id, 'approve'));
    expect((approved['warnings'] as Answer[]).map(({ code }) => code)).toEqual(['four-eyes-submitted']);
    await keepApart(true);
  });
});

describe('while someone is away', () => {
  const said = (on: string) =>
    service.database.query(
      'SELECT DISTINCT kind, recipient FROM reminders WHERE said_on = $1 ORDER BY kind',
      [on],
    );

  it('reminders of their matters reach the stand-in instead', async () => {
    await given(service).consultation('drafting');
    await done(arrange({ from: '2026-12-07', until: '2026-12-11' }));
    const say = (on: string) =>
      actingAsTheService(() => service.app.get(SayReminders).say(new Date(`${on}T11:00:00Z`)));
    await say('2026-12-01');
    await say('2026-12-08');
    await say('2026-12-14');
    const recipients = async (on: string) =>
      (await said(on))
        .filter(({ kind }: { kind: string }) => kind === 'reply-by')
        .map(({ recipient }: { recipient: string }) => recipient);
    expect(await recipients('2026-12-01')).toEqual(['tsn-handlaggare']);
    expect(await recipients('2026-12-08')).toEqual(['tsn-sekreterare']);
    expect(await recipients('2026-12-14')).toEqual(['tsn-handlaggare']);
  });

  it('the stand-in’s own calendar holds their matters', async () => {
    await given(service).meeting('2026-12-02');
    await given(service).consultation('drafting');
    // Another officer, who has no matter of their own.
    const colleague = { username: 'tsn-kollega', name: 'Kollega', roles: ['officer'] };
    await done(as('admin').post('/bodies/TSN/people', colleague), 201);
    await done(arrange({ standIn: 'tsn-kollega' }));
    const { accessToken } = await service.app.get(DemoIssuer).issue('tsn-kollega');
    const own = personaOf(service.base, accessToken);
    const feed = await done(own.post('/calendar-feeds', {}), 201);
    const calendar = async () =>
      (await supertest(service.base).get(new URL(feed['address'] as string).pathname)).text;
    expect(await calendar()).not.toContain('UID:draft-by-');
    service.setNow(DURING);
    expect(await calendar()).toContain('UID:draft-by-');
    service.setNow('2026-11-21T08:00:00Z');
    expect(await calendar()).not.toContain('UID:draft-by-');
  });

  it('what was to be done by the absent waits for the stand-in, in a queue that says for whom, and then for nobody else', async () => {
    const { id } = await given(service).consultation('drafting');
    await done(arrange());
    const drafts = async (persona: string) =>
      ((await done(as(persona).get('/me/queues'))) as unknown as Answer[]).filter(
        ({ queue }) => queue === 'draft',
      );
    expect(await drafts('tsn-sekreterare')).toEqual([]);
    service.setNow(DURING);
    const [queue, ...more] = await drafts('tsn-sekreterare');
    expect(more).toEqual([]);
    expect(queue).toMatchObject({
      name: 'Skriv, för Handläggare, TSN',
      body: 'TSN',
      insteadOf: 'tsn-handlaggare',
      count: 1,
    });
    // The absent person's own is as it was, and says nothing of anybody else.
    expect(await drafts('tsn-handlaggare')).toMatchObject([{ name: 'Skriv', count: 1 }]);
    expect((await drafts('tsn-handlaggare'))[0]).not.toHaveProperty('insteadOf');
    const visitor = await Visitor.signedIn(service.base, 'tsn-sekreterare');
    const inbox = await visitor.visit('/inkorg');
    expect(inbox.text).toContain('För Handläggare, TSN');
    expect(inbox.links).toContain(`/svar/${id}/yttrande`);
    const address = '/inkorg/skriv?namnd=TSN&istallet=tsn-handlaggare';
    expect(inbox.links).toContain(`${address}#lista`);
    expect((await visitor.visit(address)).text).toContain('Skriv, för Handläggare, TSN');
    // Nobody opens the queue of somebody whom they do not stand in for.
    const manager = await Visitor.signedIn(service.base, 'tsn-chef');
    expect((await manager.visit(address)).status).toBe(404);
    service.setNow('2026-11-21T08:00:00Z');
    expect(await drafts('tsn-sekreterare')).toEqual([]);
  });

  it('is said on the pages: who may be chosen, for whom and until when, before it begins too, and nothing afterwards', async () => {
    const chef = await Visitor.signedIn(service.base, 'tsn-chef');
    for (const form of ['/mitt/ersattare/TSN', '/forvaltning/personer/TSN/tsn-handlaggare/ersattare']) {
      const { elements } = await chef.visit(form);
      const values = elements.map(({ attributes }) => attributes['value']);
      expect([form, values.includes('tsn-registrator'), values.includes('tsn-lasare')]).toEqual([
        form,
        true,
        false,
      ]);
    }
    const stranger = await Visitor.signedIn(service.base, 'tsn-sekreterare');
    expect((await stranger.visit('/mitt')).text).not.toContain('Du är ersättare för');
    await done(arrange());
    const said = 'Du är ersättare för';
    const coming = await Visitor.signedIn(service.base, 'tsn-sekreterare');
    expect((await coming.visit('/inkorg')).text).not.toContain(said);
    expect((await coming.visit('/mitt')).text).toMatch(
      /Du är ersättare för\s+Handläggare, TSN, Tekniska servicenämnden,\s+mån 16 nov\s*–\s*fre 20 nov/,
    );
    const notices = await until(
      async () => (await done(as('tsn-sekreterare').get('/inbox?kind=administration')))['items'] as Answer[],
      (items) => items.length > 0,
    );
    expect(notices.map(({ topic }) => topic as string)).toEqual(['stand-in-named']);
    service.setNow(DURING);
    const during = await Visitor.signedIn(service.base, 'tsn-sekreterare');
    const inbox = await during.visit('/inkorg');
    expect(inbox.text).toContain(`${said} Handläggare, TSN`);
    expect(inbox.links).toContain('/mitt#vem');
    const head = await Visitor.signedIn(service.base, 'tsn-chef');
    const people = await head.visit('/forvaltning/personer');
    expect(people.text).toContain('Ersättare: Nämndsekreterare, TSN');
    service.setNow('2026-11-21T08:00:00Z');
    const after = await Visitor.signedIn(service.base, 'tsn-sekreterare');
    expect((await after.visit('/inkorg')).text).not.toContain(said);
    expect((await after.visit('/mitt')).text).not.toContain(said);
  });

  describe('is named by receipts as acting for the absent', () => {
    const INSTEAD = 'Du gjorde det i stället för Nämndsekreterare, TSN.';
    const standIn = async () => {
      await given(service).meeting('2026-12-02');
      const { id } = await given(service).consultation('approved');
      await done(arrange({ absent: 'tsn-sekreterare', standIn: 'tsn-registrator' }, 'tsn-chef'));
      service.setNow(DURING);
      return { id, visitor: await Visitor.signedIn(service.base, 'tsn-registrator') };
    };

    it('of a step that only the absent may take, and not of one’s own', async () => {
      const { id, visitor } = await standIn();
      const put = await visitor.fill(`/svar/${id}/satt-upp`, { meetingDate: '2026-12-02' });
      expect(put.text).toContain(`Ärendet sattes upp till onsdag 2 december. ${INSTEAD}`);
      const own = await visitor.fill(`/svar/${id}/skjut-upp`, { until: '2026-11-25' });
      expect(own.text).toContain('sköts upp till');
      expect(own.text).not.toContain('Du gjorde det i stället');
      visitor.cookies.set('yttra-language', 'en');
      const off = await visitor.fill(`/svar/${id}/ta-bort`, {});
      expect(off.text).toContain('You did it in place of Nämndsekreterare, TSN.');
    });

    it('at a meeting', async () => {
      const { id, visitor } = await standIn();
      const address = '/sammantraden/tsn/2026-12-02';
      const { _token } = Visitor.hidden(await visitor.visit(address));
      const { version } = await done(as('tsn-registrator').get(`/consultations/${id}`));
      const put = await visitor.send(address, {
        _token: _token!,
        _version: String(version),
        _key: randomUUID(),
        arende: id,
        gor: 'satt-upp',
      });
      expect(put.text).toContain(`Ärendet sattes upp. ${INSTEAD}`);
    });

    it('in a line of its own of several matters', async () => {
      const referral = await given(service).sentReferral();
      const { id, version } = await given(service).consultationOf('tsn-registrator', referral);
      await done(arrange({ absent: 'tsn-registrator', standIn: 'tsn-handlaggare' }));
      service.setNow(DURING);
      const visitor = await Visitor.signedIn(service.base, 'tsn-handlaggare');
      const { _token } = Visitor.hidden(await visitor.visit('/inkorg'));
      const chosen = { 'valda[]': `${id} ${version}`, gor: 'registrera' };
      const several = await visitor.send('/inkorg', { _token: _token!, _key: randomUUID(), ...chosen });
      expect(several.text).toContain('1 av 1 registrerades');
      expect(several.text).toContain('Du gjorde det i stället för Registrator, TSN.');
    });
  });
});
