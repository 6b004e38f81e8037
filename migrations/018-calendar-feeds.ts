import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CalendarFeeds1794000000018 implements MigrationInterface {
  name = 'CalendarFeeds1794000000018';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Whoever knows the secret reads the feed, so only its hash is kept.
      CREATE TABLE calendar_feeds (
        id            uuid PRIMARY KEY,
        secret_sha256 text NOT NULL CONSTRAINT calendar_feeds_secret_once UNIQUE,
        body_code     text CONSTRAINT calendar_feeds_body REFERENCES bodies, -- null: the person's own
        username      text NOT NULL CONSTRAINT calendar_feeds_person REFERENCES people,
        name          text,
        created_at    timestamptz NOT NULL,
        fetched_on    date,
        version       integer NOT NULL DEFAULT 1
      );
      CREATE INDEX calendar_feeds_newest ON calendar_feeds (created_at DESC, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE calendar_feeds');
  }
}
