import type { DataSource, EntityManager } from 'typeorm';
import type { Change } from '../changes/change.js';
import { PLANNED_ONCE } from '../database/prepared-client.js';
import { confidentialView, markingsOf, type Marking } from '../confidentiality/read-markings.js';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import {
  consultationIsVisible,
  dispatchIsVisible,
  packetDocumentIsOpen,
  referralIsVisible,
  scopeOf,
} from '../identity/visibility.js';
import { actionsOf } from '../rules/available-actions.js';
import type { CaseState } from '../rules/case-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import { referralLifecycle, type ReferralFacts, type ReferralState } from '../rules/referral-lifecycle.js';
import type { ConsulteeView, ReferralView } from './referrals.dto.js';
import type { PacketDocumentView } from './packets.dto.js';
import type { DecidedBy, Question, Referral } from './referral.entity.js';

type Asked = Required<ConsulteeView> & { readonly isOwn: boolean };

interface Row {
  id: string;
  case_id: string;
  case_number: string;
  case_state: CaseState;
  issuer_code: string;
  title: string;
  state: ReferralState;
  version: number;
  reply_by: string | null;
  own_reply_by: string | null;
  letter: string | null;
  questions: Question[];
  decided_by: DecidedBy | null;
  previous_referral_id: string | null;
  delegation_barred: string | null;
  packet_sha256: string | null;
  sent_at: Date | null;
  sent_on: string | null;
  settled_because: string | null;
  /** What the caller's body was sent last, where it was recalled. */
  sent_before_recall: { questions: Question[] | null; sha256: string | null } | null;
  documents: PacketDocumentView[];
  consultees: Asked[];
  kept_out: number;
  packet_documents: number;
  replies: Replies;
  case_seen_by: string[] | null;
  seen_by: string[] | null;
  marked_at_consultee: boolean;
  markings: Marking[] | null;
}

/** Consultees of whose staff nobody may see a confidential referral. */
const KEPT_OUT = `(SELECT count(*)::int FROM referral_consultees referral_consultee WHERE referral_consultee.referral_id = referrals.id
    AND referral_consultee.body_code IS NOT NULL AND num_nonnulls(referrals.case_seen_by, referrals.seen_by) > 0
    AND NOT somebody_sees(referral_consultee.body_code, referrals.case_seen_by, referrals.seen_by, NULL))`;

const PACKET_DOCUMENTS =
  '(SELECT count(*)::int FROM referral_documents packet WHERE packet.referral_id = referrals.id)';

/** Of the consultations `asked`: how many have come in, and of how many what comes or has come is kept from the caller. */
const REPLIES = `json_build_object('came', count(*) FILTER (WHERE asked.state IN ('forwarded', 'received'))::int,
    'kept', count(*) FILTER (WHERE asked.state <> 'withdrawn' AND NOT ${dispatchIsVisible('asked')})::int)`;
const OF_REFERRAL = 'FROM consultations asked WHERE asked.referral_id = referrals.id';
const IS_OWN = 'asked.consultee_code = ANY($1::text[] || $2::text[])';

/** What there is to know of a referral's consultations, looked at once: each look makes the second wall ready. */
const ASKED = `SELECT ${REPLIES} AS replies,
    coalesce(bool_or(asked.own_seen_by IS NOT NULL) FILTER (WHERE ${IS_OWN}), false) AS marked_at_consultee,
    min(asked.reply_by) FILTER (WHERE ${IS_OWN} AND ${consultationIsVisible('asked')}) AS own_reply_by,
    CASE WHEN bool_and(asked.recalled_after_packet IS NOT NULL) FILTER (WHERE ${IS_OWN})
      THEN max(asked.recalled_after_packet) FILTER (WHERE ${IS_OWN}) END AS packet_before_recall
  ${OF_REFERRAL}`;

interface Replies {
  readonly came: number;
  readonly kept: number;
}

const DETAIL = `${PLANNED_ONCE}
  SELECT referrals.*, cases.number AS case_number, cases.state AS case_state, ${KEPT_OUT} AS kept_out,
    ${PACKET_DOCUMENTS} AS packet_documents, replies, marked_at_consultee, own_reply_by,
    ${markingsOf(
      { type: 'case', id: 'cases.id', list: 'cases.seen_by', owner: 'referrals.issuer_code' },
      { type: 'referral', id: 'referrals.id', list: 'referrals.seen_by', owner: 'referrals.issuer_code' },
    )} AS markings,
    (SELECT json_build_object('questions', sent.packet->'questions', 'sha256', sent.sha256) FROM referral_packets sent
     WHERE sent.referral_id = referrals.id AND sent.number = packet_before_recall) AS sent_before_recall,
    (SELECT coalesce(json_agg(json_build_object('id', documents.id,
       'title', CASE WHEN documents.seen_by IS NULL THEN documents.title END,
       'mediaType', media_type, 'byteSize', byte_size, 'sha256', sha256) ORDER BY position), '[]')
     FROM referral_documents JOIN documents ON documents.id = document_id
     WHERE referral_documents.referral_id = referrals.id AND ${packetDocumentIsOpen('documents', 'referrals')}) AS documents,
    (SELECT coalesce(json_agg(json_build_object('body', asked.body_code, 'name', coalesce(bodies.name, asked.name),
       'kind', asked.kind, 'email', asked.email, 'replyBy', coalesce(consultations.reply_by, asked.reply_by, referrals.reply_by),
       'replyRequired', asked.reply_required, 'decidedBy', asked.decided_by,
       'consultationId', asked.consultation_id, 'state', consultations.state,
       'isOwn', coalesce(consultations.consultee_code = ANY($1::text[] || $2::text[]), false)) ORDER BY asked.position), '[]')
     FROM referral_consultees asked
     LEFT JOIN bodies ON bodies.code = asked.body_code
     LEFT JOIN consultations ON consultations.id = asked.consultation_id
     WHERE asked.referral_id = referrals.id) AS consultees
  FROM referrals CROSS JOIN LATERAL cases_seen(ARRAY[referrals.case_id]) cases CROSS JOIN LATERAL (${ASKED}) consulted
  WHERE referrals.id = $3 AND ${referralIsVisible('referrals')}`;

