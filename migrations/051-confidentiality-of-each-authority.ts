import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each authority decides for itself what is confidential (OSL 8:2): a marking binds the people of the body whose
 * record it is of, and takes nothing from another body that has received it. So a consultation has lists of two sides:
 * `case_seen_by`, `referral_seen_by` and `reply_seen_by` (of the statement that has come in) are the issuer's,
 * `own_seen_by` (of the whole matter) and `statement_seen_by` are the consultee's.
 *
 * What is confidential when it is sent comes to those whom the sender names at the recipient. This becomes the
 * recipient's own marking, which from then on is the recipient's to change. A packet's or a dispatch's documents that
 * were confidential when they were sent are in `received_confidential`, with the list of that moment.
 */
export class ConfidentialityOfEachAuthority1794000000051 implements MigrationInterface {
  name = 'ConfidentialityOfEachAuthority1794000000051';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE confidentiality DROP CONSTRAINT confidentiality_of, ADD CONSTRAINT confidentiality_of CHECK (object_type IN
        ('case', 'referral', 'consultation', 'statement', 'reply', 'document'));
      ALTER TABLE consultations ADD COLUMN own_seen_by text[], ADD COLUMN reply_seen_by text[];
      CREATE TABLE received_confidential (
        consultation_id uuid NOT NULL CONSTRAINT received_confidential_consultation REFERENCES consultations,
        document_id     uuid NOT NULL CONSTRAINT received_confidential_document REFERENCES documents,
        seen_by         text[] NOT NULL,
        PRIMARY KEY (consultation_id, document_id)
      );
      REVOKE INSERT, UPDATE, DELETE ON received_confidential FROM yttra_runtime;
    `);
    await db.query(RECEIVED);
    await db.query(SPREADING);
    await db.query(OPEN_AT);
    await db.query(placesOfDocuments(ofItsOwner));
    await db.query(DELIVERIES);
    await db.query(registerOf(ofEachSide));
    await db.query(SUGGESTED);
    await db.query(WALL);
    // What was kept from a body so far stays kept there, as a marking of its own; its registrars at least see it.
    await db.query(`
      SELECT receive_in_confidence(id) FROM consultations WHERE num_nonnulls(case_seen_by, referral_seen_by) > 0 ORDER BY id;
      SELECT receive_reply_in_confidence(consultation_id) FROM (
        SELECT DISTINCT consultation_id FROM dispatches ORDER BY 1) sent;
      UPDATE consultations SET own_seen_by = case_seen_by WHERE referral_id IS NULL AND case_seen_by IS NOT NULL;
      INSERT INTO received_confidential
        SELECT consultations.id, documents.id, seen_by
        FROM consultations JOIN referral_documents USING (referral_id) JOIN documents ON documents.id = document_id
        WHERE seen_by IS NOT NULL
        UNION
        SELECT consultation_id, documents.id, seen_by FROM dispatches
        JOIN dispatch_documents ON dispatch_id = dispatches.id JOIN documents ON documents.id = document_id
        WHERE seen_by IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("DELETE FROM confidentiality WHERE object_type IN ('consultation', 'reply')");
    await db.query(WALL_BEFORE);
    await db.query(registerOf(ofTheIssuer));
    await db.query(placesOfDocuments(ofEverybody));
    await db.query(SPREADING_BEFORE);
    await db.query(`
      DROP FUNCTION suggested_markings(consultations, text[]);
      DROP TRIGGER dispatch_documents_received_in_confidence ON dispatch_documents;
      DROP FUNCTION dispatch_document_is_received();
      DROP TRIGGER dispatches_received_in_confidence ON dispatches;
      DROP FUNCTION dispatch_is_received();
      DROP TRIGGER consultations_received_in_confidence ON consultations;
      DROP FUNCTION consultation_is_received();
      DROP FUNCTION receive_in_confidence(uuid);
      DROP FUNCTION receive_reply_in_confidence(uuid);
      DROP FUNCTION list_at(text, text[], text[]);
      DROP FUNCTION matter_is_open_at(uuid, text, text[]);
      DROP FUNCTION consultation_is_open_at(consultations, text, text[]);
      DROP FUNCTION was_received_open(uuid, uuid, text[]);
      DROP TABLE received_confidential;
      ALTER TABLE consultations DROP COLUMN own_seen_by, DROP COLUMN reply_seen_by;
      ALTER TABLE confidentiality DROP CONSTRAINT confidentiality_of, ADD CONSTRAINT confidentiality_of CHECK (object_type IN
        ('case', 'referral', 'statement', 'document'));
    `);
  }
}

