import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An answer to a remark says whether the remark is met, and can be given to a remark of a reply that was recorded: then it
 * keeps the remark as it was answered, since a recorded reply can be corrected and has no dispatch that would stay.
 */
export class StandsOnRemarks1794000000117 implements MigrationInterface {
  name = 'StandsOnRemarks1794000000117';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE remark_answers
        ADD COLUMN consultation_id uuid CONSTRAINT remark_answers_consultation REFERENCES consultations,
        ADD COLUMN about jsonb,
        ADD COLUMN stand text,
        ALTER COLUMN dispatch_id DROP NOT NULL;
      UPDATE remark_answers SET consultation_id = dispatches.consultation_id
        FROM dispatches WHERE dispatches.id = dispatch_id;
      ALTER TABLE remark_answers
        ALTER COLUMN consultation_id SET NOT NULL,
        ADD CONSTRAINT remark_answers_stand CHECK (stand IN ('accepted', 'partly', 'not-accepted')),
        ADD CONSTRAINT remark_answers_of_one_reply CHECK (num_nonnulls(dispatch_id, about) = 1);
      CREATE INDEX remark_answers_of_consultation ON remark_answers (consultation_id, remark, answered_at DESC);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP POLICY IF EXISTS remark_answers_for_all ON remark_answers;
      ALTER TABLE remark_answers DISABLE ROW LEVEL SECURITY;
      DELETE FROM remark_answers WHERE dispatch_id IS NULL;
      ALTER TABLE remark_answers
        DROP COLUMN consultation_id,
        DROP COLUMN about,
        DROP COLUMN stand,
        ALTER COLUMN dispatch_id SET NOT NULL;
    `);
  }
}
