import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { next } from '../rules/lifecycle.js';
import { NotFound } from '../rules/problem.js';
import { statementLifecycle } from '../rules/statement-lifecycle.js';
import { adviceOn, type Asked } from './advice.js';
import { askedOf } from './asked-of-statement.js';
import { emptyStatement, wholeContent, type StatementContent } from './statement.js';
import { FIELDS } from './statement-fields.js';
import { STATEMENT } from './statement.kind.js';
import { StatementsQueries } from './statements.queries.js';
import type { AlsoWritingView, WorkingCopyBody, WorkingCopyView } from './working-copy.dto.js';

interface Row {
  readonly version: number;
  readonly based_on: number;
  readonly content: StatementContent;
  readonly saved_at: Date | null;
}

const nothingKept: Row = { version: 0, based_on: 0, content: emptyStatement, saved_at: null };

/** One in which nothing has been written for so long is forgotten. */
const KEPT_DAYS = 90;

/**
 * What an author has written of a statement and not yet saved: it is kept every few seconds, so that nothing is lost
 * with a browser, a network or a session. It is no version, and only its author sees it.
 */
@Injectable()
export class WorkingCopies extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly statements: StatementsQueries,
    @Inject(SETTINGS) settings: Settings,
  ) {
    super(inWorkers(settings, 3600));
  }

  protected round(): Promise<unknown> {
    return this.dataSource.query(
      `DELETE FROM statement_working_copies WHERE saved_at < now() - make_interval(days => $1)
         OR author IN (SELECT username FROM people WHERE NOT active)`,
      [KEPT_DAYS],
    );
  }

  /** The caller's own; of version 0, and empty, where there is none. @throws NotFound to whoever does not see what is written. */
  async read(caller: Caller, id: string): Promise<WorkingCopyView> {
    await this.statements.seesWork(caller, id);
    const row = (await copyOf(this.dataSource.manager, id, caller)) ?? nothingKept;
    const view = viewOf(caller, id, row, await askedOf(this.dataSource.manager, id));
    return { ...view, alsoWriting: await this.alsoWriting(caller, id) };
  }

  /** The same without who else writes; undefined where there is none, and to whoever does not see what is written. */
  async kept(caller: Caller, id: string): Promise<WorkingCopyView | undefined> {
    const row = await copyOf(this.dataSource.manager, id, caller);
    return row && viewOf(caller, id, row, await askedOf(this.dataSource.manager, id));
  }

  /** Who else writes in it; for whoever sees the statement. */
  async alsoWriting(caller: Caller, id: string): Promise<AlsoWritingView[]> {
    const rows: { name: string; at: Date }[] = await this.dataSource.query(
      'SELECT name, at FROM others_writing($1, $2)',
      [id, caller.actor.username],
    );
    return rows.map(({ name, at }) => ({ name, at: at.toISOString() }));
  }

  /**
   * Keeps it for those who may save the statement, over what they kept before: `If-Match` names that, and `"0"` nothing.
   * It writes no version and no audit event, and takes no room that it did not have, so it does not count as writing.
   *
   * @throws NotFound, NotPermitted, DomainError `precondition-required`, `stale-version`, `transition-refused`
   */
  async keep(caller: Caller, id: string, { basedOn, ...typed }: WorkingCopyBody): Promise<WorkingCopyView> {
    const kept = await this.step(caller, id, async (tx, _row, state) => {
      next(statementLifecycle, 'save', state, {});
      const [row]: Row[] = await tx.query(
        `INSERT INTO statement_working_copies (consultation_id, author, based_on, content) VALUES ($1, $2, $3, $4)
         ON CONFLICT (consultation_id, author) DO UPDATE SET version = excluded.version, based_on = excluded.based_on,
           content = excluded.content, saved_at = excluded.saved_at
         RETURNING version, based_on, content, saved_at`,
        [id, caller.actor.username, basedOn, { ...emptyStatement, ...typed }],
      );
      return viewOf(caller, id, row!, await askedOf(tx, id));
    });
    return { ...kept, alsoWriting: await this.alsoWriting(caller, id) };
  }

  /** Throws it away, also when the statement is handed in. @throws as `keep` does but for the last, and NotFound where there is none. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.step(caller, id, async (tx, row) => {
      if (!row) throw new NotFound();
      await forgetWorkingCopy(tx, id, caller, row.version);
      return {};
    });
  }

  private async step<T extends object>(
    caller: Caller,
    id: string,
    work: (tx: EntityManager, row: Row | undefined, state: ConsultationState) => Promise<T>,
  ): Promise<T> {
    const unwritten = caller.on({ ...caller.terms, written: 0 });
    return this.makeChange.make(unwritten, async (attempt) => {
      const { consultation, state } = await STATEMENT.lock(attempt, id);
      const row = await copyOf(attempt.tx, id, caller);
      await attempt.permit('statement.save', consultation.subject, row?.version ?? 0);
      return work(attempt.tx, row, state);
    });
  }
}

/**
 * What an author has saved is a version; the copy of it goes in the same transaction. What they have kept from another
 * window meanwhile stays, unless it says just what is saved: it is in no version.
 */
export async function forgetWorkingCopy(
  tx: EntityManager,
  id: string,
  { actor }: Caller,
  seen: number,
  saved?: StatementContent,
): Promise<void> {
  await tx.query(
    `DELETE FROM statement_working_copies
     WHERE consultation_id = $1 AND author = $2 AND (version = $3 OR content = $4::jsonb)`,
    [id, actor.username, seen, saved],
  );
}

/** Whether the caller has kept something that is not in what is saved. */
export async function hasUnsaved(
  tx: EntityManager,
  id: string,
  caller: Caller,
  saved: StatementContent = emptyStatement,
): Promise<boolean> {
  const row = await copyOf(tx, id, caller);
  return row !== undefined && isAnother(row.content, saved);
}

export const isAnother = (written: StatementContent, saved: StatementContent): boolean =>
  FIELDS.some((field) => !isDeepStrictEqual(written[field], saved[field]));

async function copyOf(tx: EntityManager, id: string, { actor }: Caller): Promise<Row | undefined> {
  const [row]: Row[] = await tx.query(
    `SELECT version, based_on, content, saved_at FROM statement_working_copies
     WHERE consultation_id = $1 AND author = $2`,
    [id, actor.username],
  );
  return row && { ...row, content: wholeContent(row.content) };
}

const viewOf = (
  caller: Caller,
  consultationId: string,
  { version, based_on: basedOn, content, saved_at: savedAt }: Row,
  asked: Asked,
): WorkingCopyView => ({
  ...(content as Pick<WorkingCopyView, keyof StatementContent>),
  consultationId,
  version,
  basedOn,
  savedAt: savedAt?.toISOString() ?? null,
  advice: adviceOn(content, asked).map((advice) => ({
    ...advice,
    detail: caller.say(advice.detail),
  })),
  alsoWriting: [],
});
