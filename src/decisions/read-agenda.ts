import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { Clock } from '../config/clock.js';
import { askedOf, factsOf, type ConsultationFactsRow } from '../consultations/consultation-facts.js';
import { planDates, planView } from '../consultations/plan-view.js';
import { PLANNED_ONCE } from '../database/prepared-client.js';
import { consultationIsVisible, scopeOf, statementIsVisible } from '../identity/visibility.js';
import { findMeeting } from '../organisation/keep-calendar.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import { consultationLifecycle } from '../rules/consultation-lifecycle.js';
import { meetingDayHasCome } from '../rules/consultation-rules.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import { unmet } from '../rules/lifecycle.js';
import type { PlanDates } from '../rules/planning.js';
import type { Postponement } from '../rules/postponement.js';
import { ownTemplate } from '../documents/word-templates/own-template.js';
import type { ReadPaper } from '../http/send-paper.js';
import { inItsForm } from '../organisation/paper-forms/in-its-form.js';
import { nameOf } from '../papers/paper.js';
import type { AgendaMatterView, AgendaView, HindranceView } from './agenda.dto.js';
import { agendaPaper } from './agenda.paper.js';

interface MatterRow extends ConsultationFactsRow {
  id: string;
  state: ConsultationState;
  title: string | null;
  officer: string | null;
  officer_name: string | null;
  reply_by: string;
  shown_clauses: { text: string }[] | null;
  section: string | null;
  postponements: Postponement[];
  plan: PlanDates;
  confidential: boolean;
  version: number;
}

/** Longer agendas do not occur; an answer has an end all the same. */
const MOST_MATTERS = 500;
const NOT_ON_AN_AGENDA = "('sent', 'registered', 'drafting', 'in-review', 'approved')";

/** `$4` is the body, `$5` the day, `$3` the meeting. A list shows nothing of what is confidential. */
const matters = (
  which: string,
  order: string,
): string => `${PLANNED_ONCE} SELECT row_to_json(matter) AS matter FROM (
  SELECT consultation.*, facts.*, ${askedOf('consultation', 'dispatch')}, people.name AS officer_name,
    open.is_open IS NOT TRUE AS confidential,
    CASE WHEN open.is_open AND ${statementIsVisible('consultation')} THEN coalesce(decisions.clauses, proposal.content->'clauses') END
      AS shown_clauses,
    decisions.section, ${planDates('plan', 'consultation.reply_by')} AS plan
  FROM consultations consultation
  JOIN meetings ON meetings.id = $3
  JOIN consultation_facts facts ON facts.consultation_id = consultation.id
  CROSS JOIN LATERAL (SELECT
    num_nonnulls(case_seen_by, referral_seen_by, own_seen_by, statement_seen_by) = 0 AS is_open) open
  CROSS JOIN LATERAL plan_of(consultation.consultee_code, consultation.reply_by, $5::date,
    CASE WHEN consultation.state IN ('on-agenda', 'decided', 'confirmed') THEN consultation.meeting_id END) plan
  LEFT JOIN people ON people.username = consultation.officer
  LEFT JOIN decisions ON decisions.consultation_id = consultation.id
  LEFT JOIN statement_versions proposal ON proposal.consultation_id = consultation.id
    AND proposal.number = consultation.statement_version
  LEFT JOIN LATERAL (SELECT content FROM dispatches WHERE dispatches.consultation_id = consultation.id
    ORDER BY number DESC LIMIT 1) dispatch ON true
  WHERE ${which} AND consultation.consultee_code = $4 AND consultation.consultee_code = ANY($1)
    AND ${consultationIsVisible('consultation')}
  ORDER BY ${order} LIMIT ${MOST_MATTERS}) matter`;

/** As it was ordered, then as it was put up; as `matters_of_meeting` has it (database/current/agendas.sql). */
const AGENDA_ORDER = `array_position(meetings.agenda, consultation.id), consultation.state_since,
  consultation.own_case_number COLLATE sv_numbers, consultation.id`;
const ON_AGENDA = matters('consultation.meeting_id = $3', AGENDA_ORDER);
const AWAITED = matters(
  `consultation.state IN ${NOT_ON_AN_AGENDA} AND consultation.meeting_id IS NULL
    AND consultation.reply_by >= meetings.meets_on AND plan.meeting_id = $3`,
  'consultation.reply_by, consultation.id',
);

const LATER = matters(
  `consultation.state IN ${NOT_ON_AN_AGENDA} AND consultation.meeting_id IS NULL AND plan.meets_on > meetings.meets_on`,
  'consultation.reply_by, consultation.id',
);

/** One meeting's agenda: what is on it, in order, and what else has to come up there. */
@Injectable()
export class ReadAgenda {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Everyone signed in may see the calendar; what is on an agenda is the work of the body's own staff. @throws NotFound */
  async read(caller: Caller, body: string, idOrDay: string): Promise<AgendaView> {
    return readAgenda(this.dataSource, caller, body, idOrDay, this.clock.today());
  }