const STAFF = "(SELECT acting_for('staff_of'))::text[]";
const READER = "(SELECT acting_for('reader_of'))::text[]";
const AS_OWNER = 'SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp';

/** What comes to a body in confidence, as its own marking. */
const RECEIVED = `
  -- Whom lists name at a body: its staff, its roles, its people. Nobody: its registrars, who receive what comes to it.
  CREATE FUNCTION list_at(body text, one text[], other text[]) RETURNS text[] LANGUAGE sql STABLE ${AS_OWNER} AS $$
    WITH named AS (
      SELECT mark FROM unnest(coalesce(one, other)) AS mark
      WHERE other IS NULL OR one IS NULL OR mark = ANY(other) OR split_part(mark, ':', 1) = ANY(other)
      UNION
      SELECT mark FROM unnest(other) AS mark WHERE one IS NULL OR mark = ANY(one) OR split_part(mark, ':', 1) = ANY(one)
    )
    SELECT CASE WHEN num_nonnulls(one, other) > 0 THEN coalesce((
      SELECT array_agg(mark ORDER BY mark) FROM named
      WHERE split_part(mark, ':', 1) = body
        OR EXISTS (SELECT FROM effective_roles WHERE '@' || username = mark AND body_code = body)
        OR EXISTS (SELECT FROM api_clients WHERE '@client:' || id = mark AND body_code = body)
    ), ARRAY[body || ':registrar']) END
  $$;

  CREATE FUNCTION receive_in_confidence(consultation uuid) RETURNS void LANGUAGE sql ${AS_OWNER} AS $$
    INSERT INTO confidentiality (object_type, object_id, provision, decided_on, authority, seen_by, others_see)
      SELECT 'consultation', asked.id, provision, decided_on, authority,
        list_at(consultee_code, case_seen_by, referral_seen_by), 'masked'
      FROM consultations asked
      JOIN confidentiality ON (object_type, object_id) IN (('case', asked.case_id), ('referral', asked.referral_id))
      WHERE asked.id = consultation AND referral_id IS NOT NULL AND consultee_code IS NOT NULL
      ORDER BY object_type DESC LIMIT 1
      ON CONFLICT DO NOTHING
  $$;

  CREATE FUNCTION receive_reply_in_confidence(consultation uuid) RETURNS void LANGUAGE sql ${AS_OWNER} AS $$
    INSERT INTO confidentiality (object_type, object_id, provision, decided_on, authority, seen_by, others_see)
      SELECT 'reply', asked.id, provision, decided_on, authority, list_at(issuer_code, seen_by, NULL), 'masked'
      FROM consultations asked JOIN confidentiality ON object_type = 'statement' AND object_id = asked.id
      WHERE asked.id = consultation AND issuer_code IS NOT NULL
      ON CONFLICT DO NOTHING
  $$;

  CREATE FUNCTION consultation_is_received() RETURNS trigger LANGUAGE plpgsql ${AS_OWNER} AS $$
  BEGIN
    IF num_nonnulls(NEW.case_seen_by, NEW.referral_seen_by) > 0 THEN
      PERFORM receive_in_confidence(NEW.id);
    END IF;
    INSERT INTO received_confidential
      SELECT NEW.id, documents.id, seen_by FROM referral_documents JOIN documents ON documents.id = document_id
      WHERE referral_id = NEW.referral_id AND seen_by IS NOT NULL;
    RETURN NULL;
  END $$;
  CREATE TRIGGER consultations_received_in_confidence AFTER INSERT ON consultations
    FOR EACH ROW EXECUTE FUNCTION consultation_is_received();

  CREATE FUNCTION dispatch_is_received() RETURNS trigger LANGUAGE plpgsql ${AS_OWNER} AS $$
  BEGIN
    PERFORM receive_reply_in_confidence(NEW.consultation_id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER dispatches_received_in_confidence AFTER INSERT ON dispatches
    FOR EACH ROW EXECUTE FUNCTION dispatch_is_received();

  CREATE FUNCTION dispatch_document_is_received() RETURNS trigger LANGUAGE plpgsql ${AS_OWNER} AS $$
  BEGIN
    INSERT INTO received_confidential
      SELECT consultation_id, documents.id, seen_by FROM dispatches JOIN documents ON documents.id = NEW.document_id
      WHERE dispatches.id = NEW.dispatch_id AND seen_by IS NOT NULL
      ON CONFLICT (consultation_id, document_id) DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER dispatch_documents_received_in_confidence AFTER INSERT ON dispatch_documents
    FOR EACH ROW EXECUTE FUNCTION dispatch_document_is_received();
`;

