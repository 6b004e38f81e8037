import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each address that the audit trail's seals are sent to has acknowledged them; the row has the schedule. */
export class PublishedSeals1794000000028 implements MigrationInterface {
  name = 'PublishedSeals1794000000028';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE seal_receivers (
        url             text PRIMARY KEY,
        -- Number of the last seal it has taken; 0: none.
        acknowledged    integer NOT NULL DEFAULT 0,
        acknowledged_at timestamptz,
        due_at          timestamptz NOT NULL DEFAULT now(),
        attempt_token   uuid,
        failures        integer NOT NULL DEFAULT 0,
        last_error      text,
        CONSTRAINT seal_receivers_acknowledged CHECK (acknowledged >= 0)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE seal_receivers');
  }
}
