import type { MigrationInterface, QueryRunner } from 'typeorm';

/** PostgreSQL takes `coalesce` for what might tell of rows behind row-level security, and enters no index by it; by `CASE` it does. */
const PLACE = '(CASE WHEN placed_at IS NULL THEN arrived_at ELSE placed_at END)';
const BEFORE = '(coalesce(placed_at, arrived_at))';

const indexes = (place: string, newest: string): Readonly<Record<string, string>> => ({
  inbox_items_newest_of_body: `inbox_items (body_code, ${newest})`,
  inbox_items_unread: `inbox_items (body_code, kind, ${place}, id) WHERE read_at IS NULL`,
  inbox_items_read: `inbox_items (body_code, kind, ${place}, id) WHERE read_at IS NOT NULL`,
  inbox_items_of_person: `inbox_items (person, ${place}, id) WHERE person IS NOT NULL`,
  inbox_items_of_administrator: `inbox_items (body_code, ${place}, id) WHERE role = 'administrator'`,
});

/** A page far back in an inbox read all that is newer. */
export class DepthOfInboxes1794000000209 implements MigrationInterface {
  name = 'DepthOfInboxes1794000000209';
  readonly transaction = false;

  /** Lists have an index all the while. */
  async up(db: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(indexes(PLACE, `${PLACE}, id`))) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}_anew`);
      await db.query(`CREATE INDEX CONCURRENTLY ${name}_anew ON ${columns}`);
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await db.query(`ALTER INDEX ${name}_anew RENAME TO ${name}`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(indexes(BEFORE, `${BEFORE} DESC, id`)))
      await db.query(`DROP INDEX ${name}; CREATE INDEX ${name} ON ${columns}`);
  }
}
