import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArchivePackagesQueries } from '../../archive/archive-packages.queries.js';
import type { ArchivePackageView } from '../../archive/archive.dto.js';
import type { CaseView } from '../../cases/cases.dto.js';
import { CasesQueries } from '../../cases/cases.queries.js';
import type { Caller } from '../../changes/caller.js';
import { ConsultationsQuery } from '../../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { packetDocumentIsOpen, referralIsVisible, scopeOf } from '../../identity/visibility.js';
import { PublicationsQueries } from '../../publication/publications.queries.js';
import type { PacketDocumentView } from '../../referrals/packets.dto.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { permits } from '../../rules/policy.js';
import type { CaseSeen } from './case-page.js';
import { History } from '../frame/history.js';
import { ReadNames } from '../frame/read-names.js';

const SHOWN = 100;
const PACKAGES = 10;

@Injectable()
export class ReadCasePage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cases: CasesQueries,
    private readonly referrals: ReferralsQueries,
    private readonly consultations: ConsultationsQueries,
    private readonly history: History,
    private readonly names: ReadNames,
    private readonly publications: PublicationsQueries,
    private readonly packages: ArchivePackagesQueries,
  ) {}

  /** @throws NotFound */
  async read(caller: Caller, id: string): Promise<CaseSeen> {
    const view = await this.cases.one(caller, id, 'actions');
    const { issuer, priorDecisions } = view;
    const whole = { limit: SHOWN };
    const [referrals, parts, documents, history, publication, packages] = await Promise.all([
      this.referrals.ofCase(caller, id, Object.assign(new PageQuery(), whole)),
      this.consultations.ofCase(caller, id, Object.assign(new ConsultationsQuery(), whole)),
      this.documents(caller, view),
      this.history.latest(caller, { caseId: id, body: issuer }),
      this.publications.ofRecord(caller, 'case', id),
      this.archivePackages(caller, view),
    ]);
    const names = await this.names.of([
      issuer,
      ...priorDecisions.map(({ body }) => body),
      ...parts.items.map(({ consultee }) => consultee),
    ]);
    return {
      view,
      referrals: referrals.items,
      moreReferrals: referrals.nextCursor !== null,
      parts: parts.items,
      moreParts: parts.nextCursor !== null,
      documents: documents.slice(0, SHOWN),
      moreDocuments: documents.length > SHOWN,
      history,
      names,
      publication,
      packages,
    };
  }

  /** For whoever may fetch them; an open case of which there were any shows none. */
  private async archivePackages(
    caller: Caller,
    { id, issuer, state }: CaseView,
  ): Promise<ArchivePackageView[]> {
    if (state !== 'closed' || !permits(caller.actor, 'case.read-archive', { body: issuer })) return [];
    const page = await this.packages.list(
      caller,
      { kind: 'case', id },
      Object.assign(new PageQuery(), { limit: PACKAGES }),
    );
    return page.items;
  }

  /** What is in the packets of the case's referrals, each document once. */
  private async documents(caller: Caller, { id }: CaseView): Promise<PacketDocumentView[]> {
    return this.dataSource.query(
      `SELECT DISTINCT ON (documents.created_at, documents.id) documents.id,
         CASE WHEN documents.seen_by IS NULL THEN documents.title END AS title, media_type AS "mediaType",
         byte_size AS "byteSize", sha256
       FROM referrals JOIN referral_documents packet ON packet.referral_id = referrals.id
       JOIN documents ON documents.id = packet.document_id
       WHERE referrals.case_id = $3 AND ${referralIsVisible('referrals')} AND ${packetDocumentIsOpen('documents', 'referrals')}
       ORDER BY documents.created_at, documents.id LIMIT ${SHOWN + 1}`,
      [...scopeOf(caller.actor), id],
    );
  }
}
