import type { DataSource } from 'typeorm';
import type { OwnTemplate } from '../../http/send-paper.js';
import type { FormKind } from '../../papers/form/paper-form.js';

/**
 * The Word template that a body uses for a kind of its papers, read when such a paper is written for Word. One that has
 * failed is left alone until it is uploaded anew: each paper would else wait for it to fail again.
 */
export const ownTemplate = (database: DataSource, body: string | null, kind: FormKind): OwnTemplate => ({
  read: async () => {
    if (body === null) return undefined;
    const [row]: { number: number; file: Buffer }[] = await database.query(
      `SELECT versions.number, versions.file FROM word_templates templates
       JOIN word_template_versions versions ON versions.template_id = templates.id AND versions.number = templates.current
       WHERE templates.body_code = $1 AND templates.kind = $2 AND templates.failed_at IS NULL`,
      [body, kind],
    );
    return row;
  },
  failed: async (number, why) => {
    await database.query(
      `UPDATE word_templates SET failed_at = clock_timestamp(), failure = $4
       WHERE body_code = $1 AND kind = $2 AND current = $3`,
      [body, kind, number, why],
    );
  },
});
