import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody has uploaded counts, also what has since been marked confidential and they no longer see. */
export class UploadQuota1794000000030 implements MigrationInterface {
  name = 'UploadQuota1794000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX documents_newest_of_uploader ON documents (created_by, created_at DESC);
      -- NULL: there is room. Else until the newest upload that is in the way is a day old.
      CREATE FUNCTION seconds_until_room_for_upload(uploader text, bytes bigint, most bigint) RETURNS integer
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT greatest(1, ceil(extract(epoch FROM max(created_at) + interval '24 hours' - now())))::integer
        FROM (SELECT created_at, sum(byte_size) OVER (ORDER BY created_at DESC) AS bytes_since FROM documents
          WHERE created_by = uploader AND created_at > now() - interval '24 hours') uploads
        WHERE bytes_since + bytes > most
        HAVING max(created_at) IS NOT NULL
      $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION seconds_until_room_for_upload(text, bigint, bigint);
      DROP INDEX documents_newest_of_uploader;
    `);
  }
}
