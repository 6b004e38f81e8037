import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The public register's view of referrals reads columns of earlier migrations since this one; on the way back it does not. */
export class ConsulteesOfTheRegister1794000000110 implements MigrationInterface {
  name = 'ConsulteesOfTheRegister1794000000110';

  /** `migrate` makes the view. */
  async up(): Promise<void> {}

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DO $$ BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW published_referrals AS ' || replace(replace(replace(
          pg_get_viewdef('published_referrals'::regclass), ' AND (NOT asked.unasked)', ''),
          ' AND (asked.recalled_because IS NULL)', ''), 'referrals.sent_on,', 'NULL::date AS sent_on,');
      END $$
    `);
  }
}
