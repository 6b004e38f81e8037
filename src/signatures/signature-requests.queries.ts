import { buffer } from 'node:stream/consumers';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { LocalFiles } from '../documents/local-files.js';
import { list, newestFirst } from '../lists/list.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { Where } from '../lists/where.js';
import { consultationIsVisible, scopeOf, statementIsVisible } from '../identity/visibility.js';
import { ContentGone, NotFound } from '../rules/problem.js';
import type { SignatureRequestsPage, SignatureRequestView } from './signatures.dto.js';

const REQUEST = `request.id, consultation_id AS "consultationId", paper, request.state, ended_because AS "endedBecause", signers,
  in_order AS "inOrder", last_day AS "lastDay", asked_by AS "askedBy", asked_at AS "askedAt", sha256, signed_on AS "signedOn",
  document_id AS "documentId", text_hash IS DISTINCT FROM text_to_sign(consultation_id, paper) AS "isOfEarlierText",
  ended_at IS NULL AND last_error IS NOT NULL AS delayed, ended_at AS "endedAt"`;
const REQUESTS =
  'signature_requests request JOIN consultations consultation ON consultation.id = consultation_id';

@Injectable()
export class SignatureRequestsQueries {
  private readonly log = new Logger(SignatureRequestsQueries.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly files: LocalFiles,
  ) {}

  /** Newest first; none for whoever sees the matter and not what was decided in it. @throws NotFound */
  async list(caller: Caller, consultationId: string, query: PageQuery): Promise<SignatureRequestsPage> {
    const seen: object[] = await this.dataSource.query(
      `SELECT FROM consultations WHERE id = $3 AND ${consultationIsVisible('consultations')}`,
      [...scopeOf(caller.actor), consultationId],
    );
    if (seen.length === 0) throw new NotFound();
    caller.hasRead('consultations', consultationId);
    const where = new Where(scopeOf(caller.actor), statementIsVisible('consultation'));
    where.and((id) => `consultation_id = ${id}`, consultationId);
    return list<SignatureRequestView>(this.dataSource, query, {
      called: `signature requests of ${consultationId}`,
      select: REQUEST,
      from: REQUESTS,
      where,
      order: newestFirst('asked_at', 'request.id'),
    });
  }

  /** The paper as it was frozen, for whoever sees what was decided. @throws NotFound, ContentGone */
  async paper(caller: Caller, id: string): Promise<{ bytes: Buffer; name: string; confidential: boolean }> {
    const [found]: { consultation: string; sha256: string; file_name: string; confidential: boolean }[] =
      await this.dataSource.query(
        `SELECT consultation.id AS consultation, sha256, file_name,
           num_nonnulls(case_seen_by, referral_seen_by, own_seen_by, statement_seen_by) > 0 AS confidential
         FROM ${REQUESTS} WHERE request.id = $3 AND sha256 IS NOT NULL AND ${statementIsVisible('consultation')}`,
        [...scopeOf(caller.actor), id],
      );
    if (!found) throw new NotFound();
    caller.hasRead('consultations', found.consultation);
    const content = await this.files.read(found.sha256);
    if (!content) {
      this.log.error(`the file of the paper of signature request ${id} is missing`);
      throw new ContentGone();
    }
    return {
      bytes: await buffer(content),
      name: found.file_name.replace(/\.pdf$/, ''),
      confidential: found.confidential,
    };
  }
}
