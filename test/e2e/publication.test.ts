import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { everyone, publishing, REMOVE_ON } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

let anyone: (path: string, headers?: Record<string, string>) => Test;
const service = sharedService();
beforeAll(async () => {
  anyone = await everyone(service);
});
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
});

const LISTS = ['cases', 'referrals', 'statements'];
/** The ids of all that is public, in every list. */
async function shown(): Promise<string[]> {
  const pages = await Promise.all(LISTS.map((list) => anyone(`/${list}`).expect(200)));
  return pages.flatMap(({ body }) => body.items.map(({ id }: Answer) => id));
}
const publish = (persona: string, path: string, body: object, ifMatch: number) =>
  service.as(persona).post(`${path}/publish`, body, { ifMatch });

describe('publishing', () => {
  it('shows a case with what a register must say, and nothing before', async () => {
    const origin = {
      sender: 'Justitiedepartementet', senderKind: 'organisation', email: 'ju@example.se', reference: 'Ju2026/1',
    }; // prettier-ignore
    const record = await given(service).referralCase({ origin });
    expect(await shown()).toEqual([]);

    const publication = await publishing(service).publishCase(record);

    expect(publication).toMatchObject({
      kind: 'case',
      body: 'KS',
      caseId: record.id,
      number: record['caseNumber'],
      publicTitle: record['title'],
      removeOn: REMOVE_ON,
      state: 'published',
      shown: true,
      masked: false,
      availableActions: ['unpublish'],
    });
    expect(publication).not.toHaveProperty('warnings');
    const { body } = await anyone(`/cases/${publication.id}`).expect(200);
    expect(body).toEqual({
      id: publication.id,
      number: record['caseNumber'],
      date: TODAY, // the day it came in
      masked: false,
      title: record['title'],
      body: 'KS',
      bodyName: 'Kommunstyrelsen',
      state: 'open',
      sender: 'Justitiedepartementet',
      updatedAt: new Date(NOW).toISOString(),
    });
    expect(publication.id).not.toBe(record.id);
  });

  it('follows a referral whose sending day and consultees are put right, and lists nobody who was not asked', async () => {
    const consultees = [{ body: 'TSN' }, { body: 'BIN' }];
    const referral = await given(service).sentReferral({ consultees });
    const publication = await publishing(service).publishReferral(referral);
    const registrar = service.as('ks-registrator');
    const public_ = async () => (await anyone(`/referrals/${publication.id}`).expect(200)).body;
    expect(await public_()).toMatchObject({ date: TODAY, consultees: [{ body: 'BIN' }, { body: 'TSN' }] });
    const { id } = await given(service).consultationOf('ks-registrator', referral, 'BIN');
    await given(service).step('ks-registrator', id, 'recall', { reason: 'Fel nämnd' });
    const { id: documentId } = await given(service).document();
    const unasked = { documentId, receivedOn: TODAY, stance: 'supports', name: 'Hembygdsföreningen' };
    await done(registrar.post(`/referrals/${referral.id}/unasked-replies`, unasked));
    const correction = { reason: 'Fel dag', sentOn: '2026-10-30' };
    await done(registrar.post(`/referrals/${referral.id}/correct`, correction, { ifMatch: '*' }));
    const { date, consultees: listed } = await public_();
    expect([date, listed]).toEqual(['2026-10-30', [expect.objectContaining({ body: 'TSN' })]]);
  });

  it('shows a sent referral with its reply-by date and consultees, outside ones unnamed where asked', async () => {
    const consultees = [{ body: 'TSN' }, { name: 'Anna Andersson', email: 'anna@example.se' }];
    const referral = await given(service).sentReferral({ consultees });

    const publication = await publishing(service).publishReferral(referral, { hidesParty: true });

    const { body, text } = await anyone(`/referrals/${publication.id}`).expect(200);
    expect(body).toMatchObject({ date: TODAY, state: 'open', replyBy: '2026-12-15', caseId: null });
    expect(body.consultees).toEqual(
      expect.arrayContaining([
        { body: 'TSN', name: 'Tekniska servicenämnden', replyBy: '2026-12-15' },
        { body: null, name: null, replyBy: '2026-12-15' },
      ]),
    );
    expect(text).not.toMatch(/Anna|@/);
  });

  it('names nobody outside who was added after it was published, until it is published anew', async () => {
    const { sentReferral } = given(service);
    const consultees = [{ body: 'TSN' }, { name: 'Region Exempel', kind: 'organisation' }];
    const referral = await sentReferral({ consultees });
    const { publishReferral } = publishing(service);
    const { id } = await publishReferral(referral);
    const names = async () => {
      const { body } = await anyone(`/referrals/${id}`).expect(200);
      return body.consultees.map(({ name }: { name: string | null }) => name);
    };
    expect(await names()).toEqual(['Region Exempel', 'Tekniska servicenämnden']);
    await service
      .as('ks-handlaggare')
      .post(`/referrals/${referral.id}/consultees`, { name: 'Annas stiftelse', kind: 'organisation' })
      .expect(201);
    expect(await names()).toEqual([null, 'Region Exempel', 'Tekniska servicenämnden']);

    const { body: again } = await service.as('ks-registrator').get(`/referrals/${referral.id}`).expect(200);
    await publishReferral(again);
    expect(await names()).toContain('Annas stiftelse');
  });

  it('shows a dispatched statement with stance and decision, linked to what else is published', async () => {
    const consultation = await given(service).consultation('forwarded');
    const statement = await publishing(service).publishStatement(consultation);

    const { body } = await anyone(`/statements/${statement.id}`).expect(200);
    expect(body).toMatchObject({
      number: consultation['ownCaseNumber'],
      caseNumber: consultation['caseNumber'],
      body: 'TSN',
      bodyName: 'Tekniska servicenämnden',
      issuerName: 'Kommunstyrelsen',
      stance: 'supports-with-comments',
      route: 'board',
      outcome: 'as-proposed',
      decidedOn: TODAY,
      section: '84',
      referralId: null,
    });
    expect(body.clauses[0]).toMatch(/^att tillstyrka/);

    const { publishReferral, publishCase } = publishing(service);
    const ks = service.as('ks-registrator');
    const { body: referral } = await ks.get(`/referrals/${consultation['referralId']}`);
    const { id: referralId } = await publishReferral(referral);
    const { body: referralCase } = await ks.get(`/cases/${consultation['caseId']}`);
    const { id: caseId } = await publishCase(referralCase);
    expect((await anyone(`/statements/${statement.id}`)).body.referralId).toBe(referralId);
    expect((await anyone(`/referrals/${referralId}`)).body.caseId).toBe(caseId);
    expect((await anyone(`/statements?referral=${referralId}`)).body.items).toHaveLength(1);
    expect((await anyone(`/referrals?case=${caseId}`)).body.items).toHaveLength(1);
    expect((await anyone(`/referrals?case=${referralId}`)).body.items).toEqual([]);
  });

  it('shows a reply that came from outside Yttra, as it was recorded', async () => {
    const { sentReferral, consultationOf, document } = given(service);
    const referral = await sentReferral({ consultees: [{ name: 'Region Exempel', kind: 'organisation' }] });
    const asked = await consultationOf('ks-registrator', referral, 'Region Exempel');
    const { id: documentId } = await document();
    const reply = { documentId, receivedOn: TODAY, stance: 'no-objection' };
    const { body: received } = await service
      .as('ks-registrator')
      .post(`/consultations/${asked.id}/record-reply`, reply, { ifMatch: asked.version })
      .expect(200);

    const { id } = await publishing(service).publishStatement(received, {}, 'ks-registrator');

    expect((await anyone(`/statements/${id}`)).body).toMatchObject({
      date: TODAY,
      bodyName: 'Region Exempel',
      stance: 'no-objection',
      outcome: null,
      clauses: [],
    });
  });

  it('tells nothing but what is published: no ids, addresses or people of the authorities', async () => {
    const consultation = await given(service).consultation('received');
    await publishing(service).publishStatement(consultation);
    const ks = service.as('ks-registrator');
    const { body: referral } = await ks.get(`/referrals/${consultation['referralId']}`);
    await publishing(service).publishReferral(referral);
    const { body: referralCase } = await ks.get(`/cases/${consultation['caseId']}`);
    await publishing(service).publishCase(referralCase);

    const paths = LISTS.flatMap((list) => [`/${list}`, `/data/${list}.json`, `/data/${list}.csv`]);
    const pages = LISTS.map((list) => `/register/${list}`);
    const answers = await Promise.all([...paths, '/feed.atom', ...pages].map((path) => anyone(path)));
    const ids = await service.database.query(
      `SELECT id::text FROM cases UNION SELECT id::text FROM referrals UNION SELECT id::text FROM consultations
       UNION SELECT id::text FROM dispatches UNION SELECT id::text FROM meetings UNION SELECT username FROM people`,
    );
    for (const { text, status, headers } of answers) {
      expect(status).toBe(200);
      expect(headers).not.toHaveProperty('set-cookie');
      expect(text).not.toMatch(/yttra\/v1|@kommun|documents|letter/);
      for (const { id } of ids) expect(text).not.toContain(id);
    }
  });

  it('keeps the title as it was published when the case is edited, and sets it anew when asked', async () => {
    const record = await given(service).referralCase();
    const { publishCase } = publishing(service);
    const first = await publishCase(record);
    const { body: edited } = await service
      .as('ks-registrator')
      .patch(
        `/cases/${record.id}`,
        { title: 'Klagomål från Anna Andersson', reason: 'Fel rubrik' },
        { ifMatch: record.version },
      )
      .expect(200);
    expect((await anyone(`/cases/${first.id}`)).body.title).toBe(record['title']);
    await publish('ks-registrator', `/cases/${record.id}`, { removeOn: REMOVE_ON }, record.version).expect(
      412,
    );

    const again = await publishCase(edited, { publicTitle: 'Klagomål', removeOn: '2027-01-31' });

    expect(again).toMatchObject({ id: first.id, version: first.version + 1, removeOn: '2027-01-31' });
    expect((await anyone(`/cases/${first.id}`)).body.title).toBe('Klagomål');
  });

  it('says when a statement has been corrected since, and shows that once published anew', async () => {
    const { consultation, step } = given(service);
    const forwarded = await consultation('forwarded');
    const { publishStatement } = publishing(service);
    const publication = await publishStatement(forwarded);
    expect(publication['changedSince']).toBe(false);

    const clauses = [{ text: 'att avstyrka förslaget.' }];
    const corrected = await step('tsn-registrator', forwarded.id, 'forward-correction', {
      reason: 'Fel beslut',
      clauses,
    });

    const read = await service.as('tsn-registrator').get(`/publications/${publication.id}`).expect(200);
    expect(read.body).toMatchObject({ changedSince: true, shown: true });
    expect((await anyone(`/statements/${publication.id}`)).body.clauses[0]).toMatch(/tillstyrka/);
    expect(await publishStatement(corrected)).toMatchObject({ changedSince: false });
    expect((await anyone(`/statements/${publication.id}`)).body.clauses).toEqual(['att avstyrka förslaget.']);
  });

  it('leaves an event in the audit trail, with who, until when and why', async () => {
    const record = await given(service).referralCase();
    const publication = await publishing(service).publishCase(record, { reason: 'Efterfrågas ofta' });
    await publishing(service).unpublish(publication);

    const { body } = await service.as('ks-registrator').get(`/cases/${record.id}/audit-trail`).expect(200);
    const events = body.items.filter(({ objectType }: Answer) => objectType === 'publication');
    expect(events.map(({ verb, actor, state, reason }: Answer) => [verb, actor, state, reason])).toEqual([
      ['publish', 'ks-registrator', 'published', 'Efterfrågas ofta'],
      ['unpublish', 'ks-registrator', 'unpublished', 'Felaktigt publicerat'],
    ]);
    expect(events[0].after).toMatchObject({ title: record['title'], removeOn: REMOVE_ON });
  });
});

