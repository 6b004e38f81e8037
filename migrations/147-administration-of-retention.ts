import type { MigrationInterface, QueryRunner } from 'typeorm';

const indexed = (how: string, name: string, kinds: string): string =>
  `CREATE INDEX ${how} ${name} ON audit_events (id) WHERE case_id IS NULL AND object_type IN
     ('body', 'person', 'stand-in', 'api-client', 'webhook', 'reminder-settings', 'calendar-feed', 'paper-form'${kinds})`;

/** Decisions to dispose stand in the trail of administration, and what has such a decision is found by body and kind. */
export class AdministrationOfRetention1794000000147 implements MigrationInterface {
  name = 'AdministrationOfRetention1794000000147';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS audit_events_of_decisions');
    await db.query(indexed('CONCURRENTLY', 'audit_events_of_decisions', ", 'retention-rule'"));
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS audit_events_of_settings');
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS documents_kept_by_kind');
    await db.query(
      'CREATE INDEX CONCURRENTLY documents_kept_by_kind ON documents (body_code, kind) WHERE disposed_at IS NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX documents_kept_by_kind');
    await db.query(indexed('', 'audit_events_of_settings', ''));
    await db.query('DROP INDEX audit_events_of_decisions');
  }
}
