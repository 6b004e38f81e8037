import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sessions1794000000067 implements MigrationInterface {
  name = 'Sessions1794000000067';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Somebody who works in a browser. The cookie holds the id; only its hash is here, so that a copy of the
      -- database signs nobody in. An ended session is kept a day, to tell whose form came too late.
      CREATE TABLE sessions (
        id_sha256 text PRIMARY KEY CONSTRAINT sessions_hash CHECK (id_sha256 ~ '^[0-9a-f]{64}$'),
        username  text NOT NULL CONSTRAINT sessions_person REFERENCES people,
        -- What the issuer said of roles and assurance when they signed in.
        claims    jsonb NOT NULL,
        issued_at timestamptz NOT NULL,
        used_at   timestamptz NOT NULL,
        ends_at   timestamptz NOT NULL
      );
      CREATE INDEX sessions_of_person ON sessions (username);
      CREATE INDEX sessions_by_end ON sessions (ends_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE sessions');
  }
}
