import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { scopeOf } from '../identity/visibility.js';
import type { AuditTrail, AuditEvent } from '../audit/audit-trail.js';
import { authorize, onBehalfOf, type Action, type Subject } from '../rules/policy.js';
import { DomainError, NotFound } from '../rules/problem.js';
import type { Caller } from './caller.js';
import { namesTag } from './entity-tags.js';
import { replayOf, type About } from './idempotency.js';

/** A row that knows how many times it has changed; its ETag is made of it. */
export interface Versioned extends ObjectLiteral {
  version: number;
}

/** What a change is about, for the audit trail. */
export type Occasion = Pick<
  AuditEvent,
  'body' | 'verb' | 'objectType' | 'caseId' | 'referralId' | 'consultationId'
> & { readonly state?: string | null; readonly reason?: string | null };

/** What a transaction has to do with rows: which it has locked and as what, and what it has made. */
interface Touched {
  readonly loaded: WeakMap<object, ObjectLiteral>;
  hasLocked: boolean;
  created: About;
}

/** A change that has begun and is not permitted yet: it can look and lock, and has nothing to write with. */
export class Attempt {
  constructor(
    readonly tx: EntityManager,
    readonly caller: Caller,
    protected readonly auditTrail: AuditTrail,
    /** In Sweden, as a calendar date: one day for all of the change. */
    readonly today: string,
    protected readonly touched: Touched = { loaded: new WeakMap(), hasLocked: false, created: {} },
  ) {}

  /** What this change has made. What it has locked is not named: a repeat looks for it again when it locks it. */
  get created(): About {
    return this.touched.created;
  }

  /**
   * Locks one row until the transaction ends, so that what is checked is still true when it is saved.
   *
   * @param visible the visibility predicate for an alias; a row outside it is not there.
   * @throws NotFound when it is absent or not visible to the caller.
   */
  async lock<T extends Versioned>(
    entity: EntityTarget<T>,
    id: string,
    visible: (alias: string) => string,
  ): Promise<T> {
    const { tableName, primaryColumns } = this.tx.connection.getMetadata(entity);
    const [row]: ObjectLiteral[] = await this.tx.query(
      `SELECT row.* FROM ${tableName} row WHERE row.${primaryColumns[0]!.databaseName} = $3 AND ${visible('row')}
         AND $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL
       FOR NO KEY UPDATE`,
      [...scopeOf(this.caller.actor), id],
    );
    if (!row) throw new NotFound();
    return this.track(entity, row);
  }

  /** Makes an entity of a raw row that this transaction has locked, so that `save` knows what has changed. */
  track<T extends Versioned>(entity: EntityTarget<T>, row: ObjectLiteral): T {
    const { columns } = this.tx.connection.getMetadata(entity);
    const found = this.tx.create(entity);
    for (const column of columns) column.setEntityValue(found, row[column.databaseName]);
    this.touched.loaded.set(found, snapshot(found));
    this.touched.hasLocked = true;
    return found;
  }

  /**
   * 403, then 422 of what is wrong with the fields, an idempotent replay, 428 and 412: the contract's order. A created resource has
   * no version yet and needs no `If-Match`.
   *
   * @returns what writes what was permitted, and remembers in whose place it was.
   * @throws NotPermitted, Invalid, Replay, DomainError `precondition-required` or `stale-version`.
   */
  async permit(action: Action, subject: Subject, version?: number): Promise<Change> {
    const { tx, caller, auditTrail, today, touched } = this;
    // A field that would say whose it is, and is wrong: whether the caller may cannot be asked.
    if (Object.values(subject).flat().includes(undefined)) caller.refuseWrongFields();
    authorize(caller.actor, action, subject);
    caller.refuseWrongFields();
    caller.actedFor = onBehalfOf(caller.actor, action, subject);
    await replayOf(tx, caller);
    if (version !== undefined) this.expectVersion(version);
    return new Change(caller.actedFor, tx, caller, auditTrail, today, touched);
  }

  private expectVersion(version: number): void {
    const { ifMatch } = this.caller.terms;
    if (ifMatch === undefined) throw preconditionRequired();
    if (!namesTag('If-Match', ifMatch, `"${version}"`)) throw staleVersion();
  }
}

/**
 * The step every change takes: lock the row, authorize, check version and rules, save, remember –
 * in one transaction, in this order, so that every use case reads the same way. No network call inside.
 */
export class Change extends Attempt {
  constructor(
    /** Whom the caller stands in for in what was permitted. */
    readonly onBehalfOf: string | null,
    ...attempt: ConstructorParameters<typeof Attempt>
  ) {
    super(...attempt);
  }

