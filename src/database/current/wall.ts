import { Visibility } from './visible.js';

const MUNICIPAL = "'*' = ANY(acting_for('administrator_of'))";

/**
 * Who asks, as a transaction was told (`../acting.ts`). Where many rows are looked at, it is read once a statement, in a
 * subquery of its own; where a row is asked about alone, that would cost more than the row.
 */
const told = new Visibility({
  marks: "(SELECT acting_for('staff_of'))::text[]",
  marksOnce: "acting_for('staff_of')",
  readerOf: "(SELECT acting_for('reader_of'))::text[]",
  readerOfOnce: "acting_for('reader_of')",
  administratorOf: "(SELECT acting_for('administrator_of'))::text[]",
  isMunicipalAdministrator: MUNICIPAL,
});

const ONE = `, acting_for('staff_of'), acting_for('reader_of'))`;
const OWN = "'@' || principal = ANY(acting_for('staff_of'))";

const OF_OWN_CASE = `acting_as_the_service() OR EXISTS (SELECT FROM cases WHERE cases.id = archive_packages.case_id
  AND cases.issuer_code = ANY(acting_for('staff_of')))
  OR EXISTS (SELECT FROM consultations WHERE consultations.id = archive_packages.consultation_id
  AND consultations.consultee_code = ANY(acting_for('staff_of')))`;

/** Row-level security of the tables that have any: whose a row is besides the service's, or a condition for each use. */
const RULES: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  cases: told.caseIsVisible('cases'),
  referrals: told.referralIsVisible('referrals'),
  // Whoever sees the referral; the wall of referrals is asked.
  referral_packets: 'EXISTS (SELECT FROM referrals WHERE referrals.id = referral_packets.referral_id)',
  // Asked of the row itself first, which is less than to read a setting: a count looks at ten thousand.
  consultations: { 'FOR ALL': `${told.consultationIsVisible('consultations')} OR acting_as_the_service()` },
  messages: `may_write_to_each_other_in(consultation_id${ONE}`,
  extensions: told.extensionIsVisible('extensions'),
  statement_versions: `sees_statement_of(consultation_id${ONE}`,
  // Their author's alone, as long as they see the statement.
  statement_working_copies: `'@' || author = ANY(acting_for('staff_of')) AND sees_statement_of(consultation_id${ONE}`,
  decisions: `sees_reply_of(consultation_id${ONE}`,
  decision_corrections: `sees_reply_of(consultation_id${ONE}`,
  dispatches: `sees_reply_of(consultation_id${ONE}`,
  // Whoever sees the dispatch, of whose wall it is asked; only the service promises and writes them.
  dispatch_papers: {
    'FOR SELECT': `acting_as_the_service() OR EXISTS (SELECT FROM dispatches WHERE dispatches.id = dispatch_papers.dispatch_id)`,
    'FOR INSERT': 'acting_as_the_service()',
    'FOR UPDATE': 'acting_as_the_service()',
  },
  signature_requests: `sees_statement_of(consultation_id${ONE}`,
  // Of whoever's file it is of, whose staff ask for them; only the service writes them.
  archive_packages: {
    'FOR SELECT': OF_OWN_CASE,
    'FOR INSERT': OF_OWN_CASE,
    'FOR UPDATE': 'acting_as_the_service()',
  },
  remark_answers: `sees_reply_of(consultation_id${ONE}`,
  compilations: told.compilationIsVisible('compilations'),
  compilation_parts: `sees_reply_of(consultation_id${ONE}`,
  compilation_notes: `EXISTS (SELECT FROM referrals WHERE referrals.id = compilation_notes.referral_id
    AND referrals.issuer_code = ANY(acting_for('staff_of')))`,
  recorded_replies: `sees_reply_of(consultation_id${ONE}`,
  documents: told.documentIsVisible('documents'),
  // Also what an administrator has mended a moment ago, and what is no longer theirs to see: it has not failed any more.
  deliveries: `(${told.deliveryIsVisible('deliveries')} OR channel NOT IN ('webhook', 'email')
    AND (${MUNICIPAL} OR sender_body = ANY(acting_for('administrator_of'))))`,
  inbox_items: told.inboxItemIsVisible('inbox_items'),
  confidentiality: "seen_by && acting_for('staff_of')",
  publications: 'acting_for_a_caller()',
  saved_searches: "'@' || username = ANY(acting_for('staff_of'))",
  idempotency_keys: OWN,
  writings: OWN,
  // Who somebody is, and that nobody may be told so, is remembered before there is a caller.
  audit_events: { 'FOR INSERT': 'true', 'FOR SELECT': 'acting_for_somebody()' },
  // Of the whole municipality's administrators, who ask for them; only the service writes what was found.
  audit_checks: {
    'FOR SELECT': `acting_as_the_service() OR ${MUNICIPAL}`,
    'FOR INSERT': `acting_as_the_service() OR ${MUNICIPAL}`,
    'FOR UPDATE': 'acting_as_the_service()',
  },
  refused_attempts: { 'FOR SELECT': "bodies && acting_for('administrator_of')" },
};

/** Of a table: what there was is gone in the same moment as what is to be is there. */
const policiesOf = (table: string, rule: string | Readonly<Record<string, string>>): string => {
  const rules = typeof rule === 'string' ? { 'FOR ALL': `acting_as_the_service() OR ${rule}` } : rule;
  const made = Object.entries(rules).map(([of, condition]) => {
    const name = `${table}_${of.toLowerCase().replace(' ', '_')}`;
    const clause = of === 'FOR INSERT' ? 'WITH CHECK' : 'USING';
    return `CREATE POLICY ${name} ON ${table} ${of} TO yttra_runtime ${clause} (${condition});`;
  });
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
DO $$
DECLARE
  policy name;
BEGIN
  FOR policy IN SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = '${table}' LOOP
    EXECUTE format('DROP POLICY %I ON ${table}', policy);
  END LOOP;
END $$;
${made.join('\n')}
`;
};

export const POLICIES: readonly (readonly [table: string, sql: string])[] = Object.entries(RULES).map(
  ([table, rule]) => [table, policiesOf(table, rule)],
);

/** The second wall's condition on a row of consultations, in a query that is made as text, of the values %1$L and %2$L. */
const asText = new Visibility({
  marks: '%1$L::text[]',
  marksOnce: '%1$L::text[]',
  readerOf: '%2$L::text[]',
  readerOfOnce: '%2$L::text[]',
  administratorOf: "'{}'",
  isMunicipalAdministrator: 'false',
});
export const CONSULTATION_IS_VISIBLE: string = asText.consultationIsVisible('consultations');
