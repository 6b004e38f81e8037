import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is confidential, decided by whom and on what provision (OSL 5:5), and who may see it all the same: a list of
 * marks, each a body whose staff may (`TSN`), a role there (`TSN:registrar`) or a person (`@anna`). Every actor has
 * marks of the same kind (`Actor.marks`), told to the database as `yttra.staff_of`: whoever shares one with each list
 * that applies sees the record, and to everyone else it is not there.
 *
 * The list stands on the record itself, and a case's and a referral's also on what belongs to them: one look at the
 * row decides, and a change is true for all of it when it commits. NULL: not confidential.
 */
export class Confidentiality1794000000026 implements MigrationInterface {
  name = 'Confidentiality1794000000026';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE confidentiality (
        object_type text NOT NULL CONSTRAINT confidentiality_of CHECK (object_type IN
          ('case', 'referral', 'statement', 'document')),
        object_id   uuid NOT NULL, -- a statement's is its consultation's
        provision   text NOT NULL,
        decided_on  date NOT NULL,
        authority   text NOT NULL CONSTRAINT confidentiality_authority REFERENCES bodies,
        seen_by     text[] NOT NULL CONSTRAINT confidentiality_seen_by_somebody CHECK (cardinality(seen_by) > 0),
        others_see  text NOT NULL CONSTRAINT confidentiality_others_see CHECK (others_see IN ('masked', 'nothing')),
        PRIMARY KEY (object_type, object_id)
      );

      ALTER TABLE cases ADD COLUMN seen_by text[];
      ALTER TABLE referrals ADD COLUMN seen_by text[], ADD COLUMN case_seen_by text[];
      ALTER TABLE consultations ADD COLUMN case_seen_by text[], ADD COLUMN referral_seen_by text[],
        ADD COLUMN statement_seen_by text[];
      ALTER TABLE documents ADD COLUMN seen_by text[], ADD COLUMN version integer NOT NULL DEFAULT 1;
      GRANT UPDATE (version) ON documents TO yttra_runtime;

      -- Documents that a draft names: they are in its matter before anything is dispatched.
      CREATE TABLE statement_documents (
        consultation_id uuid NOT NULL CONSTRAINT statement_documents_consultation REFERENCES consultations,
        document_id     uuid NOT NULL CONSTRAINT statement_documents_document REFERENCES documents,
        PRIMARY KEY (consultation_id, document_id)
      );
      CREATE INDEX statement_documents_by_document ON statement_documents (document_id);
      CREATE INDEX recorded_replies_by_document ON recorded_replies (document_id);
      INSERT INTO statement_documents
        SELECT DISTINCT consultation_id, documents.id FROM statement_versions
        CROSS JOIN LATERAL jsonb_array_elements(content->'basis') AS named
        JOIN documents ON documents.id = (named->>'documentId')::uuid;
    `);
    await db.query(INHERITANCE);
    await db.query(MARKS);
    await db.query(PLACES);
    await db.query(DELIVERIES);
    await db.query(READINGS);
    await db.query(REGISTER);
    await db.query(WALL_WITH_LISTS);
    await db.query(`
      ALTER TABLE confidentiality ENABLE ROW LEVEL SECURITY;
      CREATE POLICY confidentiality_of_those_who_see ON confidentiality TO yttra_runtime USING (
        (SELECT acting_as_the_service()) OR seen_by && (SELECT acting_for('staff_of'))::text[]);
      REVOKE ALL ON FUNCTION document_is_open_to(uuid, text[]), delivery_may_go_out(deliveries),
        somebody_sees(text, text[], text[], text[]), confidential_record(text, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION document_is_open_to(uuid, text[]), delivery_may_go_out(deliveries),
        somebody_sees(text, text[], text[], text[]), confidential_record(text, uuid) TO yttra_runtime;
      REVOKE INSERT, UPDATE, DELETE ON register_rows FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(WALL_WITHOUT_LISTS);
    await db.query(`
      DROP VIEW register_rows;
      DROP FUNCTION confidential_record(text, uuid);
      DROP FUNCTION delivery_may_go_out(deliveries);
      DROP FUNCTION somebody_sees(text, text[], text[], text[]);
      DROP FUNCTION document_is_open_to(uuid, text[]);
      DROP FUNCTION is_open_to(text[], text[]);
      DROP FUNCTION marks_of(text, date);
      DROP TRIGGER statement_versions_name_documents ON statement_versions;
      DROP FUNCTION note_statement_documents();
      DROP TRIGGER referrals_inherit_lists ON referrals;
      DROP FUNCTION referral_inherits_lists();
      DROP TRIGGER consultations_inherit_lists ON consultations;
      DROP FUNCTION consultation_inherits_lists();
      DROP TABLE confidentiality, statement_documents;
      DROP FUNCTION spread_confidentiality();
      DROP INDEX recorded_replies_by_document;
      ALTER TABLE documents DROP COLUMN seen_by, DROP COLUMN version;
      ALTER TABLE consultations DROP COLUMN case_seen_by, DROP COLUMN referral_seen_by, DROP COLUMN statement_seen_by;
      ALTER TABLE referrals DROP COLUMN seen_by, DROP COLUMN case_seen_by;
      ALTER TABLE cases DROP COLUMN seen_by;
    `);
  }
}

