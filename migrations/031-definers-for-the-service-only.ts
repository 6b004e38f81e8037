import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs with its owner's rights is for the service, not for every login of the database. */
export class DefinersForTheServiceOnly1794000000031 implements MigrationInterface {
  name = 'DefinersForTheServiceOnly1794000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      REVOKE ALL ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint) TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      GRANT EXECUTE ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint) TO PUBLIC;
      REVOKE EXECUTE ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint) FROM yttra_runtime;
    `);
  }
}