  /**
   * Saves what changed since `lock` and counts the version up; the row is locked, so none can come between. An `edit` that
   * changes nothing is none: a form that is sent as it was makes no version, and the history says nothing of it.
   *
   * @param also what else the audit event tells: rows of other tables that belong to this change.
   */
  async save<T extends Versioned>(
    entity: EntityTarget<T>,
    changed: T,
    occasion: Occasion,
    also: { readonly before?: object; readonly after?: object } = {},
  ): Promise<void> {
    const before = this.touched.loaded.get(changed);
    if (!before) throw new Error('Only a locked row can be saved.');
    const difference = differenceOf(before, snapshot(changed));
    if (occasion.verb === 'edit' && isNothing(difference.after, also.before, also.after)) return;
    const expected = changed.version;
    changed.version = expected + 1;
    const { affected } = await this.tx.update(entity, { ...this.keyOf(entity, changed), version: expected }, {
      ...difference.after,
      version: changed.version,
    } as never);
    if (affected !== 1) throw staleVersion();
    this.touched.loaded.set(changed, snapshot(changed));
    await this.remember(this.objectOf(entity, changed), occasion, {
      before: { ...difference.before, ...also.before },
      after: { ...difference.after, ...also.after },
    });
  }

  /** Inserts a new row with its audit event. */
  async insert<T extends Versioned>(entity: EntityTarget<T>, created: T, occasion: Occasion): Promise<void> {
    await this.tx.insert(entity, created);
    const { id: _id, version: _version, ...after } = snapshot(created);
    await this.remember(this.objectOf(entity, created), occasion, { before: null, after });
  }

  /** Deletes a locked row; what it was stands in its audit event. */
  async delete<T extends Versioned>(entity: EntityTarget<T>, locked: T, occasion: Occasion): Promise<void> {
    await this.tx.delete(entity, this.keyOf(entity, locked) as never);
    await this.remember(this.objectOf(entity, locked), occasion, { before: snapshot(locked), after: null });
  }

  /** Writes the audit event of a change that was not made by `save` or `insert`. */
  async remember(
    object: { readonly id: string; readonly state?: string },
    occasion: Occasion,
    difference: { before: object | null; after: object | null } = { before: null, after: null },
  ): Promise<void> {
    if (!this.touched.hasLocked) this.touched.created = aboutOf(object.id, occasion);
    await this.auditTrail.remember(this.tx, {
      state: object.state ?? null,
      reason: this.caller.terms.reason ?? null,
      ...occasion,
      ...difference,
      actor: this.caller.actor.username,
      onBehalfOf: this.onBehalfOf,
      objectId: object.id,
      requestId: this.caller.requestId,
    });
  }

  private keyOf<T extends Versioned>(entity: EntityTarget<T>, row: T): ObjectLiteral {
    const key = this.tx.connection.getMetadata(entity).primaryColumns[0]!;
    return { [key.propertyName]: key.getEntityValue(row) as string };
  }

  /** The row as the audit trail names it. */
  private objectOf<T extends Versioned>(entity: EntityTarget<T>, row: T): { id: string; state?: string } {
    const [id] = Object.values(this.keyOf(entity, row)) as [string];
    return { ...(row as { state?: string }), id };
  }
}

function aboutOf(id: string, { objectType, caseId, referralId, consultationId }: Occasion): About {
  const about = {
    caseId: caseId ?? null,
    referralId: referralId ?? null,
    consultationId: consultationId ?? null,
  };
  return objectType === 'document' ? { ...about, documentId: id } : about;
}

/** Values as they are now; JSON columns are copied, so that a later change to them is seen. */
function snapshot(entity: object): ObjectLiteral {
  return structuredClone({ ...entity });
}

function differenceOf(
  before: ObjectLiteral,
  after: ObjectLiteral,
): { before: ObjectLiteral; after: ObjectLiteral } {
  const changed = Object.keys(after).filter(
    (key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null),
  );
  const pick = (from: ObjectLiteral) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}

const isNothing = (...changed: readonly (object | undefined)[]): boolean =>
  changed.every((fields) => Object.keys(fields ?? {}).length === 0);

function preconditionRequired(): DomainError {
  return new DomainError('precondition-required', {
    sv: 'Ändringen måste ange vilken version den gäller, med If-Match och den ETag som lästes.',
    en: 'The change must say which version it applies to: If-Match with the ETag that was read.',
  });
}

function staleVersion(): DomainError {
  return new DomainError('stale-version', {
    sv: 'Någon har ändrat detta sedan du läste det. Läs om och försök igen.',
    en: 'Someone has changed this since you read it. Read it again and retry.',
  });
}
