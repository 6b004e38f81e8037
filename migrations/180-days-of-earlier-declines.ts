import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who declined before the day was kept (162) did so on the day that the trail has, in Sweden's time. */
export class DaysOfEarlierDeclines1794000000180 implements MigrationInterface {
  name = 'DaysOfEarlierDeclines1794000000180';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The trail has no index by record: it is read once, and not once for each of them.
      UPDATE consultations SET declined_on = said.day
      FROM (
        SELECT DISTINCT ON (object_id) object_id, (at AT TIME ZONE 'Europe/Stockholm')::date AS day FROM audit_events
        WHERE object_type = 'consultation' AND verb = 'decline' ORDER BY object_id, id DESC
      ) said
      WHERE said.object_id = consultations.id::text AND consultations.state = 'declined'
        AND consultations.declined_on IS NULL;
    `);
  }

  /** Nobody can tell a day that the trail gave from one that somebody entered, and both are true. */
  async down(): Promise<void> {}
}
