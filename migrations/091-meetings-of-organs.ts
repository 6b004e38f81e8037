import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MeetingsOfOrgans1794000000091 implements MigrationInterface {
  name = 'MeetingsOfOrgans1794000000091';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A board and its committees meet, and may do so on one day. The agenda is the order that somebody has given it;
      -- what was put on it since comes after.
      ALTER TABLE meetings
        ADD COLUMN organ text,
        ADD COLUMN begins_at text CONSTRAINT meetings_begin_at CHECK (begins_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        ADD COLUMN place text,
        ADD COLUMN agenda uuid[] NOT NULL DEFAULT '{}';
      CREATE UNIQUE INDEX meetings_once ON meetings (body_code, meets_on, coalesce(organ, ''), coalesce(begins_at, ''));
      ALTER TABLE meetings DROP CONSTRAINT meetings_one_a_day;
      -- Each time that a meeting tabled the matter or referred it back, oldest first.
      ALTER TABLE consultations ADD COLUMN postponements jsonb NOT NULL DEFAULT '[]';
    `);
  }

  /** Of several meetings on one day the first is left, with the matters of all. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TEMPORARY TABLE one_a_day ON COMMIT DROP AS SELECT id, first_value(id) OVER (
        PARTITION BY body_code, meets_on ORDER BY organ NULLS FIRST, begins_at NULLS FIRST, id) AS stays FROM meetings;
      UPDATE consultations SET meeting_id = stays FROM one_a_day
      WHERE one_a_day.id = meeting_id AND stays <> meeting_id;
      UPDATE consultations SET closed_from_meeting = stays FROM one_a_day
      WHERE one_a_day.id = closed_from_meeting AND stays <> closed_from_meeting;
      SET CONSTRAINTS ALL IMMEDIATE;
      DELETE FROM meetings USING one_a_day WHERE one_a_day.id = meetings.id AND stays <> meetings.id;
      SET CONSTRAINTS ALL IMMEDIATE;
      ALTER TABLE consultations DROP COLUMN postponements;
      DROP INDEX meetings_once;
      ALTER TABLE meetings DROP COLUMN agenda, DROP COLUMN place, DROP COLUMN begins_at, DROP COLUMN organ,
        ADD CONSTRAINT meetings_one_a_day UNIQUE (body_code, meets_on);
    `);
  }
}
