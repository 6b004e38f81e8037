import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { Change } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { Clock } from '../../config/clock.js';
import { IN_ORDER } from '../../database/prepared-client.js';
import { decodeCursor, MOST_COUNTED, offsetOf, pageOf, totalOf } from '../../lists/paging.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { Where } from '../../lists/where.js';
import { documentIsVisible, scopeOf } from '../../identity/visibility.js';
import { bodyExists } from '../../organisation/keep-calendar.js';
import { authorize } from '../../rules/policy.js';
import { Conflict, NotFound } from '../../rules/problem.js';
import { because } from '../refusals.js';
import { RemoveDisposedFiles } from './remove-disposed-files.js';
import type { DisposeBody, DisposedView, DueDocumentsPage, DueDocumentView } from './retention.dto.js';

interface Asked {
  id: string;
  kind: string;
  title: string;
  sha256: string;
  byte_size: string;
  decision: string | null;
  due_on: string | null;
  dispatched: boolean;
  shared: boolean;
  unarchived: boolean;
}

const NAMED = `SELECT documents.id, kind, title, sha256, byte_size, disposal.*
  FROM documents LEFT JOIN LATERAL disposal_of(documents.id) disposal ON true
  WHERE documents.id = ANY($3) AND documents.body_code = $4 AND ${documentIsVisible('documents')}
  ORDER BY documents.id`;

const CASE_NUMBERS = `ARRAY(
  SELECT cases.number FROM cases_of_document(documents.id) its JOIN cases ON cases.id = its.case_id
    WHERE cases.issuer_code = documents.body_code AND cases.seen_by IS NULL
  UNION SELECT own_case_number FROM own_files_of_document(documents.id) its JOIN consultations asked ON asked.id = its
    WHERE asked.consultee_code = documents.body_code AND own_case_number IS NOT NULL
  ORDER BY 1)`;

/** A row of what is due, and where its page ended. */
type DueRow = DueDocumentView & { entered: string };

/** Of each kind so many are asked what they wait for: all that there are, but in large archives. */
const ASKED_OF_A_KIND = 1000;

/** How many documents a body's decisions are about that may not be disposed of yet, by what they wait for. */
export interface NotYetDue {
  /** Of each kind only so many were counted, those that were entered first; null where all of them were. */
  readonly oldest: number | null;
  /** A case of theirs is open. */
  readonly open: number;
  /** Their years have not passed. */
  readonly later: number;
  /** When the first of those is due. */
  readonly next: string | null;
  /** Their case has no package that was fetched. */
  readonly unarchived: number;
  /** They were dispatched, or have come to another body, and are kept whatever is decided. */
  readonly kept: number;
}

