import type { DataSource, EntityManager } from 'typeorm';
import { confidentialView, markingsOf, type Marking } from '../confidentiality/read-markings.js';
import type { SuggestedMarkingView } from '../confidentiality/confidentiality.dto.js';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { PLANNED_ONCE } from '../database/prepared-client.js';
import {
  consultationIsVisible,
  documentIsVisible,
  dispatchIsVisible,
  scopeOf,
  statementIsVisible,
} from '../identity/visibility.js';
import { actionsOf } from '../rules/available-actions.js';
import { consultationLifecycle } from '../rules/consultation-lifecycle.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { isLate, isOverdue } from '../rules/in-time.js';
import type { Actor } from '../rules/actor.js';
import type { PartyKind } from '../rules/party-kind.js';
import type { Postponement } from '../rules/postponement.js';
import { NotFound } from '../rules/problem.js';
import { subjectOf, subjectOfPublishing, type RowWithLists } from './subject-of-consultation.js';
import { askedOf, factsOf, type ConsultationFactsRow } from './consultation-facts.js';
import type {
  ConsultationRowView,
  ConsultationView,
  DispatchSummaryView,
  SignedPaperView,
} from './consultations.dto.js';
import type { DecisionView } from './decision-view.dto.js';

/** A row of `consultations` with what both lists and details show of it. */
export interface ConsultationRow {
  id: string;
  state: ConsultationState;
  case_number: string;
  own_case_number: string | null;
  title: string | null;
  confidential: boolean;
  issuer_code: string | null;
  issuer_name: string | null;
  consultee_code: string | null;
  consultee_name: string | null;
  officer: string | null;
  reply_by: string;
  original_reply_by: string;
  reached_issuer_on: string | null;
  unasked: boolean;
  version: number;
}

interface DetailRow extends ConsultationRow, ConsultationFactsRow, Omit<RowWithLists, 'officer'> {
  title: string;
  case_id: string;
  referral_id: string | null;
  reply_required: boolean;
  sent_on: string | null;
  received_on: string | null;
  statement_version: number;
  returned_because: string | null;
  meeting_id: string | null;
  postponements: Postponement[];
  declined_because: string | null;
  decline_basis: string | null;
  declined_on: string | null;
  kind_of_consultee: PartyKind | null;
  recalled_because: string | null;
  sees_statement: boolean;
  decision: DecisionView | null;
  dispatch: (DispatchSummaryView & { decision: DecisionView }) | null;
  signed_papers: SignedPaperView[];
  markings: Marking[] | null;
  suggested: SuggestedMarkingView[];
}

/** A row of `decisions` as the API shows it, and as a dispatch freezes it (`DecisionView`). */
export const DECISION = `json_build_object(
  'bodyName', (SELECT coalesce(body_name_at(consultee_code, decided_on::timestamp AT TIME ZONE 'Europe/Stockholm'), consultee_name)
    FROM consultations WHERE consultations.id = decisions.consultation_id),
  'route', decisions.route, 'outcome', decisions.outcome, 'statementVersion', decisions.statement_version,
  'clauses', decisions.clauses, 'decidedOn', decisions.decided_on, 'section', decisions.section,
  'decidedBy', decisions.decided_by, 'basis', decisions.basis,
  'preparations', (SELECT coalesce(json_agg(json_build_object('organ', made->'organ', 'meetingDate', made->'meetingDate',
      'section', made->'section', 'clauses', made->'clauses',
      'noProposal', coalesce((made->>'noProposal')::boolean, false), 'adopted', place IS NOT DISTINCT FROM decisions.adopted_preparation,
      'notTakingPart', coalesce(made->'notTakingPart', '[]')) ORDER BY place), '[]')
    FROM consultations, jsonb_array_elements(postponements) WITH ORDINALITY AS had (made, place)
    WHERE consultations.id = decisions.consultation_id AND made->>'how' = 'prepared'
      AND NOT coalesce((made->>'takenBack')::boolean, false)),
  'motions', decisions.motions,
  'votes', decisions.votes, 'reservations', decisions.reservations,
  'specialStatements', decisions.special_statements, 'recusals', decisions.recusals,
  'committee', decisions.committee, 'notTakingPart', decisions.not_taking_part,
  'minutesNotes', decisions.minutes_notes, 'questionStances', decisions.question_stances,
  'confirmedOn', decisions.confirmed_on, 'confirmedImmediately', decisions.confirmed_immediately,
  'reportAtNextMeeting', decisions.report_at_next_meeting, 'reportedOn', decisions.reported_on,
  'reportedSection', decisions.reported_section)`;

