import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packages of closed cases for an archive: promised here, written by a worker, and kept among the documents under their SHA-256. */
export class ArchivePackages1794000000143 implements MigrationInterface {
  name = 'ArchivePackages1794000000143';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE archive_packages (
        id           uuid PRIMARY KEY,
        case_id      uuid NOT NULL CONSTRAINT archive_packages_case REFERENCES cases,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts     integer NOT NULL DEFAULT 0,
        due_at       timestamptz NOT NULL DEFAULT now(),
        last_error   text,
        written_at   timestamptz,
        sha256       text,
        byte_size    bigint,
        files        integer,
        file_name    text,
        CONSTRAINT archive_packages_whole CHECK (num_nulls(written_at, sha256, byte_size, files, file_name) IN (0, 5))
      );
      CREATE INDEX archive_packages_of_case ON archive_packages (case_id, requested_at, id);
      CREATE INDEX archive_packages_waiting ON archive_packages (due_at) WHERE written_at IS NULL;
      CREATE INDEX archive_packages_file ON archive_packages (sha256);
      REVOKE DELETE ON archive_packages FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE archive_packages');
  }
}
