import { buffer } from 'node:stream/consumers';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { LocalFiles } from '../documents/local-files.js';
import { ContentGone, NotFound } from '../rules/problem.js';
import { ForwardingQueries } from './forwarding.queries.js';

@Injectable()
export class ReadFrozenPaper {
  private readonly log = new Logger(ReadFrozenPaper.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: ForwardingQueries,
    private readonly files: LocalFiles,
  ) {}

  /** The paper of a dispatch as it was written, for whoever sees the dispatch. @throws NotFound, ContentGone */
  async read(caller: Caller, id: string): Promise<{ bytes: Buffer; name: string; confidential: boolean }> {
    const { paper, consultationId } = await this.queries.dispatch(caller, id);
    if (paper === null) throw new NotFound();
    const content = await this.files.read(paper.sha256);
    if (!content) {
      this.log.error(`the file of the paper of dispatch ${id} is missing`);
      throw new ContentGone();
    }
    const [{ confidential }]: [{ confidential: boolean }] = await this.dataSource.query(
      `SELECT num_nonnulls(case_seen_by, referral_seen_by, reply_seen_by, own_seen_by, statement_seen_by) > 0 AS confidential
       FROM consultations WHERE id = $1`,
      [consultationId],
    );
    return { bytes: await buffer(content), name: paper.fileName.replace(/\.pdf$/, ''), confidential };
  }
}
