import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Triggers run without anybody's right to call what they call. */
const OF_TRIGGERS = `consultation_inherits_lists(), note_statement_documents(), referral_inherits_lists(),
  spread_confidentiality()`;

/** What runs with its owner's rights is for the service, not for every login of the database. */
export class DefinersForTheServiceOnly1794000000031 implements MigrationInterface {
  name = 'DefinersForTheServiceOnly1794000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      REVOKE ALL ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint), ${OF_TRIGGERS} FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint) TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      GRANT EXECUTE ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint), ${OF_TRIGGERS} TO PUBLIC;
      REVOKE EXECUTE ON FUNCTION seconds_until_room_for_upload(text, bigint, bigint) FROM yttra_runtime;
    `);
  }
}
