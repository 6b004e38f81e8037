import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An issuer's referrals are listed by when they were made, and by the day to answer, those without one last. The indexes
 * are made beside the service's work; one that an interrupted attempt has left half made is made anew.
 */
export class ReferralsInOrder1794000000106 implements MigrationInterface {
  name = 'ReferralsInOrder1794000000106';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(MADE)) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await db.query(`CREATE INDEX CONCURRENTLY ${name} ON ${on}`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const name of Object.keys(MADE)) await db.query(`DROP INDEX ${name}`);
  }
}

const MADE: Readonly<Record<string, string>> = {
  referrals_of_issuer: 'referrals (issuer_code, created_at, id)',
  referrals_of_issuer_by_reply_by: "referrals (issuer_code, (coalesce(reply_by, DATE '2100-12-31')), id)",
};
