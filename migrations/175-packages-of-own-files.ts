import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A package is of a case, or of what a body that was asked has of its own consultation. */
export class PackagesOfOwnFiles1794000000175 implements MigrationInterface {
  name = 'PackagesOfOwnFiles1794000000175';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE archive_packages
        ADD COLUMN consultation_id uuid CONSTRAINT archive_packages_consultation REFERENCES consultations,
        ALTER COLUMN case_id DROP NOT NULL,
        ADD CONSTRAINT archive_packages_of_one CHECK (num_nonnulls(case_id, consultation_id) = 1);
      CREATE INDEX archive_packages_of_consultation ON archive_packages (consultation_id, requested_at, id)
        WHERE consultation_id IS NOT NULL;
    `);
  }

  /** Without the column nothing says whose the packages of consultations are; their files are swept as what nothing names. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP POLICY IF EXISTS archive_packages_for_select ON archive_packages;
      DROP POLICY IF EXISTS archive_packages_for_insert ON archive_packages;
      DELETE FROM archive_packages WHERE case_id IS NULL;
      ALTER TABLE archive_packages DROP CONSTRAINT archive_packages_of_one, DROP COLUMN consultation_id,
        ALTER COLUMN case_id SET NOT NULL;
    `);
  }
}
