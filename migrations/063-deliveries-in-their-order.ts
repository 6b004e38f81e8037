import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As migration 61 does for consultations: each way a list of deliveries or an inbox begins has an index in its order. */
export class DeliveriesInTheirOrder1794000000063 implements MigrationInterface {
  name = 'DeliveriesInTheirOrder1794000000063';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(MADE)) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await db.query(`CREATE INDEX CONCURRENTLY ${name} ON ${on}`);
    }
    await db.query(wallOfInboxes('OFFSET 0'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(wallOfInboxes(''));
    for (const name of Object.keys(MADE)) await db.query(`DROP INDEX ${name}`);
  }
}

const PLACE = '(coalesce(placed_at, arrived_at))';

const MADE: Readonly<Record<string, string>> = {
  deliveries_of_sender_in_state: 'deliveries (sender_body, state, channel, created_at, id)',
  documents_newest: 'documents (created_at, id)',
  deliveries_failed_by_channel: "deliveries (channel, created_at, id) WHERE state = 'failed'",
  deliveries_to_systems_of_recipient:
    "deliveries (recipient_body, channel, state, created_at, id) WHERE channel IN ('webhook', 'email')",
  inbox_items_unread: `inbox_items (body_code, kind, ${PLACE}, id) WHERE read_at IS NULL`,
  inbox_items_read: `inbox_items (body_code, kind, ${PLACE}, id) WHERE read_at IS NOT NULL`,
  inbox_items_of_person: `inbox_items (person, ${PLACE}, id) WHERE person IS NOT NULL`,
  inbox_items_of_administrator: `inbox_items (body_code, ${PLACE}, id) WHERE role = 'administrator'`,
};

const STAFF = "(SELECT acting_for('staff_of'))::text[]";

/** As migration 51 made it. With `OFFSET 0` PostgreSQL looks each matter up, and does not gather all there are beforehand. */
const wallOfInboxes = (one: 'OFFSET 0' | ''): string => `
  ALTER POLICY inbox_items_of_their_body ON inbox_items USING (
    (SELECT acting_as_the_service())
    OR (role IS DISTINCT FROM 'administrator' AND body_code = ANY(${STAFF})
      AND NOT EXISTS (SELECT FROM cases WHERE cases.id = case_id AND issuer_code = body_code AND NOT seen_by && ${STAFF} ${one})
      AND NOT EXISTS (SELECT FROM referrals WHERE referrals.id = referral_id AND issuer_code = body_code
        AND NOT seen_by && ${STAFF} ${one})
      AND (consultation_id IS NULL OR matter_is_open_at(consultation_id, body_code, ${STAFF}))
      AND NOT EXISTS (SELECT FROM digests WHERE digests.delivery_id = inbox_items.delivery_id
        AND '@' || digests.username <> ALL(${STAFF}) ${one}))
    OR (role = 'administrator' AND body_code = ANY((SELECT acting_for('administrator_of'))::text[])))`;
