import type { DataSource, EntityManager } from 'typeorm';

/** What bodies are called, or were called at an instant, by their codes. */
export async function namesOfBodies(
  database: DataSource | EntityManager,
  codes: readonly (string | null | undefined)[],
  at: string | Date = new Date(),
): Promise<ReadonlyMap<string, string>> {
  const bodies: { code: string; name: string }[] = await database.query(
    'SELECT code, body_name_at(code, $2) AS name FROM bodies WHERE code = ANY($1)',
    [codes.filter((code) => code !== null && code !== undefined), at],
  );
  return new Map(bodies.map(({ code, name }) => [code, name]));
}
