import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who took over from a body that was wound up, and from those before it; what is handed over moves in the lists of cases. */
export class SuccessorsOfBodies1794000000112 implements MigrationInterface {
  name = 'SuccessorsOfBodies1794000000112';

  /** `migrate` gives the view the rest of what it says. */
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE body_heirs (
        body_code text NOT NULL CONSTRAINT body_heirs_body REFERENCES bodies,
        heir      text NOT NULL CONSTRAINT body_heirs_heir REFERENCES bodies,
        PRIMARY KEY (body_code, heir)
      );
      CREATE VIEW held_roles AS SELECT username, body_code, role, body_code AS held_in FROM roles;
      DROP TRIGGER cases_move_their_places ON cases;
      CREATE TRIGGER cases_move_their_places AFTER UPDATE OF state, created_at, issuer_code ON cases
        FOR EACH ROW EXECUTE FUNCTION case_moves_its_places();
      CREATE TRIGGER consultations_move_their_place AFTER UPDATE OF consultee_code ON consultations
        FOR EACH ROW WHEN (NEW.consultee_code IS DISTINCT FROM OLD.consultee_code)
        EXECUTE FUNCTION consultation_places_its_case();
    `);
  }

  /** What asks who took over stays, and is told that nobody has. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION took_over(heir text, body text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT heir = body';
      CREATE OR REPLACE FUNCTION register_body(register text, body text) RETURNS text LANGUAGE sql STABLE AS 'SELECT body';
      CREATE OR REPLACE VIEW effective_roles AS
        SELECT username, body_code, role FROM roles
        UNION
        SELECT roles.username, bodies.code, roles.role
        FROM bodies JOIN roles ON roles.body_code = bodies.register_kept_by
        WHERE NOT EXISTS (
          SELECT FROM roles own_role WHERE own_role.body_code = bodies.code AND own_role.role NOT IN ('reader', 'administrator')
        );
      DROP VIEW held_roles;
      DROP TABLE body_heirs;
      DROP TRIGGER consultations_move_their_place ON consultations;
      DROP TRIGGER cases_move_their_places ON cases;
      CREATE TRIGGER cases_move_their_places AFTER UPDATE OF state, created_at ON cases
        FOR EACH ROW EXECUTE FUNCTION case_moves_its_places();
    `);
  }
}
