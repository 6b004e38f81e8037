import type { DataSource, EntityManager } from 'typeorm';
import { confidentialView, markingsOf, type Marking } from '../confidentiality/read-markings.js';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { PLANNED_ONCE } from '../database/prepared-client.js';
import type { Change } from '../changes/change.js';
import {
  caseIsVisible,
  consultationIsVisible,
  consultationIsOwn,
  deliveryIsVisible,
  isMarkedAtConsultee,
  referralIsVisible,
  scopeOf,
} from '../identity/visibility.js';
import { actionsOf } from '../rules/available-actions.js';
import { caseLifecycle, type CaseFacts, type CaseState } from '../rules/case-lifecycle.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { NotFound } from '../rules/problem.js';
import type { CaseView } from './cases.dto.js';
import type { Origin, PriorDecision, ReferralCase } from './referral-case.entity.js';

interface CaseRow {
  id: string;
  number: string;
  title: string;
  issuer_code: string;
  state: CaseState;
  classification: string | null;
  related_cases: string[];
  prior_decisions: PriorDecision[];
  origin: Origin | null;
  created_at: Date;
  version: number;
  /** Of what is open, that which the caller sees. */
  open_referrals: (string | null)[];
  unfinished_own_replies: number;
  open_replies: (string | null)[];
  unposted_letters: (string | null)[];
  has_own_reply: boolean;
  own_reply_unfinished: boolean;
  seen_by: string[] | null;
  asked_title: string | null;
  marked_at_consultee: boolean;
  markings: Marking[] | null;
}

/**
 * One case as the caller sees it: to a consultee that the issuer's list does not name, no more of a confidential one
 * than what it has been sent.
 *
 * @throws NotFound
 */
