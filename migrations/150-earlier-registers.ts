import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which registers a body's numbers stand besides the present one, for a body whose register another has come to keep, or keeps no more. */
export class EarlierRegisters1794000000150 implements MigrationInterface {
  name = 'EarlierRegisters1794000000150';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bodies ADD earlier_registers text[] NOT NULL DEFAULT '{}';
      UPDATE bodies SET earlier_registers = stands.registers FROM (
        SELECT body, array_agg(DISTINCT register_code ORDER BY register_code) AS registers FROM (
          SELECT issuer_code AS body, register_code FROM cases
          UNION SELECT consultee_code, register_code FROM consultations WHERE own_number_key IS NOT NULL
        ) numbers JOIN bodies ON code = body WHERE register_code <> coalesce(register_kept_by, code) GROUP BY 1) stands
      WHERE code = stands.body;

      CREATE FUNCTION body_remembers_its_registers()
        RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        NEW.earlier_registers := array_remove(array_remove(OLD.earlier_registers, coalesce(OLD.register_kept_by, OLD.code))
          || coalesce(OLD.register_kept_by, OLD.code), coalesce(NEW.register_kept_by, NEW.code));
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER body_remembers_its_registers BEFORE UPDATE OF register_kept_by ON bodies
        FOR EACH ROW WHEN (OLD.register_kept_by IS DISTINCT FROM NEW.register_kept_by)
        EXECUTE FUNCTION body_remembers_its_registers();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER body_remembers_its_registers ON bodies;
      DROP FUNCTION body_remembers_its_registers();
      ALTER TABLE bodies DROP earlier_registers;
    `);
  }
}
