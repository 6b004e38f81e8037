import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RolesOfTokens1794000000025 implements MigrationInterface {
  name = 'RolesOfTokens1794000000025';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- When the token was issued from which the person's roles were last written: an older one, still valid
      -- elsewhere, does not bring back what has been taken away. NULL: roles are given by administrators.
      ALTER TABLE people ADD COLUMN roles_as_of timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE people DROP COLUMN roles_as_of');
  }
}