/** In the order case, referral, consultations by id, in which everything else locks them too. */
const INHERITANCE = `
  CREATE FUNCTION spread_confidentiality() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    its_type text := coalesce(NEW.object_type, OLD.object_type);
    its_id   uuid := coalesce(NEW.object_id, OLD.object_id);
    list     text[] := NEW.seen_by;
  BEGIN
    CASE its_type
      WHEN 'case' THEN
        UPDATE cases SET seen_by = list WHERE id = its_id;
        UPDATE referrals SET case_seen_by = list WHERE case_id = its_id;
        PERFORM FROM consultations WHERE case_id = its_id ORDER BY id FOR NO KEY UPDATE;
        UPDATE consultations SET case_seen_by = list WHERE case_id = its_id;
      WHEN 'referral' THEN
        UPDATE referrals SET seen_by = list WHERE id = its_id;
        PERFORM FROM consultations WHERE referral_id = its_id ORDER BY id FOR NO KEY UPDATE;
        UPDATE consultations SET referral_seen_by = list WHERE referral_id = its_id;
      WHEN 'statement' THEN
        UPDATE consultations SET statement_seen_by = list WHERE id = its_id;
      ELSE
        UPDATE documents SET seen_by = list WHERE id = its_id;
    END CASE;
    RETURN NULL;
  END $$;
  CREATE TRIGGER confidentiality_is_spread AFTER INSERT OR UPDATE OR DELETE ON confidentiality
    FOR EACH ROW EXECUTE FUNCTION spread_confidentiality();

  CREATE FUNCTION referral_inherits_lists() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    SELECT seen_by INTO NEW.case_seen_by FROM cases WHERE id = NEW.case_id;
    RETURN NEW;
  END $$;
  CREATE TRIGGER referrals_inherit_lists BEFORE INSERT ON referrals
    FOR EACH ROW EXECUTE FUNCTION referral_inherits_lists();

  CREATE FUNCTION consultation_inherits_lists() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    SELECT seen_by INTO NEW.case_seen_by FROM cases WHERE id = NEW.case_id;
    SELECT seen_by INTO NEW.referral_seen_by FROM referrals WHERE id = NEW.referral_id;
    RETURN NEW;
  END $$;
  CREATE TRIGGER consultations_inherit_lists BEFORE INSERT ON consultations
    FOR EACH ROW EXECUTE FUNCTION consultation_inherits_lists();

  CREATE FUNCTION note_statement_documents() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    INSERT INTO statement_documents
      SELECT NEW.consultation_id, documents.id FROM jsonb_array_elements(NEW.content->'basis') AS named
      JOIN documents ON documents.id = (named->>'documentId')::uuid
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER statement_versions_name_documents AFTER INSERT ON statement_versions FOR EACH ROW
    WHEN (NEW.content @? '$.basis[*].documentId') EXECUTE FUNCTION note_statement_documents();
`;

