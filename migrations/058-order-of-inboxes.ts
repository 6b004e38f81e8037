import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A statement that comes after its correction, since its delivery failed at first, is shown below it all the same. */
export class OrderOfInboxes1794000000058 implements MigrationInterface {
  name = 'OrderOfInboxes1794000000058';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE inbox_items
        -- The dispatch that this one replaces.
        ADD COLUMN replaces uuid,
        -- Where it stands in the list, if not where it arrived.
        ADD COLUMN placed_at timestamptz;
      UPDATE inbox_items item SET replaces = dispatches.replaces FROM dispatches
        WHERE dispatches.id = item.dispatch_id AND dispatches.replaces IS NOT NULL;
      CREATE INDEX inbox_items_replacing ON inbox_items (replaces, body_code) WHERE replaces IS NOT NULL;
      DROP INDEX inbox_items_newest_of_body;
      CREATE INDEX inbox_items_newest_of_body ON inbox_items (body_code, (coalesce(placed_at, arrived_at)) DESC, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX inbox_items_newest_of_body, inbox_items_replacing;
      ALTER TABLE inbox_items DROP COLUMN placed_at, DROP COLUMN replaces;
      CREATE INDEX inbox_items_newest_of_body ON inbox_items (body_code, arrived_at DESC, id);
    `);
  }
}
