import { DatabaseClient } from './database-client.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { makeLogins } from './make-logins.js';

const DATABASE = 'yttra';

/** Addresses of the embedded database, as those who work on it log in. */
export interface EmbeddedLogins {
  /** Works as the owner: migrates, backs up and restores. */
  readonly migrator: string;
  /** The service's own login, which owns nothing in the database. */
  readonly service: string;
}

/**
 * Makes the database and its logins where they are missing, also in a folder of earlier versions, in which
 * all was the superuser's. Their passwords are kept beside the superuser's, who is needed for nothing else.
 */
export async function embeddedLogins(postgres: EmbeddedPostgres): Promise<EmbeddedLogins> {
  const [migrator, service] = await Promise.all(
    ['migrator', 'service'].map(async (name) => ({
      name: `yttra_${name}`,
      password: await postgres.secret(`${name}-password`),
    })),
  );
  await createIfMissing(postgres.url('postgres'));
  await makeLogins(postgres.url(DATABASE), migrator!, service!);
  const urlOf = ({ name, password }: { name: string; password: string }) =>
    `postgres://${name}:${password}@127.0.0.1:${postgres.port}/${DATABASE}`;
  return { migrator: urlOf(migrator!), service: urlOf(service!) };
}

async function createIfMissing(serverUrl: string): Promise<void> {
  const client = await new DatabaseClient({ connectionString: serverUrl, application_name: 'yttra' }).reach();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // Another process that starts at the same time made it.
    if ((error as { code?: string }).code !== '42P04') throw error;
  } finally {
    await client.end();
  }
}
