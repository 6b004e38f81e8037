import type { EntityManager } from 'typeorm';
import type { Asked } from './advice.js';

/**
 * What a statement is asked for, as SQL of a row of consultations: how many questions, as far as the caller sees the
 * referral, and the headings that the body's form of its staff reports has a place for.
 */
export const ASKED = `
  coalesce((SELECT jsonb_array_length(questions) FROM referrals WHERE referrals.id = consultation.referral_id), 0) AS questions,
  coalesce((SELECT jsonb_path_query_array(written.form, '$.parts[*] ? (@.part == "section").heading')
    FROM paper_forms forms JOIN paper_form_versions written ON written.form_id = forms.id
    WHERE forms.body_code = consultation.consultee_code AND forms.kind = 'staff-report'
    ORDER BY written.version DESC LIMIT 1), '[]') AS headings`;

/** The same of one consultation. */
export async function askedOf(tx: EntityManager, id: string): Promise<Asked> {
  const [row]: Asked[] = await tx.query(
    `SELECT ${ASKED} FROM consultations consultation WHERE consultation.id = $1`,
    [id],
  );
  return row ?? { questions: 0, headings: [] };
}
