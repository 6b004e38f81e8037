import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { readReplies, replyView, type ReplyRow } from '../forwarding/read-replies.js';
import type { Caller } from '../changes/caller.js';
import { referralIsVisible, scopeOf } from '../identity/visibility.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import type {
  CompilationTotalsView,
  CompilationView,
  CompiledConsulteeView,
  CompiledPassageView,
  CompiledQuestionView,
} from './compilation.dto.js';

interface ReferralRow {
  title: string;
  case_number: string;
  issuer_code: string;
  issuer_name: string;
  case_seen_by: string[] | null;
  seen_by: string[] | null;
  reply_by: string | null;
  questions: Question[];
  /** The questions of each packet that was sent, by its number. */
  put: Record<string, Question[]> | null;
}

type Question = { readonly text: string };

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
    const replies = await readReplies(this.dataSource, caller, referralId);
    const answers = await this.remarkAnswers(referralId);
    const consultees = replies.map((row) => compiled(row, this.clock.today(), answers));
    const asked = putTo(referral, replies);
    return {
      referralId,
      title: referral.title,
      caseNumber: referral.case_number,
      issuer: referral.issuer_code,
      issuerName: referral.issuer_name,
      replyBy: referral.reply_by,
      totals: totalsOf(consultees),
      questions: questionsOf(referral, consultees, asked),
      passages: passagesOf(consultees),
      consultees,
      missing: namesOf(consultees, ({ state }) => UNANSWERED_STATES.includes(state)),
      late: namesOf(consultees, ({ late }) => late),
      declined: namesOf(consultees, ({ state }) => state === 'declined'),
    };
  }

  private async referral(caller: Caller, referralId: string): Promise<ReferralRow> {
    const [row]: ReferralRow[] = await this.dataSource.query(
      `SELECT referrals.title, referrals.issuer_code, referrals.reply_by, referrals.questions,
         referrals.case_seen_by, referrals.seen_by,
         (SELECT jsonb_object_agg(number, packet->'questions') FROM referral_packets WHERE referral_id = referrals.id) AS put,
         cases.number AS case_number, bodies.name AS issuer_name
       FROM referrals JOIN cases ON cases.id = referrals.case_id JOIN bodies ON bodies.code = referrals.issuer_code
       WHERE referrals.id = $3 AND ${referralIsVisible('referrals')}`,
      [...scopeOf(caller.actor), referralId],
    );
    if (!row) throw new NotFound();
    const { issuer_code: issuer, case_seen_by, seen_by } = row;
    authorize(caller.actor, 'referral.compile', { issuer, lists: { [issuer]: [case_seen_by, seen_by] } });
    return row;
  }

  /** Answers by dispatch and number of the remark; a later answer replaces an earlier one. */
  private async remarkAnswers(referralId: string): Promise<Map<string, string>> {
    const rows: { dispatch_id: string; remark: number; text: string }[] = await this.dataSource.query(
      `SELECT dispatch_id, remark, text FROM remark_answers
       JOIN dispatches ON dispatches.id = dispatch_id
       JOIN consultations ON consultations.id = consultation_id
       WHERE referral_id = $1 ORDER BY answered_at`,
      [referralId],
    );
    return new Map(rows.map(({ dispatch_id, remark, text }) => [answerKey(dispatch_id, remark), text]));
  }
}

const answerKey = (dispatchId: string | null, remark: number): string => `${dispatchId}/${remark}`;

function compiled(row: ReplyRow, today: string, answers: ReadonlyMap<string, string>): CompiledConsulteeView {
  const { decision, recorded } = row;
  const said = row.statement ?? recorded;
  return {
    ...replyView(row, today),
    summary: row.statement?.summary ?? null,
    matter: row.statement?.matter ?? null,
    assessment: row.statement?.assessment ?? null,
    sections: [...(row.statement?.sections ?? [])],
    decision,
    answers: (said?.answers ?? []).map((answer) => ({
      ...answer,
      stance: decision?.questionStances?.find(({ question }) => question === answer.question)?.stance ?? null,
    })),
    remarks: (said?.remarks ?? []).map(({ passage, text, proposal }, index) => ({
      number: index + 1,
      passage,
      text,
      proposal: proposal ?? null,
      issuerAnswer: answers.get(answerKey(row.dispatch_id, index + 1)) ?? null,
    })),
    specialStatements: decision?.specialStatements ?? [],
  };
}

/** The questions that each consultee answered: those of the packet that its statement says it answers. */
const putTo = ({ put }: ReferralRow, replies: readonly ReplyRow[]): Map<string, readonly Question[]> =>
  new Map(replies.map(({ id, packet_version }) => [id, put?.[packet_version ?? ''] ?? []]));

function questionsOf(
  referral: ReferralRow,
  consultees: readonly CompiledConsulteeView[],
  asked: ReadonlyMap<string, readonly Question[]>,
): CompiledQuestionView[] {
  return referral.questions.map(({ text }, index) => ({
    number: index + 1,
    text,
    answers: consultees.flatMap(({ consultationId, consultee, consulteeName, answers }) =>
      answers
        .filter(({ question }) => question === index + 1)
        .map((answer) => {
          const put = asked.get(consultationId)?.[index]?.text ?? text;
          return {
            consultationId,
            consultee,
            consulteeName,
            text: answer.text,
            asked: put === text ? null : put,
            stance: answer.stance,
          };
        }),
    ),
  }));
}

/** Remarks on the same passage beside each other, however its heading was written, in the order they first come. */
function passagesOf(consultees: readonly CompiledConsulteeView[]): CompiledPassageView[] {
  const passages = new Map<string, CompiledPassageView>();
  for (const { consultationId, consultee, consulteeName, remarks } of consultees) {
    for (const { passage, ...remark } of remarks) {
      const key = passage
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s.:]+/gu, ' ')
        .trim();
      const gathered = passages.get(key) ?? { passage, remarks: [] };
      passages.set(key, gathered);
      gathered.remarks.push({ consultationId, consultee, consulteeName, ...remark });
    }
  }
  return [...passages.values()];
}

function totalsOf(replies: readonly CompiledConsulteeView[]): CompilationTotalsView {
  const consultees = replies.filter(({ unasked }) => !unasked);
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
    unasked: replies.filter(({ unasked, state }) => unasked && ANSWERED.includes(state)).length,
    stances,
  };
}

function namesOf(
  consultees: readonly CompiledConsulteeView[],
  holds: (consultee: CompiledConsulteeView) => boolean,
): string[] {
  return consultees.filter(holds).map(({ consultee }) => consultee);
}
