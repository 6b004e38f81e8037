import type { Change } from '../changes/change.js';
import type { Origin, ReferralCase } from './referral-case.entity.js';

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
  'received_on',
];

/** `{"ownCaseNumber": row.own_case_number, …}` as SQL. */
const shown = (row: string): string =>
  `jsonb_build_object('ownCaseNumber', ${row}.own_case_number, 'issuerName', ${row}.issuer_name,
    'caseNumber', ${row}.case_number, 'replyBy', ${row}.reply_by, 'receivedOn', ${row}.received_on)`;

/**
 * Makes the case's own replies to its outside sender follow a correction of the case: all of them in the number, and those
 * that went by the earlier origin in its sender, the sender's number, the day it came in, and the last day while no extension has moved it. A
 * later round has a number and a last day of its own from the sender. The caller holds the case's lock and has corrected the row.
 */
export async function ownReplyFollows(
  change: Change,
  { id, issuerCode, registerCode, numberKey, number, origin }: ReferralCase,
  { verb, earlier }: { readonly verb: string; readonly earlier: Origin | null },
): Promise<void> {
  const rows: [Followed[], number] = await change.tx.query(
    `UPDATE consultations own SET (register_code, own_number_key, own_case_number, issuer_name, case_number, reply_by,
         received_on, original_reply_by, version)
       = ($2, $3, $4, right_origin.issuer_name, right_origin.case_number, right_origin.reply_by, right_origin.received_on,
          CASE WHEN right_origin.reply_by = own.reply_by THEN own.original_reply_by ELSE right_origin.reply_by END, own.version + 1)
     FROM (SELECT * FROM consultations WHERE case_id = $1 AND referral_id IS NULL ORDER BY id FOR NO KEY UPDATE) before,
       LATERAL (SELECT
         CASE WHEN before.issuer_name IS NOT DISTINCT FROM $8 THEN coalesce($5, before.issuer_name) ELSE before.issuer_name END AS issuer_name,
         CASE WHEN before.case_number = $9 THEN $6 ELSE before.case_number END AS case_number,
         CASE WHEN before.reply_by = before.original_reply_by AND before.reply_by = $10::date
             AND before.state IN ('registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
           THEN coalesce($7::date, before.reply_by) ELSE before.reply_by END AS reply_by,
         CASE WHEN before.received_on = $12::date THEN coalesce($11::date, before.received_on) ELSE before.received_on END AS received_on) right_origin
     WHERE own.id = before.id AND ($2, $3, $4, right_origin.issuer_name, right_origin.case_number, right_origin.reply_by, right_origin.received_on)
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
      earlier?.sender ?? null,
      earlier?.reference ?? '',
      earlier?.replyBy ?? null,
      origin?.receivedOn ?? null,
      earlier?.receivedOn ?? null,
    ],
  );
  for (const { before, after, ...own } of rows[0])
    await change.remember(
      own,
      { verb, objectType: 'consultation', body: issuerCode, caseId: id, consultationId: own.id },
      { before, after },
    );
}