/**
 * In the order case, referral, consultations by id, in which everything else locks them too. A body's own reply to an
 * outside sender belongs to its case. A body whose register the issuer keeps has no people of its own, who could decide
 * otherwise: it is bound as the issuer is. A statement is as confidential as the matter, where it has no marking itself.
 */
const SPREADING = `
  CREATE OR REPLACE FUNCTION spread_confidentiality() RETURNS trigger LANGUAGE plpgsql ${AS_OWNER} AS $$
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
        UPDATE consultations SET case_seen_by = list,
          own_seen_by = CASE WHEN referral_id IS NULL THEN list ELSE own_seen_by END WHERE case_id = its_id;
      WHEN 'referral' THEN
        UPDATE referrals SET seen_by = list WHERE id = its_id;
        PERFORM FROM consultations WHERE referral_id = its_id ORDER BY id FOR NO KEY UPDATE;
        UPDATE consultations SET referral_seen_by = list WHERE referral_id = its_id;
      WHEN 'consultation' THEN
        UPDATE consultations SET own_seen_by = list, statement_seen_by = CASE WHEN EXISTS (
            SELECT FROM confidentiality WHERE object_type = 'statement' AND object_id = its_id)
          THEN statement_seen_by ELSE list END WHERE id = its_id;
      WHEN 'statement' THEN
        UPDATE consultations SET statement_seen_by = coalesce(list, CASE WHEN referral_id IS NOT NULL THEN own_seen_by END)
          WHERE id = its_id;
      WHEN 'reply' THEN
        -- Nobody else decides for one outside Yttra, whose reply the issuer has recorded.
        UPDATE consultations SET reply_seen_by = list,
          statement_seen_by = CASE WHEN consultee_code IS NULL THEN list ELSE statement_seen_by END WHERE id = its_id;
      ELSE
        UPDATE documents SET seen_by = list WHERE id = its_id;
    END CASE;
    IF its_type IN ('case', 'referral') AND list IS NOT NULL THEN
      PERFORM receive_in_confidence(asked.id) FROM consultations asked JOIN bodies ON bodies.code = asked.consultee_code
        WHERE its_id IN (asked.case_id, asked.referral_id) AND bodies.register_kept_by = asked.issuer_code
          AND NOT EXISTS (SELECT FROM roles WHERE body_code = bodies.code AND role NOT IN ('reader', 'administrator'));
    END IF;
    RETURN NULL;
  END $$;

  CREATE OR REPLACE FUNCTION consultation_inherits_lists() RETURNS trigger LANGUAGE plpgsql ${AS_OWNER} AS $$
  BEGIN
    SELECT seen_by INTO NEW.case_seen_by FROM cases WHERE id = NEW.case_id;
    SELECT seen_by INTO NEW.referral_seen_by FROM referrals WHERE id = NEW.referral_id;
    IF NEW.referral_id IS NULL THEN
      NEW.own_seen_by := NEW.case_seen_by;
    END IF;
    RETURN NEW;
  END $$;
`;

