import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { actingAsTheService } from '../../src/database/acting.js';
import { migrate, migrationDataSource } from '../../src/database/migrate.js';
import { OUTCOMES, MEETING_ROUTES } from '../../src/rules/consultation-states.js';
import { DELIVERY_CHANNELS, DELIVERY_KINDS } from '../../src/delivery/deliveries.dto.js';
import { DOCUMENT_DIRECTIONS, DOCUMENT_KINDS } from '../../src/documents/documents.dto.js';
import { BODY_KINDS } from '../../src/organisation/body.entity.js';
import { ROLES } from '../../src/rules/actor.js';
import { CONSULTATION_STATES, DELEGATED_ROUTES } from '../../src/rules/consultation-states.js';
import { DELIVERY_STATES } from '../../src/rules/delivery-lifecycle.js';
import { EXTENSION_STATES } from '../../src/rules/extension-lifecycle.js';
import { PUBLICATION_KINDS, PUBLICATION_STATES } from '../../src/rules/publication-lifecycle.js';
import { REFERRAL_STATES } from '../../src/rules/referral-lifecycle.js';
import { SIGNATURE_STATES, SIGNED_PAPERS } from '../../src/rules/signatures.js';
import { DISABLED_BECAUSE, WEBHOOK_STATES } from '../../src/rules/webhook-lifecycle.js';
import { DemoClient } from '../../src/demo/demo-client.js';
import { tellStory } from '../../src/demo/story.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let owner: DataSource;
beforeAll(async () => {
  service = await startService();
  await tellStory(new DemoClient(service.base), () => undefined);
  owner = await migrationDataSource(service.databaseUrl).initialize();
});
afterAll(async () => {
  await owner.destroy();
  await service.stop();
});

/** The values of a `CHECK (column IN (…))`, as the database has them. */
async function allowed(constraint: string): Promise<string[]> {
  const [row] = await owner.query(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1',
    [constraint],
  );
  return [...row.definition.matchAll(/'([^']+)'::text/g)].map(([, value]) => value as string).sort();
}

