import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { actingAsTheService } from '../../src/database/acting.js';
import { scopeOf } from '../../src/identity/visibility.js';
import { Actor, type Role } from '../../src/rules/actor.js';
import { done, given, statement, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

const service = sharedService({ RECONCILE_SECONDS: '1' });

const FEW = [
  { body: 'KS', role: 'registrar' },
  { body: 'TSN', role: 'registrar' },
  { person: 'tsn-handlaggare' },
];
const marking = { provision: 'OSL 21:7', seenBy: FEW };

/** The consultee's own marking of the matter, as the issuer's suggests. */
const accept = (id: string, body: object = marking) =>
  mark('tsn-registrator', `/consultations/${id}`, { ...body, of: 'consultation' });
const mark = async (persona: string, path: string, body: object = marking) => {
  const { version } = await done(service.as(persona).get(path));
  return done(service.as(persona).post(`${path}/mark-confidential`, body, { ifMatch: version }));
};
const lift = async (persona: string, path: string, of: object = {}) => {
  const { version } = await done(service.as(persona).get(path));
  return done(
    service
      .as(persona)
      .post(`${path}/lift-confidentiality`, { reason: 'Upphört', ...of }, { ifMatch: version }),
  );
};
const idsIn = async (persona: string, path: string): Promise<string[]> => {
  const { items } = await done(service.as(persona).get(`${path}${path.includes('?') ? '&' : '?'}limit=100`));
  return (items as Answer[]).map(({ id }) => id);
};
const readings = async (objectId: string): Promise<{ actor: string; after: object }[]> =>
  service.database.query(
    `SELECT actor, body_code AS body, after FROM audit_events WHERE object_type = 'reading' AND object_id = $1 ORDER BY id`,
    [objectId],
  );

describe('a confidential case', () => {
  it('is there for those on its list, with all that belongs to it, and for nobody else', async () => {
    const { id, ...consultation } = await given(service).consultation('drafting');
    const places = [
      `/cases/${consultation['caseId']}`,
      `/referrals/${consultation['referralId']}`,
      `/consultations/${id}`,
    ];
    const marked = await mark('ks-registrator', places[0]!);
    await accept(id);
    expect(marked).toMatchObject({
      confidential: true,
      confidentiality: [
        {
          of: 'case',
          provision: 'OSL 21:7',
          decidedOn: TODAY,
          authority: 'KS',
          seenBy: FEW,
          othersSee: 'masked',
        },
      ],
    });
    for (const place of places) {
      for (const persona of ['ks-registrator', 'tsn-registrator', 'tsn-handlaggare'])
        expect((await done(service.as(persona).get(place)))['confidential']).toBe(true);
      for (const persona of ['ks-handlaggare', 'ks-sekreterare', 'tsn-chef', 'tsn-lasare', 'admin'])
        await service.as(persona).get(place).expect(404);
    }
    expect(await idsIn('ks-handlaggare', '/cases')).not.toContain(consultation['caseId']);
    expect(await idsIn('tsn-chef', '/consultations')).not.toContain(id);
    expect(await idsIn('tsn-registrator', '/consultations')).toContain(id);
    await service.as('tsn-chef').post(`/consultations/${id}/decline`, { reason: 'x' }).expect(404);

    await lift('ks-registrator', places[0]!);
    await lift('tsn-registrator', places[2]!, { of: 'consultation' });
    for (const place of places) await service.as('tsn-chef').get(place).expect(200);
    expect(await idsIn('tsn-chef', '/consultations')).toContain(id);
  });

  it('can be so from the moment it is registered', async () => {
    const born = await given(service).referralCase({
      title: 'Personärende',
      confidentiality: { provision: 'OSL 26:1', seenBy: [{ body: 'KS', role: 'registrar' }] },
    });
    expect(born).toMatchObject({
      confidential: true,
      version: 2,
      confidentiality: [{ provision: 'OSL 26:1' }],
    });
    await service.as('ks-handlaggare').get(`/cases/${born.id}`).expect(404);
    const { body } = await service
      .as('ks-registrator')
      .post('/cases', {
        title: 'x',
        issuer: 'KS',
        confidentiality: { ...marking, seenBy: [{ body: 'TSN' }] },
      })
      .expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/confidentiality/seenBy', code: 'locks-you-out' }]);
  });

  it('is named in lists by its number alone, and is found by nothing else', async () => {
    const { referralCase, draftReferral, document } = given(service);
    const { id, caseNumber } = await referralCase({ title: 'Hotbild mot förtroendevalda' });
    const draft = await draftReferral({ title: 'Hotbild, internremiss' }, id);
    const enclosed = await document({ title: 'Hotbildsanalys', kind: 'attachment' });
    await done(
      service.as('ks-handlaggare').post(`/referrals/${draft.id}/documents`, { documentId: enclosed.id }),
    );
    await mark('ks-registrator', `/cases/${id}`);

    const row = async (path: string) => {
      const { items } = await done(service.as('ks-registrator').get(path));
      return (items as Answer[]).find((item) => [id, draft.id, enclosed.id].includes(item.id));
    };
    expect(await row('/cases?limit=100')).toMatchObject({ caseNumber, title: null, confidential: true });
    expect(await row(`/cases/${id}/referrals`)).toMatchObject({ title: null, confidential: true });
    expect(await row('/documents?limit=100')).toMatchObject({ title: null, fileName: null, sha256: null });
    for (const words of ['/cases?q=hotbild', '/documents?q=hotbild', '/consultations?q=hotbild'])
      expect(await row(words)).toBeUndefined();
    expect(await row(`/cases?q=${encodeURIComponent(caseNumber)}`)).toMatchObject({ id });
    expect(await idsIn('ks-handlaggare', '/documents')).not.toContain(enclosed.id);
    await service.as('ks-handlaggare').get(`/documents/${enclosed.id}/content`).expect(404);
    const content = await service.as('ks-registrator').get(`/documents/${enclosed.id}/content`).expect(200);
    expect(content.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(content.headers).not.toHaveProperty('etag');
  });

  it('leaves one event of each reading, and none of what is not confidential', async () => {
    const { id, ...consultation } = await given(service).consultation('drafting');
    const [casePlace, place] = [`/cases/${consultation['caseId']}`, `/consultations/${id}`];
    await service.as('ks-registrator').get(casePlace).expect(200);
    expect(await readings(consultation['caseId'])).toEqual([]);
    await mark('ks-registrator', casePlace);
    await accept(id);
    const before = (await readings(id)).length;

    const paths = [
      '',
      '/statement',
      '/statement/versions',
      '/messages',
      '/deliveries',
      '/extensions',
      '/plan',
    ];
    for (const path of paths) await service.as('tsn-registrator').get(`${place}${path}`).expect(200);
    await service.as('tsn-chef').get(place).expect(404);
    const read = (await readings(id)).slice(before);
    expect(read).toEqual(
      paths.map((path) => ({
        actor: 'tsn-registrator',
        body: 'TSN',
        after: { read: `/consultations/:id${path}` },
      })),
    );
    const { items } = await done(service.as('ks-registrator').get(`${casePlace}/audit-trail?limit=100`));
    const seen = (items as Answer[]).filter(({ objectType }) => objectType === 'reading');
    // Of another body's readings the issuer learns that there was one, and when.
    expect(seen.some(({ body, actor }) => body === 'TSN' && actor === null)).toBe(true);
  });

  it('cannot be marked so that whoever marks it is shut out, nor by names that nobody has', async () => {
    const { id, version } = await given(service).referralCase();
    const refused = async (seenBy: object[]) => {
      const { body } = await service
        .as('ks-registrator')
        .post(`/cases/${id}/mark-confidential`, { ...marking, seenBy }, { ifMatch: version })
        .expect(422);
      return (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);
    };
    expect(await refused([{ body: 'TSN' }])).toEqual([['/seenBy', 'locks-you-out']]);
    expect(
      await refused([{ body: 'XYZ' }, { person: 'ingen' }, {}, { body: 'KS', person: 'admin' }]),
    ).toEqual([
      ['/seenBy/0/body', 'unknown-seen-by'],
      ['/seenBy/2', 'seen-by'],
      ['/seenBy/3', 'seen-by'],
    ]);
    await service
      .as('ks-registrator')
      .post(`/cases/${id}/lift-confidentiality`, { reason: 'x' }, { ifMatch: version })
      .expect(409);
    expect(await service.database.query('SELECT FROM confidentiality WHERE object_id = $1', [id])).toEqual(
      [],
    );
  });

  it('is not sent to a consultee where nobody may see it, and warns of whom it shuts out', async () => {
    const draft = await given(service).draftReferral();
    await mark('ks-registrator', `/cases/${draft['caseId']}`, {
      ...marking,
      seenBy: [{ body: 'KS' }],
    });
    const { version } = await done(service.as('ks-registrator').get(`/referrals/${draft.id}`));
    const { body } = await service
      .as('ks-registrator')
      .post(`/referrals/${draft.id}/send`, {}, { ifMatch: version })
      .expect(409);
    expect(body.reasons).toMatchObject([{ code: 'consultee-may-not-see' }]);

    const { id, ...consultation } = await given(service).consultation('drafting');
    await mark('ks-registrator', `/cases/${consultation['caseId']}`);
    const warned = await mark('tsn-chef', `/consultations/${id}`, {
      ...marking,
      of: 'consultation',
      seenBy: [{ body: 'TSN', role: 'manager' }],
    });
    expect(warned['warnings']).toMatchObject([{ code: 'officer-may-not-see' }]);
    const assign = await service
      .as('tsn-chef')
      .post(`/consultations/${id}/assign`, { officer: 'tsn-handlaggare' }, { ifMatch: '*' })
      .expect(422);
    expect(assign.body.errors).toMatchObject([{ pointer: '/officer', code: 'officer-may-not-see' }]);
  });

  it('is not answered when its reading cannot be remembered', async () => {
    const { id } = await given(service).referralCase({ title: 'Hemlig rubrik', confidentiality: marking });
    const owner = new pg.Client({ connectionString: service.databaseUrl });
    await owner.connect();
    await owner.query(
      "ALTER TABLE audit_events ADD CONSTRAINT forgetful CHECK (object_type <> 'reading') NOT VALID",
    );
    const answer = await service.as('ks-registrator').get(`/cases/${id}`);
    await owner.query('ALTER TABLE audit_events DROP CONSTRAINT forgetful');
    await owner.end();
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('Hemlig rubrik');
    await service.as('ks-registrator').get(`/cases/${id}`).expect(200);
  });
});

describe('the register', () => {
  const numbers = async (persona: string, body: string, query = '') =>
    (await done(service.as(persona).get(`/bodies/${body}/register?limit=100${query}`)))['items'] as Answer[];

  it('masks what is kept from the reader, or leaves it out, as its marking says', async () => {
    const { id, ...consultation } = await given(service).consultation('registered');
    const [number, own] = [consultation['caseNumber'], consultation['ownCaseNumber']];
    const find = (rows: Answer[], wanted: string) => rows.find((row) => row['number'] === wanted);
    expect(find(await numbers('tsn-chef', 'TSN'), own)).toMatchObject({
      id,
      kind: 'consultation',
      party: 'KS',
    });

    await mark('ks-registrator', `/cases/${consultation['caseId']}`);
    await accept(id);
    const masked = { id: null, party: null, title: null, confidential: true, masked: true };
    expect(find(await numbers('tsn-chef', 'TSN'), own)).toMatchObject(masked);
    expect(find(await numbers('tsn-lasare', 'TSN'), own)).toMatchObject(masked);
    expect(find(await numbers('ks-handlaggare', 'KS'), number)).toMatchObject(masked);
    expect(find(await numbers('ks-registrator', 'KS'), number)).toMatchObject({
      id: consultation['caseId'],
      title: null,
      masked: false,
    });
    expect(await numbers('ks-handlaggare', 'KS', '&q=strategi')).not.toContainEqual(
      expect.objectContaining({ number }),
    );

    await mark('ks-registrator', `/cases/${consultation['caseId']}`, { ...marking, othersSee: 'nothing' });
    expect(find(await numbers('tsn-chef', 'TSN'), own)).toMatchObject(masked);
    await accept(id, { ...marking, othersSee: 'nothing' });
    expect(find(await numbers('tsn-chef', 'TSN'), own)).toBeUndefined();
    expect(find(await numbers('ks-handlaggare', 'KS'), number)).toBeUndefined();
    expect(find(await numbers('tsn-registrator', 'TSN'), own)).toMatchObject({ id, masked: false });
  });

  it('is for those who belong to the body, and gives each number once over its pages', async () => {
    await service.as('sn-registrator').get('/bodies/TSN/register').expect(403);
    await service.as('tsn-registrator').get('/bodies/XYZ/register').expect(404);
    const all = await numbers('ks-registrator', 'KS');
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer = await done(
        service.as('ks-registrator').get(`/bodies/KS/register?limit=2${cursor && `&cursor=${cursor}`}`),
      );
      paged.push(...(page['items'] as Answer[]).map((row) => row['number'] as string));
      cursor = page['nextCursor'] as string | null;
    }
    expect(paged).toEqual(all.map((row) => row['number']));
  });
});

describe('a confidential statement', () => {
  it('is kept from the rest of both bodies, and what was dispatched too', async () => {
    const { consultation, step } = given(service);
    const { id, ...row } = await consultation('drafting');
    const place = `/consultations/${id}`;
    await mark('tsn-registrator', place, {
      ...marking,
      seenBy: [
        { body: 'TSN', role: 'registrar' },
        { body: 'TSN', role: 'secretary' },
        { body: 'TSN', role: 'manager' },
        { person: 'tsn-handlaggare' },
      ],
    });
    await given(service).goOn(id, 'drafting', 'confirmed');
    // Nobody at the issuer may see it yet.
    const blind = await service
      .as('tsn-sekreterare')
      .post(`${place}/forward`, {}, { ifMatch: '*' })
      .expect(409);
    expect(blind.body.reasons).toMatchObject([{ code: 'issuer-may-not-see' }]);
    await mark('tsn-registrator', place, {
      ...marking,
      seenBy: [...FEW, { body: 'TSN', role: 'secretary' }],
    });
    await step('tsn-sekreterare', id, 'forward');

    const secret = statement.assessment;
    const paths = [
      place,
      `${place}/statement`,
      `/referrals/${row['referralId']}/replies`,
      `/referrals/${row['referralId']}/compilation`,
    ];
    const seen = await Promise.all(paths.map((path) => service.as('ks-registrator').get(path)));
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(seen[1]!.text).toContain(secret);
    expect(seen[3]!.text).toContain(secret);
    const { dispatch } = seen[0]!.body;
    await service.as('ks-registrator').get(`/dispatches/${dispatch.id}`).expect(200);

    const kept = await done(service.as('ks-handlaggare').get(place));
    expect(kept).toMatchObject({ state: 'forwarded', statementMasked: true, decision: null, dispatch: null });
    await service.as('ks-handlaggare').get(`${place}/statement`).expect(404);
    await service.as('ks-handlaggare').get(`/dispatches/${dispatch.id}`).expect(404);
    await service.as('tsn-lasare').get(`${place}/statement`).expect(404);
    const [reply] = (await done(service.as('ks-handlaggare').get(paths[2]!)))['items'] as Answer[];
    expect(reply).toMatchObject({ masked: true, stance: null, clauses: [], dispatch: null });
    for (const path of [paths[2]!, paths[3]!, `/cases/${row['caseId']}/audit-trail?limit=100`]) {
      const { text } = await service.as('ks-handlaggare').get(path).expect(200);
      expect(text).not.toContain(secret);
    }
    // Who may not see it takes no step with it, whatever their role.
    await service.as('tsn-chef').post(`${place}/mark-confidential`, marking, { ifMatch: '*' }).expect(403);
  });
});

describe('a confidential document', () => {
  it('is as confidential as its own marking and each matter it is part of, and so is its next version', async () => {
    const { document, draftReferral } = given(service);
    const { id } = await document({ title: 'Säkerhetsskyddsanalys' });
    await mark('ks-registrator', `/documents/${id}`, {
      ...marking,
      seenBy: [{ body: 'KS', role: 'registrar' }],
    });
    await service.as('ks-handlaggare').get(`/documents/${id}`).expect(404);
    const next = await document({ title: 'Säkerhetsskyddsanalys, ny', replaces: id }, 'Ny text');
    expect(next).toMatchObject({ confidential: true, confidentiality: [{ of: 'document' }] });
    await service.as('ks-handlaggare').get(`/documents/${next.id}`).expect(404);

    const draft = await draftReferral();
    await done(
      service.as('ks-registrator').post(`/referrals/${draft.id}/documents`, { documentId: next.id }),
    );
    const sent = await service
      .as('ks-registrator')
      .post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' })
      .expect(200);
    expect(sent.body.documents).toMatchObject([{ id: next.id, title: null }]);
    const { documents } = await done(service.as('tsn-registrator').get(`/referrals/${draft.id}`));
    expect(documents).toEqual([]);
    await service.as('tsn-registrator').get(`/documents/${next.id}`).expect(404);
  });
});

describe('a document of a packet that is confidential since', () => {
  it('is named no more in the event of the sending, to those who are not on its list', async () => {
    const { document, draftReferral } = given(service);
    const { id } = await document({ title: 'Säkerhetsskyddsplan' });
    const draft = await draftReferral();
    await done(service.as('ks-registrator').post(`/referrals/${draft.id}/documents`, { documentId: id }));
    await done(service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }));
    const trail = `/cases/${draft['caseId']}/audit-trail`;
    const texts = (persona: string) =>
      Promise.all([trail, `${trail}/export`].map(async (path) => (await service.as(persona).get(path)).text));
    for (const text of await texts('ks-handlaggare')) expect(text).toContain('Säkerhetsskyddsplan');

    await mark('ks-registrator', `/documents/${id}`, {
      ...marking,
      seenBy: [{ body: 'KS', role: 'registrar' }],
    });
    for (const text of await texts('ks-registrator')) expect(text).toContain('Säkerhetsskyddsplan');
    for (const text of await texts('ks-handlaggare')) {
      expect(text).toContain('"verb":"send"');
      expect(text).not.toContain('Säkerhetsskyddsplan');
    }
  });
});