/** Whether a consultation is open to marks that are held at a body: by the lists of that body's side. */
const OPEN_AT = `
  CREATE FUNCTION consultation_is_open_at(asked consultations, body text, marks text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE body
      WHEN asked.consultee_code THEN is_open_to(asked.own_seen_by, marks)
      WHEN asked.issuer_code THEN is_open_to(asked.case_seen_by, marks) AND is_open_to(asked.referral_seen_by, marks)
      ELSE is_open_to(asked.case_seen_by, marks) AND is_open_to(asked.referral_seen_by, marks)
        AND is_open_to(asked.own_seen_by, marks) END
  $$;

  -- As its owner: the caller does not see a consultation that is kept from them.
  CREATE FUNCTION matter_is_open_at(consultation uuid, body text, marks text[]) RETURNS boolean
    LANGUAGE sql STABLE ${AS_OWNER} AS $$
    SELECT NOT EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation AND asked.consultee_code = body
      AND NOT consultation_is_open_at(asked, body, marks))
  $$;

  -- Whether a document came to the other side of a consultation while it was open to the marks.
  CREATE FUNCTION was_received_open(consultation uuid, document uuid, marks text[]) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM received_confidential received
      WHERE received.consultation_id = consultation AND received.document_id = document AND NOT received.seen_by && marks)
  $$;
`;

type ListsOf = Readonly<Record<'ofStatement' | 'ofRecordedReply', string>>;

const ofEverybody: ListsOf = {
  ofStatement:
    'is_open_to(case_seen_by, marks) AND is_open_to(referral_seen_by, marks) AND is_open_to(statement_seen_by, marks)',
  ofRecordedReply:
    'is_open_to(case_seen_by, marks) AND is_open_to(referral_seen_by, marks) AND is_open_to(statement_seen_by, marks)',
};
const ofItsOwner: ListsOf = {
  ofStatement: 'is_open_to(own_seen_by, marks) AND is_open_to(statement_seen_by, marks)',
  ofRecordedReply:
    'is_open_to(case_seen_by, marks) AND is_open_to(referral_seen_by, marks) AND is_open_to(reply_seen_by, marks)',
};

/** A document is as confidential to its owner's people as each of the owner's matters that it is part of. */
const placesOfDocuments = ({ ofStatement, ofRecordedReply }: ListsOf): string => `
  CREATE OR REPLACE FUNCTION document_is_open_to(document uuid, marks text[]) RETURNS boolean
    LANGUAGE sql STABLE ${AS_OWNER} AS $$
    SELECT NOT EXISTS (
      SELECT FROM referral_documents JOIN referrals ON referrals.id = referral_id
      WHERE document_id = document AND NOT (is_open_to(referrals.case_seen_by, marks) AND is_open_to(referrals.seen_by, marks))
    ) AND NOT EXISTS (
      SELECT FROM (
        SELECT consultation_id FROM statement_documents WHERE document_id = document
        UNION ALL SELECT consultation_id FROM dispatch_documents JOIN dispatches ON dispatches.id = dispatch_id
          WHERE document_id = document
      ) place JOIN consultations ON consultations.id = place.consultation_id WHERE NOT (${ofStatement})
    ) AND NOT EXISTS (
      SELECT FROM recorded_replies JOIN consultations ON consultations.id = consultation_id
      WHERE document_id = document AND NOT (${ofRecordedReply})
    )
  $$;
`;

/** Whom a delivery may be told to, by the lists of the recipient; of who is no party to it, by the sender's. */
const DELIVERIES = `
  CREATE OR REPLACE FUNCTION delivery_may_go_out(delivery deliveries) RETURNS boolean
    LANGUAGE sql STABLE ${AS_OWNER} AS $$
    SELECT CASE
      WHEN delivery.recipient_role = 'administrator' OR num_nonnulls(of_case, of_referral, of_statement) = 0 THEN true
      WHEN delivery.kind = 'reminder' THEN coalesce((
        SELECT is_open_to(of_case, own) AND is_open_to(of_referral, own)
        FROM digests CROSS JOIN LATERAL marks_of(username, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS own
        WHERE digests.delivery_id IN (delivery.id, delivery.digest_id)), false)
      WHEN delivery.channel = 'inbox' THEN somebody_sees(delivery.recipient_body, of_case, of_referral, of_statement)
      ELSE is_open_to(of_case, all_staff) AND is_open_to(of_referral, all_staff) AND is_open_to(of_statement, all_staff)
    END
    FROM (SELECT ARRAY[delivery.recipient_body] AS all_staff,
        CASE side WHEN 'issuer' THEN cases.seen_by ELSE asked.own_seen_by END AS of_case,
        CASE side WHEN 'issuer' THEN referrals.seen_by END AS of_referral,
        CASE WHEN delivery.dispatch_id IS NULL THEN NULL WHEN side = 'issuer' THEN asked.reply_seen_by
          WHEN side = 'other' THEN asked.statement_seen_by END AS of_statement
      FROM (VALUES (1)) one
      LEFT JOIN cases ON cases.id = delivery.case_id
      LEFT JOIN referrals ON referrals.id = delivery.referral_id
      LEFT JOIN consultations asked ON asked.id = delivery.consultation_id
      CROSS JOIN LATERAL (SELECT CASE WHEN delivery.recipient_body = asked.consultee_code THEN 'consultee'
        WHEN delivery.recipient_body IS DISTINCT FROM asked.issuer_code AND delivery.sender_body = asked.consultee_code
        THEN 'other' ELSE 'issuer' END AS side) sides
    ) lists
  $$;
`;