describe('publishing is refused', () => {
  const body = { removeOn: REMOVE_ON };
  it('of a referral that has not been sent, and a statement that has not been dispatched', async () => {
    const draft = await given(service).draftReferral();
    const refused = await publish('ks-registrator', `/referrals/${draft.id}`, body, draft.version).expect(
      409,
    );
    expect(refused.body.reasons.map(({ code }: { code: string }) => code)).toEqual(['referral-not-sent']);

    const confirmed = await given(service).consultation('confirmed');
    const path = `/consultations/${confirmed.id}`;
    const early = await publish('tsn-registrator', path, body, confirmed.version).expect(409);
    expect(early.body.reasons.map(({ code }: { code: string }) => code)).toEqual([
      'statement-not-dispatched',
    ]);
    expect(await shown()).toEqual([]);
  });

  it('to all but the registrar of the body, and the issuer’s once it has received the statement', async () => {
    const forwarded = await given(service).consultation('forwarded');
    const path = `/consultations/${forwarded.id}`;
    for (const persona of ['ks-registrator', 'ks-handlaggare', 'tsn-chef', 'tsn-lasare'])
      await publish(persona, path, body, forwarded.version).expect(403);
    await publish('bin-registrator', path, body, forwarded.version).expect(404);

    const received = await given(service).step('ks-registrator', forwarded.id, 'acknowledge');
    const { body: publication } = await publish('ks-registrator', path, body, received.version).expect(200);
    expect(publication.body).toBe('TSN');
    await publishing(service).unpublish(publication as Answer, 'ks-registrator');

    const record = await given(service).referralCase();
    await publish('ks-handlaggare', `/cases/${record.id}`, body, record.version).expect(403);
    await publish('tsn-registrator', `/cases/${record.id}`, body, record.version).expect(404);
  });

  it.each([
    ['without a day of removal', {}, '/removeOn', 'required'],
    ['until today', { removeOn: TODAY }, '/removeOn', 'not-in-the-future'],
    ['until a day there is none of', { removeOn: '2027-02-30' }, '/removeOn', 'date'],
    ['with an empty title', { removeOn: REMOVE_ON, publicTitle: ' ' }, '/publicTitle', 'text'],
    [
      'with a personal identity number',
      { removeOn: REMOVE_ON, publicTitle: 'Ansökan från 811218-9876' },
      '/publicTitle',
      'personal-number',
    ],
    ['with a field it does not know', { removeOn: REMOVE_ON, title: 'Titel' }, '/title', 'unknown-field'],
  ])('%s', async (_, wrong, pointer, code) => {
    const record = await given(service).referralCase();
    const answer = await publish('ks-registrator', `/cases/${record.id}`, wrong, record.version).expect(422);
    expect(answer.body.errors[0]).toMatchObject({ pointer, code });
    expect(await shown()).toEqual([]);
  });

  it('where a party is named by number, or the record’s own title holds one', async () => {
    const { referralCase } = given(service);
    const sender = await referralCase({ origin: { sender: 'Anna, 19811218-9876' } });
    const path = `/cases/${sender.id}`;
    const { body: refused } = await publish('ks-registrator', path, body, sender.version).expect(409);
    expect(refused.reasons).toMatchObject([{ code: 'personal-number-in-text' }]);
    const titled = await referralCase({ title: 'Ansökan 811218-9876' });
    await publish('ks-registrator', `/cases/${titled.id}`, body, titled.version).expect(422);
  });

  it('without If-Match', async () => {
    const record = await given(service).referralCase();
    await service.as('ks-registrator').post(`/cases/${record.id}/publish`, body).expect(428);
  });
});