/** The marks of a person on a day: what \`Actor.marks\` is to a request. A test holds the two to each other. */
const MARKS = `
  CREATE FUNCTION is_open_to(list text[], marks text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    $$ SELECT list IS NULL OR list && marks $$;

  CREATE FUNCTION marks_of(person text, day date) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH held AS (
      SELECT body_code, role FROM effective_roles WHERE username = person
      UNION
      SELECT body_code, role FROM standing_in(day) WHERE username = person
    )
    SELECT ARRAY['@' || person] || coalesce((SELECT array_agg(body_code || ':' || role) FROM held), '{}')
      || coalesce((SELECT array_agg(DISTINCT body_code) FROM held WHERE role NOT IN ('reader', 'administrator')), '{}')
  $$;
`;

/** A document is as confidential as each matter it is part of. As its owner: the caller does not see what is kept from them. */
const PLACES = `
  CREATE FUNCTION document_is_open_to(document uuid, marks text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (
      SELECT FROM referral_documents JOIN referrals ON referrals.id = referral_id
      WHERE document_id = document AND NOT (is_open_to(referrals.case_seen_by, marks) AND is_open_to(referrals.seen_by, marks))
    ) AND NOT EXISTS (
      SELECT FROM (
        SELECT consultation_id FROM statement_documents WHERE document_id = document
        UNION ALL SELECT consultation_id FROM recorded_replies WHERE document_id = document
        UNION ALL SELECT consultation_id FROM dispatch_documents JOIN dispatches ON dispatches.id = dispatch_id
          WHERE document_id = document
      ) place JOIN consultations ON consultations.id = place.consultation_id
      WHERE NOT (is_open_to(case_seen_by, marks) AND is_open_to(referral_seen_by, marks) AND is_open_to(statement_seen_by, marks))
    )
  $$;
`;

/**
 * Whether a delivery's recipient may be told of what it is about, at this moment. A body's inbox: when anyone there may
 * see it. What leaves the house, to a system or an address of the body: when all its staff may, since nobody knows who
 * reads it. A person's reminders: when that person may. A notice to administrators holds nothing of the matter.
 */
const DELIVERIES = `
  CREATE FUNCTION somebody_sees(body text, case_list text[], referral_list text[], statement_list text[])
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT num_nonnulls(case_list, referral_list, statement_list) = 0 OR EXISTS (
      SELECT FROM (SELECT DISTINCT username FROM effective_roles JOIN people USING (username)
        WHERE body_code = body AND role NOT IN ('reader', 'administrator') AND active) reading
      CROSS JOIN LATERAL marks_of(reading.username, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS marks
      WHERE is_open_to(case_list, marks) AND is_open_to(referral_list, marks) AND is_open_to(statement_list, marks))
  $$;

  CREATE FUNCTION delivery_may_go_out(delivery deliveries) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
      WHEN delivery.recipient_role = 'administrator' OR num_nonnulls(of_case, of_referral, of_statement) = 0 THEN true
      WHEN delivery.kind = 'reminder' THEN coalesce((
        SELECT is_open_to(of_case, own) AND is_open_to(of_referral, own)
        FROM digests CROSS JOIN LATERAL marks_of(username, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS own
        WHERE digests.delivery_id IN (delivery.id, delivery.digest_id)), false)
      WHEN delivery.channel = 'inbox' THEN somebody_sees(delivery.recipient_body, of_case, of_referral, of_statement)
      ELSE is_open_to(of_case, all_staff) AND is_open_to(of_referral, all_staff) AND is_open_to(of_statement, all_staff)
    END
    FROM (SELECT
      (SELECT seen_by FROM cases WHERE id = delivery.case_id) AS of_case,
      (SELECT seen_by FROM referrals WHERE id = delivery.referral_id) AS of_referral,
      (SELECT statement_seen_by FROM consultations
       WHERE id = delivery.consultation_id AND delivery.dispatch_id IS NOT NULL) AS of_statement,
      ARRAY[delivery.recipient_body] AS all_staff) lists
  $$;
`;

/**
 * Whether a record is, or is part of, something confidential, and in which case and whose: what is read of it is
 * remembered. By the name of its collection in the API; no row for what is not confidential.
 */
