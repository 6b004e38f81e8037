import type { EntityManager } from 'typeorm';
import { documentIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import type { ConsultationFacts } from '../rules/consultation-rules.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import type { SignedPaper } from '../rules/signatures.js';
import type { Postponement } from '../rules/postponement.js';

/** What the rules ask of the consultation's own row. */
interface OwnRow {
  referral_id: string | null;
  issuer_code: string | null;
  issuer_name: string | null;
  consultee_code: string | null;
  consultee_name: string | null;
  case_number: string;
  own_case_number: string | null;
  submitted_by: string | null;
  approved_by: string | null;
  own_seen_by: string[] | null;
  statement_seen_by: string[] | null;
  reply_seen_by: string[] | null;
  recalled_because: string | null;
  closed_from: ConsultationState | null;
  closed_from_meeting: string | null;
  postponements: readonly Postponement[];
}

/** The columns of the view `consultation_facts`: late facts that the rules ask for early. */
interface ViewRow {
  ever_registered: boolean;
  statement_has_title: boolean;
  statement_clauses: number;
  statement_recipients: number;
  meeting_on: string | null;
  council_is_issuer_or_recipient: boolean;
  referral_bars_delegation: boolean;
  decided: boolean;
  consultee_answers_here: boolean;
  reply_may_be_recorded: boolean;
  recorded_from: ConsultationState | null;
  reply_is_published: boolean;
}

/** What is looked up besides, for those alone who could need it. */
interface AskedRow {
  four_eyes: boolean;
  committee_meets: boolean;
  to_be_reported: boolean;
  report_is_awaited: boolean;
  extension_requested: boolean;
  /** Null where nobody asks for it, or the caller does not see it. */
  referral_state: string | null;
  case_state: string | null;
  signatures_offered: boolean;
  papers_awaiting_signatures: readonly SignedPaper[] | null;
  own_silences: readonly { readonly kind: string | null; readonly until: string | null }[];
  remarks: number | null;
  clauses: string[] | null;
  issuer_may_see: boolean | null;
  /** Null where nobody has asked. */
  basis_kept?: boolean;
}

export type ConsultationFactsRow = OwnRow & ViewRow & AskedRow;

const REOPENED_FROM = "('no-reply', 'declined', 'withdrawn')";

/** The columns of `AskedRow` as SQL, of aliases of `consultations` and of its latest dispatch. */
export const askedOf = (asked: string, dispatch: string): string => {
  const toBeSent = `${asked}.consultee_code = ANY($1) AND ${asked}.state IN ('confirmed', 'forwarded', 'received')`;
  return `coalesce((SELECT four_eyes FROM bodies WHERE bodies.code = ${asked}.consultee_code), true) AS four_eyes,
    CASE WHEN ${asked}.state IN ${REOPENED_FROM} THEN (SELECT state FROM referrals WHERE referrals.id = ${asked}.referral_id) END AS referral_state,
    CASE WHEN ${asked}.state IN ${REOPENED_FROM} OR ${asked}.state IN ('forwarded', 'received') THEN (SELECT state FROM cases WHERE cases.id = ${asked}.case_id) END AS case_state,
    ${asked}.state = 'on-agenda' AND EXISTS (SELECT FROM meetings WHERE meetings.id = ${asked}.meeting_id AND organ IS NOT NULL) AS committee_meets,
    coalesce((SELECT report_at_next_meeting FROM decisions WHERE decisions.consultation_id = ${asked}.id), false) AS to_be_reported,
    coalesce((SELECT report_at_next_meeting AND reported_on IS NULL AND NOT predates_reporting FROM decisions WHERE decisions.consultation_id = ${asked}.id), false) AS report_is_awaited,
    EXISTS (SELECT FROM extensions WHERE extensions.consultation_id = ${asked}.id AND extensions.state = 'requested') AS extension_requested,
    EXISTS (SELECT FROM signature_providers WHERE seen_at > now() - interval '1 hour') AS signatures_offered,
    CASE WHEN ${asked}.state IN ('decided', 'confirmed', 'forwarded', 'received') THEN ARRAY(SELECT paper FROM signature_requests
      WHERE signature_requests.consultation_id = ${asked}.id AND ended_at IS NULL) END AS papers_awaiting_signatures,
    (SELECT coalesce(json_agg(json_build_object('kind', kind, 'until', until)), '[]') FROM reminder_silences
      WHERE reminder_silences.consultation_id = ${asked}.id AND '@' || username = ANY($1)) AS own_silences,
    CASE WHEN ${asked}.issuer_code = ANY($1) THEN jsonb_array_length(coalesce(${dispatch}.content->'statement'->'remarks', (
      SELECT recorded.content->'remarks' FROM recorded_replies recorded WHERE recorded.consultation_id = ${asked}.id))) END AS remarks,
    CASE WHEN ${asked}.statement_seen_by IS NOT NULL AND ${asked}.issuer_code IS NOT NULL AND ${toBeSent} THEN (
      SELECT somebody_sees(${asked}.issuer_code, ${asked}.case_seen_by, ${asked}.referral_seen_by, marked.seen_by)
      FROM confidentiality marked WHERE object_type = 'statement' AND object_id = ${asked}.id) END AS issuer_may_see`;
};

/**
 * Whether a document that the decided statement names is kept from the caller. Asked under the lock alone: looking
 * through four walls, it would cost every reader of every consultation as much as all the rest.
 */
const BASIS_KEPT = `asked.state IN ('confirmed', 'forwarded', 'received') AND EXISTS (
      SELECT FROM decisions JOIN statement_versions decided ON decided.consultation_id = decisions.consultation_id
        AND decided.number = decisions.statement_version
      CROSS JOIN jsonb_array_elements(decided.content->'basis') AS named
      WHERE decisions.consultation_id = asked.id AND named->>'documentId' IS NOT NULL AND NOT EXISTS (
        SELECT FROM documents WHERE documents.id = (named->>'documentId')::uuid AND ${documentIsVisible('documents')})) AS basis_kept`;

/** The clauses as dispatched last, which everyone would read. */
const CLAUSES = `ARRAY(SELECT jsonb_path_query(dispatch.content, '$.decision.clauses[*].text') #>> '{}') AS clauses`;

export function factsOf(row: ConsultationFactsRow, today: string, actor: Actor): ConsultationFacts {
  return {
    fourEyes: row.four_eyes,
    callerSubmitted: row.submitted_by === actor.username,
    callerApproved: row.approved_by === actor.username,
    everRegistered: row.ever_registered,
    ofAReferral: row.referral_id !== null,
    statementHasTitle: row.statement_has_title,
    statementClauses: row.statement_clauses,
    statementRecipients: row.statement_recipients,
    meetingOn: row.meeting_on,
    today,
    councilIsIssuerOrRecipient: row.council_is_issuer_or_recipient,
    referralBarsDelegation: row.referral_bars_delegation,
    decided: row.decided,
    committeeMeets: row.committee_meets,
    postponed: row.postponements.some(({ takenBack }) => !takenBack),
    toBeReported: row.to_be_reported,
    reportIsAwaited: row.report_is_awaited,
    consulteeAnswersHere: row.consultee_answers_here,
    recordedReplyAllowed: row.reply_may_be_recorded,
    recordedFrom: row.recorded_from,
    replyIsPublished: row.reply_is_published,
    recalled: row.recalled_because !== null,
    closedFrom: closedFrom(row),
    referralIsWithdrawn: row.referral_state === 'withdrawn',
    caseIsOpen: row.case_state === 'open',
    extensionRequested: row.extension_requested,
    signaturesOffered: row.signatures_offered,
    papersAwaitingSignatures: row.papers_awaiting_signatures ?? [],
    remindersSilenced: row.own_silences.some(({ until }) => until === null || until > today),
    remindersMuted: row.own_silences.some(({ kind, until }) => kind === null && until === null),
    remarks: row.remarks ?? 0,
    marked: isMarked(row, actor),
    issuerMaySee: row.issuer_may_see ?? true,
    basisKept: row.basis_kept ?? false,
    publicTexts: [
      row.own_case_number,
      row.case_number,
      row.consultee_name,
      row.issuer_name,
      ...(row.clauses ?? []),
    ],
  };
}

/** Where reopening its referral leads it: to the agenda only while its meeting is there. */
const closedFrom = ({ closed_from, closed_from_meeting }: OwnRow): ConsultationState | null =>
  closed_from === 'on-agenda' && closed_from_meeting === null ? 'approved' : closed_from;

/** Of the consultee's matter and statement, or of what the issuer has received: the part that the caller decides on. */
function isMarked(row: OwnRow, { staffOf }: Actor): boolean {
  const isOf = (body: string | null) => body !== null && staffOf.includes(body);
  // A body's own reply to an outside sender is marked with its case.
  const matter = row.referral_id === null ? null : row.own_seen_by;
  return (
    (isOf(row.consultee_code) && (matter ?? row.statement_seen_by) !== null) ||
    (isOf(row.issuer_code) && row.reply_seen_by !== null)
  );
}

/** What the rules ask about a consultation that the caller has locked. */
export async function consultationFacts(
  tx: EntityManager,
  id: string,
  today: string,
  actor: Actor,
): Promise<ConsultationFacts> {
  const [row]: ConsultationFactsRow[] = await tx.query(
    `SELECT asked.*, facts.*, ${askedOf('asked', 'dispatch')}, ${BASIS_KEPT}, ${CLAUSES}
     FROM consultations asked JOIN consultation_facts facts ON facts.consultation_id = asked.id
     LEFT JOIN LATERAL (SELECT content FROM dispatches WHERE dispatches.consultation_id = asked.id
       ORDER BY number DESC LIMIT 1) dispatch ON true
     WHERE asked.id = $3`,
    [...scopeOf(actor), id],
  );
  return factsOf(row!, today, actor);
}
