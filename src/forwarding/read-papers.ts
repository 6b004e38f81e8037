import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { ownTemplate } from '../documents/word-templates/own-template.js';
import { minutesExtractPaper } from '../decisions/minutes-extract.paper.js';
import type { ReadPaper } from '../http/send-paper.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import { formKind } from '../organisation/paper-forms/keep-paper-forms.js';
import { inItsForm, STILL_WRITTEN } from '../organisation/paper-forms/in-its-form.js';
import type { Paper } from '../papers/paper.js';
import { ReferralsQueries } from '../referrals/referrals.queries.js';
import { NotFound } from '../rules/problem.js';
import { coveringMessagePaper } from './covering-message.paper.js';
import { receiptPaper } from './receipt.paper.js';
import { staffReportPaper } from '../statements/staff-report.paper.js';
import type { ReplyFacts } from '../statements/statement-parts.js';
import { statementPaper } from '../statements/statement.paper.js';
import type { StatementContent } from '../statements/statement.js';
import type { StatementView } from '../statements/statements.dto.js';
import { StatementsQueries } from '../statements/statements.queries.js';

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

/** A paper without the shape of its body's papers, and whose it is, by code; null outside Yttra. */
type UnformedPaper = ReadPaper & { readonly speaker: string | null };

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
    const { speaker, ...read } = await this.unformed(caller, id, kind, version);
    const known = formKind(kind);
    return {
      ...read,
      paper: await inItsForm(this.dataSource, speaker, known, read.paper),
      template: ownTemplate(this.dataSource, speaker, known),
    };
  }

  /** The same without the shape that its body has given it, for whoever looks at how another one would be. */
  async beforeItsForm(caller: Caller, id: string, kind: string): Promise<ReadPaper> {
    return this.unformed(caller, id, kind);
  }

  /** The staff report that what is being written becomes. @throws NotFound where the caller does not see the statement. */
  async ofDraft(caller: Caller, id: string, written: StatementContent): Promise<Paper> {
    const latest = await this.statements.latest(caller, id);
    const statement = { ...latest, ...(written as Pick<StatementView, keyof StatementContent>) };
    const { speaker, paper } = await this.paper(caller, id, 'staff-report', statement);
    return inItsForm(this.dataSource, speaker, 'staff-report', paper, STILL_WRITTEN);
  }

  private async unformed(caller: Caller, id: string, kind: string, version?: number): Promise<UnformedPaper> {
    if (!isKind(kind)) throw new NotFound();
    return this.paper(caller, id, kind, await this.statementOf(caller, id, kind, version), version);
  }

  private async paper(
    caller: Caller,
    id: string,
    kind: keyof typeof PAPERS,
    statement: StatementView,
    version?: number,
  ): Promise<UnformedPaper> {
    const consultation = await this.consultations.one(caller, id);
    const { dispatch } = consultation;
    // An earlier version was not what was decided.
    const decision = version === undefined ? consultation.decision : null;
    const named = await this.namesOf(consultation, statement.recipients);
    const [issuer, consultee] = [consultation.issuer ?? '', consultation.consultee ?? ''];
    const facts = {
      consultation,
      statement,
      decision,
      issuer: named.names.get(issuer) ?? issuer,
      // What was decided was decided by whom it was called that day.
      consultee: (dispatch ? undefined : decision?.bodyName) ?? named.names.get(consultee) ?? consultee,
      officer: named.officer,
      address: named.address,
      questions: await this.questionsOf(caller, consultation, decision === null ? null : statement.savedAt),
      names: named.names,
      writtenAt: statement.savedAt ?? `${consultation.sentOn ?? consultation.originalReplyBy}T12:00:00.000Z`,
    };
    const paper = PAPERS[kind](facts, consultation);
    if (!paper) throw new NotFound();
    const speaker = kind === 'receipt' ? consultation.issuer : consultation.consultee;
    return { speaker, paper, confidential: consultation.confidential || statement.confidential };
  }

  /** A staff report is what was proposed, also once something else has been decided; it is work within the consultee. */
  private async statementOf(
    caller: Caller,
    id: string,
    kind: keyof typeof PAPERS,
    version: number | undefined,
  ): Promise<StatementView> {
    if (kind === 'staff-report' && version === undefined) return this.statements.proposal(caller, id);
    const statement = await (version === undefined
      ? this.statements.latest(caller, id)
      : this.statements.version(caller, id, version));
    if (kind === 'staff-report' && ['decision', 'correction'].includes(statement.origin))
      throw new NotFound();
    return statement;
  }

  /** Of what was dispatched, as they were called then. */
  private async namesOf(
    { issuer, consultee, officer, dispatch }: ConsultationView,
    recipients: readonly { readonly body?: string }[],
  ): Promise<{ names: ReadonlyMap<string, string>; officer: string | null; address: string | null }> {
    const codes = [issuer, consultee, ...recipients.map(({ body }) => body)];
    const [others]: { officer: string | null; address: string | null }[] = await this.dataSource.query(
      `SELECT (SELECT name FROM people WHERE username = $1) AS officer,
         (SELECT email FROM bodies WHERE code = $2) AS address`,
      [officer, consultee],
    );
    return { ...others!, names: await namesOfBodies(this.dataSource, codes, dispatch?.sentAt) };
  }

  /**
   * The questions of the packet that was answered, once something is decided; before that, as they are asked today.
   * Whoever sees a reply without its referral sees the answers without the questions.
   */
  private async questionsOf(
    caller: Caller,
    { referralId, dispatch }: ConsultationView,
    decidedVersionSavedAt: string | null,
  ): Promise<string[]> {
    if (referralId === null) return [];
    try {
      const { questions } = await this.referrals.one(caller, referralId);
      const answered =
        decidedVersionSavedAt === null
          ? undefined
          : await this.questionsAnswered(referralId, dispatch?.id ?? null, decidedVersionSavedAt);
      return (answered ?? questions).map(({ text }) => text);
    } catch (error) {
      if (error instanceof NotFound) return [];
      throw error;
    }
  }

  /** As a dispatch says which packet its statement answers, or else the latest there was when the decided version was written. */
  private async questionsAnswered(
    referralId: string,
    dispatchId: string | null,
    savedAt: string,
  ): Promise<{ text: string }[] | undefined> {
    const [packet]: { questions: { text: string }[] | null }[] = await this.dataSource.query(
      `SELECT packet->'questions' AS questions FROM referral_packets WHERE referral_id = $1 AND number = coalesce(
         (SELECT (content->'consultation'->>'packetVersion')::int FROM dispatches WHERE id = $2),
         (SELECT max(number) FROM referral_packets earlier WHERE earlier.referral_id = $1 AND made_at <= $3))`,
      [referralId, dispatchId, savedAt],
    );
    return packet?.questions ?? undefined;
  }
}

const isKind = (kind: string): kind is keyof typeof PAPERS => Object.hasOwn(PAPERS, kind);
