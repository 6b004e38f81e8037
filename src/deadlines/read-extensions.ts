import type { DataSource, EntityManager } from 'typeorm';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { list, newestFirst, withInstants } from '../lists/list.js';
import { Where } from '../lists/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { subjectOf, type RowWithLists } from '../consultations/subject-of-consultation.js';
import { actionsOf } from '../rules/available-actions.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { extensionLifecycle } from '../rules/extension-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import type { ExtensionsPage, ExtensionView } from './deadlines.dto.js';

type Row = Omit<ExtensionView, 'availableActions'> & {
  consultation: RowWithLists & { state: ConsultationState };
};

const EXTENSION = `extension.id, consultation_id AS "consultationId", extension.state,
    requested_until AS "requestedUntil", granted_until AS "grantedUntil", previous_reply_by AS "previousReplyBy",
    extension.unasked, reason, comment, extension.version, requested_on AS "requestedOn", requested_at AS "requestedAt",
    settled_at AS "settledAt", to_json(consultation) AS consultation`;

const EXTENSIONS =
  'extensions extension JOIN consultations consultation ON consultation.id = extension.consultation_id';

/** @throws NotFound */
export async function readExtension(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<ExtensionView> {
  const [row]: Row[] = await database.query(
    `SELECT ${EXTENSION} FROM ${EXTENSIONS} WHERE extension.id = $3 AND ${consultationIsVisible('consultation')}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  caller.hasRead('extensions', id);
  return extensionView(withInstants(row), caller, explain);
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
  return list<Row, ExtensionView>(database, query, {
    called: `extensions of ${consultationId}`,
    select: EXTENSION,
    from: EXTENSIONS,
    where,
    order: newestFirst('requested_at', 'extension.id'),
    toItem: (row) => extensionView(row, caller),
  });
}

function extensionView(row: Row, caller: Caller, explain?: 'actions'): ExtensionView {
  const { consultation, ...shown } = row;
  const actions = actionsOf('extension', extensionLifecycle, {
    actor: caller.actor,
    subject: subjectOf(consultation),
    state: row.state,
    facts: { consultationState: consultation.state },
  });
  return { ...shown, ...actionsView(actions, caller, explain) };
}