it('warns of a title that may name somebody, in the caller’s language', async () => {
  const record = await given(service).referralCase();
  const publicTitle = 'Ansökan från Anna Andersson, anna@example.se';
  const { warnings } = await publishing(service).publishCase(record, { publicTitle });
  expect(warnings).toEqual([
    { code: 'may-name-a-person', detail: expect.stringMatching(/personnamn/) },
    { code: 'may-hold-an-email-address', detail: expect.stringMatching(/e-postadress/) },
  ]);
});

it('publishes once however often the button is pressed', async () => {
  const record = await given(service).referralCase();
  const press = () =>
    publish('ks-registrator', `/cases/${record.id}`, { removeOn: REMOVE_ON }, record.version);
  const answers = await Promise.all(Array.from({ length: 8 }, press));
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
  expect(await shown()).toHaveLength(1);

  const again = () =>
    service
      .as('ks-registrator')
      .post(
        `/cases/${record.id}/publish`,
        { removeOn: REMOVE_ON },
        { ifMatch: record.version, key: 'publicera' },
      );
  const [first, repeated] = [await again(), await again()];
  expect(repeated.body).toEqual(first.body);
});

describe('taking down', () => {
  it('takes away at once, and keeps the address for when it is published again', async () => {
    const record = await given(service).referralCase();
    const { publishCase, unpublish } = publishing(service);
    const publication = await publishCase(record);
    await service
      .as('ks-registrator')
      .post(`/publications/${publication.id}/unpublish`, {}, { ifMatch: publication.version })
      .expect(422);

    const down = await unpublish(publication);

    expect(down).toMatchObject({ state: 'unpublished', shown: false, availableActions: [] });
    expect(await shown()).toEqual([]);
    await anyone(`/cases/${publication.id}`).expect(404);
    await anyone(`/register/cases/${publication.id}`).expect(404);
    await service
      .as('ks-registrator')
      .post(`/publications/${publication.id}/unpublish`, { reason: 'Igen' }, { ifMatch: down.version })
      .expect(409);
    expect((await publishCase(record)).id).toBe(publication.id);
    expect(await shown()).toEqual([publication.id]);
  });

  it.each([
    ['a winter’s night', '2026-12-15', '2026-12-15T22:59:59Z', '2026-12-15T23:00:00Z'],
    ['a summer’s night', '2027-06-30', '2027-06-30T21:59:59Z', '2027-06-30T22:00:00Z'],
    ['the night summer time begins', '2027-03-28', '2027-03-28T21:59:59Z', '2027-03-28T22:00:00Z'],
    ['the night before it', '2027-03-27', '2027-03-27T22:59:59Z', '2027-03-27T23:00:00Z'],
    ['the night summer time ends', '2027-10-31', '2027-10-31T22:59:59Z', '2027-10-31T23:00:00Z'],
    ['the turn of the year', '2026-12-31', '2026-12-31T22:59:59Z', '2026-12-31T23:00:00Z'],
  ])(
    'happens by itself at midnight here, in %s, and no cache is left with it',
    async (_, removeOn, last, first) => {
      const publication = await publishing(service).publishCase(await given(service).referralCase(), {
        removeOn,
      });
      const paths = [`/cases/${publication.id}`, `/register/cases/${publication.id}`];

      service.setNow(last);
      for (const path of paths) {
        const { headers } = await anyone(path).expect(200);
        expect(headers['cache-control']).toBe('public, max-age=1, must-revalidate');
      }
      service.setNow(first);
      for (const path of paths) await anyone(path).expect(404);
      expect(await shown()).toEqual([]);
      expect((await anyone('/feed.atom')).text).not.toContain(publication.id);
      const { body } = await service.as('ks-registrator').get(`/publications/${publication.id}`).expect(200);
      expect(body).toMatchObject({ state: 'published', shown: false });
    },
  );
});

