import type { EntityManager } from 'typeorm';
import type { Actor } from '../rules/actor.js';
import type { ConsultationFacts, ConsultationState } from '../rules/consultation-lifecycle.js';

/** The columns of the view `consultation_facts`: late facts that the rules ask for early. */
export interface ConsultationFactsRow {
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

/** What the same rules ask of the consultation's own row, and of its consultee's settings. */
export interface FourEyesRow {
  submitted_by: string | null;
  approved_by: string | null;
  four_eyes: boolean;
}

/** As SQL, of the alias of `consultations`: whether its consultee keeps the steps apart. */
export const fourEyesOf = (consultation: string): string =>
  `coalesce((SELECT four_eyes FROM bodies WHERE bodies.code = ${consultation}.consultee_code), true)`;

export function factsOf(
  row: ConsultationFactsRow & FourEyesRow,
  today: string,
  { username }: Actor,
): ConsultationFacts {
  return {
    fourEyes: row.four_eyes,
    callerSubmitted: row.submitted_by === username,
    callerApproved: row.approved_by === username,
    everRegistered: row.ever_registered,
    statementHasTitle: row.statement_has_title,
    statementClauses: row.statement_clauses,
    statementRecipients: row.statement_recipients,
    meetingOn: row.meeting_on,
    today,
    councilIsIssuerOrRecipient: row.council_is_issuer_or_recipient,
    referralBarsDelegation: row.referral_bars_delegation,
    decided: row.decided,
    consulteeAnswersHere: row.consultee_answers_here,
    recordedReplyAllowed: row.reply_may_be_recorded,
    recordedFrom: row.recorded_from,
    replyIsPublished: row.reply_is_published,
  };
}

/** What the rules ask about a consultation that the caller has locked. */
export async function consultationFacts(
  tx: EntityManager,
  id: string,
  today: string,
  actor: Actor,
): Promise<ConsultationFacts> {
  const [row]: (ConsultationFactsRow & FourEyesRow)[] = await tx.query(
    `SELECT facts.*, asked.submitted_by, asked.approved_by, ${fourEyesOf('asked')} AS four_eyes
     FROM consultation_facts facts JOIN consultations asked ON asked.id = facts.consultation_id
     WHERE consultation_id = $1`,
    [id],
  );
  return factsOf(row!, today, actor);
}
