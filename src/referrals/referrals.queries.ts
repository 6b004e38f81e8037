import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readCase } from '../cases/read-case.js';
import type { Caller } from '../changes/caller.js';
import type { PageQuery } from '../http/paging.dto.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { Where } from '../http/where.js';
import { isMarkedAtConsultee, referralIsVisible, scopeOf } from '../identity/visibility.js';
import { readReferral } from './read-referral.js';
import type {
  PacketDocumentsPage,
  PacketVersionsPage,
  PacketVersionView,
  ReferralRowView,
  ReferralsPage,
  ReferralView,
} from './referrals.dto.js';

type Row = Omit<ReferralRowView, 'sentAt'> & { sent_at: Date | null; oldest: string };

const CONFIDENTIAL = `(num_nonnulls(seen_by, case_seen_by) > 0 OR ${isMarkedAtConsultee('referral_id', 'referrals.id')})`;

/** Unless it names by its title a document that is confidential since, or kept from the reader. */
const PACKET = `CASE WHEN (SELECT coalesce(bool_and(named->>'title' IS NULL OR EXISTS (SELECT FROM documents
    WHERE documents.id = (named->>'id')::uuid AND documents.seen_by IS NULL)), true)
  FROM jsonb_array_elements(packet->'documents') AS named) THEN packet END`;

@Injectable()
export class ReferralsQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<ReferralView> {
    return readReferral(this.dataSource, caller, id, explain);
  }

  /** Oldest first: the rounds of a case in their order. */
  async ofCase(caller: Caller, caseId: string, query: PageQuery): Promise<ReferralsPage> {
    await readCase(this.dataSource, caller, caseId);
    const where = new Where(scopeOf(caller.actor), referralIsVisible('referrals'));
    where.and((id) => `referrals.case_id = ${id}`, caseId);
    const total = query.count ? await where.count(this.dataSource, 'referrals') : undefined;
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, 'instant', 'id');
      where.and((a, b) => `(referrals.created_at, referrals.id) > (${a}::timestamptz, ${b}::uuid)`, at, id);
    }
    const rows: Row[] = await this.dataSource.query(
      `SELECT id, CASE WHEN NOT ${CONFIDENTIAL} THEN title END AS title, ${CONFIDENTIAL} AS confidential, state, reply_by AS "replyBy", sent_on AS "sentOn", sent_at, previous_referral_id AS "previousReferral", version,
         created_at::text AS oldest
       FROM referrals WHERE ${where.sql} ORDER BY created_at, id ${where.page(query)}`,
      where.values,
    );
    const toRow = ({ sent_at, oldest: _oldest, ...row }: Row) => ({
      ...row,
      sentAt: sent_at?.toISOString() ?? null,
    });
    return pageOf(query, rows, toRow, (row) => [row.oldest, row.id], total);
  }

  /** What was sent, newest first; readable for whoever sees the referral. */
  async packets(caller: Caller, id: string, query: PageQuery): Promise<PacketVersionsPage> {
    await readReferral(this.dataSource, caller, id);
    const where = new Where([...scopeOf(caller.actor), id], 'referral_id = $3');
    const total = query.count ? await where.count(this.dataSource, 'referral_packets') : undefined;
    if (query.cursor)
      where.and((number) => `number < ${number}::bigint`, decodeCursor(query.cursor, 'number')[0]);
    const rows: (Omit<PacketVersionView, 'madeAt'> & { made_at: Date })[] = await this.dataSource.query(
      `SELECT number, sha256, reason, made_at, ${PACKET} AS packet FROM referral_packets
       WHERE ${where.sql} ORDER BY number DESC ${where.page(query)}`,
      where.values,
    );
    return pageOf(
      query,
      rows,
      ({ made_at, ...row }) => ({ ...row, madeAt: made_at.toISOString() }),
      ({ number }) => [number],
      total,
    );
  }

  /** All documents of the packet: a packet is small enough for one page. */
  async documents(caller: Caller, id: string, query: PageQuery): Promise<PacketDocumentsPage> {
    const { documents } = await readReferral(this.dataSource, caller, id);
    const start = (query.page - 1) * query.limit;
    return pageOf(
      query,
      documents.slice(start, start + query.limit + 1),
      (row) => row,
      ({ id: last }) => [last],
    );
  }
}
