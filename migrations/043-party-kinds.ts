import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a party outside Yttra is an organisation or a private person. Of a case's sender it stands in its origin. Who
 * has not been said to be an organisation is not named in public; nor, until it is published anew, is anyone whom a
 * publication from before this named without knowing.
 */
export class PartyKinds1794000000043 implements MigrationInterface {
  name = 'PartyKinds1794000000043';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE referral_consultees ADD COLUMN kind text
        CONSTRAINT referral_consultees_kind CHECK (kind IN ('organisation', 'private'));
      UPDATE publications SET parties = '{}' WHERE parties <> '{}';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE referral_consultees DROP COLUMN kind');
  }
}
