import type { MigrationInterface, QueryRunner } from 'typeorm';

const indexed = (how: string, name: string, kinds: string): string =>
  `CREATE INDEX ${how} ${name} ON audit_events (id) WHERE case_id IS NULL AND object_type IN
     ('body', 'person', 'stand-in', 'api-client', 'webhook', 'reminder-settings', 'calendar-feed'${kinds})`;

/** What was done with the shape of papers stands in the trail of administration, which is read along its own index. */
export class AdministrationOfPapers1794000000140 implements MigrationInterface {
  name = 'AdministrationOfPapers1794000000140';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS audit_events_of_settings');
    await db.query(indexed('CONCURRENTLY', 'audit_events_of_settings', ", 'paper-form'"));
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS audit_events_of_administration');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(indexed('', 'audit_events_of_administration', ''));
    await db.query('DROP INDEX audit_events_of_settings');
  }
}
