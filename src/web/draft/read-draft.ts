import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CasesQuery } from '../../cases/cases.dto.js';
import { CasesQueries } from '../../cases/cases.queries.js';
import type { Caller } from '../../changes/caller.js';
import { DocumentsQuery } from '../../documents/documents.dto.js';
import { DocumentsQueries } from '../../documents/documents.queries.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { isMarkedAtConsultee, referralIsVisible, scopeOf } from '../../identity/visibility.js';
import { KeepConsulteeGroups } from '../../organisation/keep-consultee-groups.js';
import type { ConsulteeGroupView } from '../../organisation/consultee-groups.dto.js';
import { earlierReferral } from '../../referrals/earlier-referral.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { NotFound } from '../../rules/problem.js';
import type { Options } from '../steps/step-field.js';

const OFFERED = 50;

/** What a draft is chosen from: cases, earlier referrals, documents and groups of its issuer. */
@Injectable()
export class ReadDraft {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cases: CasesQueries,
    private readonly documents: DocumentsQueries,
    private readonly groups: KeepConsulteeGroups,
  ) {}

  /** Open cases of bodies, the newest first; of a confidential one the number alone. */
  async casesOf(caller: Caller, bodies: readonly string[]): Promise<Options> {
    const lists = await Promise.all(
      bodies.map((issuer) =>
        this.cases.list(caller, Object.assign(new CasesQuery(), { issuer, state: 'open', limit: OFFERED })),
      ),
    );
    return lists.flatMap(({ items }) =>
      items.map(({ id, caseNumber, title }) => [id, title ? `${caseNumber} ${title}` : caseNumber] as const),
    );
  }

  /** One case that is asked for by itself, as the list has it; none where the caller sees none of that id. */
  async caseOf(caller: Caller, id: string): Promise<Options> {
    try {
      const { caseNumber, title, confidential } = await this.cases.one(caller, id);
      return [[id, confidential ? caseNumber : `${caseNumber} ${title}`]];
    } catch (refused) {
      if (refused instanceof NotFound) return [];
      throw refused;
    }
  }

  /** Referrals that bodies have sent, the newest first. */
  async earlierOf(caller: Caller, bodies: readonly string[]): Promise<Options> {
    const rows: { id: string; number: string; title: string }[] = await this.dataSource.query(
      `SELECT referrals.id, cases.number, referrals.title FROM referrals JOIN cases ON cases.id = referrals.case_id
       WHERE referrals.issuer_code = ANY($3::text[]) AND referrals.sent_at IS NOT NULL
         AND num_nonnulls(referrals.seen_by, referrals.case_seen_by) = 0
         AND NOT ${isMarkedAtConsultee('referral_id', 'referrals.id')} AND ${referralIsVisible('referrals')}
       ORDER BY referrals.created_at DESC LIMIT ${OFFERED}`,
      [...scopeOf(caller.actor), bodies],
    );
    return rows.map(({ id, number, title }) => [id, `${number} ${title}`] as const);
  }

  /** @throws Invalid for an earlier referral that is not the issuer's own. */
  async checkEarlier(caller: Caller, id: string, issuer: string): Promise<void> {
    await earlierReferral(this.dataSource.manager, caller, id, issuer, '/copyFrom');
  }

  /** Documents of the issuer that are not in the packet, the newest first. */
  async documentsFor(caller: Caller, { issuer, documents }: ReferralView): Promise<Options> {
    const query = Object.assign(new DocumentsQuery(), { body: issuer, limit: OFFERED });
    const { items } = await this.documents.list(caller, query);
    return items
      .filter(({ id, title }) => title !== null && documents.every((each) => each.id !== id))
      .map(({ id, title }) => [id, title!] as const);
  }

  async groupsOf(caller: Caller, body: string): Promise<readonly ConsulteeGroupView[]> {
    const { items } = await this.groups.list(caller, body, Object.assign(new PageQuery(), { limit: 100 }));
    return items;
  }
}