interface Sides {
  /** Of a consultation in its consultee's register: the lists that bind there, and what they are markings of. */
  readonly lists: string;
  readonly marked: string;
}

const ofEachSide: Sides = {
  lists: 'own_seen_by, NULL::text[]',
  marked: 'ARRAY[id, CASE WHEN referral_id IS NULL THEN case_id END]',
};
const ofTheIssuer: Sides = { lists: 'case_seen_by, referral_seen_by', marked: 'ARRAY[case_id, referral_id]' };

/** What a body's register says of each number in it (OSL 5:2): masked, or left out, by the body's own markings. */
const registerOf = ({ lists, marked }: Sides): string => `
  CREATE OR REPLACE VIEW register_rows AS
    WITH entered AS (
      SELECT issuer_code AS body, register_code, number_key, 'case' AS kind, id, origin->>'sender' AS party, title,
        ARRAY[id] AS marked, seen_by AS case_list, NULL::text[] AS referral_list,
        seen_by IS NOT NULL AS confidential
      FROM cases
      UNION ALL
      SELECT consultee_code, register_code, own_number_key, 'consultation', id, coalesce(issuer_code, issuer_name), title,
        ${marked}, ${lists}, num_nonnulls(case_seen_by, referral_seen_by${lists.startsWith('own') ? ', own_seen_by' : ''}) > 0
      FROM consultations WHERE own_number_key IS NOT NULL
    ), judged AS (
      SELECT *, NOT (is_open_to(case_list, ${STAFF}) AND is_open_to(referral_list, ${STAFF})) AS masked
      FROM entered
      WHERE body = ANY(${STAFF}) OR body = ANY(${READER})
    )
    SELECT body, entry.registered_at, entry.number, kind, md5(id::text) AS place, CASE WHEN NOT masked THEN id END AS record,
      CASE WHEN NOT masked THEN party END AS party, CASE WHEN NOT confidential THEN title END AS title, confidential, masked
    FROM judged JOIN register_entries entry USING (register_code, number_key)
    WHERE NOT (masked AND EXISTS (SELECT FROM confidentiality
      WHERE object_type IN ('case', 'referral', 'consultation') AND object_id = ANY(marked) AND others_see = 'nothing'
        AND NOT is_open_to(seen_by, ${STAFF})));
`;

/** The other authority's markings that a body may make its own, and has not; a statement's once it has come there. */
const SUGGESTED = `
  CREATE FUNCTION suggested_markings(asked consultations, marks text[]) RETURNS json LANGUAGE sql STABLE ${AS_OWNER} AS $$
    SELECT coalesce(json_agg(json_build_object('of', object_type, 'provision', provision, 'decidedOn', decided_on,
      'authority', authority) ORDER BY object_type), '[]')
    FROM confidentiality
    WHERE asked.referral_id IS NOT NULL AND (
      asked.consultee_code = ANY(marks) AND asked.own_seen_by IS NULL
        AND ((object_type, object_id) IN (('case', asked.case_id), ('referral', asked.referral_id))
          OR asked.statement_seen_by IS NULL AND (object_type, object_id) = ('reply', asked.id))
      OR asked.issuer_code = ANY(marks) AND num_nonnulls(asked.case_seen_by, asked.referral_seen_by, asked.reply_seen_by) = 0
        AND object_id = asked.id AND (object_type = 'consultation' OR object_type = 'statement'
          AND EXISTS (SELECT FROM dispatches WHERE dispatches.consultation_id = asked.id)))
  $$;
  REVOKE ALL ON FUNCTION suggested_markings(consultations, text[]), matter_is_open_at(uuid, text, text[]),
    list_at(text, text[], text[]), receive_in_confidence(uuid), receive_reply_in_confidence(uuid),
    spread_confidentiality(), referral_inherits_lists(), consultation_inherits_lists(), note_statement_documents(),
    consultation_is_received(), dispatch_is_received(), dispatch_document_is_received() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION suggested_markings(consultations, text[]), matter_is_open_at(uuid, text, text[])
    TO yttra_runtime;
`;

