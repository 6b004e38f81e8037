import type { EntityManager } from 'typeorm';
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

export function factsOf(row: ConsultationFactsRow, today: string): ConsultationFacts {
  return {
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
): Promise<ConsultationFacts> {
  const [row]: ConsultationFactsRow[] = await tx.query(
    'SELECT * FROM consultation_facts WHERE consultation_id = $1',
    [id],
  );
  return factsOf(row!, today);
}