describe('the database', () => {
  it.each([
    ['referrals_state', REFERRAL_STATES],
    ['consultations_state', CONSULTATION_STATES],
    ['extensions_state', EXTENSION_STATES],
    ['publications_kind', PUBLICATION_KINDS],
    ['publications_state', PUBLICATION_STATES],
    ['deliveries_state', DELIVERY_STATES],
    ['deliveries_channel', DELIVERY_CHANNELS],
    ['deliveries_kind', DELIVERY_KINDS],
    ['webhooks_state', WEBHOOK_STATES],
    ['webhooks_disabled_because', DISABLED_BECAUSE],
    ['signature_requests_papers', SIGNED_PAPERS],
    ['signature_requests_states', SIGNATURE_STATES],
    ['decisions_outcome', OUTCOMES],
    ['decisions_route', [...MEETING_ROUTES, ...DELEGATED_ROUTES]],
    ['documents_kind', DOCUMENT_KINDS],
    ['documents_direction', DOCUMENT_DIRECTIONS],
    ['bodies_kind', BODY_KINDS],
    ['roles_role', ROLES],
  ])('checks %s as the code lists it', async (constraint, values) => {
    expect(await allowed(constraint)).toEqual([...values].sort());
  });

  it('lets the service neither rewrite the audit trail nor anything else that is only ever added', async () => {
    for (const table of [
      'audit_events',
      'statement_versions',
      'dispatches',
      'referral_packets',
      'decision_corrections',
      'messages',
      'reminders',
      'paper_form_versions',
      'documents',
      'remark_answers',
    ]) {
      for (const statement of [
        `UPDATE ${table} SET ${await someColumn(table)} = ${await someColumn(table)}`,
        // A wrong upload that nothing refers to is deleted.
        ...(table === 'documents' ? [] : [`DELETE FROM ${table}`]),
        `TRUNCATE ${table}`,
      ]) {
        await expect(service.database.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    }
    await expect(service.database.query('DROP TABLE audit_events')).rejects.toMatchObject({ code: '42501' });
  });

  it('lets nobody but the service use what runs with its owner’s rights', async () => {
    const definers = await owner.query(
      `SELECT proname FROM pg_proc WHERE pronamespace IN ('public'::regnamespace, 'bullmq'::regnamespace) AND prosecdef
         AND EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0)`,
    );
    expect(definers).toEqual([]);
  });

  it('comes up, goes down and comes up again with data in it', async () => {
    const filled: { table: string; rows: number }[] = [];
    for (const { table } of await owner.query(
      "SELECT tablename AS table FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'",
    )) {
      const [{ rows }] = await owner.query(`SELECT count(*)::int AS rows FROM ${table}`);
      filled.push({ table, rows });
    }
    expect(filled.filter(({ rows }) => rows > 0).length).toBeGreaterThan(18);
    await service.app.close(); // a running service would meet tables that are gone
    const before = await schemaOf();
    for (const _ of owner.migrations) await owner.undoLastMigration();
    expect(
      await owner.query(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'",
      ),
    ).toEqual([]);
    await migrate(service.databaseUrl);
    expect(await schemaOf()).toEqual(before);
  });
});

async function someColumn(table: string): Promise<string> {
  const [{ name }] = await owner.query(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position OFFSET 1 LIMIT 1',
    [table],
  );
  return name;
}

async function schemaOf(): Promise<unknown> {
  return owner.query(
    `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
     WHERE table_schema = 'public' ORDER BY 1, 2`,
  );
}

describe('the migration of reminders', () => {
  let reminding: Service;
  let their: DataSource;
  beforeAll(async () => {
    reminding = await startService({ REMINDER_SWEEP_SECONDS: '86400', ROLE: 'api' });
    their = await migrationDataSource(reminding.databaseUrl).initialize();
  });
  afterAll(async () => {
    await their.destroy();
    await reminding.stop();
  });

  it('keeps what was said of the reply-by date, down to when that was all and up again', async () => {
    reminding.setNow(NOW);
    for (let index = 0; index < 2; index++)
      await given(reminding).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    const days = ['2026-12-01', '2026-12-08', '2026-12-16'];
    for (const day of days)
      await actingAsTheService(() => reminding.app.get(SayReminders).say(new Date(`${day}T11:00:00Z`)));
    const said = () =>
      their.query(
        `SELECT consultation_id, kind, about_on, days, said_on FROM reminders
         WHERE kind IN ('reply-by', 'overdue') AND days IS NOT NULL ORDER BY 1, 4`,
      );
    const before = await said();
    expect(before).toHaveLength(12);

    await undoneTo(their, 'Reminders1794000000015');
    expect(await their.query('SELECT reply_by, days, said_on FROM reminders')).toHaveLength(12);
    expect(await their.query("SELECT consultation_id FROM reminders_due('2026-12-16')")).toEqual([]);

    await migrate(reminding.databaseUrl);
    expect(await said()).toEqual(before);
    const topics = await their.query("SELECT DISTINCT topic FROM deliveries WHERE kind = 'reminder'");
    expect(topics.map(({ topic }: { topic: string }) => topic).sort()).toEqual(['reminder-reply-by']);
    const due = await their.query(
      "SELECT kind FROM reminders_due('2026-12-16') WHERE kind IN ('reply-by', 'overdue')",
    );
    expect(due).toEqual([]);
  });
});

describe('the migration of days of earlier declines', () => {
  it('gives the day that the trail has, in Sweden’s time, and leaves alone what somebody entered and what no trail has', async () => {
    const kept = await startService({ ROLE: 'api' });
    const their = await migrationDataSource(kept.databaseUrl).initialize();
    try {
      const { sentReferral, consultationOf, step } = given(kept);
      kept.setNow(NOW);
      const declined = async (declinedOn?: string): Promise<string> => {
        const { id } = await consultationOf('tsn-registrator', await sentReferral());
        await step('tsn-registrator', id, 'decline', { reason: 'Berör inte oss', basis: 'D 4', declinedOn });
        return id;
      };
      const late = await declined();
      const entered = await declined('2026-11-02');
      const untold = await declined();
      const days = async () =>
        Object.fromEntries(
          (
            await their.query(
              'SELECT id, declined_on::text AS day FROM consultations WHERE declined_on IS NOT NULL',
            )
          ).map(({ id, day }: { id: string; day: string }) => [id, day]),
        );
      await their.query('UPDATE consultations SET declined_on = NULL WHERE id <> $1', [entered]);
      await their.query('ALTER TABLE audit_events DISABLE TRIGGER ALL');
      await their.query("UPDATE audit_events SET at = '2026-11-24T23:30:00Z' WHERE object_id = $1", [late]);
      await their.query(
        "UPDATE audit_events SET verb = 'register' WHERE object_id = $1 AND verb = 'decline'",
        [untold],
      );
      await undoneTo(their, 'DaysOfEarlierDeclines1794000000180');
      await their.runMigrations();
      expect(await days()).toEqual({ [late]: '2026-11-25', [entered]: '2026-11-02' });
      await undoneTo(their, 'DaysOfEarlierDeclines1794000000180');
      await their.runMigrations();
      expect(await days()).toEqual({ [late]: '2026-11-25', [entered]: '2026-11-02' });
    } finally {
      await their.destroy();
      await kept.stop();
    }
  });
});

async function undoneTo(their: DataSource, name: string): Promise<void> {
  let last: string | undefined;
  while (last !== name) {
    const [row] = await their.query('SELECT name FROM migrations ORDER BY id DESC LIMIT 1');
    last = row.name as string;
    await their.undoLastMigration();
  }
}

describe('the migration to each authority’s own confidentiality, and to readable numbers', () => {
  let kept: Service;
  let their: DataSource;
  beforeAll(async () => {
    kept = await startService({ ROLE: 'api' });
    their = await migrationDataSource(kept.databaseUrl).initialize();
  });
  afterAll(async () => {
    await their.destroy();
    await kept.stop();
  });

  it('keeps at each body what was kept from it, and every number, whatever stands in it', async () => {
    kept.setNow(NOW);
    const { id, ...consultation } = await given(kept).consultation('forwarded');
    const other = await given(kept).consultation('registered');
    let undone: string;
    do {
      [{ name: undone }] = await their.query('SELECT name FROM migrations ORDER BY id DESC LIMIT 1');
      await their.undoLastMigration();
    } while (undone !== 'ConfidentialityOfEachAuthority1794000000051');
    const mark = (type: string, of: string, list: string) =>
      their.query(
        `INSERT INTO confidentiality VALUES ($1, $2, 'OSL 21:7', '2026-11-02', 'KS', $3::text[], 'nothing')`,
        [type, of, list],
      );
    await mark('case', consultation['caseId'], '{KS:registrar,TSN:manager,@ks-handlaggare}');
    await mark('statement', id, '{TSN:registrar}');
    await mark('case', other['caseId'], '{KS:registrar}');
    const odd = '\u202ets\u200bn2026/７';
    await their.query(
      "INSERT INTO register_entries VALUES ('TSN', $1, $1), ('SN', 'ｓｎ1', 'ＳＮ1'), ('SN', 'sn1', 'SN1')",
      [odd],
    );
    await their.query("UPDATE consultations SET register_code = 'TSN', own_number_key = $2 WHERE id = $1", [
      id,
      odd,
    ]);

    await their.runMigrations();

    const lists = await their.query(
      `SELECT own_seen_by, reply_seen_by, statement_seen_by, own_number_key FROM consultations WHERE id = ANY($1)
       ORDER BY id = $2 DESC`,
      [[id, other.id], id],
    );
    expect(lists).toMatchObject([
      {
        own_seen_by: ['TSN:manager'],
        reply_seen_by: ['KS:registrar'],
        statement_seen_by: ['TSN:registrar'],
        own_number_key: 'tsn2026/7',
      },
      { own_seen_by: ['TSN:registrar'], reply_seen_by: null, statement_seen_by: ['TSN:registrar'] },
    ]);
    const entries = await their.query(
      "SELECT number_key, number FROM register_entries WHERE register_code = 'SN' OR number = $1 ORDER BY 1",
      [odd],
    );
    expect(entries).toHaveLength(3);
    expect(entries).toEqual(
      expect.arrayContaining([
        { number_key: 'sn1', number: 'SN1' },
        { number_key: 'tsn2026/7', number: odd },
        { number_key: 'ｓｎ1', number: 'ＳＮ1' },
      ]),
    );
  });
});