const READINGS = `
  CREATE FUNCTION confidential_record(collection text, record uuid)
    RETURNS TABLE (case_id uuid, referral_id uuid, consultation_id uuid, bodies text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT cases.id, NULL::uuid, NULL::uuid, ARRAY[issuer_code] FROM cases
      WHERE collection = 'cases' AND cases.id = record AND seen_by IS NOT NULL
    UNION ALL
    SELECT referrals.case_id, referrals.id, NULL, ARRAY[issuer_code] FROM referrals
      WHERE collection = 'referrals' AND referrals.id = record AND (seen_by IS NOT NULL OR case_seen_by IS NOT NULL
        OR EXISTS (SELECT FROM consultations WHERE consultations.referral_id = record AND statement_seen_by IS NOT NULL))
    UNION ALL
    SELECT consultations.case_id, consultations.referral_id, consultations.id, ARRAY[consultee_code, issuer_code]
      FROM consultations WHERE num_nonnulls(case_seen_by, referral_seen_by, statement_seen_by) > 0
        AND consultations.id = CASE collection WHEN 'consultations' THEN record
          WHEN 'dispatches' THEN (SELECT dispatches.consultation_id FROM dispatches WHERE dispatches.id = record)
          WHEN 'extensions' THEN (SELECT extensions.consultation_id FROM extensions WHERE extensions.id = record) END
    UNION ALL
    SELECT NULL, NULL, NULL, ARRAY[body_code] FROM documents
      WHERE collection = 'documents' AND documents.id = record
        AND (seen_by IS NOT NULL OR NOT document_is_open_to(documents.id, '{}'))
  $$;
`;

const STAFF = "(SELECT acting_for('staff_of'))::text[]";
const READER = "(SELECT acting_for('reader_of'))::text[]";

/**
 * What a body's register says of each number in it (OSL 5:2): its day, the other party, what it concerns. Of what is
 * confidential no words; to those of the body who are on no list no more than that it is there, or nothing where the
 * marking says so. As its owner, told of its caller like everything else.
 */
const REGISTER = `
  CREATE VIEW register_rows AS
    WITH entered AS (
      SELECT issuer_code AS body, register_code, number_key, 'case' AS kind, id, origin->>'sender' AS party, title,
        ARRAY[id] AS marked, seen_by AS case_list, NULL::text[] AS referral_list
      FROM cases
      UNION ALL
      SELECT consultee_code, register_code, own_number_key, 'consultation', id, coalesce(issuer_code, issuer_name), title,
        ARRAY[case_id, referral_id], case_seen_by, referral_seen_by
      FROM consultations WHERE own_number_key IS NOT NULL
    ), judged AS (
      SELECT *, num_nonnulls(case_list, referral_list) > 0 AS confidential,
        NOT (is_open_to(case_list, ${STAFF}) AND is_open_to(referral_list, ${STAFF})) AS masked
      FROM entered
      WHERE body = ANY(${STAFF}) OR body = ANY(${READER})
    )
    SELECT body, entry.registered_at, entry.number, kind, md5(id::text) AS place, CASE WHEN NOT masked THEN id END AS record,
      CASE WHEN NOT masked THEN party END AS party, CASE WHEN NOT confidential THEN title END AS title, confidential, masked
    FROM judged JOIN register_entries entry USING (register_code, number_key)
    WHERE NOT (masked AND EXISTS (SELECT FROM confidentiality
      WHERE object_type IN ('case', 'referral') AND object_id = ANY(marked) AND others_see = 'nothing'
        AND NOT is_open_to(seen_by, ${STAFF})));
`;

/** The policies of migration 21, each with the lists that apply. */
const wall = (open: (...lists: string[]) => string, found: string): string => `
  ALTER POLICY consultations_of_either_side ON consultations USING (
    (SELECT acting_as_the_service()) OR (${open('case_seen_by', 'referral_seen_by')}(
    consultee_code = ANY(${STAFF}) OR issuer_code = ANY(${STAFF}) OR issuer_code = ANY(${READER})
    OR (consultee_code = ANY(${READER}) AND own_case_number IS NOT NULL))));

  ALTER POLICY statement_versions_of_the_consultee ON statement_versions USING (
    (SELECT acting_as_the_service())
    OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id AND ${open('asked.statement_seen_by')}(
      asked.consultee_code = ANY(${STAFF}) OR (asked.consultee_code = ANY(${READER})
        AND asked.state IN ('decided', 'confirmed', 'forwarded', 'received')))));

  CREATE OR REPLACE FUNCTION consultations_found(pattern text) RETURNS SETOF consultations
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT * FROM consultations WHERE search_text LIKE pattern AND (${found}(
      (SELECT acting_as_the_service()) OR (${open('case_seen_by', 'referral_seen_by')}(
      consultee_code = ANY(${STAFF}) OR issuer_code = ANY(${STAFF}) OR issuer_code = ANY(${READER})
      OR (consultee_code = ANY(${READER}) AND own_case_number IS NOT NULL)))))
  $$;`;

