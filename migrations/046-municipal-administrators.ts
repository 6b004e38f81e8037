import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MunicipalAdministrators1794000000046 implements MigrationInterface {
  name = 'MunicipalAdministrators1794000000046';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Of the person, not of a body: no list of a body's roles, no stand-in and no register-keeper inherits it.
      ALTER TABLE people ADD COLUMN municipal_administrator boolean NOT NULL DEFAULT false;

      -- Until now an administrator of any body administered all. The executive board answers for the municipality's
      -- common systems (KL 6:1), so its administrators go on as the municipality's; where it has none, all of today's
      -- do, or there would be nobody left who could name one.
      UPDATE people SET municipal_administrator = true, version = version + 1
      WHERE username IN (
        SELECT username FROM roles JOIN bodies ON bodies.code = body_code JOIN people USING (username)
        WHERE role = 'administrator' AND people.active AND (bodies.kind = 'executive-board' OR NOT EXISTS (
          SELECT FROM roles board JOIN bodies ON bodies.code = board.body_code JOIN people ON people.username = board.username
          WHERE board.role = 'administrator' AND people.active AND bodies.kind = 'executive-board')));

      -- What was done with rights and settings, which belongs to no case.
      CREATE INDEX audit_events_of_administration ON audit_events (id)
        WHERE case_id IS NULL AND object_type IN
          ('body', 'person', 'stand-in', 'api-client', 'webhook', 'reminder-settings', 'calendar-feed');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX audit_events_of_administration;
      ALTER TABLE people DROP COLUMN municipal_administrator;
    `);
  }
}
