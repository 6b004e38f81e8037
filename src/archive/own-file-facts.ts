import type { EntityManager } from 'typeorm';
import { ENDED } from '../rules/consultation-lifecycle.js';
import { Conflict } from '../rules/problem.js';
import { TOLD_TO_CONSULTEES } from '../rules/referral-lifecycle.js';
import { factsOf, nameAt, restrictionsIn, type CaseRecord, type Row } from './case-facts.js';
import type { Restriction } from './packing/packed-file.js';
import { because } from './refusals.js';

/**
 * Each list of facts and its query, of the consultation `$1` at the body `$2` that was asked: its own work in every version,
 * and of the issuer's what came to it, in an order that does not change.
 */
const LISTS: Readonly<Record<string, string>> = {
  markings: `SELECT object_type AS of, object_id AS id, provision, decided_on AS "decidedOn", authority, seen_by AS "seenBy",
      others_see AS "othersSee" FROM confidentiality
    WHERE object_type IN ('consultation', 'statement') AND object_id = $1
      OR object_type = 'document' AND object_id IN (SELECT documents.id FROM documents_of_consultation($1) part
        JOIN documents ON documents.id = part.document_id WHERE body_code = $2)
    ORDER BY object_type, object_id`,
  referrals: `SELECT referrals.id, referrals.title, referrals.sent_on AS "sentOn", referrals.sent_at AS "sentAt"
    FROM referrals JOIN consultations asked ON asked.referral_id = referrals.id WHERE asked.id = $1`,
  packets: `SELECT sent.referral_id AS "referralId", sent.number, sent.packet, sent.sha256, sent.reason, sent.made_at AS "madeAt"
    FROM consultations asked JOIN referral_packets sent ON sent.referral_id = asked.referral_id
      AND sent.number <= coalesce(asked.recalled_after_packet, sent.number)
    WHERE asked.id = $1 ORDER BY sent.number`,
  extensions: `SELECT id, state, requested_until AS "requestedUntil", granted_until AS "grantedUntil",
      previous_reply_by AS "previousReplyBy", unasked, reason, comment, requested_on AS "requestedOn", requested_at AS "requestedAt",
      settled_at AS "settledAt"
    FROM extensions WHERE consultation_id = $1 ORDER BY requested_at, id`,
  messages: `SELECT id, from_body AS "fromBody", CASE WHEN from_body = $2 THEN author END AS author,
      CASE WHEN withdrawn_at IS NULL THEN text END AS text,
      ARRAY(SELECT document_id FROM message_documents WHERE message_id = messages.id AND withdrawn_at IS NULL ORDER BY place) AS documents,
      written_at AS "writtenAt", withdrawn_at AS "withdrawnAt"
    FROM messages WHERE consultation_id = $1 ORDER BY written_at, id`,
  versions: `SELECT number, origin, content, author, created_at AS "savedAt" FROM statement_versions
    WHERE consultation_id = $1 ORDER BY number`,
  decisions: `SELECT route, outcome, statement_version AS "statementVersion", clauses, decided_on AS "decidedOn", section, committee,
      decided_by AS "decidedBy", basis, motions, votes, reservations, special_statements AS "specialStatements", recusals,
      not_taking_part AS "notTakingPart", minutes_notes AS "minutesNotes", question_stances AS "questionStances",
      confirmed_on AS "confirmedOn", confirmed_immediately AS "confirmedImmediately", reported_on AS "reportedOn",
      reported_section AS "reportedSection"
    FROM decisions WHERE consultation_id = $1`,
  decisionCorrections: `SELECT number, reason, earlier, corrected_by AS "correctedBy", corrected_at AS "correctedAt"
    FROM decision_corrections WHERE consultation_id = $1 ORDER BY number`,
  signatureRequests: `SELECT id, paper, state, signers, asked_by AS "askedBy", asked_at AS "askedAt", signed_on AS "signedOn",
      document_id AS "documentId", ended_at AS "endedAt"
    FROM signature_requests WHERE consultation_id = $1 ORDER BY asked_at, id`,
  dispatches: `SELECT id, number, sha256, replaces, reason, forwarded_on AS "forwardedOn", created_at AS "sentAt"
    FROM dispatches WHERE consultation_id = $1 ORDER BY created_at, id`,
  deliveries: `SELECT id, kind, topic, dispatch_id AS "dispatchId", recipient_body AS "recipientBody", recipient_name AS "recipientName",
      recipient_email AS "recipientEmail", channel, state, created_at AS "createdAt", delivered_at AS "deliveredAt"
    FROM deliveries WHERE consultation_id = $1 AND sender_body = $2 AND kind = 'dispatch' ORDER BY created_at, id`,
  sharedCompilations: `SELECT shared.referral_id AS "referralId", shared.number, shared.sha256, shared.note, shared.shared_at AS "sharedAt"
    FROM compilation_parts part JOIN compilations shared ON shared.id = part.compilation_id
    WHERE part.consultation_id = $1 ORDER BY shared.number`,
  disposedDocuments: `SELECT documents.id, title, kind, sha256, byte_size::float8 AS "byteSize", disposed_at AS "disposedAt",
      disposed_by AS "disposedBy", disposed_under AS decision
    FROM documents_of_consultation($1) part JOIN documents ON documents.id = part.document_id
    WHERE disposed_at IS NOT NULL ORDER BY disposed_at, documents.id`,
};