const WALL_WITH_LISTS = `
  ${wall(
    (...lists) => lists.map((list) => `(${list} IS NULL OR ${list} && ${STAFF}) AND `).join(''),
    // Its words are read where it is opened, and nowhere else: a search finds it by its numbers.
    `(num_nulls(case_seen_by, referral_seen_by) = 2
       OR lower(case_number || ' ' || coalesce(own_case_number, '')) LIKE pattern) AND `,
  )}

  ALTER POLICY documents_of_owner_and_recipients ON documents USING (
    (SELECT acting_as_the_service())
    OR ((seen_by IS NULL OR seen_by && ${STAFF}) AND (
      (body_code = ANY(${STAFF}) AND document_is_open_to(id, ${STAFF}))
      OR EXISTS (SELECT FROM referral_documents packet JOIN referrals ON referrals.id = packet.referral_id
        WHERE packet.document_id = documents.id AND referrals.sent_at IS NOT NULL
          AND is_open_to(referrals.case_seen_by, ${STAFF}) AND is_open_to(referrals.seen_by, ${STAFF}) AND (
          referrals.issuer_code = ANY(${STAFF}) OR referrals.issuer_code = ANY(${READER})
          OR EXISTS (SELECT FROM consultations asked WHERE asked.referral_id = referrals.id)))
      OR EXISTS (SELECT FROM dispatch_documents enclosed JOIN dispatches ON dispatches.id = enclosed.dispatch_id
        JOIN consultations asked ON asked.id = dispatches.consultation_id
        WHERE enclosed.document_id = documents.id AND is_open_to(asked.statement_seen_by, ${STAFF})))));

  ALTER POLICY inbox_items_of_their_body ON inbox_items USING (
    (SELECT acting_as_the_service())
    OR (role IS DISTINCT FROM 'administrator' AND body_code = ANY(${STAFF})
      AND NOT EXISTS (SELECT FROM cases WHERE cases.id = case_id AND NOT seen_by && ${STAFF})
      AND NOT EXISTS (SELECT FROM referrals WHERE referrals.id = referral_id AND NOT seen_by && ${STAFF})
      AND NOT EXISTS (SELECT FROM digests WHERE digests.delivery_id = inbox_items.delivery_id
        AND '@' || digests.username <> ALL(${STAFF})))
    OR (role = 'administrator' AND body_code = ANY((SELECT acting_for('administrator_of'))::text[])));`;

const WALL_WITHOUT_LISTS = `
  ${wall(() => '', '')}

  ALTER POLICY documents_of_owner_and_recipients ON documents USING (
    (SELECT acting_as_the_service())
    OR body_code = ANY(${STAFF})
    OR EXISTS (SELECT FROM referral_documents packet JOIN referrals ON referrals.id = packet.referral_id
      WHERE packet.document_id = documents.id AND referrals.sent_at IS NOT NULL AND (
        referrals.issuer_code = ANY(${STAFF}) OR referrals.issuer_code = ANY(${READER})
        OR EXISTS (SELECT FROM consultations asked WHERE asked.referral_id = referrals.id)))
    OR EXISTS (SELECT FROM dispatch_documents enclosed JOIN dispatches ON dispatches.id = enclosed.dispatch_id
      JOIN consultations asked ON asked.id = dispatches.consultation_id
      WHERE enclosed.document_id = documents.id));

  ALTER POLICY inbox_items_of_their_body ON inbox_items USING (
    (SELECT acting_as_the_service())
    OR (role IS DISTINCT FROM 'administrator' AND body_code = ANY(${STAFF})
      AND NOT EXISTS (SELECT FROM digests WHERE digests.delivery_id = inbox_items.delivery_id
        AND '@' || digests.username <> ALL(${STAFF})))
    OR (role = 'administrator' AND body_code = ANY((SELECT acting_for('administrator_of'))::text[])));`;
