import { replyView, type ReplyRow } from '../forwarding/read-replies.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import type { Stand } from '../rules/stand.js';
import type {
  CompilationTotalsView,
  CompilationView,
  CompiledConsulteeView,
  CompiledQuestionView,
} from './compilation.dto.js';
import { passagesOf, summaryOf, type CompilationNote } from './compiled-passages.js';

/** What the issuer has made of a remark. */
export interface AnswerToRemark {
  readonly id: string;
  readonly text: string;
  readonly stand: Stand | null;
}

/** By consultation and number of the remark. */
export type AnswersToRemarks = ReadonlyMap<string, AnswerToRemark>;

export const remarkKey = (consultationId: string, remark: number): string => `${consultationId}/${remark}`;

export interface ReferralRow {
  readonly id: string;
  readonly title: string;
  readonly case_number: string;
  readonly issuer_code: string;
  readonly issuer_name: string;
  readonly case_seen_by: string[] | null;
  readonly seen_by: string[] | null;
  readonly reply_by: string | null;
  readonly questions: Question[];
  /** What the issuer's officers have written of the replies, the latest of each. */
  readonly notes: readonly CompilationNote[] | null;
  /** The questions of each packet that was sent, by its number. */
  readonly put: Record<string, Question[]> | null;
}

type Question = { readonly text: string };

/** All that a compilation is made of. */
export interface CompilationFacts {
  readonly referral: ReferralRow;
  readonly replies: readonly ReplyRow[];
  readonly answers: AnswersToRemarks;
}

export const ANSWERED: readonly ConsultationState[] = ['forwarded', 'received'];

/** The compilation on a day, which says what is late. */
export function compilationOf(
  { referral, replies, answers }: CompilationFacts,
  today: string,
): CompilationView {
  const consultees = replies.map((row) => compiled(row, today, answers));
  return {
    referralId: referral.id,
    title: referral.title,
    caseNumber: referral.case_number,
    issuer: referral.issuer_code,
    issuerName: referral.issuer_name,
    replyBy: referral.reply_by,
    totals: totalsOf(consultees),
    questions: questionsOf(referral, consultees, putTo(referral, replies)),
    passages: passagesOf(consultees, referral.notes ?? []),
    consultees,
    missing: namesOf(consultees, ({ state }) => UNANSWERED_STATES.includes(state)),
    late: namesOf(consultees, ({ late }) => late),
    declined: namesOf(consultees, ({ state }) => state === 'declined'),
  };
}

function answerTo(answers: AnswersToRemarks, consultationId: string, remark: number) {
  const answer = answers.get(remarkKey(consultationId, remark));
  return {
    issuerAnswer: answer?.text ?? null,
    stand: answer?.stand ?? null,
    answerId: answer?.id ?? null,
  };
}

function compiled(row: ReplyRow, today: string, answers: AnswersToRemarks): CompiledConsulteeView {
  const { decision, recorded } = row;
  const said = row.statement ?? recorded;
  return {
    ...replyView(row, today),
    statementTitle: row.statement?.title ?? null,
    basis: (row.statement?.basis ?? []).map(({ title }) => title),
    recipients: row.recipients ?? [],
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
      ...answerTo(answers, row.id, index + 1),
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
    ...summaryOf(referral.notes ?? [], { question: index + 1 }),
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
