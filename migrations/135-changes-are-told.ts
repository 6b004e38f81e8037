import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each change wakes up the processes that tell browsers that something has changed: that it has, not what. */
export class ChangesAreTold1794000000135 implements MigrationInterface {
  name = 'ChangesAreTold1794000000135';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION changes_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NOTIFY changes;
        RETURN NULL;
      END
      $$;
      CREATE TRIGGER changes_are_told AFTER INSERT ON audit_events FOR EACH STATEMENT
        EXECUTE FUNCTION changes_are_told();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER changes_are_told ON audit_events;
      DROP FUNCTION changes_are_told();
    `);
  }
}
