import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a package holds, how far into the trail it reaches, and whether somebody has fetched it: only then does it stand in
 * for what is disposed of. Packages from before say none of that, and are asked for again.
 */
export class PackagesThatHold1794000000145 implements MigrationInterface {
  name = 'PackagesThatHold1794000000145';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE archive_packages
        ADD COLUMN holds uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN trail_until bigint,
        ADD COLUMN fetched_at timestamptz;
      DROP FUNCTION IF EXISTS disposal_of(uuid);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION IF EXISTS disposal_of(uuid);
      ALTER TABLE archive_packages DROP COLUMN fetched_at, DROP COLUMN trail_until, DROP COLUMN holds;
    `);
  }
}
