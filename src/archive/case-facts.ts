import type { EntityManager } from 'typeorm';
import { Conflict } from '../rules/problem.js';
import type { PackedCase, Restriction } from './packing/packed-file.js';
import { because } from './refusals.js';

export type Row = Record<string, unknown>;

/**
 * Each list of facts and its query, of the case `$1` at its issuer `$2`: what the issuer sees, in an order that does not
 * change. A marking goes with whose record it is of, whichever authority decided it.
 */
const LISTS: Readonly<Record<string, string>> = {
  markings: `SELECT object_type AS of, object_id AS id, provision, decided_on AS "decidedOn", authority, seen_by AS "seenBy",
      others_see AS "othersSee" FROM confidentiality
    WHERE object_type = 'case' AND object_id = $1
      OR object_type = 'referral' AND object_id IN (SELECT id FROM referrals WHERE case_id = $1)
      OR object_type = 'reply' AND object_id IN (SELECT id FROM consultations WHERE case_id = $1)
      OR object_type IN ('consultation', 'statement') AND object_id IN (
        SELECT id FROM consultations WHERE case_id = $1 AND referral_id IS NULL)
      OR object_type = 'document' AND object_id IN (SELECT documents.id FROM documents_of_case($1) part
        JOIN documents ON documents.id = part.document_id WHERE body_code = $2)
    ORDER BY object_type, object_id`,
  referrals: `SELECT id, title, state, letter, questions, reply_by AS "replyBy", decided_by AS "decidedBy",
      previous_referral_id AS "previousReferral", delegation_barred AS "delegationBarred", sent_on AS "sentOn", sent_at AS "sentAt",
      settled_at AS "settledAt", settled_because AS "settledBecause", created_by AS "createdBy", created_at AS "createdAt"
    FROM referrals WHERE case_id = $1 ORDER BY created_at, id`,
  packets: `SELECT referral_id AS "referralId", referral_packets.number, referral_packets.packet, sha256, reason, made_by AS "madeBy",
      made_at AS "madeAt"
    FROM referral_packets JOIN referrals ON referrals.id = referral_id WHERE case_id = $1 ORDER BY referral_id, referral_packets.number`,
  consultations: `SELECT id, referral_id AS "referralId", title, state, issuer_code AS issuer, issuer_name AS "issuerName",
      consultee_code AS consultee, coalesce(consultee_name, body_name_at(consultee_code, sent_at)) AS "consulteeName",
      consultee_email AS "consulteeEmail", case_number AS "caseNumber", own_case_number AS "ownCaseNumber", sent_on AS "sentOn",
      reply_by AS "replyBy", original_reply_by AS "originalReplyBy", reply_required AS "replyRequired", unasked,
      reached_issuer_on AS "reachedIssuerOn", declined_because AS "declinedBecause", decline_basis AS "declineBasis", declined_on AS "declinedOn",
      consultee_kind AS "consulteeKind",
      recalled_because AS "recalledBecause"
    FROM consultations WHERE case_id = $1 ORDER BY sent_on, id`,
  extensions: `SELECT extensions.id, consultation_id AS "consultationId", extensions.state, requested_until AS "requestedUntil",
      granted_until AS "grantedUntil", previous_reply_by AS "previousReplyBy", extensions.unasked, reason, comment,
      requested_on AS "requestedOn", requested_at AS "requestedAt", settled_at AS "settledAt"
    FROM extensions JOIN consultations ON consultations.id = consultation_id WHERE case_id = $1 ORDER BY requested_at, extensions.id`,
  messages: `SELECT messages.id, consultation_id AS "consultationId", from_body AS "fromBody",
      CASE WHEN from_body = $2 THEN author END AS author, CASE WHEN withdrawn_at IS NULL THEN text END AS text,
      ARRAY(SELECT document_id FROM message_documents WHERE message_id = messages.id AND withdrawn_at IS NULL ORDER BY place) AS documents,
      written_at AS "writtenAt", withdrawn_at AS "withdrawnAt"
    FROM messages JOIN consultations ON consultations.id = consultation_id WHERE case_id = $1 ORDER BY written_at, messages.id`,
  dispatches: `SELECT dispatches.id, consultation_id AS "consultationId", dispatches.number, dispatches.sha256, replaces, reason,
      forwarded_on AS "forwardedOn", dispatches.created_at AS "sentAt"
    FROM dispatches JOIN consultations ON consultations.id = consultation_id WHERE case_id = $1 ORDER BY dispatches.created_at, dispatches.id`,
  recordedReplies: `SELECT consultation_id AS "consultationId", document_id AS "documentId", attachments, recorded_replies.received_on AS "receivedOn",
      stance, recorded_by AS "recordedBy", recorded_at AS "recordedAt"
    FROM recorded_replies JOIN consultations ON consultations.id = consultation_id WHERE case_id = $1 ORDER BY recorded_at, consultation_id`,
  disposedDocuments: `SELECT documents.id, title, kind, sha256, byte_size::float8 AS "byteSize", disposed_at AS "disposedAt",
      disposed_by AS "disposedBy", disposed_under AS decision
    FROM documents_of_case($1) part JOIN documents ON documents.id = part.document_id
    WHERE disposed_at IS NOT NULL ORDER BY disposed_at, documents.id`,
  remarkAnswers: `SELECT remark_answers.id, consultation_id AS "consultationId", dispatch_id AS "dispatchId", remark, text, stand,
      answered_by AS "answeredBy", answered_at AS "answeredAt"
    FROM remark_answers JOIN consultations ON consultations.id = consultation_id WHERE case_id = $1 ORDER BY answered_at, remark_answers.id`,
  compilationNotes: `SELECT compilation_notes.id, referral_id AS "referralId", kind, question, passage_key AS "passageKey", text,
      written_by AS "writtenBy", written_at AS "writtenAt"
    FROM compilation_notes JOIN referrals ON referrals.id = referral_id WHERE case_id = $1 ORDER BY written_at, compilation_notes.id`,
  sharedCompilations: `SELECT referral_id AS "referralId", compilations.number, sha256, note, shared_by AS "sharedBy", shared_at AS "sharedAt"
    FROM compilations JOIN referrals ON referrals.id = referral_id WHERE case_id = $1 ORDER BY referral_id, compilations.number`,
  deliveries: `SELECT id, kind, topic, referral_id AS "referralId", consultation_id AS "consultationId", dispatch_id AS "dispatchId",
      recipient_body AS "recipientBody", recipient_name AS "recipientName", recipient_email AS "recipientEmail", channel, state,
      created_at AS "createdAt", delivered_at AS "deliveredAt"
    FROM deliveries WHERE case_id = $1 AND sender_body = $2 AND kind IN ('dispatch', 'packet') ORDER BY created_at, id`,
};

