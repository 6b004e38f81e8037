import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Paper } from '../papers/paper.js';
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
  async read(caller: Caller, id: string, kind: string): Promise<{ paper: Paper; confidential: boolean }> {
    const referral = await this.referrals.one(caller, id);
    const { confidential } = referral;
    if (kind === 'compilation')
      // What has come in can be confidential where the referral is not.
      return { paper: compilationPaper(await this.compileReplies.compile(caller, id)), confidential: true };
    if (kind !== 'referral-letter') throw new NotFound();
    const bodies: { code: string; name: string }[] = await this.dataSource.query(
      'SELECT code, name FROM bodies WHERE code = ANY($1)',
      [[referral.issuer, referral.decidedBy?.body ?? null]],
    );
    const names = new Map(bodies.map(({ code, name }) => [code, name]));
    return { paper: referralLetterPaper(referral, names), confidential };
  }
}
