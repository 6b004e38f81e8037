import type { DataSource, EntityManager } from 'typeorm';
import { inForm } from '../../papers/form/in-form.js';
import type { FormKind, PaperForm } from '../../papers/form/paper-form.js';
import type { Paper } from '../../papers/paper.js';

/** When a paper is written that nobody has finished: whatever is in force today shapes it. */
export const STILL_WRITTEN = 'infinity';

interface Row {
  readonly version: number;
  readonly form: Omit<PaperForm, 'logotype'>;
  readonly logotype: string | null;
}

/** A paper in the shape that its body had given this kind, and which version of it that is; null where it had given none. */
export interface FormedPaper {
  readonly paper: Paper;
  readonly formVersion: number | null;
}

/**
 * A paper in the shape that the body which speaks in it had given this kind when the paper was written: who signs, the
 * letterhead and the foot of a later form are not on it. Without a form it is left as it is.
 *
 * @param writtenAt where that is not what the paper says: `STILL_WRITTEN` for a draft, or a sample of a form.
 */
export async function formed(
  database: DataSource | EntityManager,
  body: string | null,
  kind: FormKind,
  paper: Paper,
  writtenAt: string = paper.writtenAt,
): Promise<FormedPaper> {
  const [own]: Row[] = await database.query(
    `SELECT versions.version, versions.form, versions.logotype
     FROM paper_forms forms JOIN paper_form_versions versions ON versions.form_id = forms.id
     WHERE forms.body_code = $1 AND forms.kind = $2 AND versions.in_force_from <= $3::timestamptz
     ORDER BY versions.version DESC LIMIT 1`,
    [body, kind, writtenAt],
  );
  if (!own) return { paper, formVersion: null };
  return { paper: inForm(paper, { ...own.form, logotype: own.logotype }), formVersion: own.version };
}

/** The same, for whoever does not say in which version. */
export async function inItsForm(...what: Parameters<typeof formed>): Promise<Paper> {
  return (await formed(...what)).paper;
}
