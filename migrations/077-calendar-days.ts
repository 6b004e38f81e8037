import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CalendarDays1794000000077 implements MigrationInterface {
  name = 'CalendarDays1794000000077';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Each day that a calendar program has been told of: on which day it was, how often that has changed, and when.
      -- Programs take a day for moved by its SEQUENCE (RFC 5545, 3.8.7.4); a plan's days move with much that has no version.
      CREATE TABLE calendar_days (
        uid        text PRIMARY KEY,
        day        date NOT NULL,
        sequence   integer NOT NULL DEFAULT 0,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX calendar_days_gone_by ON calendar_days (day);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE calendar_days');
  }
}
