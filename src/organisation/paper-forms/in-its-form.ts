import type { DataSource, EntityManager } from 'typeorm';
import { inForm } from '../../papers/form/in-form.js';
import type { FormKind } from '../../papers/form/paper-form.js';
import type { Paper } from '../../papers/paper.js';
import { rowOf } from './keep-paper-forms.js';

/** A paper in the shape that the body which speaks in it has given this kind. Bodies without a form of their own leave it as it is. */
export async function inItsForm(
  database: DataSource | EntityManager,
  body: string | null,
  kind: FormKind,
  paper: Paper,
): Promise<Paper> {
  const own = body === null ? undefined : await rowOf(database, body, kind);
  return own ? inForm(paper, { ...own.form, logotype: own.logotype }) : paper;
}
