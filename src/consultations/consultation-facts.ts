import type { EntityManager } from 'typeorm';
import type { ConsultationFacts } from '../rules/consultation-lifecycle.js';

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
