import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An event about a message or an extension names it, so that a receiver need not guess which one it was. */
export class WhatEventsAreAbout1794000000059 implements MigrationInterface {
  name = 'WhatEventsAreAbout1794000000059';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deliveries
        ADD COLUMN message_id uuid CONSTRAINT deliveries_message REFERENCES messages,
        ADD COLUMN extension_id uuid CONSTRAINT deliveries_extension REFERENCES extensions;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries DROP COLUMN extension_id, DROP COLUMN message_id');
  }
}
