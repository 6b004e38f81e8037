import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';
import { DOCUMENT_IS_VISIBLE, DOCUMENTS_OF_ALL_KINDS, DOCUMENTS_OF_THE_KIND, SIGHT } from './sight.js';
import { CONSULTATION_IS_VISIBLE, POLICIES } from './wall.js';

/**
 * Today's text of every function, view and policy of the database, each in one place: `migrate` makes what has changed
 * anew, once the migrations have made the tables. A migration may drop what stands in its way, and makes for itself what
 * it needs before it is done.
 */
export interface Definition {
  readonly name: string;
  /** Makes it, whether it is there already or not. */
  readonly sql: string;
}

const file = (name: string): Definition => ({
  name,
  sql: readFileSync(join(projectRoot, `src/database/current/${name}.sql`), 'utf8')
    .replace('{{consultation_is_visible}}', CONSULTATION_IS_VISIBLE)
    .replaceAll('{{document_is_visible}}', DOCUMENT_IS_VISIBLE)
    .replace('{{documents_of_all_kinds}}', DOCUMENTS_OF_ALL_KINDS)
    .replace('{{documents_of_the_kind}}', DOCUMENTS_OF_THE_KIND),
});

/** Each view after what it reads. Functions may name what comes later. */
export const DEFINITIONS: readonly Definition[] = [
  ...['acting', 'names', 'people', 'planning', 'reminders', 'audit', 'confidentiality', 'readings'].map(file),
  { name: 'sight', sql: SIGHT },
  ...['refused-attempts', 'documents', 'facts', 'deliveries', 'searching', 'publication'].map(file),
  ...[
    'cases',
    'register',
    'consultations',
    'agendas',
    'working-copies',
    'signatures',
    'archive',
    'statistics',
  ].map(file),
  ...POLICIES.map(([table, sql]) => ({ name: `policies of ${table}`, sql })),
];
