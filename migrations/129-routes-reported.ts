import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which decisions that were taken for a board it is told of, as it has settled itself (KL 6:40): all, until it says
 * otherwise. Nobody is reminded of one that was made before meetings were noted here.
 */
export class RoutesReported1794000000129 implements MigrationInterface {
  name = 'RoutesReported1794000000129';

  /** The first default is that of the decisions there are, the second that of those to come: no row is rewritten. */
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bodies ADD reported_routes text[] NOT NULL DEFAULT '{committee,officer,administration}'
        CONSTRAINT bodies_reported_routes CHECK (reported_routes <@ '{committee,officer,administration}');
      ALTER TABLE decisions ADD predates_reporting boolean NOT NULL DEFAULT true;
      ALTER TABLE decisions ALTER predates_reporting SET DEFAULT false;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE decisions DROP predates_reporting;
      ALTER TABLE bodies DROP reported_routes;
    `);
  }
}
