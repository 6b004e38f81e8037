import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The demo issuer's key, shared by every process of a demo; empty everywhere else. */
export class DemoSigningKey1794000000010 implements MigrationInterface {
  name = 'DemoSigningKey1794000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE demo_signing_key (
        only_one    boolean PRIMARY KEY DEFAULT true CONSTRAINT demo_signing_key_only_one CHECK (only_one),
        private_jwk jsonb NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE demo_signing_key');
  }
}
