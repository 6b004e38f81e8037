import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { decodeCursor, pageOf, totalOf } from '../lists/paging.js';
import { IN_ORDER } from '../database/prepared-client.js';
import { Where, type Order, type Place } from '../lists/where.js';
import type { Actor } from '../rules/actor.js';
import { staffedBodiesOf, inboxItemIsVisible, isMarkedAtConsultee, scopeOf } from '../identity/visibility.js';
import { NotFound } from '../rules/problem.js';
import { DELIVERY_KINDS, type InboxItemView, type InboxPage, type InboxQuery } from './deliveries.dto.js';
import { InboxItem } from './inbox-item.entity.js';
import { textOf } from './topics.js';

type Row = Omit<InboxItemView, 'text' | 'arrivedAt' | 'readAt'> & {
  arrived_at: Date;
  read_at: Date | null;
  newest: string;
};

/** Newest first by this: when it arrived, or below what had come before and replaces it. As the indexes have it (migrations/209). */
const PLACE = 'CASE WHEN placed_at IS NULL THEN arrived_at ELSE placed_at END';
/** An administrator is told nothing of a case that holds anything confidential, but that a delivery failed. */
const IS_TOLD = `(item.role IS DISTINCT FROM 'administrator' OR NOT case_holds_confidential(cases.id))`;

/** @param items a query in parentheses. The cases and referrals that they name are asked for once, for all of them. */
const itemsOf = (
  items: string,
): string => `WITH item AS MATERIALIZED ${items} SELECT item.id, body_code AS body, role, kind, topic, 
    CASE WHEN ${IS_TOLD} THEN cases.number END AS "caseNumber",
    CASE WHEN ${IS_TOLD} AND num_nonnulls(cases.seen_by, referrals.seen_by) = 0
      AND NOT ${isMarkedAtConsultee('case_id', 'cases.id')} THEN cases.title END AS title,
    item.case_id AS "caseId", item.referral_id AS "referralId", consultation_id AS "consultationId",
    dispatch_id AS "dispatchId", replaces, (SELECT correction.dispatch_id FROM inbox_items correction
      WHERE correction.replaces = item.dispatch_id AND correction.body_code = item.body_code) AS "replacedBy",
    arrived_at, ${PLACE}::text AS newest, read_by AS "readBy", read_at, item.version
  FROM item LEFT JOIN cases_seen(ARRAY(SELECT case_id FROM item)) cases ON cases.id = item.case_id
  LEFT JOIN referrals_seen(ARRAY(SELECT referral_id FROM item)) referrals ON referrals.id = item.referral_id`;
const itemWhere = (condition: string): string =>
  itemsOf(`(SELECT * FROM inbox_items item WHERE ${condition})`);
const NEWEST: Order = { columns: [PLACE, 'id'], way: 'DESC' };

/** What has come to the bodies whose staff, or administrator, the caller is, and to the caller alone. */
@Injectable()
export class Inbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(caller: Caller, query: InboxQuery): Promise<InboxPage> {
    const { where, places, count } = this.question(caller, query);
    const after = decodeCursor('inbox', query, 'instant', 'id');
    if (after) where.and((a, b) => `(${PLACE}, item.id) < (${a}::timestamptz, ${b}::uuid)`, ...after);
    const rows: Row[] = await this.dataSource.query(
      `${IN_ORDER} ${itemsOf(where.merged('inbox_items item', places, NEWEST, query))} ORDER BY ${PLACE} DESC, item.id DESC`,
      where.values,
    );
    return pageOf(
      'inbox',
      query,
      rows,
      (row) => itemView(row, caller),
      (row) => [row.newest, row.id],
      await totalOf(query, rows, count),
    );
  }

  /** To `most`; one more stands for all beyond. */
  async count(caller: Caller, query: InboxQuery, most: number): Promise<number> {
    return this.question(caller, query, most).count();
  }

  private question(caller: Caller, query: InboxQuery, most?: number) {
    const where = new Where(scopeOf(caller.actor), inboxItemIsVisible(caller.actor)('item'));
    if (query.body) where.and((code) => `body_code = ${code}`, query.body);
    if (query.kind) where.and((kind) => `kind = ${kind}`, query.kind);
    if (query.unread !== undefined) where.and(() => `read_at IS ${query.unread ? '' : 'NOT '}NULL`);
    const places = placesOf(caller.actor, query, where);
    return {
      where,
      places,
      count: where.countingMerged(this.dataSource, 'inbox_items item', places, NEWEST, most),
    };
  }

  /** @throws NotFound when it is absent or not the caller's. */
  async one(caller: Caller, id: string): Promise<InboxItemView> {
    const where = new Where(scopeOf(caller.actor), inboxItemIsVisible(caller.actor)('item'));
    where.and((item) => `item.id = ${item}`, id);
    const [row]: Row[] = await this.dataSource.query(itemWhere(where.sql), where.values);
    if (!row) throw new NotFound();
    return itemView(row, caller);
  }

  /** Reading is for the whole body: what one has read, nobody needs to look for. */
  async read(caller: Caller, id: string): Promise<InboxItemView> {
    return this.makeChange.make(caller, async (attempt) => {
      const item = await attempt.lock(InboxItem, id, inboxItemIsVisible(caller.actor));
      const subject = item.person === null ? { body: item.bodyCode } : { person: item.person };
      const change = await attempt.permit('inbox.read', subject, item.version);
      if (item.readAt === null) {
        Object.assign(item, { readBy: caller.actor.username, readAt: this.clock.now() });
        await change.save(InboxItem, item, {
          verb: 'read',
          objectType: 'inbox-item',
          body: item.bodyCode,
          caseId: item.caseId,
          referralId: item.referralId,
          consultationId: item.consultationId,
        });
      }
      const [row]: Row[] = await change.tx.query(itemWhere('item.id = $3 AND $2::text[] IS NOT NULL'), [
        ...scopeOf(caller.actor),
        id,
      ]);
      return itemView(row!, caller);
    });
  }
}

/** Where a caller's items are found: what is for them alone, for their bodies' staff, for those who administer a body. */
function placesOf(actor: Actor, { body, kind, unread }: InboxQuery, where: Where): Place[] {
  const asked = (codes: readonly string[]) =>
    codes
      .filter((code) => body === undefined || code === body)
      .map((code) => `item.body_code = ${where.text(code)}`);
  const kinds = (kind ? [kind] : DELIVERY_KINDS).map((one) => `'${one}'`);
  // Of all kinds in one place: each place makes both walls ready.
  const sorted = (place: string): Place[] =>
    [true, false]
      .filter((each) => unread === undefined || unread === each)
      .map((each) => ({
        each: `unnest(ARRAY[${kinds.join(', ')}]) AS sorted (kind)`,
        condition: `${place} AND item.kind = sorted.kind AND item.read_at IS ${each ? '' : 'NOT '}NULL`,
      }));
  const ofStaff = asked(staffedBodiesOf(actor));
  return [
    `item.person = ${where.value(actor.username)}`,
    ...(kind || unread !== undefined ? ofStaff.flatMap(sorted) : ofStaff),
    ...asked(actor.administratorOf).map((place) => `${place} AND item.role = 'administrator'`),
  ];
}

function itemView({ arrived_at, read_at, newest: _newest, ...row }: Row, caller: Caller): InboxItemView {
  return {
    ...row,
    text: caller.say(textOf(row.topic)),
    arrivedAt: arrived_at.toISOString(),
    readAt: read_at?.toISOString() ?? null,
  };
}
