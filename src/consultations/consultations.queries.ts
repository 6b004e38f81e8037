import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readCase } from '../cases/read-case.js';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { IN_ORDER } from '../database/prepared-client.js';
import { decodeCursor, MOST_COUNTED, offsetOf, pageOf, totalOf, type CursorKey } from '../lists/paging.js';
import type { Statement } from '../lists/where.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { NO_NEXT_STEP, nextStepOf, type PlanDates } from '../rules/planning.js';
import { ConsultationsInOrder, type Listed } from './consultations-in-order.js';
import { ConsultationsByChange } from './consultations-by-change.js';
import { ConsultationsByMeeting } from './consultations-by-meeting.js';
import { ConsultationsByStep } from './consultations-by-step.js';
import { ConsultationsMatching } from './consultations-matching.js';
import type {
  ConsultationRowView,
  ConsultationsPage,
  ConsultationsQuery,
  ConsultationView,
} from './consultations.dto.js';
import { planDates } from './plan-view.js';
import { consultationRowView, readConsultation, type ConsultationRow } from './read-consultation.js';

const COLUMNS = `consultation.id, consultation.state, case_number, own_case_number,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN title END AS title,
  num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0 AS confidential, issuer_code, consultee_code,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN issuer_name END AS issuer_name,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN consultee_name END AS consultee_name, officer, reply_by, original_reply_by, reached_issuer_on, unasked, version, meeting_id,
  CASE WHEN consultation.state = 'drafting' AND num_nonnulls(case_seen_by, referral_seen_by, own_seen_by, statement_seen_by) = 0
    THEN returned_because END AS returned_because`;

/** The plan of each row of a page, for the consultee's staff; it is worked out for the rows that are shown and no others. */
function planned({ text, values }: Statement, sort: ConsultationsQuery['sort'], today: string): Statement {
  const way = sort.startsWith('-') ? 'DESC' : 'ASC';
  const by = sort.endsWith('replyBy') ? 'reply_by' : sort.endsWith('changed') ? 'changed_at' : 'listed_by';
  const [day, states] = [values.length + 1, values.length + 2];
  return {
    text: `${IN_ORDER} SELECT listed.*, CASE WHEN planned.body IS NOT NULL THEN ${planDates('plan', 'listed.reply_by')} END AS plan,
        (SELECT name FROM people WHERE username = listed.officer) AS officer_name,
        (SELECT name FROM bodies WHERE code = listed.issuer_code) AS name_of_issuer,
        (SELECT name FROM bodies WHERE code = listed.consultee_code) AS name_of_consultee,
        (SELECT meets_on FROM meetings WHERE id = listed.meeting_id) AS meeting_on
      FROM (${text}) listed
      CROSS JOIN LATERAL (SELECT CASE WHEN listed.consultee_code = ANY($1::text[]) AND listed.state = ANY($${states}::text[])
        THEN listed.consultee_code END AS body) planned
      LEFT JOIN LATERAL plan_of(planned.body, CASE WHEN planned.body IS NOT NULL THEN listed.reply_by END, $${day}::date,
        CASE WHEN planned.body IS NOT NULL AND listed.state IN ('on-agenda', 'decided', 'confirmed') THEN listed.meeting_id END)
        plan ON true
      ORDER BY listed.${by} ${way}, listed.id ${way}`,
    values: [...values, today, UNANSWERED_STATES],
  };
}

type Row = ConsultationRow & {
  readonly plan: PlanDates | null;
  readonly returned_because: string | null;
  readonly officer_name: string | null;
  readonly name_of_issuer: string | null;
  readonly name_of_consultee: string | null;
  readonly meeting_on: string | null;
  readonly listed_by?: string;
};

/** The officer's name is shown to whoever is shown who it is, the meeting to whoever plans for it. */
const withNames = (row: Row, view: ConsultationRowView, { actor }: Caller) => ({
  ...view,
  officerName: view.officer === null ? null : row.officer_name,
  issuerName: row.name_of_issuer ?? view.issuer,
  consulteeName: row.name_of_consultee ?? view.consultee,
  meetingDate: actor.staffOf.includes(row.consultee_code ?? '') ? row.meeting_on : null,
});

/** How a list is asked for. */
type Question = Pick<ConsultationsInOrder, 'page' | 'count'>;

/** Plans come first, but where a case or those that ask for time are fewer, and where a search finds what is listed. */
function isReadByPlan({ sort, atRisk, caseId, extensionRequested, meeting, q }: Listed): boolean {
  if (sort.endsWith('margin')) return true;
  const hasFewer = caseId !== undefined || extensionRequested || meeting !== undefined || q?.trim();
  return atRisk === true && sort.endsWith('replyBy') && !hasFewer;
}

@Injectable()
export class ConsultationsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<ConsultationView> {
    return readConsultation(this.dataSource, caller, id, this.clock.today(), explain);
  }

  async ofCase(caller: Caller, caseId: string, query: ConsultationsQuery): Promise<ConsultationsPage> {
    await readCase(this.dataSource, caller, caseId);
    return this.list(caller, query, caseId);
  }

  /** A worklist: soonest reply-by date first. */
  async list(caller: Caller, query: ConsultationsQuery, caseId?: string): Promise<ConsultationsPage> {
    const today = this.clock.today();
    const listed = { ...query, caseId };
    const called = caseId === undefined ? 'consultations' : `consultations of ${caseId}`;
    const after = decodeCursor(called, query, isByChange(query) ? 'instant' : 'date', 'id');
    const page = this.question(caller, listed, today, after).page(COLUMNS, query.limit + 1, offsetOf(query));
    const rows = await this.ask<Row>(planned(page, query.sort, today));
    return pageOf(
      called,
      query,
      rows,
      (row) => ({
        ...withNames(row, consultationRowView(row, caller, today), caller),
        returnedBecause: caller.actor.seesDraftsOf(row.consultee_code) ? row.returned_because : null,
        ...(row.plan ? nextStepOf(row.plan, row.state, today) : NO_NEXT_STEP),
      }),
      (row) => [row.listed_by ?? row.reply_by, row.id],
      await totalOf(query, rows, async () => this.count(caller, listed)),
    );
  }

  /** Of a list, to `most`; one more stands for all beyond. */
  async count(caller: Caller, listed: Listed, most = MOST_COUNTED): Promise<number> {
    const [row] = await this.ask<{ total: number }>(
      this.question(caller, listed, this.clock.today()).count(most),
    );
    return row!.total;
  }

  private question(caller: Caller, listed: Listed, today: string, after?: CursorKey): Question {
    if (isByChange(listed)) return new ConsultationsByChange(caller.actor, listed, today, after);
    if (isReadByPlan(listed)) return new ConsultationsByStep(caller.actor, listed, today, after);
    if (listed.meeting || !listed.sort.endsWith('replyBy'))
      return new ConsultationsByMeeting(caller.actor, listed, today, after);
    return listed.q?.trim()
      ? new ConsultationsMatching(caller.actor, listed, today, after)
      : new ConsultationsInOrder(caller.actor, listed, today, after);
  }

  private async ask<Row>({ text, values }: Statement): Promise<Row[]> {
    return this.dataSource.query(text, values);
  }
}

const isByChange = ({ sort }: Pick<Listed, 'sort'>): boolean => sort.endsWith('changed');
