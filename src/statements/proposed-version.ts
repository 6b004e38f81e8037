import type { DataSource, EntityManager } from 'typeorm';
import type { StatementVersionRow } from './statement-view.js';

/** The statement as it was proposed to whoever decided: the latest version that no decision and no correction has written. */
export async function proposedVersion(
  database: DataSource | EntityManager,
  consultationId: string,
): Promise<StatementVersionRow | undefined> {
  const [row]: StatementVersionRow[] = await database.query(
    `SELECT number, origin, author, created_at, content FROM statement_versions
     WHERE consultation_id = $1 AND origin NOT IN ('decision', 'correction') ORDER BY number DESC LIMIT 1`,
    [consultationId],
  );
  return row;
}
