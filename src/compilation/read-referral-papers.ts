import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { ReadPaper } from '../http/send-paper.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import { ownTemplate } from '../documents/word-templates/own-template.js';
import { inItsForm, STILL_WRITTEN } from '../organisation/paper-forms/in-its-form.js';
import type { FormKind } from '../papers/form/paper-form.js';
import type { Paper } from '../papers/paper.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { referralLetterPaper } from '../referrals/referral-letter.paper.js';
import { ReferralsQueries } from '../referrals/referrals.queries.js';
import { NotFound } from '../rules/problem.js';
import { compilationPaper } from './compilation.paper.js';
import { compilationWorkbook } from './compilation.workbook.js';
import { CompileReplies } from './compile-replies.js';
import { councilReportPaper } from './council-report.paper.js';
import { remarkAnswersPaper } from './remark-answers.paper.js';
import { SharedCompilationsQueries } from './shared-compilations.queries.js';

@Injectable()
export class ReadReferralPapers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly referrals: ReferralsQueries,
    private readonly compileReplies: CompileReplies,
    private readonly shared: SharedCompilationsQueries,
    private readonly consultations: ConsultationsQueries,
  ) {}

  /** A paper shows what its view shows, to whom it shows it. @throws NotFound also for a kind that there is not, NotPermitted */
  async read(caller: Caller, id: string, kind: string, version?: number): Promise<ReadPaper> {
    const referral = await this.referrals.one(caller, id);
    const { confidential } = referral;
    if (kind === 'staff-report' && referral.state !== 'draft')
      return {
        paper: await this.inForm(
          referral,
          kind,
          await this.councilReport(caller, referral, version),
          STILL_WRITTEN,
        ),
        confidential: true,
      };
    if (kind === 'compilation' && version !== undefined) {
      const shared = await this.shared.one(caller, id, version);
      return {
        paper: await this.inForm(referral, kind, compilationPaper(shared.compilation, shared)),
        template: ownTemplate(this.dataSource, referral.issuer, kind),
        workbook: compilationWorkbook(shared.compilation, shared),
        confidential,
      };
    }
    if (kind === 'compilation') {
      const compilation = await this.compileReplies.compile(caller, id);
      // What has come in can be confidential where the referral is not.
      return {
        paper: await this.inForm(
          referral,
          kind,
          compilationPaper(compilation),
          ['draft', 'sent'].includes(referral.state) ? STILL_WRITTEN : undefined,
        ),
        template: ownTemplate(this.dataSource, referral.issuer, kind),
        workbook: compilationWorkbook(compilation),
        confidential: true,
      };
    }
    if (kind !== 'referral-letter' || version !== undefined) throw new NotFound();
    const names = await namesOfBodies(this.dataSource, [referral.issuer, referral.decidedBy?.body]);
    return {
      paper: await this.inForm(
        referral,
        kind,
        referralLetterPaper(referral, names),
        referral.sentAt ?? STILL_WRITTEN,
      ),
      template: ownTemplate(this.dataSource, referral.issuer, kind),
      confidential,
    };
  }

  private inForm({ issuer }: ReferralView, kind: FormKind, paper: Paper, at?: string): Promise<Paper> {
    return inItsForm(this.dataSource, issuer, kind, paper, at);
  }

  /** Made of what has come in until now, or of a version that was shared: for those who compile, in either case. */
  private async councilReport(
    caller: Caller,
    { id, issuer, sentOn }: ReferralView,
    version: number | undefined,
  ): Promise<Paper> {
    const compilation = await this.compileReplies.compile(caller, id);
    const shared = version === undefined ? undefined : await this.shared.one(caller, id, version);
    const [row]: { council: string | null }[] = await this.dataSource.query(
      `SELECT (SELECT name FROM bodies WHERE kind = 'council' AND active ORDER BY code LIMIT 1) AS council
       FROM bodies WHERE code = $1 AND kind = 'executive-board'`,
      [issuer],
    );
    const council = row?.council ?? null;
    return councilReportPaper(shared?.compilation ?? compilation, { council, sentOn }, shared);
  }

  /** The letter to one who replied, on paper too. @throws NotFound also where nothing was shared since it replied. */
  async ofReply(caller: Caller, consultationId: string): Promise<ReadPaper> {
    const answers = await this.shared.answersTo(caller, consultationId);
    if (!answers.replied) throw new NotFound();
    const consultation = await this.consultations.one(caller, consultationId);
    return { paper: remarkAnswersPaper(answers, consultation), confidential: consultation.confidential };
  }
}
