import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClientsAnsweredFor1794000000049 implements MigrationInterface {
  name = 'ClientsAnsweredFor1794000000049';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE api_client_keys
        ADD COLUMN responsible text,
        -- What was made before says nothing of how surely its maker was identified: that is no level at all.
        ADD COLUMN acr text[] NOT NULL DEFAULT '{}';
      UPDATE api_client_keys SET responsible = created_by;
      ALTER TABLE api_client_keys ALTER COLUMN responsible SET NOT NULL;
      CREATE INDEX api_client_keys_of_responsible ON api_client_keys (responsible);

      -- Until now an administrator gave rights without having them. What was given goes on as it is for 90 days, while
      -- somebody who has the right takes it over; at once it would stop every integration of the municipality.
      UPDATE api_clients SET version = version + 1, scopes = (
        SELECT jsonb_agg(scope || jsonb_build_object(
          'answeredBy', (SELECT jsonb_object_agg(verb, created_by) FROM jsonb_array_elements_text(scope->'verbs') AS verb),
          'until', to_char((now() + interval '90 days') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
        FROM jsonb_array_elements(scopes) AS scope);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE api_clients SET scopes = (
        SELECT jsonb_agg(scope - 'answeredBy' - 'until') FROM jsonb_array_elements(scopes) AS scope);
      ALTER TABLE api_client_keys DROP COLUMN responsible, DROP COLUMN acr;
    `);
  }
}
