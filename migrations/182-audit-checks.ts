import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checks of the audit trail, of each night and those that an administrator asks for: promised in a row, and kept with what was found. */
export class AuditChecks1794000000182 implements MigrationInterface {
  name = 'AuditChecks1794000000182';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_checks (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        asked_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Who asked; null for that of a night.
        asked_by     text,
        night        date CONSTRAINT audit_checks_once_a_night UNIQUE,
        attempts     integer NOT NULL DEFAULT 0,
        due_at       timestamptz DEFAULT now(),
        started_at   timestamptz,
        ended_at     timestamptz,
        outcome      text CONSTRAINT audit_checks_outcomes CHECK (outcome IN ('whole', 'broken', 'interrupted')),
        events       bigint,
        first_event  bigint,
        first_at     timestamptz,
        last_event   bigint,
        last_at      timestamptz,
        broken_kind  text,
        broken_event bigint,
        CONSTRAINT audit_checks_asked_or_nightly CHECK (num_nonnulls(asked_by, night) = 1),
        CONSTRAINT audit_checks_ended CHECK ((ended_at IS NULL) = (outcome IS NULL) AND (ended_at IS NULL) = (due_at IS NOT NULL)),
        CONSTRAINT audit_checks_looked CHECK ((events IS NOT NULL) = (outcome IS NOT NULL AND outcome <> 'interrupted')),
        CONSTRAINT audit_checks_broken CHECK ((broken_kind IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'broken'))
      );
      CREATE UNIQUE INDEX audit_checks_one_at_a_time ON audit_checks ((true)) WHERE ended_at IS NULL;
      CREATE INDEX audit_checks_in_order ON audit_checks (asked_at, id);

      REVOKE ALL ON audit_checks FROM yttra_runtime;
      GRANT SELECT, INSERT (asked_by, night), UPDATE (attempts, due_at, started_at, ended_at, outcome, events, first_event,
        first_at, last_event, last_at, broken_kind, broken_event) ON audit_checks TO yttra_runtime;

      CREATE FUNCTION audit_check_stays_as_it_ended() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER audit_checks_stay_as_they_ended BEFORE UPDATE ON audit_checks FOR EACH ROW
        WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION audit_check_stays_as_it_ended();
      CREATE FUNCTION old_audit_checks_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER audit_checks_old_ones_go AFTER INSERT ON audit_checks
        FOR EACH ROW EXECUTE FUNCTION old_audit_checks_go();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE audit_checks;
      DROP FUNCTION old_audit_checks_go();
      DROP FUNCTION audit_check_stays_as_it_ended();
    `);
  }
}
