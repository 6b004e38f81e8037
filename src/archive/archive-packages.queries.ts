import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { actingAsTheService } from '../database/acting.js';
import { loggable } from '../database/loggable.js';
import { LocalFiles } from '../documents/local-files.js';
import { list, newestFirst, withInstants } from '../lists/list.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { Where } from '../lists/where.js';
import { subjectOf, type RowWithLists } from '../consultations/subject-of-consultation.js';
import { caseIsVisible, consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { ContentGone, DomainError, NotFound } from '../rules/problem.js';
import type { ArchivePackagesPage, ArchivePackageView } from './archive.dto.js';
import type { Packable } from './source.js';

const PACKAGE = `archive_packages.id, consultation_id AS "consultationId",
  coalesce(case_id, (SELECT asked.case_id FROM consultations asked WHERE asked.id = consultation_id)) AS "caseId", CASE WHEN removed_at IS NOT NULL THEN 'removed' WHEN written_at IS NOT NULL THEN 'written'
    WHEN last_error IS NOT NULL THEN 'failing' ELSE 'waiting' END AS state, requested_by AS "requestedBy",
  requested_at AS "requestedAt", written_at AS "writtenAt", fetched_at AS "fetchedAt", sha256, byte_size::float8 AS "byteSize", files,
  file_name AS "fileName", last_error AS "lastError"`;

/** A package that was written, as it is sent. */
export interface SentPackage {
  readonly content: Readable;
  readonly byteSize: number;
  readonly fileName: string;
  readonly sha256: string;
  /** To be called once all of it has been sent: what nobody has whole must not be disposed of. */
  readonly whenSent: () => void;
}

@Injectable()
export class ArchivePackagesQueries {
  private readonly log = new Logger(ArchivePackagesQueries.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly files: LocalFiles,
  ) {}

  /** @throws NotFound, NotPermitted */
  async list(caller: Caller, of: Packable, query: PageQuery): Promise<ArchivePackagesPage> {
    await this.authorize(caller, of);
    const where = new Where(scopeOf(caller.actor), '$1::text[] IS NOT NULL AND $2::text[] IS NOT NULL').and(
      (id) => `${of.kind}_id = ${id}::uuid`,
      of.id,
    );
    return list<ArchivePackageView>(this.dataSource, query, {
      called: `archive packages of ${of.id}`,
      select: PACKAGE,
      from: 'archive_packages',
      where,
      order: newestFirst('requested_at', 'id'),
    });
  }

  /** @throws NotFound, NotPermitted */
  async one(caller: Caller, id: string): Promise<ArchivePackageView> {
    const found = await readPackage(this.dataSource, id);
    await this.authorize(caller, whatIsPacked(found));
    return found;
  }

  /**
   * What was written, for whoever all of the case is open to now: fetching it reads all of it.
   *
   * @throws NotFound also while it is not written, NotPermitted, ContentGone
   */
  async content(caller: Caller, id: string): Promise<SentPackage> {
    const found = await this.one(caller, id);
    const { state, byteSize, fileName, sha256 } = found;
    if (state === 'removed') throw removed();
    if (byteSize === null || fileName === null || sha256 === null) throw new NotFound();
    if (await isKeptFrom(this.dataSource, caller, whatIsPacked(found))) throw new NotFound();
    const content = await this.files.read(sha256);
    if (!content) {
      this.log.error(`the file of archive package ${id} is missing`);
      throw new ContentGone();
    }
    await this.rememberReading(caller, found);
    return { content, byteSize, fileName, sha256, whenSent: () => void this.noteFetched(id) };
  }

  /** What is disposed of has to have left Yttra with a package. As the service, which alone writes them. */
  private async noteFetched(id: string): Promise<void> {
    await actingAsTheService(() =>
      this.dataSource.query(
        'UPDATE archive_packages SET fetched_at = now() WHERE id = $1 AND fetched_at IS NULL',
        [id],
      ),
    ).catch((failed: unknown) =>
      this.log.warn(`Archive package ${id} has to be fetched again: ${loggable(failed).message}`),
    );
  }

  private async rememberReading(
    caller: Caller,
    { caseId, consultationId }: ArchivePackageView,
  ): Promise<void> {
    const parts: { collection: 'referrals' | 'consultations' | 'documents'; id: string }[] =
      await this.dataSource.query(...partsOf(caseId, consultationId));
    if (consultationId === null) caller.hasRead('cases', caseId);
    for (const { collection, id } of parts) caller.hasRead(collection, id);
  }

  /** Whoever sees the record, and keeps the archive of the body whose file of it is packed. */
  private async authorize(caller: Caller, { kind, id }: Packable): Promise<void> {
    if (kind === 'case') return this.authorizeCase(caller, id);
    const [row]: RowWithLists[] = await this.dataSource.query(
      `SELECT consultations.* FROM consultations WHERE id = $3 AND ${consultationIsVisible('consultations')}`,
      [...scopeOf(caller.actor), id],
    );
    if (!row) throw new NotFound();
    authorize(caller.actor, 'consultation.read-archive', subjectOf(row));
    caller.hasRead('consultations', id);
  }

  private async authorizeCase(caller: Caller, caseId: string): Promise<void> {
    const [row]: { issuer_code: string; seen_by: string[] | null }[] = await this.dataSource.query(
      `SELECT issuer_code, seen_by FROM cases WHERE id = $3 AND ${caseIsVisible('cases')}`,
      [...scopeOf(caller.actor), caseId],
    );
    if (!row) throw new NotFound();
    const { issuer_code: body, seen_by } = row;
    authorize(caller.actor, 'case.read-archive', { body, lists: { [body]: [seen_by] } });
    caller.hasRead('cases', caseId, seen_by !== null);
  }
}

/** Of a package that went with a document in it. */
const removed = (): DomainError =>
  new DomainError('content-gone', {
    sv: 'Arkivpaketet är raderat, eftersom en handling i det är gallrad. Ett nytt kan göras, utan den.',
    en: 'The archive package has been deleted, since a document in it was disposed of. Another can be made, without it.',
  });

const whatIsPacked = ({ caseId, consultationId }: ArchivePackageView): Packable =>
  consultationId === null ? { kind: 'case', id: caseId } : { kind: 'consultation', id: consultationId };

/** All that whoever fetches a package reads with it. */
const partsOf = (caseId: string, consultationId: string | null): [sql: string, values: [id: string]] =>
  consultationId === null
    ? [
        `SELECT 'referrals' AS collection, id FROM referrals WHERE case_id = $1
         UNION ALL SELECT 'consultations', id FROM consultations WHERE case_id = $1
         UNION ALL SELECT 'documents', document_id FROM documents_of_case($1)`,
        [caseId],
      ]
    : [
        `SELECT 'referrals' AS collection, referral_id AS id FROM consultations WHERE id = $1
         UNION ALL SELECT 'consultations', $1::uuid
         UNION ALL SELECT 'documents', document_id FROM documents_of_consultation($1)`,
        [consultationId],
      ];

/** @throws NotFound */
export async function readPackage(
  database: DataSource | EntityManager,
  id: string,
): Promise<ArchivePackageView> {
  const [row]: ArchivePackageView[] = await database.query(
    `SELECT ${PACKAGE} FROM archive_packages WHERE id = $1`,
    [id],
  );
  if (!row) throw new NotFound();
  return withInstants(row);
}

/** Whether some of it is kept from the caller. */
export async function isKeptFrom(
  database: DataSource | EntityManager,
  { actor }: Caller,
  { kind, id }: Packable,
): Promise<boolean> {
  const [{ kept }]: [{ kept: boolean }] = await database.query(
    `SELECT ${kind}_is_kept_from($1, $2) AS kept`,
    [id, actor.marks],
  );
  return kept;
}
