import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers that take long, from when they are asked for until they have been fetched. */
export class PaperJobs1794000000200 implements MigrationInterface {
  name = 'PaperJobs1794000000200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Not logged: a job that is lost when PostgreSQL crashes is asked for anew.
      CREATE UNLOGGED TABLE paper_jobs (
        id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        -- Of everything that stands in the paper, and of its address and form.
        digest         text NOT NULL CONSTRAINT paper_jobs_made_once UNIQUE
          CONSTRAINT paper_jobs_hash CHECK (digest ~ '^[0-9a-f]{64}$'),
        -- Which paper, by the ids and numbers of its address.
        asked          jsonb NOT NULL,
        format         text NOT NULL,
        begun_by       text NOT NULL,
        asked_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts       integer NOT NULL DEFAULT 1,
        leased_until   timestamptz NOT NULL,
        started_at     timestamptz,
        ended_at       timestamptz,
        failed_because text CONSTRAINT paper_jobs_failures
          CHECK (failed_because IN ('too-demanding', 'unavailable', 'interrupted', 'failed')),
        -- Encrypted under a key that only what stands in the paper gives.
        content        bytea,
        kept_until     timestamptz NOT NULL,
        CONSTRAINT paper_jobs_ended CHECK ((ended_at IS NOT NULL) = (num_nonnulls(failed_because, content) = 1)
          AND num_nonnulls(failed_because, content) < 2)
      );
      -- What is encrypted cannot be compressed.
      ALTER TABLE paper_jobs ALTER COLUMN content SET STORAGE EXTERNAL;
      CREATE INDEX paper_jobs_by_expiry ON paper_jobs (kept_until);
      CREATE INDEX paper_jobs_under_way ON paper_jobs (begun_by) WHERE ended_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE paper_jobs');
  }
}
