import type { DataSource } from 'typeorm';

/** What changes by itself, or by the mere asking. */
const RESTLESS = [
  'api_client_keys',
  'reminder_sweep',
  'outbox',
  'audit_links',
  'audit_unsealed',
  'audit_seals',
  'audit_checks',
  'paper_jobs',
];

/** A sum of all that stands in each table of ours. */
export async function contentsOf(database: DataSource): Promise<ReadonlyMap<string, string>> {
  const tables: { name: string }[] = await database.query(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1)
       AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT') ORDER BY 1`,
    [RESTLESS],
  );
  const sums = await Promise.all(
    tables.map(async ({ name }) => {
      const [{ sum }]: [{ sum: string }] = await database.query(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(row::text, '\n' ORDER BY row::text)), '') AS sum FROM ${name} row`,
      );
      return [name, sum] as const;
    }),
  );
  return new Map(sums);
}
