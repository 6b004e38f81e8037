import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EntityManager } from 'typeorm';
import type { Consultation } from '../consultations/consultation.entity.js';
import { DECISION } from '../consultations/read-consultation.js';
import type { Change } from '../changes/change.js';
import type { StatementContent } from '../statements/statement.js';
import type { DispatchContentView, EnclosedDocumentView } from './forwarding.dto.js';

interface Decided {
  statement: StatementContent;
  decision: DispatchContentView['decision'];
  documents: EnclosedDocumentView[];
  /** Of the referral, as it was when the decided version was written; null for a reply to an outside sender. */
  packetVersion: number | null;
  /** What the two bodies are called today; null outside Yttra. */
  issuerName: string | null;
  consulteeName: string | null;
}

/** A dispatch that has been written, and whom the decided statement says it goes to. */
export interface WrittenDispatch {
  readonly id: string;
  readonly sha256: string;
  readonly recipients: StatementContent['recipients'];
}

const DECIDED = `
  SELECT version.content AS statement, ${DECISION} AS decision,
    coalesce((SELECT json_agg(json_build_object('id', documents.id, 'title', documents.title,
        'fileName', documents.file_name, 'mediaType', documents.media_type, 'byteSize', documents.byte_size,
        'sha256', documents.sha256) ORDER BY documents.id)
      FROM documents WHERE documents.id IN (
        SELECT (named->>'documentId')::uuid FROM jsonb_array_elements(version.content->'basis') AS named)), '[]')
      AS documents,
    (SELECT max(number) FROM referral_packets packets JOIN consultations answering ON answering.referral_id = packets.referral_id
     WHERE answering.id = decisions.consultation_id AND packets.made_at <= version.created_at) AS "packetVersion",
    issuer.name AS "issuerName", consultee.name AS "consulteeName"
  FROM decisions
  JOIN statement_versions version ON version.consultation_id = decisions.consultation_id
    AND version.number = decisions.statement_version
  JOIN consultations ON consultations.id = decisions.consultation_id
  LEFT JOIN bodies issuer ON issuer.code = consultations.issuer_code
  LEFT JOIN bodies consultee ON consultee.code = consultations.consultee_code
  WHERE decisions.consultation_id = $1`;

/**
 * Freezes the decided statement with its decision and documents, and their SHA-256 over the
 * canonical JSON (RFC 8785), which another system can verify. Insert-only: a correction is a new
 * dispatch that names the one it replaces. The caller holds the consultation's lock.
 */
export async function writeDispatch(
  { tx, caller }: Change,
  consultation: Consultation,
  forwardedOn: string,
  correction?: { readonly reason: string },
): Promise<WrittenDispatch> {
  const content = await decidedContent(tx, consultation);
  const { statement, decision, documents } = content;
  const id = randomUUID();
  const sha256 = createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
  await tx.query(
    `WITH earlier AS (
       SELECT id, number FROM dispatches WHERE consultation_id = $2 ORDER BY number DESC LIMIT 1
     ), dispatch AS (
       INSERT INTO dispatches (id, consultation_id, number, statement_version, content, sha256, replaces, reason, created_by, forwarded_on)
       SELECT $1, $2, coalesce((SELECT number FROM earlier), 0) + 1, $3, $4, $5, (SELECT id FROM earlier), $6, $7, $9
       RETURNING id
     )
     INSERT INTO dispatch_documents (dispatch_id, document_id) SELECT dispatch.id, document FROM dispatch, unnest($8::uuid[]) AS document`,
    [
      id,
      consultation.id,
      decision.statementVersion,
      content,
      sha256,
      correction?.reason ?? null,
      caller.actor.username,
      documents.map((document) => document.id),
      forwardedOn,
    ],
  );
  return { id, sha256, recipients: (statement as unknown as StatementContent).recipients };
}

/** What was decided, as a dispatch freezes it. */
export async function decidedContent(
  tx: EntityManager,
  consultation: Consultation,
): Promise<DispatchContentView> {
  const [decided]: Decided[] = await tx.query(DECIDED, [consultation.id]);
  const { statement, decision, documents, ...named } = decided!;
  return {
    consultation: frozen(consultation, named),
    statement: { ...statement, version: decision.statementVersion },
    decision,
    documents,
  };
}

function frozen(
  consultation: Consultation,
  {
    packetVersion,
    issuerName,
    consulteeName,
  }: Pick<Decided, 'packetVersion' | 'issuerName' | 'consulteeName'>,
): DispatchContentView['consultation'] {
  const { id, title, caseNumber, ownCaseNumber, replyBy } = consultation;
  return {
    id,
    title,
    caseNumber,
    ownCaseNumber,
    issuer: consultation.issuerCode ?? consultation.issuerName ?? '',
    issuerName: issuerName ?? consultation.issuerName ?? '',
    consultee: consultation.consulteeCode ?? consultation.consulteeName ?? '',
    consulteeName: consulteeName ?? consultation.consulteeName ?? '',
    replyBy,
    packetVersion,
  };
}
