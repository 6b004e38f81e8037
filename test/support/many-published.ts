import { DataSource } from 'typeorm';

/** Publishes that many cases at once, as the owner: numbered KS 1900/1 and on, each with a title of its own. */
export async function manyPublished(databaseUrl: string, count: number): Promise<void> {
  const owner = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
  try {
    await owner.query(
      `WITH entered AS (
         INSERT INTO register_entries (register_code, number_key, number, registered_at)
         SELECT 'KS', 'KS1900/' || n, 'KS 1900/' || n, now() FROM generate_series(1, $1::int) AS n RETURNING number
       ), registered AS (
         INSERT INTO cases (id, title, issuer_code, register_code, number_key, number, state, created_by)
         SELECT gen_random_uuid(), 'Ärende om gata ' || md5(number), 'KS', 'KS', replace(number, ' ', ''), number, 'open',
           'ks-registrator' FROM entered RETURNING id, number, title
       )
       INSERT INTO publications (id, kind, case_id, body_code, number, title, dated_on, hides_party, parties, remove_on,
         state, published_at)
       SELECT gen_random_uuid(), 'case', id, 'KS', number, title, '1900-01-01', false, '{}', '2100-01-01', 'published',
         '2026-11-01' FROM registered`,
      [count],
    );
    await owner.query('ANALYZE public_entries');
  } finally {
    await owner.destroy();
  }
}