const CONSULTEE = 'consultation.consultee_code';
/** Who has the case: of a reply to an outside sender the body itself. */
const ISSUER = `coalesce(consultation.issuer_code, ${CONSULTEE})`;

/** As one JSON value: measured, a third faster than sixty columns. */
const DETAIL = `${PLANNED_ONCE} SELECT row_to_json(detail) AS detail FROM (
  SELECT consultation.*, facts.*, ${askedOf('consultation', 'dispatch')},
    ${statementIsVisible('consultation')} AS sees_statement,
    coalesce(consultee_kind, (SELECT kind FROM referral_consultees WHERE consultation_id = consultation.id)) AS kind_of_consultee,
    num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0 AS confidential,
    ${markingsOf(
      { type: 'case', id: 'consultation.case_id', list: 'consultation.case_seen_by', owner: ISSUER },
      {
        type: 'referral',
        id: 'consultation.referral_id',
        list: 'consultation.referral_seen_by',
        owner: ISSUER,
      },
      { type: 'consultation', id: 'consultation.id', list: 'consultation.own_seen_by', owner: CONSULTEE },
      { type: 'statement', id: 'consultation.id', list: 'consultation.statement_seen_by', owner: CONSULTEE },
      { type: 'reply', id: 'consultation.id', list: 'consultation.reply_seen_by', owner: ISSUER },
    )} AS markings,
    CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, reply_seen_by, own_seen_by, statement_seen_by) > 0
      THEN suggested_markings(consultation, $1) ELSE '[]' END AS suggested,
    CASE WHEN decisions.consultation_id IS NOT NULL THEN ${DECISION} END AS decision,
    (SELECT coalesce(json_agg(json_build_object('paper', paper, 'documentId', document_id, 'signedOn', signed_on)
        ORDER BY signed_on, document_id), '[]')
      FROM signed_documents_of(consultation.id) JOIN documents ON documents.id = document_id
      WHERE ${documentIsVisible('documents')}) AS signed_papers,
    CASE WHEN dispatch.id IS NOT NULL THEN json_build_object(
      'id', dispatch.id, 'number', dispatch.number, 'statementVersion', dispatch.statement_version,
      'sha256', dispatch.sha256, 'replaces', dispatch.replaces, 'reason', dispatch.reason,
      'sentAt', dispatch.created_at, 'forwardedOn', dispatch.forwarded_on, 'decision', dispatch.content->'decision') END AS dispatch
  FROM consultations consultation
  JOIN consultation_facts facts ON facts.consultation_id = consultation.id
  LEFT JOIN decisions ON decisions.consultation_id = consultation.id
  LEFT JOIN LATERAL (
    SELECT * FROM dispatches WHERE dispatches.consultation_id = consultation.id
      AND ${dispatchIsVisible('consultation')} ORDER BY number DESC LIMIT 1
  ) dispatch ON true
  WHERE consultation.id = $3 AND ${consultationIsVisible('consultation')}) detail`;

