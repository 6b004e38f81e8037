import type { DataSource, EntityManager } from 'typeorm';
import { confidentialView, markingsOf, type Marking } from '../confidentiality/read-markings.js';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../http/caller.js';
import { caseIsVisible, scopeOf } from '../identity/visibility.js';
import { actionsOf } from '../rules/available-actions.js';
import { caseLifecycle, type CaseFacts, type CaseState, type CaseVerb } from '../rules/case-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import type { CaseView } from './cases.dto.js';
import type { Origin, PriorDecision } from './referral-case.entity.js';

interface CaseRow {
  id: string;
  number: string;
  title: string;
  issuer_code: string;
  state: CaseState;
  related_cases: string[];
  prior_decisions: PriorDecision[];
  origin: Origin | null;
  created_at: Date;
  version: number;
  open_referrals: number;
  markings: Marking[] | null;
}

const CASE_VERBS: readonly CaseVerb[] = ['close', 'reopen'];

/** One case as the caller sees it. @throws NotFound */
export async function readCase(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<CaseView> {
  const [row]: CaseRow[] = await database.query(
    `SELECT cases.*, case_facts.open_referrals, ${markingsOf({ type: 'case', id: 'cases.id', list: 'cases.seen_by' })} AS markings
     FROM cases JOIN case_facts ON case_facts.case_id = cases.id
     WHERE cases.id = $3 AND ${caseIsVisible('cases')}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  return {
    id: row.id,
    caseNumber: row.number,
    title: row.title,
    issuer: row.issuer_code,
    state: row.state,
    relatedCases: row.related_cases,
    priorDecisions: row.prior_decisions,
    origin: row.origin,
    registeredAt: row.created_at.toISOString(),
    version: row.version,
    ...confidentialView(row.markings),
    ...actionsView(caseActions(caller, row), caller, explain),
  };
}

function caseActions(caller: Caller, row: CaseRow) {
  return actionsOf(caseLifecycle, CASE_VERBS, (verb) => `case.${verb}` as const, {
    actor: caller.actor,
    subject: { body: row.issuer_code },
    state: row.state,
    facts: { openReferrals: row.open_referrals },
  });
}

/** What the rules ask about a case. */
export async function caseFacts(tx: EntityManager, id: string): Promise<CaseFacts> {
  const [row]: { open_referrals: number }[] = await tx.query(
    'SELECT open_referrals FROM case_facts WHERE case_id = $1',
    [id],
  );
  return { openReferrals: row!.open_referrals };
}
