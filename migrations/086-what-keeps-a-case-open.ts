import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN_REFERRALS = `SELECT cases.id AS case_id,
  (SELECT count(*)::int FROM referrals WHERE referrals.case_id = cases.id AND state IN ('draft', 'sent'))
    AS open_referrals`;

/** A case is not closed while anything of it is open, also what is kept from whoever closes it. */
export class WhatKeepsACaseOpen1794000000086 implements MigrationInterface {
  name = 'WhatKeepsACaseOpen1794000000086';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX deliveries_unposted ON deliveries (case_id) WHERE channel = 'manual' AND state = 'pending';
      CREATE OR REPLACE VIEW case_facts AS ${OPEN_REFERRALS},
        (SELECT count(*)::int FROM consultations LEFT JOIN referrals ON referrals.id = referral_id
         WHERE consultations.case_id = cases.id AND (referral_id IS NULL OR referrals.state = 'closed')
           AND consultations.state IN ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed'))
          AS open_replies,
        (SELECT count(*)::int FROM deliveries WHERE deliveries.case_id = cases.id AND channel = 'manual'
           AND state = 'pending' AND sender_body = cases.issuer_code) AS unposted_letters
      FROM cases;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW case_facts;
      CREATE VIEW case_facts AS ${OPEN_REFERRALS} FROM cases;
      DROP INDEX deliveries_unposted;
    `);
  }
}
