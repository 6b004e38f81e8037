import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../config/clock.js';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { list, newestFirst, withInstants } from '../http/list.js';
import { Where } from '../http/where.js';
import { publicationIsVisible, scopeOf } from '../identity/visibility.js';
import { actionsOf } from '../rules/available-actions.js';
import type { Subject } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import { publicationLifecycle } from '../rules/publication-lifecycle.js';
import type { Publication } from './publication.entity.js';
import type { PublicationsPage, PublicationsQuery, PublicationView } from './publications.dto.js';

type Row = Omit<PublicationView, 'availableActions'> & {
  received_by: string | null;
};

/**
 * Publications as they are now, by the views that the public register is derived of: the register itself says what a
 * transaction has changed first when that has ended.
 */
const publicationsOn = (today: string): string => `publications publication
  JOIN cases ON cases.id = publication.case_id
  LEFT JOIN referrals ON referrals.id = publication.referral_id
  LEFT JOIN consultations answered ON answered.id = publication.consultation_id
  LEFT JOIN dispatches shown_dispatch ON shown_dispatch.id = publication.dispatch_id
  LEFT JOIN LATERAL (
    SELECT true AS shown FROM published_cases WHERE publication.kind = 'case' AND id = publication.id
    UNION ALL
    SELECT true FROM published_referrals WHERE publication.kind = 'referral' AND id = publication.id
    UNION ALL
    SELECT true FROM published_statements WHERE publication.kind = 'statement' AND id = publication.id
  ) public ON publication.remove_on >= ${today}`;

/** Of a confidential record a list says no more than its number; nor does this, so that reading it is one act. */
const MASKED = `num_nonnulls(cases.seen_by, referrals.seen_by, answered.statement_seen_by) > 0`;

const COLUMNS = `publication.id, publication.kind, publication.body_code AS body, publication.case_id AS "caseId",
  publication.referral_id AS "referralId", publication.consultation_id AS "consultationId", publication.number,
  CASE WHEN NOT ${MASKED} THEN publication.title END AS "publicTitle", publication.hides_party AS "hidesParty", publication.remove_on AS "removeOn",
  publication.state, publication.version, publication.published_at AS "publishedAt",
  public.shown IS NOT NULL AS shown, ${MASKED} AS masked,
  coalesce(publication.number <> coalesce(answered.own_case_number, answered.case_number)
    OR EXISTS (SELECT FROM dispatches WHERE dispatches.consultation_id = answered.id
      AND dispatches.number > coalesce(shown_dispatch.number, 0)), false) AS "changedSince",
  CASE WHEN answered.state = 'received' THEN answered.issuer_code END AS received_by`;

@Injectable()
export class PublicationsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<PublicationView> {
    return readPublication(this.dataSource, caller, id, this.clock.today(), explain);
  }

  /** The latest published first. */
  async list(caller: Caller, query: PublicationsQuery): Promise<PublicationsPage> {
    const where = new Where(scopeOf(caller.actor), publicationIsVisible('publication'));
    const from = publicationsOn(`${where.value(this.clock.today())}::date`);
    if (query.body) where.and((code) => `publication.body_code = ${code}`, query.body);
    if (query.kind) where.and((kind) => `publication.kind = ${kind}`, query.kind);
    if (query.removeBy) where.and((day) => `publication.remove_on <= ${day}::date`, query.removeBy);
    if (query.shown !== undefined) where.and((shown) => `(public.shown IS NOT NULL) = ${shown}`, query.shown);
    return list<Row, PublicationView>(this.dataSource, query, {
      select: COLUMNS,
      from,
      where,
      order: newestFirst('publication.published_at', 'publication.id'),
      toItem: (row) => publicationView(row, caller),
    });
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
  const from = publicationsOn(`${where.value(today)}::date`);
  where.and((wanted) => `publication.id = ${wanted}`, id);
  const [row]: Row[] = await database.query(
    `SELECT ${COLUMNS} FROM ${from} WHERE ${where.sql}`,
    where.values,
  );
  if (!row) throw new NotFound();
  return publicationView(withInstants(row), caller, explain);
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
