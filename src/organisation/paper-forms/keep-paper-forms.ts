import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { Attempt } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { readLogotype } from '../../papers/form/logotype.js';
import { PARTS_OF, plainForm, type FormKind, type PaperForm } from '../../papers/form/paper-form.js';
import { Invalid, NotFound, type InvalidValue } from '../../rules/problem.js';
import { bodyExists } from '../keep-calendar.js';
import { because } from '../refusals.js';
import { BodyPaperForm } from './paper-form.entity.js';
import type { PaperFormBody, PaperFormView } from './paper-forms.dto.js';

/**
 * The shape of a body's papers: everyone signed in may see it, as the body itself. A changed form shows in every paper that
 * is written from then on, and each that has been in force is kept for those that were written before.
 */
@Injectable()
export class KeepPaperForms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  /** @throws NotFound also for a kind that has no form. */
  async one(body: string, kind: string): Promise<PaperFormView> {
    await bodyExists(this.dataSource, body);
    return readForm(this.dataSource, body, formKind(kind));
  }

  async replace(caller: Caller, body: string, kind: string, given: PaperFormBody): Promise<PaperFormView> {
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const own = await lockForm(attempt, body, formKind(kind));
      const change = await attempt.permit('body.set-paper-form', { body }, own.version);
      const { logotype, ...form } = formOf(own.kind, given);
      Object.assign(own, { form, logotype });
      await change.save(BodyPaperForm, own, { verb: 'set-paper-form', objectType: 'paper-form', body });
      await change.tx.query(
        'INSERT INTO paper_form_versions (form_id, version, form, logotype) VALUES ($1, $2, $3, $4)',
        [own.id, own.version, form, logotype],
      );
      return readForm(change.tx, body, own.kind);
    });
  }
}

/** So that there is a row to lock; what is not permitted takes it away again with the transaction. */
async function lockForm(attempt: Attempt, body: string, kind: FormKind): Promise<BodyPaperForm> {
  const { logotype: _, ...form } = plainForm(kind);
  await attempt.tx.query(
    'INSERT INTO paper_forms (id, body_code, kind, form) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [randomUUID(), body, kind, form],
  );
  const [row]: { id: string }[] = await attempt.tx.query(
    'SELECT id FROM paper_forms WHERE body_code = $1 AND kind = $2',
    [body, kind],
  );
  return attempt.lock(BodyPaperForm, row!.id, () => 'true');
}

/** @throws NotFound */
export function formKind(kind: string): FormKind {
  if (!Object.hasOwn(PARTS_OF, kind)) throw new NotFound();
  return kind as FormKind;
}

/** @throws Invalid naming each part that the paper does not have or that stands twice, and a logotype that is none. */
function formOf(kind: FormKind, given: PaperFormBody): PaperForm {
  const { name, parts, clauses, labels, letterhead, signatures, foot, logotype } = given;
  const plain = plainForm(kind);
  const picture = typeof logotype === 'string' ? readLogotype(logotype) : null;
  const problems: InvalidValue[] = [
    ...partProblems(kind, parts ?? []),
    ...(picture === undefined ? [{ pointer: '/logotype', ...because.logotype }] : []),
  ];
  const [first, ...rest] = problems;
  if (first) throw new Invalid(first, ...rest);
  return {
    name: name ?? null,
    parts: parts?.map(({ part, heading }) => ({ part, heading })) ?? plain.parts,
    clauses: clauses ?? plain.clauses,
    labels: { ...labels },
    letterhead: letterhead ?? [],
    signatures: signatures?.map(({ name: signer, title }) => ({ name: signer, title })) ?? [],
    foot: foot ?? [],
    logotype: picture ?? null,
  };
}

function partProblems(kind: FormKind, parts: NonNullable<PaperFormBody['parts']>): InvalidValue[] {
  const known: readonly string[] = PARTS_OF[kind];
  const met = new Set<string>();
  return parts.flatMap(({ part, heading }, index): InvalidValue[] => {
    const own = part === 'section';
    if (own ? !known.includes('sections') : !known.includes(part))
      return [{ pointer: `/parts/${index}/part`, ...because.noSuchPart(known.join(', ')) }];
    if (own && heading === '')
      return [{ pointer: `/parts/${index}/heading`, ...because.sectionWithoutHeading }];
    const name = own ? `${part} ${heading.toLocaleLowerCase('sv')}` : part;
    if (met.has(name)) return [{ pointer: `/parts/${index}/part`, ...because.partTwice }];
    met.add(name);
    return [];
  });
}

interface Row {
  readonly form: Omit<PaperForm, 'logotype'>;
  readonly logotype: string | null;
  readonly version: number;
}

async function readForm(
  database: DataSource | EntityManager,
  body: string,
  kind: FormKind,
): Promise<PaperFormView> {
  const [row]: Row[] = await database.query(
    'SELECT form, logotype, version FROM paper_forms WHERE body_code = $1 AND kind = $2',
    [body, kind],
  );
  const { form, logotype, version } = row ?? { form: plainForm(kind), logotype: null, version: 1 };
  return {
    body,
    kind,
    name: form.name,
    parts: form.parts.map((part) => ({ ...part })),
    clauses: form.clauses,
    labels: { ...form.labels },
    letterhead: [...form.letterhead],
    signatures: form.signatures.map((signature) => ({ ...signature })),
    foot: [...form.foot],
    logotype,
    isDefault: row === undefined,
    version,
  };
}
