import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { minutesExtractPaper } from '../decisions/minutes-extract.paper.js';
import type { Paper } from '../papers/paper.js';
import { ReferralsQueries } from '../referrals/referrals.queries.js';
import { NotFound } from '../rules/problem.js';
import { coveringMessagePaper } from './covering-message.paper.js';
import { receiptPaper } from './receipt.paper.js';
import { staffReportPaper } from '../statements/staff-report.paper.js';
import type { ReplyFacts } from '../statements/statement-parts.js';
import { statementPaper } from '../statements/statement.paper.js';
import { StatementsQueries } from '../statements/statements.queries.js';

/** A paper that a caller may see, made of views that they may see. */
export interface ReadPaper {
  readonly paper: Paper;
  readonly confidential: boolean;
}

/** The papers of one consultee's reply, by what their address calls them. */
const PAPERS = {
  statement: statementPaper,
  'staff-report': staffReportPaper,
  'minutes-extract': (facts: ReplyFacts): Paper | undefined => {
    const { decision } = facts;
    return decision === null ? undefined : minutesExtractPaper({ ...facts, decision });
  },
  'covering-message': (facts: ReplyFacts, { dispatch }: ConsultationView): Paper | undefined =>
    dispatch === null ? undefined : coveringMessagePaper(facts, dispatch),
  receipt: (facts: ReplyFacts, { state, reachedIssuerOn, dispatch }: ConsultationView): Paper | undefined =>
    state === 'received' && reachedIssuerOn !== null
      ? receiptPaper(facts, { receivedOn: reachedIssuerOn, dispatch })
      : undefined,
} as const satisfies Record<string, (facts: ReplyFacts, view: ConsultationView) => Paper | undefined>;

@Injectable()
export class ReadPapers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consultations: ConsultationsQueries,
    private readonly statements: StatementsQueries,
    private readonly referrals: ReferralsQueries,
  ) {}

  /**
   * A paper shows what its view shows, to whom it shows it: the views are read, and say that they were.
   *
   * @throws NotFound also for a kind that there is not, and for what has not come so far: decided, forwarded, received.
   */
  async ofReply(caller: Caller, id: string, kind: string, version?: number): Promise<ReadPaper> {
    if (!isKind(kind)) throw new NotFound();
    const statement = await (version === undefined
      ? this.statements.latest(caller, id)
      : this.statements.version(caller, id, version));
    const consultation = await this.consultations.one(caller, id);
    const named = await this.namesOf(consultation, statement.recipients);
    // An earlier version was not what was decided.
    const decision = version === undefined ? consultation.decision : null;
    const consultee = consultation.consultee ?? '';
    const facts = {
      consultation,
      statement,
      decision,
      issuer: named.names.get(consultation.issuer ?? '') ?? consultation.issuer ?? '',
      // What was decided was decided by whom it was called that day.
      consultee: decision?.bodyName ?? named.names.get(consultee) ?? consultee,
      officer: named.officer,
      address: named.address,
      questions: await this.questionsOf(caller, consultation.referralId),
      names: named.names,
      writtenAt: statement.savedAt ?? `${consultation.sentOn ?? consultation.originalReplyBy}T12:00:00.000Z`,
    };
    const paper = PAPERS[kind](facts, consultation);
    if (!paper) throw new NotFound();
    return { paper, confidential: consultation.confidential || statement.confidential };
  }

  private async namesOf(
    { issuer, consultee, officer }: ConsultationView,
    recipients: readonly { readonly body?: string }[],
  ): Promise<{ names: ReadonlyMap<string, string>; officer: string | null; address: string | null }> {
    const codes = [issuer, consultee, ...recipients.map(({ body }) => body ?? null)];
    const bodies: { code: string; name: string; email: string | null }[] = await this.dataSource.query(
      'SELECT code, name, email FROM bodies WHERE code = ANY($1)',
      [codes],
    );
    const [person]: { name: string }[] = await this.dataSource.query(
      'SELECT name FROM people WHERE username = $1',
      [officer],
    );
    return {
      names: new Map(bodies.map(({ code, name }) => [code, name])),
      officer: person?.name ?? null,
      address: bodies.find(({ code }) => code === consultee)?.email ?? null,
    };
  }

  /** Whoever sees a reply without its referral sees the answers without the questions. */
  private async questionsOf(caller: Caller, referralId: string | null): Promise<string[]> {
    if (referralId === null) return [];
    try {
      const { questions } = await this.referrals.one(caller, referralId);
      return questions.map(({ text }) => text);
    } catch (error) {
      if (error instanceof NotFound) return [];
      throw error;
    }
  }
}

const isKind = (kind: string): kind is keyof typeof PAPERS => Object.hasOwn(PAPERS, kind);