const open = (...lists: string[]): string =>
  lists.map((list) => `(${list} IS NULL OR ${list} && ${STAFF})`).join(' AND ');

const OF_A_STATEMENT = ['decisions', 'decision_corrections', 'dispatches', 'recorded_replies'];

const EITHER_SIDE = `(SELECT acting_as_the_service())
    OR (${open('case_seen_by', 'referral_seen_by')} AND (issuer_code = ANY(${STAFF}) OR issuer_code = ANY(${READER})))
    OR (${open('own_seen_by')} AND (consultee_code = ANY(${STAFF})
      OR (consultee_code = ANY(${READER}) AND own_case_number IS NOT NULL)))`;

/** By the rules of src/identity/visibility.ts, as they are once each side has its own lists. */
const WALL = `
  ALTER POLICY consultations_of_either_side ON consultations USING (${EITHER_SIDE});

  CREATE OR REPLACE FUNCTION consultations_found(pattern text) RETURNS SETOF consultations
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT * FROM consultations WHERE search_text LIKE pattern
      AND (num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0
        OR lower(case_number || ' ' || coalesce(own_case_number, '')) LIKE pattern)
      AND (${EITHER_SIDE})
  $$;

  ALTER POLICY statement_versions_of_the_consultee ON statement_versions USING (
    (SELECT acting_as_the_service())
    OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id
      AND ${open('asked.own_seen_by', 'asked.statement_seen_by')} AND (
      asked.consultee_code = ANY(${STAFF}) OR (asked.consultee_code = ANY(${READER})
        AND asked.state IN ('decided', 'confirmed', 'forwarded', 'received')))));

  ALTER POLICY documents_of_owner_and_recipients ON documents USING (
    (SELECT acting_as_the_service())
    OR (body_code = ANY(${STAFF}) AND ${open('seen_by')} AND document_is_open_to(id, ${STAFF}))
    OR EXISTS (SELECT FROM referral_documents packet JOIN referrals ON referrals.id = packet.referral_id
      WHERE packet.document_id = documents.id AND referrals.sent_at IS NOT NULL AND (
        (${open('documents.seen_by', 'referrals.case_seen_by', 'referrals.seen_by')}
          AND (referrals.issuer_code = ANY(${STAFF}) OR referrals.issuer_code = ANY(${READER})))
        OR EXISTS (SELECT FROM consultations asked WHERE asked.referral_id = referrals.id
          AND ${open('asked.own_seen_by')} AND (asked.consultee_code = ANY(${STAFF})
            OR (asked.consultee_code = ANY(${READER}) AND asked.own_case_number IS NOT NULL))
          AND ((${open('documents.seen_by')}) OR was_received_open(asked.id, documents.id, ${STAFF})))))
    OR EXISTS (SELECT FROM dispatch_documents enclosed JOIN dispatches ON dispatches.id = enclosed.dispatch_id
      JOIN consultations asked ON asked.id = dispatches.consultation_id
      WHERE enclosed.document_id = documents.id AND (
        (${open('documents.seen_by', 'asked.own_seen_by', 'asked.statement_seen_by')}
          AND (asked.consultee_code = ANY(${STAFF}) OR asked.consultee_code = ANY(${READER})))
        OR (${open('asked.case_seen_by', 'asked.referral_seen_by', 'asked.reply_seen_by')}
          AND (asked.issuer_code = ANY(${STAFF}) OR asked.issuer_code = ANY(${READER}))
          AND ((${open('documents.seen_by')}) OR was_received_open(asked.id, documents.id, ${STAFF}))))));

  ALTER POLICY inbox_items_of_their_body ON inbox_items USING (
    (SELECT acting_as_the_service())
    OR (role IS DISTINCT FROM 'administrator' AND body_code = ANY(${STAFF})
      AND NOT EXISTS (SELECT FROM cases WHERE cases.id = case_id AND issuer_code = body_code AND NOT seen_by && ${STAFF})
      AND NOT EXISTS (SELECT FROM referrals WHERE referrals.id = referral_id AND issuer_code = body_code
        AND NOT seen_by && ${STAFF})
      AND (consultation_id IS NULL OR matter_is_open_at(consultation_id, body_code, ${STAFF}))
      AND NOT EXISTS (SELECT FROM digests WHERE digests.delivery_id = inbox_items.delivery_id
        AND '@' || digests.username <> ALL(${STAFF})))
    OR (role = 'administrator' AND body_code = ANY((SELECT acting_for('administrator_of'))::text[])));

  ${OF_A_STATEMENT.map(
    (table) => `ALTER POLICY ${table}_with_their_consultation ON ${table} USING (
    (SELECT acting_as_the_service()) OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id AND (
      (${open('asked.own_seen_by', 'asked.statement_seen_by')}
        AND (asked.consultee_code = ANY(${STAFF}) OR asked.consultee_code = ANY(${READER})))
      OR (${open('asked.case_seen_by', 'asked.referral_seen_by', 'asked.reply_seen_by')}
        AND (asked.issuer_code = ANY(${STAFF}) OR asked.issuer_code = ANY(${READER}))))));`,
  ).join('\n')}`;