const CASE = `SELECT cases.id, cases.number AS "caseNumber", title, classification, issuer_code AS issuer, state, related_cases AS "relatedCases",
    prior_decisions AS "priorDecisions", origin, created_by AS "registeredBy", created_at AS "registeredAt"
  FROM cases WHERE id = $1`;

/** Up to the latest event that is more than a reading or a package: what these add changes no package. */
const LATEST = `SELECT max(link.position) AS position, max(event.at) AS at,
    max(event.at) FILTER (WHERE event.object_type = 'case' AND event.verb = 'close') AS closed
  FROM audit_events event JOIN audit_links link ON link.event_id = event.id
  WHERE event.case_id = $1 AND event.object_type <> 'reading' AND event.verb <> 'archive'`;

/** What there is to know of a case, besides what lies in files. */
export interface CaseRecord {
  readonly packed: PackedCase;
  readonly facts: Row;
  /** Of the body's own markings, by the id of the record they are of. */
  readonly restrictions: ReadonlyMap<string, readonly Restriction[]>;
  /** The trail that goes with it: of which case, and up to which event. */
  readonly trail: Trail;
}

export interface Trail {
  readonly caseId: string;
  /** Where it is one body's own file, its part of the case. */
  readonly of?: { readonly consultationId: string; readonly referralId: string };
  readonly until: string;
}

interface Marking extends Restriction {
  readonly id: string;
}

/** The facts of each list, of the record `$1`, and of the body `$2` where the query asks for it. */
export async function factsOf(
  database: EntityManager,
  lists: Readonly<Record<string, string>>,
  [id, body]: readonly [id: string, body: string],
): Promise<Row> {
  const facts: Row = {};
  for (const [name, query] of Object.entries(lists))
    facts[name] = await database.query(query, query.includes('$2') ? [id, body] : [id]);
  return facts;
}

/** The markings among the facts, by the id of the record they are of. */
export function restrictionsIn({ markings }: Row): ReadonlyMap<string, readonly Restriction[]> {
  const restrictions = new Map<string, Restriction[]>();
  for (const { id, provision, decidedOn, authority } of markings as Marking[])
    restrictions.set(id, [...(restrictions.get(id) ?? []), { provision, decidedOn, authority }]);
  return restrictions;
}

/** What a body was called at an instant. */
export async function nameAt(database: EntityManager, body: string, at: Date): Promise<string> {
  const [named]: { name: string }[] = await database.query('SELECT body_name_at($1, $2) AS name', [body, at]);
  return named!.name;
}

/** As the service. @throws Conflict for a case that has been reopened since the package was asked for. */
export async function readCaseRecord(database: EntityManager, caseId: string): Promise<CaseRecord> {
  const [row]: Row[] = await database.query(CASE, [caseId]);
  if (row!['state'] !== 'closed') throw new Conflict(because.reopened);
  const issuer = row!['issuer'] as string;
  const facts: Row = { case: row, ...(await factsOf(database, LISTS, [caseId, issuer])) };
  const [latest]: { position: string; at: Date; closed: Date | null }[] = await database.query(LATEST, [
    caseId,
  ]);
  const restrictions = restrictionsIn(facts);
  const its = row as {
    caseNumber: string;
    classification: string | null;
    title: string;
    relatedCases: string[];
    registeredAt: Date;
  };
  const origin = row!['origin'] as { sender: string } | null;
  return {
    packed: {
      root: `yttra-${caseId}`,
      id: caseId,
      number: its.caseNumber,
      title: its.title,
      classification: its.classification,
      body: issuer,
      bodyName: await nameAt(database, issuer, latest!.at),
      sender: origin?.sender ?? null,
      relatedCases: its.relatedCases,
      registeredAt: its.registeredAt.toISOString(),
      closedAt: (latest!.closed ?? latest!.at).toISOString(),
      asOf: latest!.at.toISOString(),
      restrictions: restrictions.get(caseId) ?? [],
    },
    facts,
    restrictions,
    trail: { caseId, until: latest!.position },
  };
}
