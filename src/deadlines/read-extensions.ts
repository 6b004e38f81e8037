import type { DataSource, EntityManager } from 'typeorm';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import type { PageQuery } from '../http/paging.dto.js';
import { Where } from '../http/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { subjectOf, type RowWithLists } from '../consultations/subject-of-consultation.js';
import { actionsOf } from '../rules/available-actions.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { extensionLifecycle } from '../rules/extension-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import type { ExtensionsPage, ExtensionView } from './deadlines.dto.js';

type Row = Omit<ExtensionView, 'requestedAt' | 'settledAt' | 'availableActions'> & {
  requested_at: Date;
  settled_at: Date | null;
  newest: string;
  consultation: RowWithLists & { state: ConsultationState };
};

const EXTENSION = `SELECT extension.id, consultation_id AS "consultationId", extension.state,
    requested_until AS "requestedUntil", granted_until AS "grantedUntil", previous_reply_by AS "previousReplyBy",
    extension.unasked, reason, comment, extension.version, requested_at, requested_at::text AS newest, settled_at,
    to_json(consultation) AS consultation
  FROM extensions extension JOIN consultations consultation ON consultation.id = extension.consultation_id`;

/** @throws NotFound */
export async function readExtension(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<ExtensionView> {
  const [row]: Row[] = await database.query(
    `${EXTENSION} WHERE extension.id = $3 AND ${consultationIsVisible('consultation')}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  caller.hasRead('extensions', id);
  return extensionView(row, caller, explain);
}

/** Newest first. The caller has been let see the consultation. */
export async function listExtensions(
  database: DataSource,
  caller: Caller,
  consultationId: string,
  query: PageQuery,
): Promise<ExtensionsPage> {
  const where = new Where(scopeOf(caller.actor), consultationIsVisible('consultation'));
  where.and((id) => `consultation.id = ${id}`, consultationId);
  const from = 'extensions extension JOIN consultations consultation ON consultation.id = consultation_id';
  const total = query.count ? await where.count(database, from) : undefined;
  if (query.cursor) {
    const [at, id] = decodeCursor(query.cursor, 'instant', 'id');
    where.and((a, b) => `(requested_at, extension.id) < (${a}::timestamptz, ${b}::uuid)`, at, id);
  }
  const rows: Row[] = await database.query(
    `${EXTENSION} WHERE ${where.sql} ORDER BY requested_at DESC, extension.id DESC ${where.page(query)}`,
    where.values,
  );
  return pageOf(
    query,
    rows,
    (row) => extensionView(row, caller),
    (row) => [row.newest, row.id],
    total,
  );
}

function extensionView(row: Row, caller: Caller, explain?: 'actions'): ExtensionView {
  const { requested_at, settled_at, newest: _newest, consultation, ...shown } = row;
  const actions = actionsOf('extension', extensionLifecycle, {
    actor: caller.actor,
    subject: subjectOf(consultation),
    state: row.state,
    facts: { consultationState: consultation.state },
  });
  return {
    ...shown,
    requestedAt: requested_at.toISOString(),
    settledAt: settled_at?.toISOString() ?? null,
    ...actionsView(actions, caller, explain),
  };
}