const asIssuerSees = ({ isOwn: _isOwn, ...asked }: Asked): ConsulteeView => asked;

const asOthersSee = ({ body, name, consultationId, isOwn }: Asked): ConsulteeView => ({
  body,
  name,
  ...(isOwn && { consultationId }),
});

/** One referral as the caller sees it. @throws NotFound */
export async function readReferral(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<ReferralView> {
  const [row]: Row[] = await database.query(DETAIL, [...scopeOf(caller.actor), id]);
  if (!row) throw new NotFound();
  const { actor } = caller;
  const lists = [row.case_seen_by, row.seen_by];
  caller.hasRead('referrals', id, row.marked_at_consultee || lists.some((list) => list !== null));
  const atIssuer =
    [...actor.staffOf, ...actor.readerOf].includes(row.issuer_code) &&
    lists.every((list) => actor.isOn(list));
  const recalled = atIssuer ? null : row.sent_before_recall;
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: row.case_number,
    issuer: row.issuer_code,
    title: row.title,
    state: row.state,
    replyBy: atIssuer ? row.reply_by : (row.own_reply_by ?? row.reply_by),
    letter: row.letter,
    questions: recalled?.questions ?? row.questions,
    documents: row.documents,
    consultees: row.consultees.map(atIssuer ? asIssuerSees : asOthersSee),
    decidedBy: row.decided_by,
    previousReferral: row.previous_referral_id,
    delegationBarred: row.delegation_barred,
    packetSha256: recalled?.sha256 ?? row.packet_sha256,
    sentOn: row.sent_on,
    sentAt: row.sent_at?.toISOString() ?? null,
    settledBecause: atIssuer ? row.settled_because : null,
    version: row.version,
    ...confidentialView(row.markings, actor),
    ...actionsView(referralActions(caller, row), caller, explain),
  };
}

function referralActions(caller: Caller, row: Row) {
  const { consultees, documents } = row;
  return actionsOf('referral', referralLifecycle, {
    actor: caller.actor,
    subject: { issuer: row.issuer_code, lists: { [row.issuer_code]: [row.case_seen_by, row.seen_by] } },
    state: row.state,
    facts: referralFactsOf(
      { replyBy: row.reply_by, letter: row.letter, sentAt: row.sent_at, seenBy: row.seen_by },
      {
        ...row,
        consultees: consultees.length,
        documents_seen: documents.length,
        unanswered: consultees.filter(isUnanswered).length,
        public_texts: [
          row.case_number,
          ...consultees.flatMap(({ body, name }) => (body === null ? [name] : [])),
        ],
      },
    ),
  });
}

const isUnanswered = ({ state }: Pick<ConsulteeView, 'state'>): boolean =>
  state != null && UNANSWERED_STATES.includes(state as ConsultationState);

interface LateFacts {
  readonly consultees: number;
  readonly kept_out: number;
  readonly packet_documents: number;
  /** Those of them that the caller sees. */
  readonly documents_seen: number;
  readonly unanswered: number;
  readonly replies: Replies;
  readonly case_state: CaseState;
  readonly public_texts: readonly string[];
}

function referralFactsOf(
  { replyBy, letter, sentAt, seenBy }: Pick<Referral, 'replyBy' | 'letter' | 'sentAt' | 'seenBy'>,
  late: LateFacts,
): ReferralFacts {
  return {
    consultees: late.consultees,
    consulteesKeptOut: late.kept_out,
    replyBy,
    packetItems: late.packet_documents + (letter?.trim() ? 1 : 0),
    packetItemsKept: late.packet_documents - late.documents_seen,
    unanswered: late.unanswered,
    replies: late.replies.came,
    repliesKept: late.replies.kept,
    wasSent: sentAt !== null,
    caseIsOpen: late.case_state === 'open',
    marked: seenBy !== null,
    publicTexts: late.public_texts,
  };
}

const LATE_FACTS = `SELECT ${KEPT_OUT} AS kept_out, (SELECT ${REPLIES} ${OF_REFERRAL}) AS replies, ${PACKET_DOCUMENTS} AS packet_documents,
  (SELECT count(*)::int FROM referral_documents JOIN documents ON documents.id = document_id
   WHERE referral_id = referrals.id AND ${packetDocumentIsOpen('documents', 'referrals')}) AS documents_seen,
  (SELECT count(*)::int FROM referral_consultees WHERE referral_id = referrals.id) AS consultees,
  (SELECT count(*)::int FROM consultations WHERE referral_id = referrals.id AND state = ANY($4)) AS unanswered,
  (SELECT state FROM cases WHERE cases.id = case_id) AS case_state,
  (SELECT number FROM cases WHERE cases.id = case_id) || ARRAY(SELECT name FROM referral_consultees
    WHERE referral_id = referrals.id AND body_code IS NULL AND name IS NOT NULL) AS public_texts
  FROM referrals WHERE id = $3 AND $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL`;

/** What the rules ask about a referral that the caller has locked. */
export async function referralFacts({ tx, caller }: Change, referral: Referral): Promise<ReferralFacts> {
  const [late]: LateFacts[] = await tx.query(LATE_FACTS, [
    ...scopeOf(caller.actor),
    referral.id,
    UNANSWERED_STATES,
  ]);
  return referralFactsOf(referral, late!);
}
