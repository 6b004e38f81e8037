import type { DataSource, EntityManager } from 'typeorm';
import { dispatchIsUnmarked, dispatchIsVisible, scopeOf } from '../identity/visibility.js';
import type { Caller } from '../changes/caller.js';
import { inOrderOfNames } from '../consultations/in-order-of-names.js';
import type { DecisionView } from '../consultations/decision-view.dto.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { isLate, isOverdue } from '../rules/in-time.js';
import type { StatementContent } from '../statements/statement.js';
import type { ReplyView } from './forwarding.dto.js';
import type { RecordedStatementBody } from './recorded-reply.dto.js';

/** One consultee of a referral with what it sent: exactly what was dispatched or recorded, never work in progress. */
export interface ReplyRow {
  id: string;
  consultee: string;
  consultee_name: string;
  state: ConsultationState;
  own_case_number: string | null;
  reply_by: string;
  original_reply_by: string;
  reached_issuer_on: string | null;
  declined_because: string | null;
  declined_on: string | null;
  dispatch_id: string | null;
  sha256: string | null;
  sent_at: Date | null;
  /** Of the referral: the one that was dispatched answers it. */
  packet_version: number | null;
  forwarded_on: string | null;
  statement: (Partial<StatementContent> & { stance: string }) | null;
  decision: DecisionView | null;
  /** Whom the decision was sent to, as they were called then; an address of e-mail is not told on. */
  recipients: string[] | null;
  document_id: string | null;
  attachments: string[] | null;
  received_on: string | null;
  recorded_stance: string | null;
  recorded: RecordedStatementBody | null;
  unasked: boolean;
  masked: boolean;
  /** Neither side has marked it confidential. */
  unmarked: boolean;
}

/**
 * The consultees of a referral in Swedish order of their names, and what came of each, unless it is kept from the
 * reader. Whoever calls has made sure that the reader is of the issuer.
 *
 * @param ids which of them; all when left out.
 */
export async function readReplies(
  database: DataSource | EntityManager,
  caller: Caller,
  referralId: string,
  ids?: readonly string[],
): Promise<ReplyRow[]> {
  const rows: (ReplyRow & { confidential: boolean })[] = await database.query(
    `SELECT consultations.id, coalesce(consultee_code, consultee_name) AS consultee,
       coalesce(dispatch.content->'consultation'->>'consulteeName', bodies.name, consultee_name) AS consultee_name,
       consultations.state,
       own_case_number, consultations.reply_by, original_reply_by, reached_issuer_on, declined_because, declined_on,
       dispatch.id AS dispatch_id, dispatch.sha256, dispatch.created_at AS sent_at, dispatch.forwarded_on,
       CASE WHEN dispatch.id IS NOT NULL THEN coalesce((dispatch.content->'consultation'->>'packetVersion')::int, 1) END AS packet_version,
       dispatch.content->'statement' AS statement, dispatch.content->'decision' AS decision,
       (SELECT json_agg(name ORDER BY place) FROM jsonb_array_elements(dispatch.content->'statement'->'recipients') WITH ORDINALITY sent("to", place)
          CROSS JOIN LATERAL (SELECT coalesce(body_name_at("to"->>'body', dispatch.created_at), "to"->>'name') AS name) called
        WHERE name IS NOT NULL) AS recipients,
       recorded_replies.document_id, recorded_replies.attachments, recorded_replies.received_on, recorded_replies.stance AS recorded_stance,
       recorded_replies.content AS recorded, consultations.unasked,
       NOT ${dispatchIsVisible('consultations')} AS masked, ${dispatchIsUnmarked('consultations')} AS unmarked, reply_seen_by IS NOT NULL AS confidential
     FROM consultations
     LEFT JOIN bodies ON bodies.code = consultee_code
     LEFT JOIN LATERAL (
       SELECT * FROM dispatches WHERE dispatches.consultation_id = consultations.id
         AND ${dispatchIsVisible('consultations')} ORDER BY number DESC LIMIT 1
     ) dispatch ON true
     LEFT JOIN recorded_replies ON recorded_replies.consultation_id = consultations.id
       AND ${dispatchIsVisible('consultations')}
     WHERE consultations.referral_id = $3 AND ($4::uuid[] IS NULL OR consultations.id = ANY($4))
     ORDER BY ${inOrderOfNames('consultations', 'bodies')}`,
    [...scopeOf(caller.actor), referralId, ids ?? null],
  );
  caller.hasRead('referrals', referralId);
  for (const { id, masked, confidential } of rows)
    caller.hasRead('consultations', id, confidential && !masked);
  return rows;
}

export function replyView(row: ReplyRow, today: string): ReplyView {
  const { statement, decision, recorded } = row;
  return {
    consultationId: row.id,
    consultee: row.consultee,
    consulteeName: row.consultee_name,
    state: row.state,
    ownCaseNumber: row.own_case_number ?? recorded?.caseNumber ?? null,
    unasked: row.unasked,
    replyBy: row.reply_by,
    originalReplyBy: row.original_reply_by,
    reachedIssuerOn: row.reached_issuer_on,
    overdue: isOverdue(row, today),
    late: isLate(row),
    stance: statement?.stance ?? row.recorded_stance,
    route: decision?.route ?? recorded?.route ?? null,
    outcome: decision?.outcome ?? null,
    decidedOn: decision?.decidedOn ?? recorded?.decidedOn ?? null,
    section: decision?.section ?? recorded?.section ?? null,
    clauses: decision?.clauses ?? recorded?.clauses ?? [],
    reservations: decision?.reservations ?? [],
    declinedBecause: row.declined_because,
    declinedOn: row.declined_on,
    masked: row.masked,
    dispatch:
      row.dispatch_id && row.sha256 && row.sent_at && row.forwarded_on
        ? {
            id: row.dispatch_id,
            sha256: row.sha256,
            sentAt: row.sent_at.toISOString(),
            forwardedOn: row.forwarded_on,
          }
        : null,
    recordedReply:
      row.document_id && row.received_on
        ? {
            documentId: row.document_id,
            attachments: row.attachments ?? [],
            receivedOn: row.received_on,
            recordedBy: 'issuer',
          }
        : null,
  };
}
