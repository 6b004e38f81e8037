import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../http/caller.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { likePattern, Where } from '../http/where.js';
import { documentIsVisible, scopeOf } from '../identity/visibility.js';
import { NotFound } from '../rules/problem.js';
import type { DocumentsPage, DocumentsQuery, DocumentView } from './documents.dto.js';
import { Storage } from './storage.js';

type Row = Omit<DocumentView, 'createdAt'> & { created_at: Date; newest: string };

const DOCUMENT = `SELECT id, body_code AS body, title, kind, direction, file_name AS "fileName",
    media_type AS "mediaType", byte_size AS "byteSize", sha256, replaces, created_at, created_at::text AS newest
  FROM documents`;

@Injectable()
export class DocumentsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: Storage,
  ) {}

  async one(caller: Caller, id: string): Promise<DocumentView> {
    return readDocument(this.dataSource, caller, id);
  }

  /** What is in a document that the caller was shown. */
  async content({ sha256 }: DocumentView): Promise<Readable> {
    return this.storage.read(sha256);
  }

  /** Newest first. */
  async list(caller: Caller, query: DocumentsQuery): Promise<DocumentsPage> {
    const where = new Where(scopeOf(caller.actor), documentIsVisible('documents'));
    if (query.body) where.and((code) => `body_code = ${code}`, query.body);
    if (query.kind) where.and((kind) => `kind = ${kind}`, query.kind);
    if (query.q) where.and((part) => `lower(title) LIKE ${part}`, likePattern(query.q));
    const total = query.count ? await where.count(this.dataSource, 'documents') : undefined;
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, 'instant', 'id');
      where.and((a, b) => `(created_at, id) < (${a}::timestamptz, ${b}::uuid)`, at, id);
    }
    const rows: Row[] = await this.dataSource.query(
      `${DOCUMENT} WHERE ${where.sql} ORDER BY created_at DESC, id DESC ${where.page(query)}`,
      where.values,
    );
    return pageOf(query, rows, toView, (row) => [row.newest, row.id], total);
  }
}

/** One document that the caller may see. @throws NotFound */
export async function readDocument(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
): Promise<DocumentView> {
  const [row]: Row[] = await database.query(
    `${DOCUMENT} WHERE id = $3 AND ${documentIsVisible('documents')}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  return toView(row);
}

function toView({ created_at, newest: _newest, ...row }: Row): DocumentView {
  return { ...row, createdAt: created_at.toISOString() };
}
