import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `case_facts` as it was before, which what is made after the migrations (src/database/current) replaces. */
const caseFacts = (more = '') => `CREATE OR REPLACE VIEW case_facts AS SELECT cases.id AS case_id,
  (SELECT count(*)::int FROM referrals WHERE referrals.case_id = cases.id AND state IN ('draft', 'sent'))
    AS open_referrals${more} FROM cases;`;

/** A case is not closed while a reply of it is unfinished, or a letter unposted: those are found by their case. */
export class WhatKeepsACaseOpen1794000000086 implements MigrationInterface {
  name = 'WhatKeepsACaseOpen1794000000086';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX deliveries_unposted ON deliveries (case_id) WHERE channel = 'manual' AND state = 'pending';
      ${caseFacts(', NULL::integer AS open_replies, NULL::integer AS unposted_letters')}
    `);
  }

  /** A view that has columns is not replaced by one without them. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW case_facts;
      ${caseFacts()}
      DROP INDEX deliveries_unposted;
    `);
  }
}
