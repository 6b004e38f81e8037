import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { ReadPaper } from '../http/send-paper.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import { referralLetterPaper } from '../referrals/referral-letter.paper.js';
import { ReferralsQueries } from '../referrals/referrals.queries.js';
import { NotFound } from '../rules/problem.js';
import { compilationPaper } from './compilation.paper.js';
import { CompileReplies } from './compile-replies.js';

@Injectable()
export class ReadReferralPapers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly referrals: ReferralsQueries,
    private readonly compileReplies: CompileReplies,
  ) {}

  /** A paper shows what its view shows, to whom it shows it. @throws NotFound also for a kind that there is not, NotPermitted */
  async read(caller: Caller, id: string, kind: string): Promise<ReadPaper> {
    const referral = await this.referrals.one(caller, id);
    const { confidential } = referral;
    if (kind === 'compilation')
      // What has come in can be confidential where the referral is not.
      return { paper: compilationPaper(await this.compileReplies.compile(caller, id)), confidential: true };
    if (kind !== 'referral-letter') throw new NotFound();
    const names = await namesOfBodies(this.dataSource, [referral.issuer, referral.decidedBy?.body]);
    return { paper: referralLetterPaper(referral, names), confidential };
  }
}
