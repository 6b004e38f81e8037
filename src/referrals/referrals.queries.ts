import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readCase } from '../cases/read-case.js';
import type { Caller } from '../changes/caller.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { pageOfWhole } from '../lists/paging.js';
import { ascending, descending, list } from '../lists/list.js';
import { Where } from '../lists/where.js';
import { isMarkedAtConsultee, packetHasReached, referralIsVisible, scopeOf } from '../identity/visibility.js';
import { readReferral } from './read-referral.js';
import type { ReferralView } from './referrals.dto.js';
import type { ReferralsPage, ReferralRowView } from './issued-referrals.dto.js';
import type { PacketDocumentsPage, PacketVersionsPage, PacketVersionView } from './packets.dto.js';

const CONFIDENTIAL = `(num_nonnulls(seen_by, case_seen_by) > 0 OR ${isMarkedAtConsultee('referral_id', 'referrals.id')})`;

/** Unless it names by its title a document that is confidential since, or kept from the reader. */
const PACKET = `CASE WHEN (SELECT coalesce(bool_and(named->>'title' IS NULL OR EXISTS (SELECT FROM documents
    WHERE documents.id = (named->>'id')::uuid AND documents.seen_by IS NULL)), true)
  FROM jsonb_array_elements(packet->'documents') AS named) THEN packet END`;

export type Supplement = Pick<PacketVersionView, 'reason' | 'madeAt'>;

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
      called: `referrals of ${caseId}`,
      select: `id, CASE WHEN NOT ${CONFIDENTIAL} THEN title END AS title, ${CONFIDENTIAL} AS confidential, state,
        reply_by AS "replyBy", sent_on AS "sentOn", sent_at AS "sentAt", previous_referral_id AS "previousReferral",
        version`,
      from: 'referrals',
      where,
      order: ascending(['referrals.created_at', 'instant'], ['referrals.id', 'id']),
    });
  }

  /** What was sent, newest first; readable for whoever sees the referral. */
  async packets(caller: Caller, id: string, query: PageQuery): Promise<PacketVersionsPage> {
    await readReferral(this.dataSource, caller, id);
    const where = new Where(scopeOf(caller.actor), packetHasReached('referral_packets')).and(
      (referral) => `referral_id = ${referral}`,
      id,
    );
    return list<PacketVersionView>(this.dataSource, query, {
      called: `packets of ${id}`,
      select: `number, sha256, reason, made_at AS "madeAt", ${PACKET} AS packet`,
      from: 'referral_packets',
      where,
      order: descending(['number', 'number']),
    });
  }

  /** Why and when the packet was supplemented after it was sent, newest first; none of a referral that the caller does not see. */
  async supplements(caller: Caller, id: string, query: PageQuery): Promise<Supplement[]> {
    const where = new Where(scopeOf(caller.actor), packetHasReached('referral_packets')).and(
      (referral) => `reason IS NOT NULL AND referral_id = ${referral}`,
      id,
    );
    const { items } = await list<Supplement & Pick<PacketVersionView, 'number'>>(this.dataSource, query, {
      called: `supplements of ${id}`,
      select: 'number, reason, made_at AS "madeAt"',
      from: 'referral_packets',
      where,
      order: descending(['number', 'number']),
    });
    return items;
  }

  /** All documents of the packet: a packet is small enough for one page. */
  async documents(caller: Caller, id: string, query: PageQuery): Promise<PacketDocumentsPage> {
    const { documents } = await readReferral(this.dataSource, caller, id);
    return pageOfWhole(`documents of ${id}`, query, documents, (document) => document.id);
  }
}