  /** What is not on an agenda and is in time also at a later meeting; nothing to whoever is not of the body's staff. */
  async later(caller: Caller, { id, body }: Pick<AgendaView, 'id' | 'body'>): Promise<AgendaMatterView[]> {
    if (!caller.actor.staffOf.includes(body)) return [];
    return mattersOf(LATER, this.dataSource, caller, { id, body }, this.clock.today());
  }

  /** The agenda as a paper, which shows whom what the view shows them. */
  async paper(caller: Caller, code: string, idOrDay: string): Promise<ReadPaper> {
    const meeting = await this.read(caller, code, idOrDay);
    const matters = meeting.matters ?? [];
    const names = await namesOfBodies(this.dataSource, [code, ...matters.map(({ issuer }) => issuer)]);
    const plain = agendaPaper({ ...meeting, matters }, names.get(code) ?? code, names);
    const paper = await inItsForm(this.dataSource, code, 'agenda', plain);
    return {
      paper,
      template: ownTemplate(this.dataSource, code, 'agenda'),
      name: `${nameOf(paper)} ${paper.title}`,
      // What is confidential stands in it by its number alone.
      confidential: false,
    };
  }
}

async function mattersOf(
  query: string,
  database: DataSource | EntityManager,
  caller: Caller,
  { id, body }: Pick<AgendaView, 'id' | 'body'>,
  today: string,
): Promise<AgendaMatterView[]> {
  const values = [...scopeOf(caller.actor), id, body, today];
  const rows: { matter: MatterRow }[] = await database.query(query, values);
  return rows.map(({ matter }) => matterView(matter, caller, today));
}

export async function readAgenda(
  database: DataSource | EntityManager,
  caller: Caller,
  body: string,
  idOrDay: string,
  today: string,
): Promise<AgendaView> {
  const meeting = await findMeeting(database, body, idOrDay);
  if (!caller.actor.staffOf.includes(body)) return { ...meeting, matters: null, awaited: null };
  const read = (query: string) => mattersOf(query, database, caller, { id: meeting.id, body }, today);
  // No plan counts on a meeting that has been, nor on a committee's.
  const isCountedOn = meeting.organ === null && meeting.date >= today;
  return { ...meeting, matters: await read(ON_AGENDA), awaited: isCountedOn ? await read(AWAITED) : [] };
}

/** The consultations on a meeting's agenda that the caller sees, in their order. */
export async function mattersSeen(tx: EntityManager, caller: Caller, meetingId: string): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `SELECT consultation.id FROM consultations consultation JOIN meetings ON meetings.id = $3
     WHERE consultation.meeting_id = $3 AND consultation.consultee_code = meetings.body_code
       AND ${consultationIsVisible('consultation')} ORDER BY ${AGENDA_ORDER}`,
    [...scopeOf(caller.actor), meetingId],
  );
  return rows.map(({ id }) => id);
}

function matterView(row: MatterRow, caller: Caller, today: string): AgendaMatterView {
  const { confidential } = row;
  const seesWork = caller.actor.seesDraftsOf(row.consultee_code) && caller.actor.isOn(row.statement_seen_by);
  return {
    consultationId: row.id,
    state: row.state,
    caseNumber: row.case_number,
    ownCaseNumber: row.own_case_number,
    title: confidential ? null : row.title,
    issuer: row.issuer_code ?? (confidential ? null : row.issuer_name),
    officer: row.officer,
    officerName: row.officer_name,
    clauses: row.shown_clauses ?? [],
    section: row.section,
    postponements: seesWork
      ? row.postponements.map((put) => (confidential ? { ...put, reason: null } : put))
      : [],
    hindrances: seesWork ? hindrancesOf(row, caller, today) : [],
    plan: UNANSWERED_STATES.includes(row.state) ? planView(row.plan, row.state, today, caller) : null,
    replyBy: row.reply_by,
    confidential,
    version: row.version,
  };
}

/** What the tables would refuse submitting and deciding it for, but that its day has not come, which is no hindrance. */
function hindrancesOf(row: MatterRow, caller: Caller, today: string): HindranceView[] {
  if (!UNANSWERED_STATES.includes(row.state) || ['decided', 'confirmed'].includes(row.state)) return [];
  const facts = factsOf(row, today, caller.actor);
  const { code: waiting } = meetingDayHasCome;
  return [
    ...unmet(consultationLifecycle, 'submit', 'drafting', facts),
    ...unmet(consultationLifecycle, 'decide', 'on-agenda', facts).filter(({ code }) => code !== waiting),
  ].map(({ code, detail }) => ({ code, detail: caller.say(detail) }));
}
