import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices about rights and settings: of no case, to a body or to one person. */
export class NoticesOfAdministration1794000000047 implements MigrationInterface {
  name = 'NoticesOfAdministration1794000000047';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deliveries
        ADD COLUMN recipient_person text CONSTRAINT deliveries_recipient_person REFERENCES people,
        DROP CONSTRAINT deliveries_kind,
        ADD CONSTRAINT deliveries_kind CHECK (kind IN ('dispatch', 'packet', 'notice', 'reminder', 'test', 'administration')),
        DROP CONSTRAINT deliveries_about_a_case,
        ADD CONSTRAINT deliveries_about_a_case CHECK (case_id IS NOT NULL OR kind IN ('test', 'administration'));
      ALTER TABLE inbox_items
        ADD COLUMN person text CONSTRAINT inbox_items_person REFERENCES people,
        ALTER COLUMN case_id DROP NOT NULL,
        ADD CONSTRAINT inbox_items_about_a_case CHECK (case_id IS NOT NULL OR kind = 'administration');
      CREATE INDEX inbox_items_newest_of_person ON inbox_items (person, arrived_at DESC, id) WHERE person IS NOT NULL;

      CREATE POLICY inbox_items_of_their_person ON inbox_items TO yttra_runtime
        USING (person IS NOT NULL AND '@' || person = ANY((SELECT acting_for('staff_of'))::text[]));
      -- What is said to one person is not for the body they work for, whatever other policies show.
      CREATE POLICY inbox_items_of_a_person_alone ON inbox_items AS RESTRICTIVE TO yttra_runtime
        USING ((SELECT acting_as_the_service()) OR person IS NULL
          OR '@' || person = ANY((SELECT acting_for('staff_of'))::text[]));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP POLICY inbox_items_of_a_person_alone ON inbox_items;
      DROP POLICY inbox_items_of_their_person ON inbox_items;
      DELETE FROM inbox_items WHERE kind = 'administration';
      DELETE FROM delivery_attempts USING deliveries
        WHERE delivery_id = deliveries.id AND deliveries.kind = 'administration';
      DELETE FROM deliveries WHERE kind = 'administration';
      ALTER TABLE inbox_items
        DROP CONSTRAINT inbox_items_about_a_case,
        ALTER COLUMN case_id SET NOT NULL,
        DROP COLUMN person;
      ALTER TABLE deliveries
        DROP CONSTRAINT deliveries_about_a_case,
        DROP CONSTRAINT deliveries_kind,
        ADD CONSTRAINT deliveries_kind CHECK (kind IN ('dispatch', 'packet', 'notice', 'reminder', 'test')),
        ADD CONSTRAINT deliveries_about_a_case CHECK (case_id IS NOT NULL OR kind = 'test'),
        DROP COLUMN recipient_person;
    `);
  }
}
