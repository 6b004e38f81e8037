import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who tried what they may not: apart from the audit trail, which is of what was done. The service can add an attempt
 * and forget old ones by these functions alone, and reads what concerns the bodies of whoever asks.
 */
export class RefusedAttempts1794000000041 implements MigrationInterface {
  name = 'RefusedAttempts1794000000041';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE refused_attempts (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at          timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor       text NOT NULL,
        status      integer NOT NULL CONSTRAINT refused_attempts_status CHECK (status IN (403, 404)),
        action      text,
        route       text NOT NULL,
        object_type text,
        object_id   text,
        bodies      text[] NOT NULL,
        request_id  text NOT NULL,
        trace_id    text NOT NULL
      );
      CREATE INDEX refused_attempts_of_actor ON refused_attempts (actor, at);
      CREATE INDEX refused_attempts_by_age ON refused_attempts (at);
      CREATE INDEX refused_attempts_of_body ON refused_attempts USING gin (bodies);

      ALTER TABLE refused_attempts ENABLE ROW LEVEL SECURITY;
      CREATE POLICY refused_attempts_of_their_bodies ON refused_attempts FOR SELECT TO yttra_runtime
        USING (bodies && (SELECT acting_for('administrator_of'))::text[]);
      REVOKE ALL ON refused_attempts FROM yttra_runtime;
      GRANT SELECT ON refused_attempts TO yttra_runtime;
    `);
    await db.query(BODIES_OF_RECORD);
    await db.query(NOTE);
    await db.query(FORGET);
    await db.query(`
      REVOKE ALL ON FUNCTION bodies_of_record(text, uuid) FROM PUBLIC;
      REVOKE ALL ON FUNCTION note_refused_attempt(text, integer, text, text, text, text, text[], text, text) FROM PUBLIC;
      REVOKE ALL ON FUNCTION forget_refused_attempts(integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION note_refused_attempt(text, integer, text, text, text, text, text[], text, text),
        forget_refused_attempts(integer) TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION forget_refused_attempts(integer);
      DROP FUNCTION note_refused_attempt(text, integer, text, text, text, text, text[], text, text);
      DROP FUNCTION bodies_of_record(text, uuid);
      DROP TABLE refused_attempts;
    `);
  }
}

/** Whose a record is; NULL where there is none. */
const BODIES_OF_RECORD = `
  CREATE FUNCTION bodies_of_record(collection text, record uuid) RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_remove(bodies, NULL) FROM (
      SELECT ARRAY[issuer_code] AS bodies FROM cases WHERE collection = 'cases' AND id = record
      UNION ALL
      SELECT ARRAY[issuer_code] FROM referrals WHERE collection = 'referrals' AND id = record
      UNION ALL
      SELECT ARRAY[consultee_code, issuer_code] FROM consultations
        WHERE id = CASE collection WHEN 'consultations' THEN record
          WHEN 'dispatches' THEN (SELECT consultation_id FROM dispatches WHERE id = record)
          WHEN 'extensions' THEN (SELECT consultation_id FROM extensions WHERE id = record) END
      UNION ALL
      SELECT ARRAY[body_code] FROM documents WHERE collection = 'documents' AND id = record
      UNION ALL
      SELECT ARRAY[sender_body] FROM deliveries WHERE collection = 'deliveries' AND id = record
      UNION ALL
      SELECT ARRAY[body_code] FROM webhooks WHERE collection = 'webhooks' AND id = record
    ) owned
  $$`;

/** Of one principal at most a thousand in a day, so that nobody fills the disk. Answers nothing, whatever there is. */
const NOTE = `
  CREATE FUNCTION note_refused_attempt(its_actor text, its_status integer, its_action text, its_route text,
      its_object_type text, its_object_id text, its_bodies text[], its_request text, its_trace text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    its_uuid uuid := CASE WHEN its_object_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN its_object_id::uuid END;
    concerned text[] := bodies_of_record(its_object_type, its_uuid);
  BEGIN
    -- Waiting for the disk would take longer where there is a record: that could be told from outside.
    PERFORM set_config('synchronous_commit', 'off', true);
    -- What is not there was not refused.
    IF its_status = 404 AND concerned IS NULL THEN RETURN; END IF;
    IF (SELECT count(*) FROM (SELECT FROM refused_attempts
          WHERE actor = its_actor AND at > now() - interval '24 hours' LIMIT 1000) latest) >= 1000 THEN RETURN; END IF;
    INSERT INTO refused_attempts (actor, status, action, route, object_type, object_id, bodies, request_id, trace_id)
    VALUES (its_actor, its_status, its_action, its_route, its_object_type, its_object_id,
      coalesce(concerned, ARRAY(SELECT code FROM bodies WHERE code = ANY(its_bodies) ORDER BY code)), its_request, its_trace);
  END $$`;

/** A month is kept whatever the service says. */
const FORGET = `
  CREATE FUNCTION forget_refused_attempts(days integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DELETE FROM refused_attempts WHERE at < now() - make_interval(days => greatest(days, 30))
  $$`;
