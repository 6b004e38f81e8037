import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each case's events form a chain of their own, and so do each body's that belong to no case: an event's link
 * holds a hash over the event and the link before it. Links are made when the transaction commits, so that a
 * chain is locked for an instant only and never before a record is: writers of one case do not wait for each
 * other's work, and those of different cases never meet. `UNIQUE` forbids a fork whatever locks do.
 */
export class AuditChains1794000000020 implements MigrationInterface {
  name = 'AuditChains1794000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE audit_events ADD COLUMN on_behalf_of text;

      CREATE TABLE audit_links (
        event_id bigint PRIMARY KEY,
        chain    text NOT NULL,
        position integer NOT NULL,
        previous text,
        hash     text NOT NULL,
        CONSTRAINT audit_links_never_fork UNIQUE (chain, position)
      );

      -- Heads that no seal holds yet.
      CREATE TABLE audit_unsealed (
        chain    text NOT NULL,
        position integer NOT NULL,
        hash     text NOT NULL,
        PRIMARY KEY (chain, position)
      );

      -- The chain of heads: each seal holds the heads that had moved, and the hash of the seal before it.
      CREATE TABLE audit_seals (
        number    integer PRIMARY KEY,
        sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        heads     jsonb NOT NULL,
        previous  text,
        hash      text NOT NULL
      );
    `);
    await db.query(CANONICAL_JSON);
    await db.query(CANONICAL_EVENT);
    await db.query(LINK);
    await db.query(SEAL);
    await db.query(`
      CREATE CONSTRAINT TRIGGER audit_events_are_linked AFTER INSERT ON audit_events
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit_event();

      -- Events from before there were chains, in the order they were written.
      DO $$
      DECLARE event audit_events;
      BEGIN
        FOR event IN SELECT * FROM audit_events ORDER BY id LOOP
          PERFORM append_audit_link(event);
        END LOOP;
      END $$;

      REVOKE ALL ON audit_links, audit_unsealed, audit_seals FROM yttra_runtime;
      GRANT SELECT ON audit_links, audit_unsealed, audit_seals TO yttra_runtime;
      REVOKE ALL ON FUNCTION append_audit_link(audit_events), link_audit_event(), seal_audit() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION seal_audit() TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER audit_events_are_linked ON audit_events;
      DROP FUNCTION seal_audit();
      DROP FUNCTION link_audit_event();
      DROP FUNCTION append_audit_link(audit_events);
      DROP FUNCTION canonical_audit_event(audit_events, text, integer, text);
      DROP FUNCTION canonical_json(jsonb);
      DROP TABLE audit_seals, audit_unsealed, audit_links;
      ALTER TABLE audit_events DROP COLUMN on_behalf_of;
    `);
  }
}

/** RFC 8785, for the values that the service writes: whole numbers and short decimals, names in ASCII. */
const CANONICAL_JSON = `
  CREATE FUNCTION canonical_json(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    RETURN CASE jsonb_typeof(value)
      WHEN 'object' THEN (
        SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || canonical_json(member), ','
          ORDER BY key COLLATE "C"), '') || '}' FROM jsonb_each(value) AS members (key, member))
      WHEN 'array' THEN (
        SELECT '[' || coalesce(string_agg(canonical_json(element), ',' ORDER BY place), '') || ']'
        FROM jsonb_array_elements(value) WITH ORDINALITY AS elements (element, place))
      ELSE value::text
    END;
  END $$`;

/** What an event's hash is of. Before and after are hashes in it, so that it can be shown to those who may not read them. */
const CANONICAL_EVENT = `
  CREATE FUNCTION canonical_audit_event(event audit_events, chain text, place integer, previous text)
    RETURNS text LANGUAGE sql STABLE AS $$
    SELECT canonical_json(jsonb_build_object(
      'actor', event.actor,
      'after', encode(sha256(convert_to(canonical_json(event.after), 'UTF8')), 'hex'),
      'at', to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'before', encode(sha256(convert_to(canonical_json(event.before), 'UTF8')), 'hex'),
      'body', event.body_code, 'caseId', event.case_id, 'chain', chain, 'consultationId', event.consultation_id,
      'id', event.id, 'objectId', event.object_id, 'objectType', event.object_type,
      'onBehalfOf', event.on_behalf_of, 'position', place, 'previous', previous, 'reason', event.reason,
      'referralId', event.referral_id, 'requestId', event.request_id, 'state', event.state, 'verb', event.verb))
  $$`;

/** The owner's: the service may add an event, but no link of its own making. */
const LINK = `
  CREATE FUNCTION append_audit_link(event audit_events) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    its_chain text := coalesce(event.case_id::text, event.body_code, '-');
    last_one  audit_links;
    its_hash  text;
  BEGIN
    -- Held until the commit is visible, which is at once: nothing else happens in this transaction.
    PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || its_chain, 0));
    SELECT * INTO last_one FROM audit_links WHERE chain = its_chain ORDER BY position DESC LIMIT 1;
    its_hash := encode(sha256(convert_to(
      canonical_audit_event(event, its_chain, coalesce(last_one.position, 0) + 1, last_one.hash), 'UTF8')), 'hex');
    INSERT INTO audit_links VALUES (event.id, its_chain, coalesce(last_one.position, 0) + 1, last_one.hash, its_hash);
    INSERT INTO audit_unsealed VALUES (its_chain, coalesce(last_one.position, 0) + 1, its_hash);
  END $$;

  CREATE FUNCTION link_audit_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    -- A restored backup brings its links.
    IF NOT EXISTS (SELECT FROM audit_links WHERE event_id = NEW.id) THEN
      PERFORM append_audit_link(NEW);
    END IF;
    RETURN NULL;
  END $$`;

/** Seals the heads that have moved since the last seal, and answers with its number; null when none has, or another is sealing. */
const SEAL = `
  CREATE FUNCTION seal_audit() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    moved    jsonb;
    last_one audit_seals;
    its_time timestamptz := clock_timestamp();
    place    integer;
  BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('audit seal', 0)) THEN RETURN NULL; END IF;
    WITH taken AS (DELETE FROM audit_unsealed RETURNING chain, position, hash),
    heads AS (SELECT DISTINCT ON (chain) chain, position, hash FROM taken ORDER BY chain, position DESC)
    SELECT jsonb_agg(jsonb_build_object('chain', chain, 'hash', hash, 'position', position) ORDER BY chain COLLATE "C")
      INTO moved FROM heads;
    IF moved IS NULL THEN RETURN NULL; END IF;
    SELECT * INTO last_one FROM audit_seals ORDER BY number DESC LIMIT 1;
    place := coalesce(last_one.number, 0) + 1;
    INSERT INTO audit_seals VALUES (place, its_time, moved, last_one.hash,
      encode(sha256(convert_to(canonical_json(jsonb_build_object(
        'heads', moved, 'number', place, 'previous', last_one.hash,
        'sealedAt', to_char(its_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))), 'UTF8')), 'hex'));
    RETURN place;
  END $$`;
