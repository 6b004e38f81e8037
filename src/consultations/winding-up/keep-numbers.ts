import type { EntityManager } from 'typeorm';

/**
 * Keeps the numbers of what was handed over in the register of the body that had it, where another body keeps that: a
 * number that stands in the body's own register says so itself. To be called before anybody follows the body.
 */
export async function keepNumbers(tx: EntityManager, body: string, handed: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO numbers_handed_over (object_id, body_code, register_code, number_key)
     SELECT id, $1, register_code, number_key FROM (
       SELECT id, register_code, number_key FROM cases
       UNION ALL
       SELECT id, register_code, own_number_key FROM consultations WHERE referral_id IS NOT NULL AND own_number_key IS NOT NULL
     ) numbered
     WHERE id = ANY($2) AND register_code <> $1 AND register_line_body(register_code, $1, number_key, id) = $1
     ON CONFLICT (object_id) DO UPDATE SET (body_code, register_code, number_key)
       = (excluded.body_code, excluded.register_code, excluded.number_key)`,
    [body, handed],
  );
}
