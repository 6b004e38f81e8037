import { Injectable } from '@nestjs/common';
import { RegisterListQuery } from '../cases/register.dto.js';
import { WriteRegisterList } from '../cases/write-register-list.js';
import type { Caller } from '../changes/caller.js';
import { ReadAgenda } from '../decisions/read-agenda.js';
import { ReadPapers } from '../forwarding/read-papers.js';
import { SampleOfTemplate } from '../forwarding/sample-of-template.js';
import type { AskedPaper } from '../http/paper-jobs/asked-paper.js';
import type { ReadPaper } from '../http/send-paper.js';
import { DomainError, type ProblemSlug } from '../rules/problem.js';
import { ReadComparison } from '../statements/read-comparison.js';
import { ReadReferralPapers } from './read-referral-papers.js';

const NOT_READ: readonly ProblemSlug[] = ['not-found', 'not-permitted', 'validation'];

/** The paper that a job makes, read as at its own address. */
@Injectable()
export class ReadAskedPaper {
  constructor(
    private readonly replies: ReadPapers,
    private readonly referrals: ReadReferralPapers,
    private readonly agendas: ReadAgenda,
    private readonly registers: WriteRegisterList,
    private readonly comparisons: ReadComparison,
    private readonly samples: SampleOfTemplate,
  ) {}

  /** @returns undefined for whoever may not read it, or not any more. */
  async read(caller: Caller, asked: AskedPaper, words?: string): Promise<ReadPaper | undefined> {
    try {
      return await this.reading(caller, asked, words);
    } catch (error) {
      if (error instanceof DomainError && NOT_READ.includes(error.slug)) return undefined;
      throw error;
    }
  }

  private reading(caller: Caller, asked: AskedPaper, q?: string): Promise<ReadPaper> {
    if (asked.of === 'meetings') return this.agendas.paper(caller, asked.body, asked.id);
    if (asked.of === 'samples') return this.samples.of(caller, asked.body, asked.kind);
    if (asked.of === 'comparisons')
      return this.comparisons.paper(caller, asked.id, asked.version, asked.against);
    if (asked.of === 'registers') {
      const query = Object.assign(new RegisterListQuery(), { from: asked.from, to: asked.to, q });
      return this.registers.paper(caller, asked.body, query);
    }
    const { of, id, kind, version } = asked;
    if (of === 'referrals') return this.referrals.read(caller, id, kind, version);
    if (kind === 'remark-answers') return this.referrals.ofReply(caller, id);
    return this.replies.ofReply(caller, id, kind, version);
  }
}
