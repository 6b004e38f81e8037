import type { DataSource, EntityManager } from 'typeorm';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../http/caller.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { actionsOf } from '../rules/available-actions.js';
import type { ConsultationState } from '../rules/consultation-lifecycle.js';
import { extensionLifecycle, type ExtensionVerb } from '../rules/extension-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import type { ExtensionRowView, ExtensionView } from './extensions.dto.js';

export type ExtensionRow = Omit<ExtensionRowView, 'requestedAt' | 'settledAt'> & {
  requested_at: Date;
  settled_at: Date | null;
};

interface DetailRow extends ExtensionRow {
  consultation_state: ConsultationState;
  issuer_code: string | null;
  consultee_code: string | null;
  officer: string | null;
}

const EXTENSION_VERBS: readonly ExtensionVerb[] = ['grant', 'refuse', 'cancel'];

export const EXTENSION_COLUMNS = `extension.id, consultation_id AS "consultationId", extension.state,
  requested_until AS "until", granted_until AS "grantedUntil", previous_reply_by AS "previousReplyBy", unasked, reason,
  comment, requested_by AS "requestedBy", requested_at, settled_by AS "settledBy", settled_at, extension.version`;

/** Both sides of the consultation. */
export const extensionIsVisible = (extension: string): string =>
  `EXISTS (SELECT FROM consultations extended
           WHERE extended.id = ${extension}.consultation_id AND ${consultationIsVisible('extended')})`;

/** One extension as the caller sees it. @throws NotFound */
export async function readExtension(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<ExtensionView> {
  const [row]: DetailRow[] = await database.query(
    `SELECT ${EXTENSION_COLUMNS}, consultation.state AS consultation_state, issuer_code, consultee_code, officer
     FROM extensions extension JOIN consultations consultation ON consultation.id = extension.consultation_id
     WHERE extension.id = $3 AND ${consultationIsVisible('consultation')}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  const { consultation_state, issuer_code, consultee_code, officer, ...extension } = row;
  const actions = actionsOf(extensionLifecycle, EXTENSION_VERBS, (verb) => `extension.${verb}` as const, {
    actor: caller.actor,
    subject: { issuer: issuer_code, consultee: consultee_code, officer },
    state: row.state,
    facts: { consultationState: consultation_state },
  });
  return { ...extensionRowView(extension), ...actionsView(actions, caller, explain) };
}

export function extensionRowView({ requested_at, settled_at, ...row }: ExtensionRow): ExtensionRowView {
  return {
    ...row,
    requestedAt: requested_at.toISOString(),
    settledAt: settled_at?.toISOString() ?? null,
  };
}