describe('what is queued already', () => {
  it('is looked at again when it is sent', async () => {
    const { draftReferral } = given(service);
    const { body: webhook } = await service
      .as('admin')
      .post('/webhooks', { body: 'KS', url: 'https://diariet.kommun.example/', events: ['*'] })
      .expect(201);
    const draft = await draftReferral();
    const { version } = await done(service.as('ks-registrator').get(`/referrals/${draft.id}`));
    const sent = await done(
      service.as('ks-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: version }),
    );
    const packet = async (): Promise<{ id: string; state: string; last_error: string | null }> => {
      const rows = await service.database.query(
        `SELECT id, state, last_error FROM deliveries WHERE referral_id = $1 AND kind = 'packet' AND channel = 'inbox'`,
        [draft.id],
      );
      return rows[0];
    };
    await until(packet, ({ state }) => state === 'delivered');
    // As if it were promised and not yet delivered when the only one there who may see it had left.
    const asked = await given(service).consultationOf('tsn-registrator', sent);
    await mark('ks-registrator', `/cases/${sent['caseId']}`);
    await accept(asked.id, { ...marking, seenBy: [{ person: 'tsn-registrator' }] });
    const isThere = (active: boolean) =>
      service.database.query("UPDATE people SET active = $1 WHERE username = 'tsn-registrator'", [active]);
    await isThere(false);
    const { id } = await packet();
    const again = async () =>
      service.database.query(
        `WITH undone AS (DELETE FROM inbox_items WHERE delivery_id = $1)
         UPDATE deliveries SET state = 'pending', due_at = now() - interval '1 minute' WHERE id = $1`,
        [id],
      );
    await again();
    await until(packet, ({ state }) => state === 'failed');
    expect(await packet()).toMatchObject({ last_error: 'confidential' });
    // The administrator learns that something failed, and not in which case.
    const notice = async () =>
      ((await done(service.as('admin').get('/inbox?limit=100')))['items'] as Answer[]).find(
        ({ topic, caseId }) => topic === 'delivery-failed' && caseId === sent['caseId'],
      );
    await until(notice, (found) => found !== undefined);
    expect(await notice()).toMatchObject({ caseNumber: null, title: null });

    await isThere(true);
    const [{ version: failed }] = await service.database.query(
      'SELECT version FROM deliveries WHERE id = $1',
      [id],
    );
    await service.as('ks-registrator').post(`/deliveries/${id}/retry`, {}, { ifMatch: failed }).expect(200);
    await until(packet, ({ state }) => state === 'delivered');
    await service.as('admin').delete(`/webhooks/${webhook.id}`, { ifMatch: '*' });
  });
});

describe('the marks of a person', () => {
  it('are the same to the database as to a request', async () => {
    const people: { username: string; roles: { body: string; role: Role }[] }[] =
      await service.database.query(
        `SELECT username, json_agg(json_build_object('body', body_code, 'role', role)) AS roles
         FROM effective_roles GROUP BY username`,
      );
    expect(people.length).toBeGreaterThan(10);
    for (const { username, roles } of people) {
      const held: Record<string, Role[]> = {};
      for (const { body, role } of roles) (held[body] ??= []).push(role);
      const [{ marks }] = await actingAsTheService(() =>
        service.database.query('SELECT marks_of($1, $2) AS marks', [username, TODAY]),
      );
      expect([...marks].sort()).toEqual([...scopeOf(new Actor(username, username, held))[0]].sort());
    }
  });
});
