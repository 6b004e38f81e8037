import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readCase } from '../cases/read-case.js';
import type { Caller } from '../changes/caller.js';
import type { PageQuery } from '../http/paging.dto.js';
import { pageOf } from '../http/paging.js';
import { ascending, list } from '../http/list.js';
import { Where } from '../http/where.js';
import { isMarkedAtConsultee, referralIsVisible, scopeOf } from '../identity/visibility.js';
import { readReferral } from './read-referral.js';
import type { PacketDocumentsPage, ReferralRowView, ReferralsPage, ReferralView } from './referrals.dto.js';

const CONFIDENTIAL = `(num_nonnulls(seen_by, case_seen_by) > 0 OR ${isMarkedAtConsultee('referral_id', 'referrals.id')})`;

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
    return list<ReferralRowView>(this.dataSource, query, {
      select: `id, CASE WHEN NOT ${CONFIDENTIAL} THEN title END AS title, ${CONFIDENTIAL} AS confidential, state,
        reply_by AS "replyBy", sent_on AS "sentOn", sent_at AS "sentAt", previous_referral_id AS "previousReferral",
        version`,
      from: 'referrals',
      where,
      order: ascending(['referrals.created_at', 'instant'], ['referrals.id', 'id']),
    });
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
