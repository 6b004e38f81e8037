import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { ConsultationsQuery } from '../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import { ReadPapers } from './read-papers.js';
import type { FormKind } from '../papers/form/paper-form.js';
import type { Paper } from '../papers/paper.js';
import { NotFound } from '../rules/problem.js';
import { samplePaper } from './sample-paper.js';

/** So many of the latest matters are looked through for one that has come to such a paper. */
const LOOKED_THROUGH = 10;

/** Papers to see a form on. */
@Injectable()
export class SamplePapers {
  constructor(
    private readonly consultations: ConsultationsQueries,
    private readonly readPapers: ReadPapers,
  ) {}

  /**
   * The body's latest paper of the kind, as it is before it gets its form, where the caller works there; else one of a
   * made-up matter. What is confidential is not opened for this.
   *
   * @param body by code, then by name.
   */
  async of(caller: Caller, [code, name]: readonly [string, string], kind: FormKind): Promise<Paper> {
    const own = caller.actor.staffOf.includes(code) ? await this.latest(caller, code, kind) : undefined;
    return own ?? samplePaper(kind, name);
  }

  private async latest(caller: Caller, consultee: string, kind: FormKind): Promise<Paper | undefined> {
    const query = Object.assign(new ConsultationsQuery(), {
      consultee,
      limit: LOOKED_THROUGH,
      sort: '-changed',
    });
    const { items } = await this.consultations.list(caller, query);
    for (const { id, confidential } of items) {
      if (confidential) continue;
      try {
        const paper = await this.readPapers.beforeItsForm(caller, id, kind);
        if (!paper.confidential) return paper.paper;
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
      }
    }
    return undefined;
  }
}
