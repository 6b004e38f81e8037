import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person looks for often, for that person alone. */
export class SavedSearches1794000000151 implements MigrationInterface {
  name = 'SavedSearches1794000000151';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE saved_searches (
        id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        username text NOT NULL CONSTRAINT saved_searches_person REFERENCES people,
        name     text NOT NULL,
        address  text NOT NULL,
        CONSTRAINT saved_searches_once UNIQUE (username, name)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE saved_searches');
  }
}