const OWN_FILE = `SELECT id, case_id AS "caseId", referral_id AS "referralId", title, state, issuer_code AS issuer,
    coalesce(issuer_name, body_name_at(issuer_code, sent_at)) AS "issuerName", consultee_code AS consultee, case_number AS "caseNumber",
    own_case_number AS "ownCaseNumber", sent_on AS "sentOn", received_on AS "receivedOn", reply_by AS "replyBy",
    original_reply_by AS "originalReplyBy", reply_required AS "replyRequired", officer, submitted_by AS "submittedBy",
    approved_by AS "approvedBy", postponements, declined_because AS "declinedBecause", decline_basis AS "declineBasis",
    declined_on AS "declinedOn", recalled_because AS "recalledBecause", reached_issuer_on AS "reachedIssuerOn", sent_at AS "sentAt"
  FROM consultations WHERE id = $1`;

/** Of the consultation and of its referral, what its trail shows: up to the latest event that is more than a reading or a package. */
const LATEST = `SELECT max(link.position) AS position, max(event.at) AS at,
    min(event.at) FILTER (WHERE event.object_type = 'consultation' AND event.verb = 'register') AS registered,
    max(event.at) FILTER (WHERE event.object_type = 'consultation'
      AND event.verb IN ('acknowledge', 'record-reply', 'decline', 'recall', 'close', 'withdraw')) AS ended
  FROM audit_events event JOIN audit_links link ON link.event_id = event.id
  WHERE event.case_id = $1 AND event.object_type <> 'reading' AND event.verb <> 'archive' AND (event.consultation_id = $2
    OR event.consultation_id IS NULL AND event.object_type = 'referral' AND event.referral_id = $3 AND event.verb = ANY($4))`;

interface OwnFile extends Row {
  readonly caseId: string;
  readonly referralId: string;
  readonly title: string;
  readonly consultee: string;
  readonly issuerName: string | null;
  readonly caseNumber: string;
  readonly ownCaseNumber: string;
  readonly sentAt: Date;
}

/** As the service. @throws Conflict for a consultation that goes on again since the package was asked for. */
export async function readOwnFile(database: EntityManager, id: string): Promise<CaseRecord> {
  const [row]: OwnFile[] = await database.query(OWN_FILE, [id]);
  const { caseId, referralId, consultee: body, sentAt, ...its } = row!;
  if (!ENDED.some((state) => state === its['state'])) throw new Conflict(because.reopened);
  const facts: Row = { consultation: row, ...(await factsOf(database, LISTS, [id, body])) };
  const [latest]: { position: string; at: Date; registered: Date | null; ended: Date | null }[] =
    await database.query(LATEST, [caseId, id, referralId, TOLD_TO_CONSULTEES]);
  const { position, at, registered, ended } = latest!;
  const ofTheWhole = (facts['markings'] as (Restriction & { of: string })[]).filter(
    ({ of }) => of === 'consultation',
  );
  return {
    packed: {
      root: `yttra-${id}`,
      id,
      number: its.ownCaseNumber,
      title: its.title,
      classification: null,
      body,
      bodyName: await nameAt(database, body, at),
      sender: its.issuerName,
      relatedCases: [its.caseNumber],
      registeredAt: (registered ?? sentAt).toISOString(),
      closedAt: (ended ?? at).toISOString(),
      asOf: at.toISOString(),
      restrictions: ofTheWhole.map(({ provision, decidedOn, authority }) => ({
        provision,
        decidedOn,
        authority,
      })),
    },
    facts,
    restrictions: restrictionsIn(facts),
    trail: { caseId, of: { consultationId: id, referralId }, until: position },
  };
}
