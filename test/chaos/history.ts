/** What a client was promised: an answer of 2xx, or that it gave up without one. */
export interface Entry {
  readonly key: string;
  readonly what: 'register' | 'forward';
  /** The object that was answered; undefined: never acked, so it may be there or not, but once at most. */
  readonly id: string | undefined;
}

export interface Verdict {
  readonly acked: number;
  readonly lost: string[];
  readonly doubled: string[];
  readonly invented: string[];
}

interface Counted {
  readonly key: string;
  readonly times: number;
  readonly id: string;
}

interface Queryable {
  query(sql: string): Promise<{ rows: Counted[] }>;
}

/** Holds what clients were promised against what is in the database. */
export async function judge(history: readonly Entry[], database: Queryable): Promise<Verdict> {
  const lost: string[] = [];
  const doubled: string[] = [];
  const invented: string[] = [];
  const registered = await countBy(
    database,
    "SELECT title AS key, count(*)::int AS times, min(id::text) AS id FROM cases WHERE title LIKE 'chaos-%' GROUP BY 1",
  );
  // One inbox item of the issuer's for each dispatch, and one dispatch for each forwarding.
  const forwarded = await countBy(
    database,
    `SELECT consultation_id::text AS key, count(*)::int AS times, min(consultation_id::text) AS id
     FROM dispatches GROUP BY 1`,
  );
  const arrived = await countBy(
    database,
    `SELECT consultation_id::text AS key, count(*)::int AS times, min(consultation_id::text) AS id
     FROM inbox_items WHERE kind = 'dispatch' AND body_code = 'KS' GROUP BY 1`,
  );
  const tried = { register: new Set<string>(), forward: new Set<string>() };
  for (const { what, key, id } of history) {
    tried[what].add(key);
    for (const found of what === 'register' ? [registered] : [forwarded, arrived]) {
      const there = found.get(key);
      if (id !== undefined && there?.id !== id) lost.push(`${what} ${key}`);
      if (there && there.times > 1) doubled.push(`${what} ${key} × ${there.times}`);
    }
  }
  for (const key of registered.keys()) if (!tried.register.has(key)) invented.push(`register ${key}`);
  for (const found of [forwarded, arrived])
    for (const key of found.keys()) if (!tried.forward.has(key)) invented.push(`forward ${key}`);
  for (const key of arrived.keys()) if (!forwarded.has(key)) invented.push(`arrived ${key}`);
  const acked = history.filter(({ id }) => id !== undefined).length;
  return { acked, lost, doubled, invented };
}

async function countBy(
  database: Queryable,
  sql: string,
): Promise<Map<string, { times: number; id: string }>> {
  const { rows } = await database.query(sql);
  return new Map(rows.map(({ key, times, id }) => [key, { times, id }]));
}