export async function readCase(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<CaseView> {
  const [row]: CaseRow[] = await database.query(
    `${PLANNED_ONCE} SELECT cases.*, ${openSeen(caller, 'cases.id')},
       ${ownReplies('cases.id')},
       ${markingsOf({ type: 'case', id: 'cases.id', list: 'cases.seen_by', owner: 'cases.issuer_code' })} AS markings,
       (SELECT min(asked.title) FROM consultations asked WHERE asked.case_id = cases.id AND ${consultationIsOwn('asked')}) AS asked_title,
       ${isMarkedAtConsultee('case_id', 'cases.id')} AS marked_at_consultee
     FROM cases
     WHERE cases.id = $3 AND ${caseIsVisible('cases')}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  caller.hasRead('cases', id, row.seen_by !== null || row.marked_at_consultee);
  const asSent = !caller.actor.isOn(row.seen_by);
  return {
    id: row.id,
    caseNumber: row.number,
    title: asSent ? (row.asked_title ?? '') : row.title,
    issuer: row.issuer_code,
    state: row.state,
    classification: asSent ? null : row.classification,
    relatedCases: asSent ? [] : row.related_cases,
    priorDecisions: asSent ? [] : row.prior_decisions,
    origin: asSent ? null : row.origin,
    registeredAt: row.created_at.toISOString(),
    version: row.version,
    ...confidentialView(row.markings, caller.actor),
    ...actionsView(caseActions(caller, row), caller, explain),
  };
}

function caseActions(caller: Caller, row: CaseRow) {
  return actionsOf('case', caseLifecycle, {
    actor: caller.actor,
    subject: { body: row.issuer_code, lists: { [row.issuer_code]: [row.seen_by] } },
    state: row.state,
    facts: caseFactsOf({ ...row, seenBy: row.seen_by }, row),
  });
}

/**
 * What of the case is open, and seen by the caller: `case_facts` counts it altogether. By name, unless it is confidential:
 * naming it there would be a reading.
 */
const openSeen = ({ actor }: Caller, id: string): string => `
  ARRAY(SELECT CASE WHEN num_nonnulls(referrals.case_seen_by, referrals.seen_by) = 0 THEN referrals.title END FROM referrals
    WHERE referrals.case_id = ${id} AND referrals.state IN ('draft', 'sent') AND ${referralIsVisible('referrals')}
    ORDER BY 1) AS open_referrals,
  (SELECT count(*)::int FROM consultations own_consultation WHERE own_consultation.case_id = ${id} AND own_consultation.referral_id IS NULL
    AND own_consultation.state IN (${UNANSWERED}) AND ${consultationIsVisible('own_consultation')}) AS unfinished_own_replies,
  ARRAY(SELECT CASE WHEN ${OPEN_TO_ALL} THEN coalesce(bodies.name, asked.consultee_name) END
    FROM consultations asked JOIN referrals ON referrals.id = asked.referral_id
    LEFT JOIN bodies ON bodies.code = asked.consultee_code
    WHERE asked.case_id = ${id} AND referrals.state = 'closed' AND asked.state IN (${UNANSWERED})
      AND ${consultationIsVisible('asked')} ORDER BY 1) AS open_replies,
  ARRAY(SELECT CASE WHEN asked.id IS NULL OR ${OPEN_TO_ALL} THEN
      coalesce(bodies.name, letters.recipient_name, letters.recipient_email) END
    FROM deliveries letters LEFT JOIN consultations asked ON asked.id = letters.consultation_id
    LEFT JOIN bodies ON bodies.code = letters.recipient_body WHERE letters.case_id = ${id} AND letters.channel = 'manual'
    AND letters.state = 'pending' AND ${deliveryIsVisible(actor)('letters')}
    AND letters.sender_body = (SELECT issuer_code FROM cases sending WHERE sending.id = ${id})
    ORDER BY 1) AS unposted_letters`;

const OPEN_TO_ALL = `num_nonnulls(asked.case_seen_by, asked.referral_seen_by, asked.reply_seen_by, asked.own_seen_by,
  asked.statement_seen_by) = 0`;

const UNANSWERED = UNANSWERED_STATES.map((state) => `'${state}'`).join(', ');

const ownReply = (id: string): string =>
  `EXISTS (SELECT FROM consultations own_consultation WHERE own_consultation.case_id = ${id} AND own_consultation.referral_id IS NULL`;
const ownReplies = (id: string): string => `${ownReply(id)}) AS has_own_reply,
       ${ownReply(id)} AND own_consultation.state IN (${UNANSWERED})) AS own_reply_unfinished`;

type Open = Pick<CaseRow, 'open_referrals' | 'unfinished_own_replies' | 'open_replies' | 'unposted_letters'>;

const seenOf = ({ open_referrals, unfinished_own_replies, open_replies, unposted_letters }: Open): number =>
  unfinished_own_replies + open_referrals.length + open_replies.length + unposted_letters.length;

function caseFactsOf(
  { number, origin, seenBy }: Pick<ReferralCase, 'number' | 'origin' | 'seenBy'>,
  late: Open &
    Pick<CaseRow, 'has_own_reply' | 'own_reply_unfinished'> & { readonly open_altogether?: number },
): CaseFacts {
  return {
    openReferrals: late.open_referrals,
    unfinishedOwnReplies: late.unfinished_own_replies,
    openReplies: late.open_replies,
    unpostedLetters: late.unposted_letters,
    openKept: late.open_altogether === undefined ? 0 : late.open_altogether - seenOf(late),
    fromOutside: origin !== null,
    hasOwnReply: late.has_own_reply,
    ownReplyUnfinished: late.own_reply_unfinished,
    marked: seenBy !== null,
    publicTexts: [number, origin?.sender ?? null],
  };
}

/** What the rules ask about a case that the caller has locked. */
export async function caseFacts({ tx, caller }: Change, referralCase: ReferralCase): Promise<CaseFacts> {
  const [late]: Parameters<typeof caseFactsOf>[1][] = await tx.query(
    `SELECT case_facts.open_referrals + case_facts.open_replies + case_facts.unposted_letters AS open_altogether,
       ${openSeen(caller, 'case_facts.case_id')},
       ${ownReplies('case_facts.case_id')} FROM case_facts WHERE case_id = $3`,
    [...scopeOf(caller.actor), referralCase.id],
  );
  return caseFactsOf(referralCase, late!);
}
