import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../config/clock.js';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { withInstants } from '../lists/list.js';
import { decodeCursor, pageOf, totalOf } from '../lists/paging.js';
import { IN_ORDER } from '../database/prepared-client.js';
import { Where, type Order, type Place } from '../lists/where.js';
import { bodiesOf, publicationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { actionsOf } from '../rules/available-actions.js';
import type { Subject } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import {
  PUBLICATION_KINDS,
  publicationLifecycle,
  type PublicationKind,
} from '../rules/publication-lifecycle.js';
import type { Publication } from './publication.entity.js';
import { readShown } from './publishable.js';
import type { PublicationsPage, PublicationsQuery, PublicationView } from './publications.dto.js';

type Row = Omit<PublicationView, 'availableActions'> & {
  received_by: string | null;
};

/**
 * The rows of a query that is called `publication` as they are now, by the views that the public register is derived of:
 * the register itself says what a transaction has changed first when that has ended.
 */
const publicationsOn = (today: string): string => `publication
  JOIN cases_seen(ARRAY(SELECT case_id FROM publication)) cases ON cases.id = publication.case_id
  LEFT JOIN referrals_seen(ARRAY(SELECT referral_id FROM publication)) referrals ON referrals.id = publication.referral_id
  LEFT JOIN consultations answered ON answered.id = publication.consultation_id
  LEFT JOIN LATERAL (
    SELECT true AS shown FROM published_cases WHERE publication.kind = 'case' AND id = publication.id
    UNION ALL
    SELECT true FROM published_referrals WHERE publication.kind = 'referral' AND id = publication.id
    UNION ALL
    SELECT true FROM published_statements WHERE publication.kind = 'statement' AND id = publication.id
  ) public ON publication.remove_on >= ${today}`;

/** What `publicationsOn` finds by joining, as a condition. OFFSET 0: looked up for a row, instead of made for all at once. */
const isShownOn = (today: string): string => `(publication.remove_on >= ${today} AND CASE publication.kind
  WHEN 'case' THEN EXISTS (SELECT FROM published_cases WHERE id = publication.id OFFSET 0)
  WHEN 'referral' THEN EXISTS (SELECT FROM published_referrals WHERE id = publication.id OFFSET 0)
  ELSE EXISTS (SELECT FROM published_statements WHERE id = publication.id OFFSET 0) END)`;

const NEWEST: Order = { columns: ['published_at', 'id'], way: 'DESC' };

/**
 * Each kind in each body's register, newest first. A statement stands in the register of the body that made it, and is
 * seen there and by whoever asked for it: the registers of bodies that the caller's have asked nothing are not looked
 * through for statements. What of it is hidden from the caller is no statement of theirs either. Whoever is in no body has
 * nowhere to look, and would be shown nothing after every publication had been read.
 */
function placesOf(actor: Actor, { kind }: PublicationsQuery, where: Where): readonly Place[] {
  const bodies = bodiesOf(actor);
  if (bodies.length === 0) return [];
  const kinds = where.value(kind ? [kind] : PUBLICATION_KINDS);
  const own = `ANY(${where.value(bodies)}::text[])`;
  return [
    {
      each: `(SELECT bodies.code, one.kind FROM bodies CROSS JOIN unnest(${kinds}::text[]) AS one (kind)
        WHERE one.kind <> 'statement' OR bodies.code = ${own} OR EXISTS (SELECT FROM consultations asked
          WHERE asked.issuer_code = ${own} AND asked.consultee_code = bodies.code OFFSET 0)) AS register`,
      condition: 'publication.body_code = register.code AND publication.kind = register.kind',
    },
  ];
}

/** Of a confidential record a list says no more than its number; nor does this, so that reading it is one act. */
const MASKED = `num_nonnulls(cases.seen_by, referrals.seen_by, answered.statement_seen_by) > 0`;

const COLUMNS = `publication.id, publication.kind, publication.body_code AS body, publication.case_id AS "caseId",
  publication.referral_id AS "referralId", publication.consultation_id AS "consultationId", publication.number,
  CASE WHEN NOT ${MASKED} THEN publication.title END AS "publicTitle", publication.hides_party AS "hidesParty", publication.remove_on AS "removeOn",
  publication.state, publication.version, publication.published_at AS "publishedAt",
  public.shown IS NOT NULL AS shown, ${MASKED} AS masked,
  coalesce(publication.number <> coalesce(answered.own_case_number, answered.case_number)
    OR (SELECT max(dispatches.number) > coalesce(max(dispatches.number) FILTER (WHERE dispatches.id = publication.dispatch_id), 0)
      FROM dispatches WHERE dispatches.consultation_id = answered.id), false) AS "changedSince",
  CASE WHEN answered.state = 'received' THEN answered.issuer_code END AS received_by`;

/** Names of parties that may be private persons. */
export interface UnsaidParties {
  readonly names: readonly string[];
  readonly named: readonly string[];
}

@Injectable()
export class PublicationsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<PublicationView> {
    return readPublication(this.dataSource, caller, id, this.clock.today(), explain);
  }

  /** What has been published of a record; null for what never was, or is hidden from the caller. */
  async ofRecord(caller: Caller, kind: PublicationKind, recordId: string): Promise<PublicationView | null> {
    const id = await idOfPublication(this.dataSource, kind, recordId);
    if (id === undefined) return null;
    try {
      return await this.one(caller, id);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  /**
   * The parties outside the municipality, of a record that the caller has read, whom everyone is told the names of only
   * when the registrar says that they are organisations; and those of them that are named to everyone already.
   */
  async unsaidParties(kind: PublicationKind, recordId: string): Promise<UnsaidParties> {
    const { parties } = await readShown(this.dataSource, kind, recordId);
    const unsaid = new Set(parties.flatMap((party) => (party.kind === 'organisation' ? [] : [party.name])));
    const [named]: { parties: string[] }[] = await this.dataSource.query(
      'SELECT parties FROM publications WHERE id = $1',
      [(await idOfPublication(this.dataSource, kind, recordId)) ?? null],
    );
    return { names: [...unsaid], named: (named?.parties ?? []).filter((name) => unsaid.has(name)) };
  }

  /** The latest published first. */
  async list(caller: Caller, query: PublicationsQuery): Promise<PublicationsPage> {
    const where = new Where(scopeOf(caller.actor), publicationIsVisible('publication'));
    const today = `${where.text(this.clock.today())}::date`;
    if (query.removeBy) where.and((day) => `publication.remove_on <= ${day}::date`, query.removeBy);
    if (query.shown !== undefined) where.and((shown) => `${isShownOn(today)} = ${shown}`, query.shown);
    const from = 'publications publication';
    if (query.body) where.and((code) => `publication.body_code = ${code}`, query.body);
    const places = placesOf(caller.actor, query, where);
    const count = where.countingMerged(this.dataSource, from, places, NEWEST);
    const after = decodeCursor('publications', query, 'instant', 'id');
    if (after)
      where.and((a, b) => `(published_at, publication.id) < (${a}::timestamptz, ${b}::uuid)`, ...after);
    const rows: (Row & { newest: string })[] = await this.dataSource.query(
      `${IN_ORDER} WITH publication AS MATERIALIZED ${where.merged(from, places, NEWEST, query)}
       SELECT ${COLUMNS}, publication.published_at::text AS newest FROM ${publicationsOn(today)}
       ORDER BY publication.published_at DESC, publication.id DESC`,
      where.values,
    );
    return pageOf(
      'publications',
      query,
      rows,
      ({ newest: _newest, ...row }) => publicationView(withInstants(row), caller),
      (row) => [row.newest, row.id],
      await totalOf(query, rows, count),
    );
  }
}

/** @throws NotFound */
export async function readPublication(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  today: string,
  explain?: 'actions',
): Promise<PublicationView> {
  const where = new Where(scopeOf(caller.actor), publicationIsVisible('publication'));
  where.and((wanted) => `publication.id = ${wanted}`, id);
  const [row]: Row[] = await database.query(
    `WITH publication AS MATERIALIZED (SELECT * FROM publications publication WHERE ${where.sql})
     SELECT ${COLUMNS} FROM ${publicationsOn(`${where.value(today)}::date`)}`,
    where.values,
  );
  if (!row) throw new NotFound();
  return publicationView(withInstants(row), caller, explain);
}

/** The publication there is of a record, whatever its state. */
export async function idOfPublication(
  database: DataSource | EntityManager,
  kind: PublicationKind,
  recordId: string,
): Promise<string | undefined> {
  const column = ({ case: 'case_id', referral: 'referral_id', statement: 'consultation_id' } as const)[kind];
  const [row]: { id: string }[] = await database.query(
    `SELECT id FROM publications WHERE kind = '${kind}' AND ${column} = $1`,
    [recordId],
  );
  return row?.id;
}

/** Whose it is to take it down: the body whose register it stands in, or whoever has received the statement. */
export async function subjectOf(tx: EntityManager, publication: Publication): Promise<Subject> {
  const [answered]: { issuer_code: string | null }[] = await tx.query(
    "SELECT issuer_code FROM consultations WHERE id = $1 AND state = 'received'",
    [publication.consultationId],
  );
  return { body: publication.bodyCode, issuer: answered?.issuer_code ?? null };
}

function publicationView(row: Row, caller: Caller, explain?: 'actions'): PublicationView {
  const { received_by, ...shown } = row;
  const actions = actionsOf('publication', publicationLifecycle, {
    actor: caller.actor,
    subject: { body: row.body, issuer: received_by },
    state: row.state,
    facts: {},
  });
  return { ...shown, ...actionsView(actions, caller, explain) };
}
