import type { Change } from '../changes/change.js';
import type { ReferralCase } from './referral-case.entity.js';

interface Followed {
  id: string;
  state: string;
  before: object;
  after: object;
}

const FOLLOWING = [
  'register_code',
  'own_number_key',
  'own_case_number',
  'issuer_name',
  'case_number',
  'reply_by',
];

/** `{"ownCaseNumber": row.own_case_number, …}` as SQL. */
const shown = (row: string): string =>
  `jsonb_build_object('ownCaseNumber', ${row}.own_case_number, 'issuerName', ${row}.issuer_name,
    'caseNumber', ${row}.case_number, 'replyBy', ${row}.reply_by)`;

/**
 * Makes the case's own reply to its outside sender follow a correction of the case: number, sender, the sender's number,
 * and the last day while no extension has moved it. The caller holds the case's lock and has corrected the row.
 */
export async function ownReplyFollows(
  change: Change,
  { id, issuerCode, registerCode, numberKey, number, origin }: ReferralCase,
  verb: string,
): Promise<void> {
  const rows: [Followed[], number] = await change.tx.query(
    `UPDATE consultations own SET (register_code, own_number_key, own_case_number, issuer_name, case_number, reply_by,
         original_reply_by, version)
       = ($2, $3, $4, coalesce($5, own.issuer_name), $6, corrected.reply_by,
          CASE WHEN corrected.reply_by = own.reply_by THEN own.original_reply_by ELSE corrected.reply_by END, own.version + 1)
     FROM (SELECT consultations.*, CASE WHEN consultations.reply_by = original_reply_by
             AND state IN ('registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
             THEN coalesce($7::date, consultations.reply_by) ELSE consultations.reply_by END AS corrected_reply_by
           FROM consultations WHERE case_id = $1 AND referral_id IS NULL FOR NO KEY UPDATE) before,
       LATERAL (SELECT before.corrected_reply_by AS reply_by) corrected
     WHERE own.id = before.id AND ($2, $3, $4, coalesce($5, before.issuer_name), $6, corrected.reply_by)
       IS DISTINCT FROM (${FOLLOWING.map((column) => `before.${column}`).join(', ')})
     RETURNING own.id, own.state, ${shown('before')} AS before, ${shown('own')} AS after`,
    [
      id,
      registerCode,
      numberKey,
      number,
      origin?.sender ?? null,
      origin?.reference ?? '',
      origin?.replyBy ?? null,
    ],
  );
  for (const { before, after, ...own } of rows[0])
    await change.remember(
      own,
      { verb, objectType: 'consultation', body: issuerCode, caseId: id, consultationId: own.id },
      { before, after },
    );
}
