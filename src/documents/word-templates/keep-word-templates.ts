import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { Attempt } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { warningsView } from '../../changes/warnings-view.js';
import { bodyExists } from '../../organisation/keep-calendar.js';
import { formKind } from '../../organisation/paper-forms/keep-paper-forms.js';
import { MEDIA_TYPE } from '../../papers/formats.js';
import { PART_HEADINGS, type FormKind } from '../../papers/form/paper-form.js';
import { Renderers } from '../../papers/renderers.js';
import { authorize } from '../../rules/policy.js';
import { Invalid, type InvalidValue } from '../../rules/problem.js';
import { lookIntoPackageBytes } from '../inspection/office-package.js';
import { because, refusalOf } from './refusals.js';
import { WordTemplate } from './word-template.entity.js';
import type { WordTemplateView } from './word-templates.dto.js';

const MOST_BYTES = 2 * 1024 * 1024;

/**
 * The Word templates of a body: one for each kind of paper, in which such papers are written for Word. Each that has been
 * used is kept. Which there are everyone signed in may see, as the body itself.
 */
@Injectable()
export class KeepWordTemplates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly renderers: Renderers,
  ) {}

  /** @throws NotFound also for a kind that has no form. */
  async one(body: string, kind: string): Promise<WordTemplateView> {
    await bodyExists(this.dataSource, body);
    return readTemplate(this.dataSource, body, formKind(kind));
  }

  /** Takes a template into use. @throws Invalid naming everything that is wrong with it. */
  async put(caller: Caller, body: string, given: string, file: unknown): Promise<WordTemplateView> {
    await bodyExists(this.dataSource, body);
    const kind = formKind(given);
    authorize(caller.actor, 'body.set-word-template', { body });
    const { bytes, leavesOut } = await this.checked(file, kind);
    return this.makeChange.make(caller, async (attempt) => {
      const template = await lockTemplate(attempt, body, kind);
      const change = await attempt.permit('body.set-word-template', { body }, template.version);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const [{ number }]: [{ number: number }] = await change.tx.query(
        `INSERT INTO word_template_versions (template_id, number, file, sha256)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3 FROM word_template_versions WHERE template_id = $1 RETURNING number`,
        [template.id, bytes, sha256],
      );
      Object.assign(template, { current: number, failedAt: null, failure: null });
      const occasion = { verb: 'set-word-template', objectType: 'paper-form', body };
      await change.save(WordTemplate, template, occasion, { after: { kind, sha256 } });
      const view = await readTemplate(change.tx, body, kind);
      const parts = leavesOut.map((part) => PART_HEADINGS[part]).join(', ');
      return { ...view, ...warningsView(parts === '' ? [] : [because.leavesOut(parts)], caller) };
    });
  }

  /** Papers are as Yttra writes them again; the templates that have been used are kept. */
  async remove(caller: Caller, body: string, given: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const kind = formKind(given);
      const template = await lockTemplate(attempt, body, kind);
      const change = await attempt.permit('body.remove-word-template', { body }, template.version);
      Object.assign(template, { current: null, failedAt: null, failure: null });
      const occasion = { verb: 'remove-word-template', objectType: 'paper-form', body };
      await change.save(WordTemplate, template, occasion, { after: { kind } });
      return null;
    });
  }

  private async checked(file: unknown, kind: FormKind) {
    if (!Buffer.isBuffer(file)) throw new Invalid({ pointer: '', ...because.notWord });
    if (file.length > MOST_BYTES) throw new Invalid({ pointer: '', ...because.templateTooLarge });
    // As of every other file: no macros, nothing that is fetched from elsewhere, and no more than it unpacks to honestly.
    const { type } = await lookIntoPackageBytes(file);
    if (type !== MEDIA_TYPE.docx) throw new Invalid({ pointer: '', ...because.notWord });
    const { faults, leavesOut } = await this.renderers.checkTemplate(file, kind);
    const problems = faults.map((fault): InvalidValue => ({
      pointer: `/${fault.place}`,
      ...refusalOf(fault),
    }));
    const [first, ...rest] = problems;
    if (first) throw new Invalid(first, ...rest);
    return { bytes: file, leavesOut };
  }
}

/** So that there is a row to lock; what is not permitted takes it away again with the transaction. */
async function lockTemplate(attempt: Attempt, body: string, kind: FormKind): Promise<WordTemplate> {
  await attempt.tx.query(
    'INSERT INTO word_templates (id, body_code, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [randomUUID(), body, kind],
  );
  const [row]: { id: string }[] = await attempt.tx.query(
    'SELECT id FROM word_templates WHERE body_code = $1 AND kind = $2',
    [body, kind],
  );
  return attempt.lock(WordTemplate, row!.id, () => 'true');
}

interface Row {
  id: string;
  current: number | null;
  failed_at: Date | null;
  version: number;
}

async function readTemplate(
  database: DataSource | EntityManager,
  body: string,
  kind: FormKind,
): Promise<WordTemplateView> {
  const [row]: Row[] = await database.query(
    'SELECT id, current, failed_at, version FROM word_templates WHERE body_code = $1 AND kind = $2',
    [body, kind],
  );
  const versions: { number: number; sha256: string; byte_size: number; added_at: Date }[] =
    await database.query(
      `SELECT number, sha256, octet_length(file) AS byte_size, added_at FROM word_template_versions
     WHERE template_id = $1 ORDER BY number DESC`,
      [row?.id ?? null],
    );
  return {
    body,
    kind,
    current: row?.current ?? null,
    versions: versions.map(({ number, sha256, byte_size, added_at }) => ({
      number,
      sha256,
      byteSize: byte_size,
      addedAt: added_at.toISOString(),
    })),
    failedAt: row?.failed_at?.toISOString() ?? null,
    version: row?.version ?? 1,
  };
}
