import type { DataSource, EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { readReplies } from '../forwarding/read-replies.js';
import { referralIsVisible, scopeOf } from '../identity/visibility.js';
import { NotFound } from '../rules/problem.js';
import {
  remarkKey,
  type AnswersToRemarks,
  type AnswerToRemark,
  type CompilationFacts,
  type ReferralRow,
} from './compilation-of.js';

/**
 * Reads what a compilation is made of, as far as the caller sees it, in so many queries whatever there is of it.
 *
 * @param permit is asked before anything but the referral is read. @throws NotFound, and what `permit` throws
 */
export async function readCompilationFacts(
  database: DataSource | EntityManager,
  caller: Caller,
  referralId: string,
  permit: (referral: ReferralRow) => void = () => undefined,
): Promise<CompilationFacts> {
  const referral = await readReferralToCompile(database, caller, referralId);
  permit(referral);
  const replies = await readReplies(database, caller, referralId);
  return { referral, replies, answers: await readAnswers(database, referralId) };
}

async function readReferralToCompile(
  database: DataSource | EntityManager,
  caller: Caller,
  referralId: string,
): Promise<ReferralRow> {
  const [row]: ReferralRow[] = await database.query(
    `SELECT referrals.id, referrals.title, referrals.issuer_code, referrals.reply_by, referrals.questions,
       referrals.case_seen_by, referrals.seen_by,
       (SELECT jsonb_object_agg(number, packet->'questions') FROM referral_packets WHERE referral_id = referrals.id) AS put,
       (SELECT json_agg(latest) FROM (SELECT DISTINCT ON (kind, question, passage_key) id, kind, question, passage_key, text
          FROM compilation_notes WHERE referral_id = referrals.id
          ORDER BY kind, question, passage_key, written_at DESC) latest) AS notes,
       cases.number AS case_number, bodies.name AS issuer_name
     FROM referrals JOIN cases ON cases.id = referrals.case_id JOIN bodies ON bodies.code = referrals.issuer_code
     WHERE referrals.id = $3 AND ${referralIsVisible('referrals')}`,
    [...scopeOf(caller.actor), referralId],
  );
  if (!row) throw new NotFound();
  return row;
}

/**
 * The latest answer to each remark of what was sent last. One to a recorded reply holds while the remark stands as it was
 * answered.
 */
async function readAnswers(
  database: DataSource | EntityManager,
  referralId: string,
): Promise<AnswersToRemarks> {
  const rows: (AnswerToRemark & { consultation_id: string; remark: number })[] = await database.query(
    `SELECT DISTINCT ON (answer.consultation_id, answer.remark) answer.consultation_id, answer.remark, answer.id,
       answer.text, answer.stand
     FROM remark_answers answer JOIN consultations ON consultations.id = answer.consultation_id
     LEFT JOIN recorded_replies recorded ON recorded.consultation_id = consultations.id
     WHERE consultations.referral_id = $1 AND (
       answer.dispatch_id = (SELECT id FROM dispatches WHERE dispatches.consultation_id = consultations.id ORDER BY number DESC LIMIT 1)
       OR answer.about = recorded.content->'remarks'->(answer.remark - 1))
     ORDER BY answer.consultation_id, answer.remark, answer.answered_at DESC`,
    [referralId],
  );
  return new Map(
    rows.map(({ consultation_id, remark, ...answer }) => [remarkKey(consultation_id, remark), answer]),
  );
}
