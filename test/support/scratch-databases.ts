import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';

export interface ScratchDatabase {
  readonly url: string;
  readonly name: string;
  /** What the service and its commands need to work on it. */
  readonly env: { DATABASE_URL: string; DEMO: string; DOCUMENTS_DIRECTORY: string };
}

const server = (): string => process.env['YTTRA_TEST_POSTGRES']!;

/** Databases beside the service's own, dropped together. */
export class ScratchDatabases {
  private readonly drops: string[] = [];

  /** @param folder where each gets a documents folder of its own. */
  constructor(private readonly folder: () => string) {}

  async create(template = 'template1'): Promise<ScratchDatabase> {
    const name = `yttra_scratch_${randomUUID().replaceAll('-', '')}_demo`;
    await query(server(), `CREATE DATABASE ${name} TEMPLATE ${template}`);
    this.dropLater(`DATABASE ${name} WITH (FORCE)`);
    const { href } = Object.assign(new URL(server()), { pathname: name });
    return {
      url: href,
      name,
      env: { DATABASE_URL: href, DEMO: 'true', DOCUMENTS_DIRECTORY: join(this.folder(), name) },
    };
  }

  /** A login that owns nothing and is all that `grants` says, here and in no other database. */
  async login({ url }: { url: string }, grants: (role: string) => string): Promise<string> {
    const role = `yttra_scratch_${randomUUID().slice(0, 8)}`;
    await query(server(), `CREATE ROLE ${role} LOGIN PASSWORD 'hemligt'`);
    this.dropLater(`ROLE ${role}`);
    await query(url, grants(role));
    return Object.assign(new URL(url), { username: role, password: 'hemligt' }).href;
  }

  dropLater(what: string): void {
    this.drops.push(what);
  }

  /** Roles last: while a database names one, it stays. */
  async drop(): Promise<void> {
    for (const what of this.drops.toSorted()) await query(server(), `DROP ${what}`);
  }
}

export async function query<T = void>(url: string, sql: string): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows as T;
}

/** The one value of the one row. */
export const one = async <T>(url: string, sql: string): Promise<T> =>
  Object.values((await query<Record<string, T>[]>(url, sql))[0]!)[0]!;
