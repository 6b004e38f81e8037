import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The versions of a compilation that its issuer has shared, and for each consultee that was told how its own remarks were
 * met: what is confidential in a reply stands nowhere else.
 */
export class SharedCompilations1794000000116 implements MigrationInterface {
  name = 'SharedCompilations1794000000116';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE compilations (
        id          uuid PRIMARY KEY,
        referral_id uuid NOT NULL CONSTRAINT compilations_referral REFERENCES referrals,
        number      integer NOT NULL CONSTRAINT compilations_numbered_from_one CHECK (number >= 1),
        content     jsonb NOT NULL,
        sha256      text NOT NULL,
        note        text,
        shared_by   text NOT NULL,
        shared_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT compilations_number UNIQUE (referral_id, number)
      );
      CREATE TABLE compilation_parts (
        compilation_id  uuid NOT NULL CONSTRAINT compilation_parts_compilation REFERENCES compilations,
        consultation_id uuid NOT NULL CONSTRAINT compilation_parts_consultation REFERENCES consultations,
        replied         boolean NOT NULL,
        remarks         jsonb NOT NULL,
        CONSTRAINT compilation_parts_once PRIMARY KEY (consultation_id, compilation_id)
      );
      CREATE INDEX compilation_parts_of_compilation ON compilation_parts (compilation_id);
      REVOKE UPDATE, DELETE ON compilations, compilation_parts FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE compilation_parts, compilations');
  }
}