/** What may be disposed of, and that a person does so, on a decision: nothing here happens by itself. */
@Injectable()
export class DisposeDocuments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
    private readonly removeFiles: RemoveDisposedFiles,
  ) {}

  /** What the caller sees of what is due. @throws NotFound, NotPermitted */
  async due(caller: Caller, body: string, query: PageQuery): Promise<DueDocumentsPage> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'body.read-retention', { body });
    const called = `documents due at ${body}`;
    const after = decodeCursor(called, query, 'instant', 'id') ?? [];
    const where = new Where(scopeOf(caller.actor), documentIsVisible('documents'));
    const found = this.found(where, body, [...after, null, null], query.limit + 1, offsetOf(query));
    const rows: DueRow[] = await this.dataSource.query(
      `${IN_ORDER} SELECT documents.id, CASE WHEN NOT document_is_confidential(documents.id) THEN title END AS title, kind,
         CASE WHEN document_is_confidential(documents.id) THEN '{}' ELSE ${CASE_NUMBERS} END AS "caseNumbers",
         byte_size::float8 AS "byteSize", due_on AS "dueOn", decision, entered_at::text AS entered
       FROM ${found} due JOIN documents ON documents.id = due.id WHERE ${where.sql} ORDER BY due.entered_at, due.id`,
      where.values,
    );
    const toView = ({ entered: _entered, ...view }: DueRow): DueDocumentView => view;
    const total = await totalOf(query, rows, () => this.countDue(caller, body));
    return pageOf(called, query, rows, toView, ({ entered, id }) => [entered, id], total);
  }

  private async countDue({ actor }: Caller, body: string): Promise<number> {
    const where = new Where(scopeOf(actor), 'true');
    const found = this.found(where, body, [null, null], MOST_COUNTED + 1, 0);
    const [row]: { total: number }[] = await this.dataSource.query(
      `${IN_ORDER} SELECT count(*) AS total FROM ${found} due WHERE ${where.sql}`,
      where.values,
    );
    return row!.total;
  }

  /** What the database finds due, past the row that is named (`database/current/archive.sql`). */
  private found(
    where: Where,
    body: string,
    [at, id]: readonly unknown[],
    most: number,
    skipped: number,
  ): string {
    const given = [
      [body, 'text'],
      [this.clock.today(), 'date'],
      [at, 'timestamptz'],
      [id, 'uuid'],
      [most, 'integer'],
      [skipped, 'integer'],
    ] as const;
    return `disposals_due(${given.map(([value, type]) => `${where.value(value)}::${type}`).join(', ')})`;
  }

  /** Why nothing more may be disposed of now. @throws NotPermitted */
  async notYetDue(caller: Caller, body: string): Promise<NotYetDue> {
    authorize(caller.actor, 'body.read-retention', { body });
    const [counted]: [NotYetDue] = await this.dataSource.query(
      `${IN_ORDER} SELECT count(*) FILTER (WHERE NOT stays AND due_on IS NULL)::int AS open,
         count(*) FILTER (WHERE NOT stays AND due_on > $2)::int AS later,
         (min(due_on) FILTER (WHERE NOT stays AND due_on > $2))::text AS next,
         count(*) FILTER (WHERE NOT stays AND due_on <= $2 AND unarchived)::int AS unarchived,
         count(*) FILTER (WHERE stays)::int AS kept,
         CASE WHEN max(nth) >= $3 THEN $3::int END AS oldest
       FROM disposals_awaited($1, $3)`,
      [body, this.clock.today(), ASKED_OF_A_KIND],
    );
    return counted;
  }

  /**
   * Disposes of all that are named, or of none. The row stays, with what it was called and its checksum; the files are
   * deleted once that is sure, also those of packages that hold a copy.
   *
   * @throws NotFound, NotPermitted, Conflict for what is to be kept.
   */
  async dispose(caller: Caller, body: string, { documents }: DisposeBody): Promise<DisposedView> {
    const ids = [...new Set(documents)].toSorted();
    const disposed = await this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const change = await attempt.permit('body.dispose', { body });
      // Whoever is about to refer to one of them waits, and is waited for.
      await change.tx.query('SELECT FROM documents WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
      const asked: Asked[] = await change.tx.query(NAMED, [...scopeOf(caller.actor), ids, body]);
      if (asked.length < ids.length) throw new NotFound();
      const kept = asked.flatMap((each) => whyKept(each, change.today) ?? []);
      if (kept.length > 0) throw new Conflict(...(kept as [(typeof kept)[number]]));
      const at = this.clock.now().toISOString();
      for (const each of asked) {
        await markDisposed(change.tx, each, { by: caller.actor.username, at });
        await rememberDisposal(change, each, body);
      }
      return { documents: ids, disposedAt: at };
    });
    await this.removeFiles.removeNow();
    return disposed;
  }
}

/** The first reason to keep it; undefined where it may be disposed of. */
function whyKept({ title, decision, due_on, dispatched, shared, unarchived }: Asked, today: string) {
  if (decision === null) return because.keptByDefault(title);
  if (dispatched) return because.dispatched(title);
  if (shared) return because.shared(title);
  if (due_on === null) return because.caseOpen(title);
  if (due_on > today) return because.notDue(title, due_on);
  return unarchived ? because.notArchived(title) : undefined;
}

/** In the trail of each of the body's own cases that it belongs to; an event of no case where it belongs to none. */
async function rememberDisposal(
  change: Change,
  { id, kind, title, sha256, byte_size, decision }: Asked,
  body: string,
) {
  const cases: { case_id: string }[] = await change.tx.query(
    `SELECT case_id FROM cases_of_document($1) its JOIN cases ON cases.id = its.case_id WHERE issuer_code = $2 ORDER BY case_id`,
    [id, body],
  );
  const after = { title, kind, sha256, byteSize: Number(byte_size), decision };
  const occasion = { verb: 'dispose', objectType: 'document', body };
  for (const caseId of cases.length > 0 ? cases.map(({ case_id }) => case_id) : [undefined])
    await change.remember({ id }, { ...occasion, ...(caseId && { caseId }) }, { before: null, after });
}

/** The packages of its cases hold a copy, and go with it. */
async function markDisposed(
  tx: EntityManager,
  { id, decision }: Asked,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  await tx.query(
    'UPDATE documents SET disposed_at = $2, disposed_by = $3, disposed_under = $4 WHERE id = $1',
    [id, at, by, decision],
  );
  await tx.query('SELECT packages_lose_their_files($1)', [id]);
}