/** One consultation as the caller sees it. @throws NotFound */
export async function readConsultation(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  today: string,
  explain?: 'actions',
): Promise<ConsultationView> {
  const [found]: { detail: DetailRow }[] = await database.query(DETAIL, [...scopeOf(caller.actor), id]);
  if (!found) throw new NotFound();
  const row = found.detail;
  const { actor } = caller;
  const sees = statementSeenAt(actor, row);
  const atConsultee = row.consultee_code !== null && actor.staffOf.includes(row.consultee_code);
  const seesWork = actor.seesDraftsOf(row.consultee_code) && actor.isOn(row.statement_seen_by);
  const { confidentiality } = confidentialView(row.markings, actor);
  const confidential = row.confidential || sees.some((list) => list !== null && actor.isOn(list));
  caller.hasRead('consultations', id, confidential);
  return {
    ...consultationRowView(row, caller, today),
    title: row.title,
    confidential,
    confidentiality,
    suggestedMarkings: row.suggested,
    statementMasked: !sees.some((list) => actor.isOn(list)),
    caseId: row.case_id,
    referralId: row.referral_id,
    replyRequired: row.reply_required,
    sentOn: row.sent_on,
    receivedOn: row.received_on,
    meetingDate: atConsultee ? row.meeting_on : null,
    meetingId: atConsultee ? row.meeting_id : null,
    statementVersion: row.sees_statement ? row.statement_version : null,
    returnedBecause: seesWork ? row.returned_because : null,
    postponements: seesWork ? row.postponements : [],
    declinedBecause: row.declined_because,
    declineBasis: row.decline_basis,
    declinedOn: row.declined_on,
    consulteeKind: row.kind_of_consultee,
    recalledBecause: row.recalled_because,
    decision: row.sees_statement ? row.decision : (row.dispatch?.decision ?? null),
    dispatch: row.dispatch && dispatchView(row.dispatch),
    recordedByIssuer: row.recorded_from !== null,
    recordedReplyAllowed: row.reply_may_be_recorded,
    unasked: row.unasked,
    awaitsSignatures: row.sees_statement ? [...(row.papers_awaiting_signatures ?? [])] : [],
    signedPapers: row.signed_papers,
    ...actionsView(consultationActions(caller, row, today), caller, explain),
  };
}

/** The lists of the statement on the sides that the caller is of: what the consultee writes, what the issuer received. */
function statementSeenAt(
  actor: Actor,
  { issuer_code, consultee_code, reply_seen_by, statement_seen_by }: DetailRow,
): (string[] | null)[] {
  const isOf = (body: string | null) => body !== null && [...actor.staffOf, ...actor.readerOf].includes(body);
  return [
    ...(isOf(issuer_code) ? [reply_seen_by] : []),
    ...(isOf(consultee_code) ? [statement_seen_by] : []),
  ];
}

function dispatchView({
  decision: _decision,
  ...dispatch
}: DispatchSummaryView & { decision: DecisionView }) {
  return { ...dispatch, sentAt: new Date(dispatch.sentAt).toISOString() };
}

/** What a list shows of a consultation; the officer is the consultee's own business. */
export function consultationRowView(
  row: ConsultationRow,
  { actor }: Caller,
  today: string,
): ConsultationRowView {
  const ofConsultee =
    row.consultee_code !== null && [...actor.staffOf, ...actor.readerOf].includes(row.consultee_code);
  return {
    id: row.id,
    state: row.state,
    caseNumber: row.case_number,
    ownCaseNumber: row.own_case_number,
    title: row.title,
    issuer: row.issuer_code ?? row.issuer_name,
    consultee: row.consultee_code ?? row.consultee_name,
    officer: ofConsultee ? row.officer : null,
    replyBy: row.reply_by,
    originalReplyBy: row.original_reply_by,
    overdue: isOverdue(row, today),
    late: isLate(row),
    reachedIssuerOn: row.reached_issuer_on,
    confidential: row.confidential,
    version: row.version,
  };
}

function consultationActions(caller: Caller, row: DetailRow, today: string) {
  const [subject, toPublish] = [subjectOf(row), subjectOfPublishing(row)];
  const clauses = row.dispatch?.decision.clauses.map(({ text }) => text) ?? null;
  return actionsOf('consultation', consultationLifecycle, {
    actor: caller.actor,
    subject: (verb) => (verb === 'publish' ? toPublish : subject),
    state: row.state,
    facts: factsOf({ ...row, clauses }, today, caller.actor),
  });
}
