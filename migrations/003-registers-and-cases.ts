import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RegistersAndCases1794000000003 implements MigrationInterface {
  name = 'RegistersAndCases1794000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE case_number_series (
        register_code text NOT NULL CONSTRAINT case_number_series_register REFERENCES bodies,
        year          integer NOT NULL,
        last_number   integer NOT NULL,
        PRIMARY KEY (register_code, year)
      );

      -- One register holds a body's cases and its consultations; number_key is the number without spaces and case.
      CREATE TABLE register_entries (
        register_code text NOT NULL CONSTRAINT register_entries_register REFERENCES bodies,
        number_key    text NOT NULL,
        number        text NOT NULL,
        registered_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (register_code, number_key)
      );

      CREATE TABLE cases (
        id              uuid PRIMARY KEY,
        register_code   text NOT NULL,
        number_key      text NOT NULL,
        number          text NOT NULL,
        issuer_code     text NOT NULL CONSTRAINT cases_issuer REFERENCES bodies,
        title           text NOT NULL,
        state           text NOT NULL CONSTRAINT cases_state CHECK (state IN ('open', 'closed')),
        version         integer NOT NULL DEFAULT 1,
        related_cases   jsonb NOT NULL DEFAULT '[]',
        prior_decisions jsonb NOT NULL DEFAULT '[]',
        origin          jsonb,
        created_by      text NOT NULL,
        created_at      timestamptz NOT NULL DEFAULT now(),
        search_text     text GENERATED ALWAYS AS (lower(title || ' ' || number)) STORED,
        CONSTRAINT cases_number_taken UNIQUE (register_code, number_key),
        CONSTRAINT cases_registered FOREIGN KEY (register_code, number_key) REFERENCES register_entries
      );
      CREATE INDEX cases_newest_of_issuer ON cases (issuer_code, created_at DESC, id);
      CREATE INDEX cases_search ON cases USING gin (search_text gin_trgm_ops);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE cases, register_entries, case_number_series');
  }
}
