import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DataSource, EntityManager } from 'typeorm';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import type { ReportWarning } from './staff-report/report-warning.js';
import { wholeContent, type StatementContent, type StatementOrigin } from './statement.js';
import type { StatementVersionRow } from './statement-view.js';

export interface WrittenVersion {
  readonly savedAt: Date;
  /** What all versions of the statement take in the database now. */
  readonly bytes: number;
}

/**
 * Writes a new immutable version, counts the statement up and remembers it, in one statement to the
 * database: drafts are saved often. The caller holds the consultation's lock. The audit event names
 * the version and the hash of its text (RFC 8785); the text stays in the version itself.
 */
export async function writeVersion(
  { tx, caller, onBehalfOf }: Change,
  consultation: Consultation,
  content: StatementContent,
  origin: StatementOrigin,
  warnings: readonly ReportWarning[] | null = null,
): Promise<WrittenVersion> {
  const number = consultation.statementVersion + 1;
  const [written]: { created_at: Date; bytes: number }[] = await tx.query(
    `WITH counted AS (
       UPDATE consultations SET statement_version = $2 WHERE id = $1
     ), remembered AS (
       INSERT INTO audit_events (actor, body_code, verb, object_type, object_id, case_id, referral_id, consultation_id,
         state, before, after, reason, request_id, on_behalf_of)
       VALUES ($5, $6, $7, 'statement', $1::text, $8, $9, $1, $10, jsonb_build_object('version', $2::int - 1),
         jsonb_build_object('version', $2::int, 'origin', $4::text, 'sha256', $13::text), $11, $12, $14)
     )
     INSERT INTO statement_versions (consultation_id, number, content, origin, author, import_warnings)
     VALUES ($1, $2, $3, $4, $5, $15::jsonb) RETURNING created_at, pg_column_size(content) + coalesce((
       SELECT sum(pg_column_size(content)) FROM statement_versions WHERE consultation_id = $1), 0) AS bytes`,
    [
      consultation.id,
      number,
      content,
      origin,
      caller.actor.username,
      consultation.consulteeCode,
      origin === 'import' ? 'import' : 'save',
      consultation.caseId,
      consultation.referralId,
      consultation.state,
      caller.terms.reason ?? null,
      caller.requestId,
      createHash('sha256')
        .update(canonicalize(content) ?? '')
        .digest('hex'),
      onBehalfOf,
      warnings && JSON.stringify(warnings),
    ],
  );
  consultation.statementVersion = number;
  return { savedAt: written!.created_at, bytes: written!.bytes };
}

/** One version; there is none of number 0. */
export async function versionOf(
  tx: DataSource | EntityManager,
  consultationId: string,
  number: number,
): Promise<StatementVersionRow | undefined> {
  const [row]: StatementVersionRow[] = await tx.query(
    `SELECT number, origin, author, created_at, content, import_warnings FROM statement_versions
     WHERE consultation_id = $1 AND number = $2`,
    [consultationId, number],
  );
  return row && { ...row, content: wholeContent(row.content) };
}

/** The content of a version; version 0 is empty. */
export const contentOf = async (
  tx: EntityManager,
  consultationId: string,
  version: number,
): Promise<StatementContent | undefined> => (await versionOf(tx, consultationId, version))?.content;
