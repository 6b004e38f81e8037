import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { decodeCursor, pageOf, totalOf } from '../lists/paging.js';
import { Where } from '../lists/where.js';
import { caseIsVisible, consultationIsOwn, documentIsOpen, scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import { TOLD_TO_CONSULTEES } from '../rules/referral-lifecycle.js';
import { summaryOf, type NamesOfEvent } from './audit-summary.js';
import type { AuditEventView, AuditTrailPage } from './audit-trail.dto.js';

type Row = Omit<AuditEventView, 'at' | 'summary'> & Told & { at: Date; names: NamesOfEvent };

/** What an event is about, and whether its details are shown. */
interface Told {
  readonly referral_id: string | null;
  readonly consultation_id: string | null;
  readonly detailed: boolean;
  /** The version that was shared, which those whom it was shared with have seen. */
  readonly compilation?: string | null;
  /** The body that was wound up, where that took the question back; of that everybody is told. */
  readonly woundUp?: string | null;
}

const CONSULTED = `consultations WHERE case_id = $3 AND consultee_code = ANY($1) AND ${consultationIsOwn('consultations')}`;

const TOLD = TOLD_TO_CONSULTEES.map((verb) => `'${verb}'`).join(', ');

/**
 * Which events of a case: to the issuer's staff all, of a confidential referral those on its list; to a consultee's
 * those of its own consultations and of the referrals it was sent. `$1` and `$2` are the scope, `$3` the case.
 */
const SHOWN = `(
  EXISTS (SELECT FROM cases WHERE cases.id = $3 AND cases.issuer_code = ANY($1)
    AND matter_is_open(cases.id, event.referral_id, NULL, cases.issuer_code, $1))
  OR event.consultation_id IN (SELECT id FROM ${CONSULTED})
  OR (event.object_type = 'referral' AND event.verb IN (${TOLD})
    AND event.referral_id IN (SELECT referral_id FROM ${CONSULTED})))`;

/**
 * Of another body's work only verb, state and time leave it; of a confidential statement, to those on its list; of
 * a packet as it was sent, to those who see each document that it names.
 */
const OWN = `(coalesce(body_code = ANY($1), false) AND NOT EXISTS (
  SELECT FROM consultations consultation WHERE consultation.id = event.consultation_id
    AND NOT CASE WHEN took_over(consultation.consultee_code, event.body_code) THEN consultation.statement_seen_by ELSE consultation.reply_seen_by END && $1)
  AND NOT (event.verb IN ('send', 'supplement') AND EXISTS (
    SELECT FROM referral_documents packet WHERE packet.referral_id = event.referral_id AND NOT EXISTS (
      SELECT FROM documents WHERE documents.id = packet.document_id AND ${documentIsOpen('documents')}))))`;

const EVENTS = 'audit_events event LEFT JOIN audit_links link ON link.event_id = event.id';

/** The events that are shown, with their places in the chain. Whether each is the caller's own is asked once of each. */
const events = (condition: string, order: string): string =>
  `(SELECT event.*, link.chain, link.position, link.previous, link.hash, ${OWN} AS detailed
    FROM ${EVENTS} WHERE ${condition} ${order}) event`;

const own = (column: string, name: string): string => `CASE WHEN detailed THEN ${column} END AS "${name}"`;

const COLUMNS = `id, at, body_code AS body, verb, object_type AS "objectType", object_id AS "objectId", state,
  ${own('actor', 'actor')}, ${own('on_behalf_of', 'onBehalfOf')}, ${own('before', 'before')}, ${own('after', 'after')},
  ${own('reason', 'reason')}, ${own('trace_id', 'traceId')}, position, hash, referral_id, consultation_id, detailed,
  CASE WHEN verb = 'share-compilation' THEN after ->> 'compilation' END AS compilation,
  CASE WHEN verb = 'recall' THEN after ->> 'woundUp' END AS "woundUp"`;

/** Who was asked when it happened, whoever has taken over since. */
const CONSULTEE = `coalesce((SELECT handed.code FROM handed WHERE handed.consultation_id = asked.id AND handed.id >= told.id
  ORDER BY handed.id LIMIT 1), asked.consultee_code)`;
const HANDED = `WITH handed AS MATERIALIZED (SELECT id, consultation_id, before->>'consulteeCode' AS code FROM audit_events
  WHERE case_id = $3 AND object_type = 'consultation' AND verb = 'hand-over' AND before ? 'consulteeCode')`;

/** What the events of a page name by ids, as it was called when they happened: looked up for the rows that are shown, and as far as these tell it. */
const NAMES = `json_build_object('body', body_name_at(coalesce(told."woundUp", told.body), told.at), 'actor', person_name_at(told.actor, told.at),
  'absent', person_name_at(told."onBehalfOf", told.at),
  'caseNumber', cases.number, 'referral', CASE WHEN told.detailed OR num_nonnulls(referrals.case_seen_by, referrals.seen_by) = 0 THEN referrals.title END,
  'consultee', coalesce(body_name_at(${CONSULTEE}, told.at), asked.consultee_name), 'ownNumber', asked.own_case_number,
  'officer', person_name_at(told.after ->> 'officer', told.at), 'document', CASE WHEN told.detailed AND ${documentIsOpen('documents')} THEN documents.title END,
  'recipient', CASE WHEN told.detailed AND told."objectType" = 'delivery' THEN (
    SELECT coalesce(body_name_at(recipient_body, told.at), recipient_name, recipient_email) FROM deliveries
    WHERE deliveries.id = told."objectId"::uuid) END,
  'compilation', told.compilation,
  'carried', CASE WHEN told.detailed AND told.verb = 'write-message' THEN (
    SELECT json_agg(documents.title ORDER BY carried.place) FROM message_documents carried JOIN documents ON documents.id = carried.document_id
    WHERE carried.message_id = CASE WHEN told."objectType" = 'message' THEN told."objectId"::uuid END AND ${documentIsOpen('documents')}) END,
  'consultees', CASE WHEN told.detailed AND told.verb = 'send' THEN (
    SELECT json_agg(coalesce(body_name_at(named.body_code, told.at), named.name) ORDER BY named.position) FROM referral_consultees named
    WHERE named.referral_id = told.referral_id) END)`;

const NAMED = `LEFT JOIN cases ON cases.id = $3
  LEFT JOIN referrals ON referrals.id = told.referral_id
  LEFT JOIN consultations asked ON asked.id = told.consultation_id
  LEFT JOIN LATERAL (
    SELECT CASE WHEN name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN name::uuid END AS id
    FROM (SELECT coalesce(told.after ->> 'documentId', told.before ->> 'documentId', told."objectId"::text) AS name) called
    OFFSET 0
  ) named_document ON true
  LEFT JOIN documents ON documents.id = named_document.id`;

/** A line of the export: what its hash is of, besides what may be masked, and the hash. */
const LINE = `json_build_object('id', id, 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  'chain', chain, 'position', position, 'previous', previous, 'hash', hash,
  'body', body_code, 'verb', verb, 'objectType', object_type, 'objectId', object_id, 'caseId', case_id,
  'referralId', referral_id, 'consultationId', consultation_id, 'state', state,
  'masked', NOT detailed) AS line,
  CASE WHEN detailed THEN json_build_object('actor', actor, 'onBehalfOf', on_behalf_of,
    'before', before, 'after', after, 'reason', reason, 'requestId', request_id) END AS own,
  referral_id, consultation_id, detailed`;

/** What is done to a referral as a whole, and stands in no event of those who were sent it. */
const OF_ALL = (['supplement', 'share-compilation'] satisfies (typeof TOLD_TO_CONSULTEES)[number][])
  .map((verb) => `'${verb}'`)
  .join(', ');
const ofConsultation = (id: string, referralId: string): string =>
  `(event.consultation_id = ${id}::uuid OR event.object_type = 'referral' AND event.verb IN (${OF_ALL})
    AND event.referral_id = ${referralId}::uuid)`;

/** Events that one export holds at most: more than any case has had. */
const MOST_EXPORTED = 20_000;
const EXPORTED_AT_ONCE = 500;

@Injectable()
export class ReadAuditTrail {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Oldest first. Details are shown of what was done for the caller's own bodies: of another's work
   * only verb, state and time leave it.
   *
   * @throws NotFound, and NotPermitted for a reader.
   */
  async read(caller: Caller, caseId: string, query: PageQuery): Promise<AuditTrailPage> {
    await this.authorize(caller, caseId);
    const where = new Where([...scopeOf(caller.actor), caseId], `event.case_id = $3 AND ${SHOWN}`);
    const count = where.counting(this.dataSource, 'audit_events event');
    const trail = `audit trail of ${caseId}`;
    const after = decodeCursor(trail, query, 'number');
    if (after) where.and((id) => `event.id > ${id}::bigint`, ...after);
    const rows: Row[] = await this.dataSource.query(
      `${HANDED} SELECT told.*, ${NAMES} AS names
       FROM (SELECT ${COLUMNS} FROM ${events(where.sql, `ORDER BY event.id ${where.page(query)}`)}) told
       ${NAMED} ORDER BY told.id`,
      where.values,
    );
    hasRead(caller, caseId, rows);
    return pageOf(trail, query, rows, toEvent(caller), (row) => [row.id], await totalOf(query, rows, count));
  }

  /**
   * The newest, of the whole case, of one referral of it or of one consultation – with what was done to its referral
   * as a whole and left no event of its own – without what was only read; masked as `read` masks.
   *
   * @throws NotFound, NotPermitted
   */
  async latest(
    caller: Caller,
    caseId: string,
    most: number,
    { referralId, consultationId }: { readonly referralId?: string | null; readonly consultationId?: string },
  ): Promise<AuditEventView[]> {
    await this.authorize(caller, caseId);
    const where = new Where(
      [...scopeOf(caller.actor), caseId],
      `event.case_id = $3 AND event.object_type <> 'reading' AND ${SHOWN}`,
    );
    if (consultationId) where.and(ofConsultation, consultationId, referralId ?? null);
    else if (referralId) where.and((id) => `event.referral_id = ${id}::uuid`, referralId);
    const rows: Row[] = await this.dataSource.query(
      `${HANDED} SELECT told.*, ${NAMES} AS names
       FROM (SELECT ${COLUMNS} FROM ${events(where.sql, `ORDER BY event.id DESC LIMIT ${most}`)}) told
       ${NAMED} ORDER BY told.id DESC`,
      where.values,
    );
    hasRead(caller, caseId, rows);
    return rows.map(toEvent(caller));
  }

  /**
   * All of it as JSON Lines, in the order of the chain. A line that is not masked holds all that its hash is
   * of: docs/audit-trail.md says how anyone can compute it.
   *
   * @throws NotFound, and NotPermitted for a reader.
   */
  async export(caller: Caller, caseId: string): Promise<string> {
    await this.authorize(caller, caseId);
    const rows: (Told & { line: object; own: object | null })[] = await this.dataSource.query(
      `SELECT ${LINE} FROM ${events(
        `$2::text[] IS NOT NULL AND event.case_id = $3 AND ${SHOWN}`,
        `ORDER BY link.position LIMIT ${MOST_EXPORTED}`,
      )} ORDER BY position`,
      [...scopeOf(caller.actor), caseId],
    );
    hasRead(caller, caseId, rows);
    return rows.map(({ line, own: details }) => `${JSON.stringify({ ...line, ...details })}\n`).join('');
  }

  /**
   * The same up to a place in the chain, page by page: a trail of any length is never whole in memory.
   *
   * @param of a consultation: what is of it, or of its referral as a whole.
   * @throws as `export`
   */
  async *exportUntil(
    caller: Caller,
    caseId: string,
    last: string,
    of?: { readonly consultationId: string; readonly referralId: string },
  ): AsyncGenerator<string> {
    await this.authorize(caller, caseId);
    for (let after = '0'; ;) {
      const rows: { line: { position: string }; own: object | null }[] = await this.dataSource.query(
        `SELECT ${LINE} FROM ${events(
          `$2::text[] IS NOT NULL AND event.case_id = $3 AND ${SHOWN}
           AND link.position > $4 AND link.position <= $5 AND ($6::uuid IS NULL OR event.consultation_id = $6
             OR event.consultation_id IS NULL AND event.referral_id = $7::uuid)`,
          `ORDER BY link.position LIMIT ${EXPORTED_AT_ONCE}`,
        )} ORDER BY position`,
        [...scopeOf(caller.actor), caseId, after, last, of?.consultationId, of?.referralId],
      );
      if (rows.length === 0) return;
      yield rows.map(({ line, own: details }) => `${JSON.stringify({ ...line, ...details })}\n`).join('');
      after = rows.at(-1)!.line.position;
    }
  }

  private async authorize(caller: Caller, caseId: string): Promise<void> {
    const [row]: { issuer_code: string; seen_by: string[] | null; consulted: string | null }[] =
      await this.dataSource.query(
        `SELECT issuer_code, seen_by, (SELECT consultee_code FROM ${CONSULTED} LIMIT 1) AS consulted
       FROM cases WHERE id = $3 AND ${caseIsVisible('cases')}`,
        [...scopeOf(caller.actor), caseId],
      );
    if (!row) throw new NotFound();
    const { issuer_code: body, consulted: consultee } = row;
    authorize(caller.actor, 'case.read-audit-trail', { body, consultee, lists: { [body]: [row.seen_by] } });
  }
}

const toEvent =
  ({ language }: Caller) =>
  ({
    referral_id: _referral,
    consultation_id: _consultation,
    detailed: _detailed,
    compilation: _compilation,
    woundUp: _woundUp,
    names,
    ...row
  }: Row): AuditEventView => ({
    ...row,
    summary: summaryOf({ ...row, names }, language),
    at: row.at.toISOString(),
  });

/** The case, each referral that is named, and each consultation of which more is told than that something was done. */
function hasRead(caller: Caller, caseId: string, events: readonly Told[]): void {
  caller.hasRead('cases', caseId);
  for (const { referral_id, consultation_id, detailed } of events) {
    if (referral_id !== null) caller.hasRead('referrals', referral_id);
    if (consultation_id !== null && detailed) caller.hasRead('consultations', consultation_id);
  }
}
