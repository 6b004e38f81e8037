import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How much each person and program has written in the hours of the last day. A person's requests at the same time
 * count in different parts of the hour, so that they need not wait for each other.
 */
export class WhatSomebodyWrites1794000000035 implements MigrationInterface {
  name = 'WhatSomebodyWrites1794000000035';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE writings (
        principal text NOT NULL,
        hour      timestamptz NOT NULL,
        part      integer NOT NULL,
        bytes     bigint NOT NULL,
        PRIMARY KEY (principal, hour, part)
      );
      CREATE INDEX writings_oldest ON writings (hour);
      ALTER TABLE writings ENABLE ROW LEVEL SECURITY;
      CREATE POLICY writings_of_their_writer ON writings TO yttra_runtime USING (
        (SELECT acting_as_the_service()) OR '@' || principal = ANY((SELECT acting_for('staff_of'))::text[]));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE writings');
  }
}
