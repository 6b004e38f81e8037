import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which of the letters that were sent before took a statement to whoever asked for it, and the day a reply reached
 * somebody outside Yttra by them. Apart from the columns, so that no table is locked while its rows are gone through.
 */
export class LettersThatReached1794000000109 implements MigrationInterface {
  name = 'LettersThatReached1794000000109';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE deliveries SET to_issuer = true
      FROM consultations asked JOIN cases ON cases.id = asked.case_id
      WHERE deliveries.kind = 'dispatch' AND deliveries.channel IN ('inbox', 'manual') AND asked.id = deliveries.consultation_id
        AND NOT deliveries.to_issuer
        AND CASE WHEN asked.issuer_code IS NULL
          THEN deliveries.recipient_name = asked.issuer_name OR deliveries.recipient_email = cases.origin->>'email'
          ELSE deliveries.recipient_body = asked.issuer_code END
    `);
    await db.query(`
      UPDATE consultations asked SET reached_issuer_on = arrival.day, version = asked.version + 1
      FROM (SELECT deliveries.consultation_id, min(CASE WHEN channel <> 'manual' THEN forwarded_on WHEN deliveries.state = 'delivered'
          THEN coalesce(delivered_on, (delivered_at AT TIME ZONE 'Europe/Stockholm')::date) END) AS day
        FROM deliveries JOIN dispatches ON dispatches.id = dispatch_id WHERE to_issuer GROUP BY 1) arrival
      WHERE asked.id = arrival.consultation_id AND asked.issuer_code IS NULL
        AND asked.reached_issuer_on IS DISTINCT FROM arrival.day
    `);
  }

  /** What is known of the letters goes with the columns. */
  async down(): Promise<void> {}
}
