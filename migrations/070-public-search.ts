import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the public searches is folded as what staff search: one way to find a word or a number. */
export class PublicSearch1794000000070 implements MigrationInterface {
  name = 'PublicSearch1794000000070';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE public_entries SET search_text = searched(title, number, case_number);
      ANALYZE public_entries;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      "UPDATE public_entries SET search_text = lower(concat_ws(' ', number, case_number, title))",
    );
  }
}
