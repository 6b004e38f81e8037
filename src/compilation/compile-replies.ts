import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import type { Caller } from '../http/caller.js';
import { referralIsVisible, scopeOf } from '../identity/visibility.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-lifecycle.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import type {
  CompilationTotalsView,
  CompilationView,
  CompiledConsulteeView,
  CompiledQuestionView,
} from './compilation.dto.js';

interface ReferralRow {
  title: string;
  case_number: string;
  issuer_code: string;
  reply_by: string | null;
  questions: { text: string }[];
}

interface ReplyRow {
  id: string;
  consultee: string;
  state: ConsultationState;
  reply_by: string;
  reached_issuer_on: string | null;
  declined_because: string | null;
  dispatch_id: string | null;
  sha256: string | null;
  sent_at: Date | null;
  statement: Statement | null;
  decision: Decision | null;
  document_id: string | null;
  received_on: string | null;
  recorded_stance: string | null;
  remark_answers: Record<string, string>;
}

interface Statement {
  stance: string;
  assessment?: string;
  answers?: { question: number; text: string }[];
  remarks?: { passage: string; text: string; proposal?: string }[];
}

interface Decision {
  route: string;
  outcome: string;
  decidedOn: string;
  section: string | null;
  clauses: { text: string }[];
  reservations: { by: string; text?: string }[];
  specialStatements: { by: string; text?: string }[];
}

const ANSWERED: readonly ConsultationState[] = ['forwarded', 'received'];

/** Compiles exactly what was dispatched or recorded: nothing of a consultee's work in progress is read. */
@Injectable()
export class CompileReplies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotPermitted */
  async compile(caller: Caller, referralId: string): Promise<CompilationView> {
    const referral = await this.referral(caller, referralId);
    const consultees = (await this.replies(referralId)).map((row) => compiled(row, this.clock.today()));
    return {
      referralId,
      title: referral.title,
      caseNumber: referral.case_number,
      issuer: referral.issuer_code,
      replyBy: referral.reply_by,
      totals: totalsOf(consultees),
      questions: questionsOf(referral, consultees),
      consultees,
      missing: namesOf(consultees, ({ state }) => UNANSWERED_STATES.includes(state)),
      late: namesOf(consultees, ({ late }) => late),
      declined: namesOf(consultees, ({ state }) => state === 'declined'),
    };
  }

  private async referral(caller: Caller, referralId: string): Promise<ReferralRow> {
    const [row]: ReferralRow[] = await this.dataSource.query(
      `SELECT referrals.title, referrals.issuer_code, referrals.reply_by, referrals.questions,
         cases.number AS case_number
       FROM referrals JOIN cases ON cases.id = referrals.case_id
       WHERE referrals.id = $3 AND ${referralIsVisible('referrals')}`,
      [...scopeOf(caller.actor), referralId],
    );
    if (!row) throw new NotFound();
    authorize(caller.actor, 'referral.compile', { issuer: row.issuer_code });
    return row;
  }

  private async replies(referralId: string): Promise<ReplyRow[]> {
    return this.dataSource.query(
      `SELECT consultations.id, coalesce(consultee_code, consultee_name) AS consultee, consultations.state,
         consultations.reply_by, reached_issuer_on, declined_because,
         dispatch.id AS dispatch_id, dispatch.sha256, dispatch.created_at AS sent_at,
         dispatch.content->'statement' AS statement, dispatch.content->'decision' AS decision,
         recorded_replies.document_id, recorded_replies.received_on, recorded_replies.stance AS recorded_stance,
         coalesce((SELECT jsonb_object_agg(remark, text ORDER BY answered_at)
                   FROM remark_answers WHERE remark_answers.dispatch_id = dispatch.id), '{}') AS remark_answers
       FROM consultations
       LEFT JOIN LATERAL (
         SELECT * FROM dispatches WHERE dispatches.consultation_id = consultations.id ORDER BY number DESC LIMIT 1
       ) dispatch ON true
       LEFT JOIN recorded_replies ON recorded_replies.consultation_id = consultations.id
       WHERE consultations.referral_id = $1
       ORDER BY coalesce(consultee_code, consultee_name) COLLATE "sv-SE-x-icu", consultations.id`,
      [referralId],
    );
  }
}

function compiled(row: ReplyRow, today: string): CompiledConsulteeView {
  const { statement, decision } = row;
  return {
    consultationId: row.id,
    consultee: row.consultee,
    state: row.state,
    replyBy: row.reply_by,
    reachedIssuerOn: row.reached_issuer_on,
    overdue: UNANSWERED_STATES.includes(row.state) && row.reply_by < today,
    late: row.reached_issuer_on !== null && row.reached_issuer_on > row.reply_by,
    stance: statement?.stance ?? row.recorded_stance,
    route: decision?.route ?? null,
    outcome: decision?.outcome ?? null,
    decidedOn: decision?.decidedOn ?? null,
    section: decision?.section ?? null,
    clauses: decision?.clauses ?? [],
    assessment: statement?.assessment ?? null,
    answers: statement?.answers ?? [],
    remarks: remarksOf(row),
    reservations: decision?.reservations ?? [],
    specialStatements: decision?.specialStatements ?? [],
    declinedBecause: row.declined_because,
    dispatch:
      row.dispatch_id && row.sha256 && row.sent_at
        ? { id: row.dispatch_id, sha256: row.sha256, sentAt: row.sent_at.toISOString() }
        : null,
    recordedReply:
      row.document_id && row.received_on
        ? { documentId: row.document_id, receivedOn: row.received_on }
        : null,
  };
}

function remarksOf({ statement, remark_answers }: ReplyRow): CompiledConsulteeView['remarks'] {
  return (statement?.remarks ?? []).map(({ passage, text, proposal }, index) => ({
    number: index + 1,
    passage,
    text,
    proposal: proposal ?? null,
    issuerAnswer: remark_answers[index + 1] ?? null,
  }));
}

function questionsOf(
  referral: ReferralRow,
  consultees: readonly CompiledConsulteeView[],
): CompiledQuestionView[] {
  return referral.questions.map(({ text }, index) => ({
    number: index + 1,
    text,
    answers: consultees.flatMap(({ consultee, answers }) =>
      answers
        .filter(({ question }) => question === index + 1)
        .map((answer) => ({ consultee, text: answer.text })),
    ),
  }));
}

function totalsOf(consultees: readonly CompiledConsulteeView[]): CompilationTotalsView {
  const count = (holds: (consultee: CompiledConsulteeView) => boolean) => consultees.filter(holds).length;
  const stances: Record<string, number> = {};
  for (const { state, stance } of consultees) {
    if (ANSWERED.includes(state) && stance) stances[stance] = (stances[stance] ?? 0) + 1;
  }
  return {
    consultees: consultees.length,
    answered: count(({ state }) => ANSWERED.includes(state)),
    missing: count(({ state }) => UNANSWERED_STATES.includes(state)),
    noReply: count(({ state }) => state === 'no-reply'),
    declined: count(({ state }) => state === 'declined'),
    withdrawn: count(({ state }) => state === 'withdrawn'),
    late: count(({ late }) => late),
    stances,
  };
}

function namesOf(
  consultees: readonly CompiledConsulteeView[],
  holds: (consultee: CompiledConsulteeView) => boolean,
): string[] {
  return consultees.filter(holds).map(({ consultee }) => consultee);
}
