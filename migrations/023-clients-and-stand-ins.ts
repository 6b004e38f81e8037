import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClientsAndStandIns1794000000023 implements MigrationInterface {
  name = 'ClientsAndStandIns1794000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Another system that calls the API. Its row outlives it: the audit trail names it.
      CREATE TABLE api_clients (
        id         uuid PRIMARY KEY,
        body_code  text NOT NULL CONSTRAINT api_clients_body REFERENCES bodies,
        name       text NOT NULL,
        scopes     jsonb NOT NULL, -- [{"body": "TSN", "verbs": ["read", "consultation.register"]}]
        active     boolean NOT NULL DEFAULT true,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        version    integer NOT NULL DEFAULT 1
      );
      CREATE INDEX api_clients_newest_of_body ON api_clients (body_code, created_at DESC, id);

      -- The prefix finds a key, the hash proves it; the key itself is nowhere.
      CREATE TABLE api_client_keys (
        prefix        text PRIMARY KEY CONSTRAINT api_client_keys_prefix CHECK (prefix ~ '^[a-z0-9]{8}$'),
        client_id     uuid NOT NULL CONSTRAINT api_client_keys_client REFERENCES api_clients,
        secret_sha256 text NOT NULL CONSTRAINT api_client_keys_hash CHECK (secret_sha256 ~ '^[0-9a-f]{64}$'),
        created_by    text NOT NULL,
        created_at    timestamptz NOT NULL,
        expires_at    timestamptz NOT NULL,
        revoked_at    timestamptz,
        last_used_at  timestamptz
      );
      CREATE INDEX api_client_keys_of_client ON api_client_keys (client_id, created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE api_client_keys, api_clients;
    `);
  }
}