const SPREADING_BEFORE = `
  CREATE OR REPLACE FUNCTION spread_confidentiality() RETURNS trigger LANGUAGE plpgsql ${AS_OWNER} AS $$
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

  CREATE OR REPLACE FUNCTION consultation_inherits_lists() RETURNS trigger LANGUAGE plpgsql ${AS_OWNER} AS $$
  BEGIN
    SELECT seen_by INTO NEW.case_seen_by FROM cases WHERE id = NEW.case_id;
    SELECT seen_by INTO NEW.referral_seen_by FROM referrals WHERE id = NEW.referral_id;
    RETURN NEW;
  END $$;
`;

const EITHER_SIDE_BEFORE = `(SELECT acting_as_the_service()) OR (${open('case_seen_by', 'referral_seen_by')} AND (
    consultee_code = ANY(${STAFF}) OR issuer_code = ANY(${STAFF}) OR issuer_code = ANY(${READER})
    OR (consultee_code = ANY(${READER}) AND own_case_number IS NOT NULL)))`;

/** As migrations 26 and 29 made it. */
const WALL_BEFORE = `
  ALTER POLICY consultations_of_either_side ON consultations USING (${EITHER_SIDE_BEFORE});

  CREATE OR REPLACE FUNCTION consultations_found(pattern text) RETURNS SETOF consultations
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT * FROM consultations WHERE search_text LIKE pattern
      AND (num_nulls(case_seen_by, referral_seen_by) = 2
        OR lower(case_number || ' ' || coalesce(own_case_number, '')) LIKE pattern)
      AND (${EITHER_SIDE_BEFORE})
  $$;

  ALTER POLICY statement_versions_of_the_consultee ON statement_versions USING (
    (SELECT acting_as_the_service())
    OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id AND ${open('asked.statement_seen_by')} AND (
      asked.consultee_code = ANY(${STAFF}) OR (asked.consultee_code = ANY(${READER})
        AND asked.state IN ('decided', 'confirmed', 'forwarded', 'received')))));

  ALTER POLICY documents_of_owner_and_recipients ON documents USING (
    (SELECT acting_as_the_service())
    OR (${open('seen_by')} AND (
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
    OR (role = 'administrator' AND body_code = ANY((SELECT acting_for('administrator_of'))::text[])));

  ${OF_A_STATEMENT.map(
    (table) => `ALTER POLICY ${table}_with_their_consultation ON ${table} USING (
    (SELECT acting_as_the_service()) OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id
      AND is_open_to(asked.statement_seen_by, ${STAFF})));`,
  ).join('\n')}

  CREATE OR REPLACE FUNCTION delivery_may_go_out(delivery deliveries) RETURNS boolean
    LANGUAGE sql STABLE ${AS_OWNER} AS $$
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
  $$;`;
