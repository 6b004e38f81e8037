import { ToldOperator } from '../config/told-operator.js';
import { DatabaseClient } from './database-client.js';

/** How somebody logs in to PostgreSQL. */
export interface Login {
  readonly name: string;
  readonly password: string;
}

/** Owns the database and all in it, and logs in nowhere itself. */
const OWNER = 'yttra_owner';

/**
 * Makes what the service and its commands log in as, none of them a superuser: `yttra_owner`, who owns the database and
 * all that is in it; `migrator`, who works as that owner; `service`, who owns nothing and works as `yttra_runtime`.
 * What another login has made before becomes the owner's. Safe to run again: then the passwords are set anew.
 *
 * @param superuserUrl the database, as a login that may make roles and give away what others own.
 * @throws LoginsAreTheSame
 */
export async function makeLogins(superuserUrl: string, migrator: Login, service: Login): Promise<void> {
  const database = await new DatabaseClient({
    connectionString: superuserUrl,
    application_name: 'yttra',
  }).reach();
  try {
    await database.query('BEGIN');
    // Roles belong to the whole server: two databases may be set up at once.
    await database.query("SELECT pg_advisory_xact_lock(hashtext('yttra logins'))");
    const names = new Set([OWNER, migrator.name, service.name, database.user]);
    if (names.size < 4) throw new LoginsAreTheSame();
    await makeRole(database, 'yttra_runtime', 'NOLOGIN NOCREATEROLE');
    // migrations/001 asks for the right to make a role, also where it is there already.
    await makeRole(database, OWNER, 'NOLOGIN CREATEROLE');
    for (const { name, password } of [migrator, service])
      await makeRole(database, name, `LOGIN NOCREATEROLE PASSWORD ${database.escapeLiteral(password)}`);
    await database.query(memberships(database, migrator.name, service.name));
    await database.query(HAND_OVER);
    await database.query('COMMIT');
  } finally {
    await database.end();
  }
}

export class LoginsAreTheSame extends ToldOperator {
  override readonly name = 'LoginsAreTheSame';

  constructor() {
    super({
      sv: `De tre inloggningarna ska vara olika, och ingen av dem ${OWNER}: kontrollera SUPERUSER_DATABASE_URL, MIGRATION_DATABASE_URL och DATABASE_URL.`,
      en: `The three logins must differ, and none be ${OWNER}: check SUPERUSER_DATABASE_URL, MIGRATION_DATABASE_URL and DATABASE_URL.`,
    });
  }
}

/**
 * Makes the role where it does not exist, and takes rights over the server from it: superuser, databases, replication,
 * row-level security.
 */
async function makeRole(database: DatabaseClient, name: string, rights: string): Promise<void> {
  const role = database.escapeIdentifier(name);
  const { rowCount } = await database.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) await database.query(`CREATE ROLE ${role}`);
  await database.query(`ALTER ROLE ${role} NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS ${rights}`);
}

function memberships(database: DatabaseClient, migratorName: string, serviceName: string): string {
  const [migrator, service] = [migratorName, serviceName].map((name) => database.escapeIdentifier(name));
  return `
    GRANT ${OWNER} TO ${migrator};
    ALTER ROLE ${migrator} SET role = ${OWNER};
    GRANT yttra_runtime TO ${OWNER}, ${service};`;
}

const OURS = "SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'bullmq')";

/** Of the database and of all that no extension holds; and new tables are the service's to use, as migrations/001 has it. */
const HAND_OVER = `
  DO $$
  DECLARE
    statement text;
  BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO ${OWNER}', current_database());
    FOR statement IN
      SELECT format('ALTER SCHEMA %I OWNER TO ${OWNER}', nspname) FROM pg_namespace
      WHERE nspname = 'bullmq' AND nspowner <> '${OWNER}'::regrole
      UNION ALL
      SELECT format('ALTER TABLE %s OWNER TO ${OWNER}', oid::regclass) FROM pg_class
      WHERE relnamespace IN (${OURS}) AND relowner <> '${OWNER}'::regrole AND (relkind IN ('r', 'p', 'v', 'm')
        OR relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('a', 'i')))
      UNION ALL
      SELECT format('ALTER ROUTINE %s OWNER TO ${OWNER}', oid::regprocedure) FROM pg_proc
      WHERE pronamespace IN (${OURS}) AND proowner <> '${OWNER}'::regrole
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
      UNION ALL
      SELECT format('ALTER TYPE %s OWNER TO ${OWNER}', oid::regtype) FROM pg_type
      WHERE typnamespace IN (${OURS}) AND typowner <> '${OWNER}'::regrole AND typtype IN ('e', 'd')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e')
      UNION ALL
      SELECT format('ALTER COLLATION %s OWNER TO ${OWNER}', oid::regcollation) FROM pg_collation
      WHERE collnamespace IN (${OURS}) AND collowner <> '${OWNER}'::regrole
    LOOP
      EXECUTE statement;
    END LOOP;
  END $$;
  ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO yttra_runtime;
  ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} IN SCHEMA public GRANT USAGE ON SEQUENCES TO yttra_runtime;`;
