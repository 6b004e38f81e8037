import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The service may look into every table of its own; of the cases whose entries are due it sees none but while it writes. */
export class DueEntriesAreReadable1794000000045 implements MigrationInterface {
  name = 'DueEntriesAreReadable1794000000045';

  async up(db: QueryRunner): Promise<void> {
    await db.query('GRANT SELECT ON public_entries_due TO yttra_runtime');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('REVOKE SELECT ON public_entries_due FROM yttra_runtime');
  }
}
