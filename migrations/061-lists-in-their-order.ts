import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One index for each way a list of consultations begins, with the list's order at its end: a page is read from it as it
 * stands. Made beside the service's work; an index that an interrupted attempt has left half made is made anew.
 */
export class ListsInTheirOrder1794000000061 implements MigrationInterface {
  name = 'ListsInTheirOrder1794000000061';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(MADE)) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await db.query(`CREATE INDEX CONCURRENTLY ${name} ON ${on}`);
    }
    for (const name of Object.keys(REPLACED)) await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(REPLACED)) await db.query(`CREATE INDEX ${name} ON ${on}`);
    for (const name of Object.keys(MADE)) await db.query(`DROP INDEX ${name}`);
  }
}

type Indexes = Readonly<Record<string, string>>;

const MADE: Indexes = {
  consultations_of_consultee_in_state: 'consultations (consultee_code, state, reply_by, id)',
  consultations_of_issuer_in_state: 'consultations (issuer_code, state, reply_by, id)',
  consultations_open_of_issuer: `consultations (issuer_code, reply_by, id) WHERE state IN
    ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')`,
  consultations_between: 'consultations (issuer_code, consultee_code, reply_by, id)',
  consultations_between_in_state: 'consultations (issuer_code, consultee_code, state, reply_by, id)',
  consultations_with_officer:
    'consultations (officer, consultee_code, reply_by, id) WHERE officer IS NOT NULL',
  consultations_with_officer_in_state:
    'consultations (officer, consultee_code, state, reply_by, id) WHERE officer IS NOT NULL',
  consultations_in_case: 'consultations (case_id, reply_by, id)',
};

const REPLACED: Indexes = {
  consultations_of_officer: 'consultations (officer, reply_by, id)',
  consultations_of_case: 'consultations (case_id, id)',
};
