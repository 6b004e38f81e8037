import pg from 'pg';

export interface Fingerprints {
  /** Of every table. Two that are equal were taken of the same rows. */
  take(): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Tells whether anything at all was written: of each table how many rows there are, and the sum of the
 * transactions that wrote them. It reads no content, so it can be taken hundreds of times, and it also sees a
 * row that was written again as it was. As the owner, for whom row-level security hides nothing. Nothing
 * changes by itself while neither relay nor worker runs (`ROLE=api`).
 */
export async function fingerprintsOf(databaseUrl: string): Promise<Fingerprints> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const { rows: tables } = await owner.query<{ name: string }>(
    // That somebody was refused is kept on purpose.
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'refused_attempts'",
  );
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' by ' || coalesce(sum(xmin::text::bigint), 0) AS print FROM ${name}`,
  );
  return {
    take: async () => {
      const { rows } = await owner.query<{ name: string; print: string }>(each.join(' UNION ALL '));
      return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
    },
    close: () => owner.end(),
  };
}
