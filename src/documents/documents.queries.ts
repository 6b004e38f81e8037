import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { confidentialView, markingsOf, type Marking } from '../confidentiality/read-markings.js';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, MOST_COUNTED, offsetOf, pageOf, totalOf, type CursorKey } from '../lists/paging.js';
import { IN_ORDER } from '../database/prepared-client.js';
import { Where } from '../lists/where.js';
import { bodiesOf, documentIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { actionsOf } from '../rules/available-actions.js';
import { documentLifecycle } from '../rules/document-lifecycle.js';
import { ContentGone, NotFound } from '../rules/problem.js';
import type { DocumentRowView, DocumentsPage, DocumentsQuery, DocumentView } from './documents.dto.js';
import { disposedOf } from './disposed-of.js';
import { Storage } from './storage.js';

type Row = Omit<DocumentView, 'createdAt' | 'confidentiality' | 'availableActions'> & {
  created_at: Date;
  referred: boolean;
  markings: Marking[] | null;
};
type ListRow = Omit<DocumentRowView, 'createdAt'> & { created_at: Date; newest: string };

/**
 * Documents with `confidential`: by a marking of their own, or of something that they are part of, whosever it is.
 * OFFSET 0: looked at once a row, however often it is named.
 */
const judged = (documents: string): string => `${documents} CROSS JOIN LATERAL (
    SELECT document_is_confidential(documents.id) AS confidential OFFSET 0) whether`;
const unlessConfidential = (column: string, name: string): string =>
  `CASE WHEN NOT confidential THEN ${column} END AS "${name}"`;

const DOCUMENT = `SELECT id, body_code AS body, title, kind, direction, received_on AS "receivedOn", file_name AS "fileName",
    media_type AS "mediaType", byte_size AS "byteSize", sha256, inspected,
    not_inspected_for AS "notInspectedFor", replaces, created_at, version, confidential,
    document_is_referred_to(id) AS referred,
    CASE WHEN disposed_at IS NOT NULL THEN json_build_object('at', to_char(disposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'by', disposed_by, 'decision', disposed_under) END AS disposed,
    ${markingsOf({ type: 'document', id: 'documents.id', list: 'seen_by', owner: 'documents.body_code' })} AS markings
  FROM ${judged('documents')}`;

const ROW = `SELECT id, body_code AS body, ${unlessConfidential('title', 'title')}, kind, direction,
    received_on AS "receivedOn", ${unlessConfidential('file_name', 'fileName')}, media_type AS "mediaType", byte_size AS "byteSize",
    ${unlessConfidential('sha256', 'sha256')}, replaces, created_at, created_at::text AS newest, confidential`;

@Injectable()
export class DocumentsQueries {
  private readonly log = new Logger(DocumentsQueries.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
  ) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<DocumentView> {
    return readDocument(this.dataSource, caller, id, explain);
  }

  /** What is in a document that the caller was shown. @throws ContentGone */
  async content({ id, sha256, disposed }: DocumentView): Promise<Readable> {
    if (disposed) throw disposedOf();
    const content = await this.storage.read(sha256);
    if (content) return content;
    this.log.error(`the file of document ${id} is missing`);
    throw new ContentGone();
  }

  /** Newest first. */
  async list(caller: Caller, query: DocumentsQuery): Promise<DocumentsPage> {
    const before = decodeCursor('documents', query, 'instant', 'id') ?? [];
    const where = new Where(scopeOf(caller.actor), documentIsVisible('documents'));
    const found = foundBy(where, caller.actor, query, before);
    const rows: ListRow[] = await this.dataSource.query(
      `${IN_ORDER} ${ROW} FROM ${judged(`${found} documents`)} ORDER BY created_at DESC, id DESC`,
      where.values,
    );
    const toRow = ({ created_at, newest: _newest, ...row }: ListRow) => ({
      ...row,
      createdAt: created_at.toISOString(),
    });
    const total = await totalOf(query, rows, () => this.count(caller.actor, query));
    return pageOf('documents', query, rows, toRow, (row) => [row.newest, row.id], total);
  }

  private async count(actor: Actor, query: DocumentsQuery): Promise<number> {
    const where = new Where(scopeOf(actor), 'true');
    const given = givenBy(where, actor, query, MOST_COUNTED + 1, 0);
    const [row]: { total: number }[] = await this.dataSource.query(
      `SELECT count(*) AS total FROM documents_listed(${given}) WHERE ${where.sql}`,
      where.values,
    );
    return row!.total;
  }
}

/** Found by a function of the database that keeps to the second wall, and looked at again through the first. */
function foundBy(where: Where, actor: Actor, query: DocumentsQuery, before: CursorKey): string {
  const given = givenBy(where, actor, query, query.limit + 1, offsetOf(query), before);
  return `(SELECT * FROM documents_shown(${given}) documents WHERE ${where.sql})`;
}

/**
 * What the functions of database/current/documents.sql are asked. A document is seen by its body's people and by those of
 * the bodies that it has reached: whoever is in no body has nowhere to look.
 */
function givenBy(
  where: Where,
  actor: Actor,
  { q, body, kind }: DocumentsQuery,
  rows: number,
  skipped: number,
  [at, id]: CursorKey = [],
): string {
  const most = bodiesOf(actor).length === 0 ? 0 : rows;
  const given = [
    [q, 'text'],
    [body, 'text'],
    [kind, 'text'],
    [at, 'timestamptz'],
    [id, 'uuid'],
    [most, 'integer'],
    [skipped, 'integer'],
  ] as const;
  return given.map(([value, type]) => `${where.value(value ?? null)}::${type}`).join(', ');
}

/** One document that the caller may see. @throws NotFound */
export async function readDocument(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<DocumentView> {
  const [row]: Row[] = await database.query(
    `${DOCUMENT} WHERE id = $3 AND ${documentIsVisible('documents')}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  const { created_at, referred, markings, ...document } = row;
  caller.hasRead('documents', id, document.confidential);
  const { confidentiality } = confidentialView(markings, caller.actor);
  const actions = actionsOf('document', documentLifecycle, {
    actor: caller.actor,
    subject: { body: document.body },
    state: 'stored',
    facts: { marked: markings !== null, referredTo: referred },
  });
  return {
    ...document,
    createdAt: created_at.toISOString(),
    confidentiality,
    ...actionsView(actions, caller, explain),
  };
}