describe('the list of publications', () => {
  it('is filtered by body, kind, day of removal and what is shown, and seen by who sees the record', async () => {
    const { referralCase, sentReferral } = given(service);
    const { publishCase, publishReferral, unpublish } = publishing(service);
    const one = await publishCase(await referralCase(), { removeOn: '2026-11-03' });
    const two = await publishCase(await referralCase());
    await unpublish(two);
    const referral = await publishReferral(await sentReferral());
    const list = async (query: string, persona = 'ks-registrator') => {
      const { body } = await service.as(persona).get(`/publications?count=true&${query}`).expect(200);
      expect(body.total).toBe(body.items.length);
      return body.items.map(({ id }: Answer) => id);
    };

    expect((await list('')).sort()).toEqual([one.id, two.id, referral.id].sort());
    expect(await list('kind=referral')).toEqual([referral.id]);
    expect(await list('body=TSN')).toEqual([]);
    expect((await list('shown=true')).sort()).toEqual([one.id, referral.id].sort());
    expect(await list('shown=false')).toEqual([two.id]);
    expect(await list('removeBy=2026-11-30')).toEqual([one.id]);
    expect(await list('', 'tsn-registrator')).toEqual([referral.id]);
    expect(await list('', 'bin-registrator')).toEqual([]);
    await service.as('bin-registrator').get(`/publications/${one.id}`).expect(404);
    await service.as('ks-registrator').get('/publications?kind=other').expect(422);
  });

  it('has a statement for who made it and who asked for it, and nothing for who is in no body', async () => {
    const { consultation } = given(service);
    const { id } = await publishing(service).publishStatement(await consultation('received'));
    for (const [persona, seen] of [
      ['tsn-registrator', [id]],
      ['ks-registrator', [id]],
      ['bin-registrator', []],
      ['admin', []],
    ] as const)
      for (const query of ['', 'kind=statement', 'body=TSN&count=true', 'page=1&shown=true']) {
        const { body } = await service.as(persona).get(`/publications?${query}`).expect(200);
        expect(body.items.map((item: Answer) => item['id'])).toEqual(seen);
      }
  });
});
