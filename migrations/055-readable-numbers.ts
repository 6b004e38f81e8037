import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As src/rules/case-number.ts: how wide a sign is and what is not seen make no other number. */
const KEY = `replace(lower(regexp_replace(normalize(number_key, NFKC),
  '[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]', '', 'g')), ' ', '')`;

/**
 * Numbers that look the same are one. What stands in a register already keeps its number as it was written; its key is
 * made anew where no other entry has that key, and is left where there are two that look the same.
 */
export class ReadableNumbers1794000000055 implements MigrationInterface {
  name = 'ReadableNumbers1794000000055';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TEMPORARY TABLE renamed ON COMMIT DROP AS
        SELECT DISTINCT ON (register_code, key) register_code, number_key, key FROM (
          SELECT register_code, number_key, regexp_replace(${KEY}, '[\\u2010-\\u2015]', '-', 'g') AS key FROM register_entries) entry
        WHERE key <> number_key AND key <> '' AND NOT EXISTS (SELECT FROM register_entries taken
          WHERE taken.register_code = entry.register_code AND taken.number_key = entry.key)
        ORDER BY register_code, key, number_key;
      INSERT INTO register_entries (register_code, number_key, number, registered_at)
        SELECT register_code, key, number, registered_at FROM renamed JOIN register_entries USING (register_code, number_key);
      UPDATE cases SET number_key = key FROM renamed
        WHERE cases.register_code = renamed.register_code AND cases.number_key = renamed.number_key;
      UPDATE consultations SET own_number_key = key FROM renamed
        WHERE consultations.register_code = renamed.register_code AND own_number_key = renamed.number_key;
      DELETE FROM register_entries USING renamed
        WHERE register_entries.register_code = renamed.register_code AND register_entries.number_key = renamed.number_key;
    `);
  }

  /** A key that was made anew finds its number either way. */
  async down(_db: QueryRunner): Promise<void> {}
}
