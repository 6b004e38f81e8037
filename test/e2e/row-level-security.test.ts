import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { actingAs, actingAsTheService } from '../../src/database/acting.js';
import { asActor } from '../../src/identity/as-actor.js';
import { runtimeDataSource } from '../../src/database/data-source.js';
import {
  bodiesOf,
  caseIsVisible,
  consultationIsVisible,
  deliveryIsVisible,
  documentIsVisible,
  extensionIsVisible,
  inboxItemIsVisible,
  messagesAreVisible,
  referralIsVisible,
  scopeOf,
  statementIsVisible,
} from '../../src/identity/visibility.js';
import { Actor, type Role } from '../../src/rules/actor.js';
import { done, given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const GUARDED = [
  'consultations',
  'statement_versions',
  'documents',
  'inbox_items',
  'cases',
  'referrals',
  'messages',
  'extensions',
  'deliveries',
];

/** What a search finds, asked of the database by itself: every number has a 2. */
const FOUND = `SELECT id::text AS id FROM consultations_matching('2', $1::text[], NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  false, NULL, NULL, 1000, 0, NULL, NULL, NULL, NULL, NULL) ORDER BY 1`;

/** What functions show as the owner of the tables, with no condition of a query beside them: as they are asked, of `$1`, and in which table. */
const SHOWING = {
  cases_seen: { table: 'cases', of: '$1::uuid[]' },
  referrals_seen: { table: 'referrals', of: '$1::uuid[]' },
  documents_shown: { table: 'documents', of: `NULL, NULL, NULL, NULL, NULL, cardinality($1::uuid[]), 0` },
} as const;

let service: Service;
/** Two connections for all, as the service's own role. */
let two: DataSource;
let actors: Actor[];
beforeAll(async () => {
  service = await startService();
  service.setNow(NOW);
  const { options } = runtimeDataSource({ url: service.databaseUrl, poolSize: 2, entities: [] });
  // A thousand wait for two, on a machine that may have other things to do.
  const patient = { ...options.extra, connectionTimeoutMillis: 120_000 };
  two = await new DataSource({ ...options, extra: patient }).initialize();
  const { consultation, document, sentReferral } = given(service);
  for (const state of ['sent', 'drafting', 'decided', 'received', 'declined', 'withdrawn'] as const)
    await consultation(state);
  const { id } = await document();
  await service.as('ks-handlaggare').get(`/documents/${id}`).expect(200);
  const written = await consultation('drafting');
  await done(
    service.as('tsn-handlaggare').post(`/consultations/${written.id}/messages`, { text: 'Hur tänkte ni?' }),
  );
  const longer = { reason: 'Nämnden sammanträder senare.', until: '2027-02-26' };
  await done(service.as('tsn-handlaggare').post(`/consultations/${written.id}/extensions`, longer));
  await sentReferral({ consultees: [{ body: 'BIN' }, { body: 'SN' }, { name: 'Region Exempel' }] });
  await makeSomeConfidential();
  actors = await everyone();
  await until(
    () => service.database.query('SELECT count(*) AS items FROM inbox_items'),
    ([{ items }]) => items > 3,
  );
});
afterAll(async () => {
  await two.destroy();
  await service.stop();
});

/** One of each kind, each with a list of its own. */
async function makeSomeConfidential(): Promise<void> {
  const { consultation, referralCase, draftReferral, sentReferral, document } = given(service);
  const ofCase = await consultation('received');
  const statement = await consultation('forwarded');
  const referral = await sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const enclosed = await document();
  const draft = await referralCase();
  const asked = await consultation('registered');
  const answered = await consultation('received');
  const inConfidence = await draftReferral();
  const lists: [string, object[]][] = [
    [
      `/cases/${ofCase['caseId']}`,
      [
        { body: 'KS', role: 'registrar' },
        { body: 'TSN', role: 'reader' },
      ],
    ],
    [`/cases/${draft.id}`, [{ person: 'ks-registrator' }]],
    [`/referrals/${referral.id}`, [{ body: 'KS', role: 'registrar' }, { body: 'BIN' }]],
    [`/documents/${enclosed.id}`, [{ body: 'KS', role: 'registrar' }]],
    [
      `/consultations/${statement.id}`,
      [
        { body: 'TSN', role: 'registrar' },
        { body: 'KS', role: 'secretary' },
      ],
    ],
  ];
  for (const [place, seenBy] of lists) {
    const persona = place.startsWith('/consultations') ? 'tsn-registrator' : 'ks-registrator';
    const { version } = await done(service.as(persona).get(place));
    const body = { provision: 'OSL 21:7', seenBy };
    await done(service.as(persona).post(`${place}/mark-confidential`, body, { ifMatch: version }));
  }
  const sides: [string, string, object][] = [
    ['tsn-registrator', asked.id, { of: 'consultation', seenBy: [{ person: 'tsn-registrator' }] }],
    ['ks-registrator', answered.id, { of: 'reply', seenBy: [{ body: 'KS', role: 'registrar' }] }],
  ];
  for (const [persona, id, part] of sides) {
    const body = { provision: 'OSL 21:7', ...part };
    await done(service.as(persona).post(`/consultations/${id}/mark-confidential`, body, { ifMatch: '*' }));
  }
  const seenBy = [
    { body: 'KS', role: 'registrar' },
    { body: 'TSN', role: 'manager' },
  ];
  const both = { provision: 'OSL 21:7', seenBy };
  await done(
    service
      .as('ks-registrator')
      .post(`/cases/${inConfidence['caseId']}/mark-confidential`, both, { ifMatch: '*' }),
  );
  await done(service.as('ks-registrator').post(`/referrals/${inConfidence.id}/send`, {}, { ifMatch: '*' }));
}

async function everyone(): Promise<Actor[]> {
  const rows: { username: string; roles: { body: string; role: Role }[] }[] = await service.database.query(
    `SELECT username, json_agg(json_build_object('body', body_code, 'role', role)) AS roles
     FROM effective_roles GROUP BY username`,
  );
  const rolesOf = (roles: { body: string; role: Role }[]) =>
    Object.fromEntries(
      roles.map(({ body }) => [body, roles.filter((held) => held.body === body).map(({ role }) => role)]),
    );
  return rows.map(({ username, roles }) => new Actor(username, username, rolesOf(roles)));
}

const idsIn = async (table: string): Promise<string[]> => {
  const key = table === 'statement_versions' ? `consultation_id || '/' || number` : 'id::text';
  const rows: { id: string }[] = await two.query(`SELECT ${key} AS id FROM ${table} ORDER BY 1`);
  return rows.map(({ id }) => id);
};

/** The same rows by the first wall, asked of what the service sees. */
const PREDICATES: Record<string, (actor: Actor) => string> = {
  consultations: () => `SELECT id::text AS id FROM consultations row WHERE ${consultationIsVisible('row')}`,
  statement_versions: () =>
    `SELECT consultation_id || '/' || number AS id FROM statement_versions
     JOIN consultations row ON row.id = consultation_id WHERE ${statementIsVisible('row')}`,
  documents: () => `SELECT id::text AS id FROM documents row WHERE ${documentIsVisible('row')}`,
  inbox_items: (actor) =>
    `SELECT id::text AS id FROM inbox_items row WHERE ${inboxItemIsVisible(actor)('row')}`,
  cases: () => `SELECT id::text AS id FROM cases row WHERE ${caseIsVisible('row')}`,
  referrals: () => `SELECT id::text AS id FROM referrals row WHERE ${referralIsVisible('row')}`,
  messages: () => `SELECT messages.id::text AS id FROM messages
     JOIN consultations row ON row.id = consultation_id WHERE ${messagesAreVisible('row')}`,
  extensions: () => `SELECT id::text AS id FROM extensions row WHERE ${extensionIsVisible('row')}`,
  // Of what they administer, whatever its state: what they have mended has not failed any more.
  deliveries: (actor) =>
    `SELECT id::text AS id FROM deliveries row WHERE (${deliveryIsVisible(actor)('row')}
       OR channel NOT IN ('webhook', 'email') AND ${actor.isMunicipalAdministrator || `sender_body = ANY('{${actor.administratorOf.join(',')}}')`})`,
};

/** Seen with what they are part of; to nobody in particular they are not there either. */
const AROUND = [
  'audit_events',
  'decisions',
  'dispatches',
  'recorded_replies',
  'remark_answers',
  'referral_packets',
  'decision_corrections',
  'confidentiality',
];

describe('the database', () => {
  it.each(AROUND)('shows the service’s role nothing of %s without a caller', async (table) => {
    expect(await two.query(`SELECT FROM ${table}`)).toEqual([]);
  });

  it('shows what was decided and dispatched to those who see its consultation', async () => {
    const bodyOf = ({ username }: Actor) => username.split('-')[0]!.toUpperCase();
    for (const table of ['decisions', 'dispatches']) {
      const rows = async (actor: Actor) =>
        (await asActor(actor, () => two.query(`SELECT FROM ${table}`))).length;
      for (const actor of actors.filter(({ username }) => !username.endsWith('-lasare')))
        expect(`${actor.username} ${(await rows(actor)) > 0}`).toBe(
          `${actor.username} ${['TSN', 'KS'].includes(bodyOf(actor))}`,
        );
    }
  });

  it.each(GUARDED)('shows the service’s role nothing of %s without a caller', async (table) => {
    expect(await idsIn(table)).toEqual([]);
    expect(await actingAsTheService(() => idsIn(table))).not.toEqual([]);
    expect(await two.query('SELECT consultation_id FROM consultation_facts')).toEqual([]);
    expect(await two.query(FOUND, [['KS', 'TSN']])).toEqual([]);
  });

  it.each(GUARDED)('shows each person of %s just what the first wall shows', async (table) => {
    const all = await actingAsTheService(() => idsIn(table));
    const seen = new Set<number>();
    for (const actor of actors) {
      const rows: { id: string }[] = await service.database.query(
        `SELECT id FROM (${PREDICATES[table]!(actor)} AND $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL) ids ORDER BY 1`,
        [...scopeOf(actor)],
      );
      expect(await asActor(actor, () => idsIn(table))).toEqual(rows.map(({ id }) => id));
      seen.add(rows.length);
    }
    expect(seen.size).toBeGreaterThan(1);
    expect([...seen].every((rows) => rows <= all.length)).toBe(true);
  });

  it.each(Object.entries(SHOWING))(
    'shows each person by %s just what they may see',
    async (name, { table, of }) => {
      const all = await actingAsTheService(() => idsIn(table));
      const shown = async (): Promise<string[]> => {
        const rows: { id: string }[] = await two.query(
          `SELECT id::text AS id FROM ${name}(${of}) ORDER BY 1`,
          [all],
        );
        return rows.map(({ id }) => id);
      };
      expect(await shown()).toEqual([]);
      for (const actor of actors)
        expect([actor.username, await asActor(actor, shown)]).toEqual([
          actor.username,
          await asActor(actor, () => idsIn(table)),
        ]);
    },
  );

  it.each(['cases', 'referrals'])(
    'shows the service all of %s that it asks for, and no other',
    async (table) => {
      const all = await actingAsTheService(() => idsIn(table));
      const seen = (ids: string[]): Promise<{ id: string }[]> =>
        actingAsTheService(() => two.query(`SELECT id FROM ${table}_seen($1)`, [ids]));
      expect(await seen(all)).toHaveLength(all.length);
      expect(await seen([all[0]!])).toMatchObject([{ id: all[0] }]);
    },
  );

  it('finds for each person just what they may see', async () => {
    for (const actor of actors) {
      const found: { id: string }[] = await asActor(actor, () => two.query(FOUND, [bodiesOf(actor)]));
      expect(found.map(({ id }) => id)).toEqual(await asActor(actor, () => idsIn('consultations')));
    }
  });

  it('lets nobody change what they may not see, or give it to themselves', async () => {
    const [bin] = actors.filter(({ username }) => username === 'bin-registrator');
    const tsn = "consultee_code = 'TSN' AND issuer_code = 'KS'";
    const update = `UPDATE consultations SET consultee_code = 'BIN' WHERE ${tsn} RETURNING id`;
    expect((await asActor(bin!, () => two.query(update)))[0]).toEqual([]);
    const [tsnRegistrar] = actors.filter(({ username }) => username === 'tsn-registrator');
    const away = `UPDATE consultations SET consultee_code = 'SN', issuer_code = 'SN' WHERE ${tsn}`;
    await expect(asActor(tsnRegistrar!, () => two.query(away))).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps a thousand interleaved callers apart on two connections', async () => {
    const expected = new Map<string, string[]>();
    for (const actor of actors)
      expected.set(actor.username, await asActor(actor, () => idsIn('consultations')));
    const wrong: string[] = [];
    await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const actor = actors[(index * 7) % actors.length]!;
        const ids = index % 5 === 4 ? await idsIn('consultations') : await oneOfFour(actor, index);
        const right = index % 5 === 4 ? [] : expected.get(actor.username)!;
        if (JSON.stringify(ids) !== JSON.stringify(right)) wrong.push(`${index} ${actor.username}`);
      }),
    );
    expect(wrong).toEqual([]);
    expect(new Set([...expected.values()].map(({ length }) => length)).size).toBeGreaterThan(2);
  });

  it('forgets a caller with the transaction, whether it ended well or not', async () => {
    const [ks] = actors.filter(({ username }) => username === 'ks-registrator');
    await asActor(ks!, () => two.query('SELECT $1::int', [1]));
    await expect(asActor(ks!, () => two.query('SELECT 1 / $1::int', [0]))).rejects.toThrow(
      'division by zero',
    );
    await expect(asActor(ks!, () => two.query('SELECT no_such_column FROM cases'))).rejects.toThrow(
      'no_such_column',
    );
    await expect(
      asActor(ks!, () => two.transaction(async (tx) => tx.query('SELECT 1 / $1::int', [0]))),
    ).rejects.toThrow('division by zero');
    for (let index = 0; index < 4; index++) {
      expect(await idsIn('consultations')).toEqual([]);
      const [left] = await two.query("SELECT current_setting('yttra.staff_of', true) AS left");
      expect(['', '{}']).toContain(left.left ?? '');
    }
  });

  it('takes no one’s name for more than a name', async () => {
    const odd = ['","TSN', '{TSN}', "'); SELECT 1 --", '\\"TSN\\"', 'NULL'];
    const whom = { staffOf: odd, readerOf: odd, administratorOf: odd, service: 'off' } as const;
    expect(await actingAs(whom, () => idsIn('consultations'))).toEqual([]);
    const [{ told }] = await actingAs(whom, () =>
      two.query("SELECT current_setting('yttra.staff_of')::text[] AS told"),
    );
    expect(told).toEqual(odd);
  });
});

/** In one statement, in a transaction, in a transaction that pauses, or after another's failure. */
async function oneOfFour(actor: Actor, index: number): Promise<string[]> {
  const ids = 'SELECT id::text AS id FROM consultations WHERE $1 = 1 ORDER BY 1';
  return asActor(actor, async () => {
    if (index % 4 === 0) return idsIn('consultations');
    if (index % 4 === 1) await two.query('SELECT 1 / $1::int', [0]).catch(() => undefined);
    return two.transaction(async (tx) => {
      if (index % 4 === 2) await new Promise((resolve) => setImmediate(resolve));
      await tx.query('SELECT $1::int', [index]);
      const rows: { id: string }[] = await tx.query(ids, [1]);
      return rows.map(({ id }) => id);
    });
  });
}
