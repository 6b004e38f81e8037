import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last packet that was sent before a consultee was recalled: it sees none that was made afterwards. */
export class PacketsUntilRecall1794000000107 implements MigrationInterface {
  name = 'PacketsUntilRecall1794000000107';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE consultations ADD IF NOT EXISTS recalled_after_packet integer');
    await db.query(`
      UPDATE consultations SET recalled_after_packet = (SELECT coalesce(max(number), 1) FROM referral_packets sent
        WHERE sent.referral_id = consultations.referral_id AND sent.made_at <= (SELECT max(at) FROM audit_events recall
          WHERE recall.consultation_id = consultations.id AND recall.verb = 'recall'))
      WHERE recalled_because IS NOT NULL
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE consultations DROP recalled_after_packet');
  }
}
