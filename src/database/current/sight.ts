import { Visibility, type Asking } from './visible.js';

/** As arguments of a function. */
const ARGUMENTS: Asking = {
  marks: 'marks',
  marksOnce: 'marks',
  readerOf: 'readers',
  readerOfOnce: 'readers',
  administratorOf: "'{}'",
  isMunicipalAdministrator: 'false',
};
const seen = new Visibility(ARGUMENTS);
const { consultationIsOwn, consultationIsVisible, messagesAreVisible } = seen;

/**
 * What a visibility predicate asks about other rows than its own. As the owner of the tables, so that a row that the
 * caller may not see can say no, and so that row-level security is not asked again for each row that a rule looks at. In
 * PL/pgSQL, which keeps the plan of a question for as long as the connection lives.
 */
const asks = (question: string, rows: string, condition: string): string =>
  answers(question, `EXISTS (SELECT FROM ${rows} WHERE ${condition})`);

const answers = (question: string, answer: string): string =>
  definer(`${question}(its_id uuid, marks text[], readers text[])`, answer);

/** @param sooner what answers most rows at less cost: each place of the question is made ready before the first is looked at. */
const definer = (signature: string, answer: string, sooner: readonly string[] = []): string => {
  const types = signature.replace(/\w+ (\w+(?:\[\])?)(?=[,)])/g, '$1');
  return `CREATE OR REPLACE FUNCTION ${signature} RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
${sooner.map((yes) => `  IF ${yes} THEN\n    RETURN true;\n  END IF;\n`).join('')}  RETURN ${answer};
END $$;
REVOKE ALL ON FUNCTION ${types} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${types} TO yttra_runtime;
`;
};

const ofConsultation = 'consultations asked';

/** The newest documents that are seen, in a function that reads `marks` and `readers` once (documents.sql). */
const documentsListed = (isOfKind: string): string => `SELECT newest.id FROM bodies CROSS JOIN LATERAL (
      SELECT documents.id, documents.created_at FROM documents
      WHERE documents.body_code = bodies.code AND ${isOfKind}
        AND (documents.created_at, documents.id) < (earlier_than, id_before)
        AND folded(documents.title) LIKE ALL (words)
        AND ${seen.documentIsVisibleByTheTables('documents')}
        AND (words = '{}' OR NOT document_is_confidential(documents.id))
      ORDER BY documents.created_at DESC, documents.id DESC LIMIT most + skipped
    ) newest
    WHERE of_body IS NULL OR bodies.code = of_body
    ORDER BY newest.created_at DESC, newest.id DESC LIMIT most OFFSET skipped`;
/** In a function that reads `marks` and `readers` once. */
export const DOCUMENT_IS_VISIBLE = seen.documentIsVisibleByTheTables('documents');
export const DOCUMENTS_OF_ALL_KINDS = documentsListed('true');
export const DOCUMENTS_OF_THE_KIND = documentsListed('documents.kind = of_kind');

const reachedBy = seen
  .waysOfADocument('documents')
  .map((way) => `EXISTS (SELECT FROM documents WHERE documents.id = its_id AND ${way})`);

/**
 * The rows of some ids that are seen, asked of all at once as the owner of the tables by the second wall's own rules: where
 * the wall is asked of each row that a list names, a consultee's costs twenty microseconds. Of no id that is not given.
 */
const seenOf = (table: 'cases' | 'referrals', isVisible: string): string => `
CREATE OR REPLACE FUNCTION ${table}_seen(ids uuid[]) RETURNS SETOF ${table}
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  marks   constant text[] := coalesce(acting_for('staff_of'), '{}');
  readers constant text[] := coalesce(acting_for('reader_of'), '{}');
BEGIN
  RETURN QUERY SELECT ${table}.* FROM ${table} WHERE ${table}.id = ANY(ids) AND (acting_as_the_service() OR ${isVisible});
END
$$;
REVOKE ALL ON FUNCTION ${table}_seen(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${table}_seen(uuid[]) TO yttra_runtime;
`;

export const SIGHT: string = [
  answers('is_asked_in_case', seen.isAskedIn('case_id', 'its_id')),
  answers('is_asked_in_referral', seen.isAskedIn('referral_id', 'its_id')),
  asks('is_party_to', ofConsultation, `asked.id = its_id AND ${consultationIsVisible('asked')}`),
  asks('may_write_to_each_other_in', ofConsultation, `asked.id = its_id AND ${messagesAreVisible('asked')}`),
  asks('sees_statement_of', ofConsultation, `asked.id = its_id AND ${seen.statementIsVisible('asked')}`),
  asks('sees_reply_of', ofConsultation, `asked.id = its_id AND ${seen.dispatchIsVisible('asked')}`),
  asks(
    'compilation_has_reached',
    'compilation_parts told JOIN consultations asked ON asked.id = told.consultation_id',
    `told.compilation_id = its_id AND ${consultationIsOwn('asked')}`,
  ),
  definer('document_has_reached(its_id uuid, marks text[], readers text[])', 'false', reachedBy),
  definer('document_is_open_to(document uuid, marks text[])', seen.documentIsOpenWhereItStands('document')),
  definer(
    'matter_is_open(its_case uuid, its_referral uuid, its_consultation uuid, body text, marks text[])',
    `NOT EXISTS (SELECT FROM cases WHERE cases.id = its_case AND took_over(cases.issuer_code, body) AND NOT is_open_to(cases.seen_by, coalesce(marks, '{}')))
    AND NOT EXISTS (SELECT FROM referrals WHERE referrals.id = its_referral AND took_over(referrals.issuer_code, body)
      AND NOT is_open_to(referrals.seen_by, coalesce(marks, '{}')))
    AND NOT EXISTS (SELECT FROM consultations asked WHERE asked.id = its_consultation AND took_over(asked.consultee_code, body)
      AND NOT consultation_is_open_at(asked, asked.consultee_code, coalesce(marks, '{}')))`,
    // A consultation holds the lists of its case and its referral: where there are none, it need not be asked whose they are.
    [
      `EXISTS (SELECT FROM consultations asked WHERE asked.id = its_consultation
      AND num_nonnulls(asked.case_seen_by, asked.referral_seen_by, asked.own_seen_by) = 0
      AND (its_case IS NULL OR asked.case_id = its_case) AND (its_referral IS NULL OR asked.referral_id = its_referral))`,
    ],
  ),
  seenOf('cases', seen.caseIsVisibleByTheTables('cases')),
  seenOf('referrals', seen.referralIsVisibleByTheTables('referrals')),
].join('\n');
