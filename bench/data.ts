import pg from 'pg';

const BOARDS = ['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'];

/**
 * Fills a database with cases and ten times as many consultations, nineteen in twenty of them long
 * settled, each with a statement. Deterministic: every run measures the same rows.
 */
export async function fill(ownerUrl: string, cases: number): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`
    CREATE FUNCTION pg_temp.id_of(name text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
      $$ SELECT overlay(overlay(md5(name) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid $$;

    INSERT INTO register_entries (register_code, number_key, number)
    SELECT 'KS', 'ks2020/' || n, 'KS 2020/' || n FROM generate_series(1, ${cases}) AS n;

    INSERT INTO cases (id, register_code, number_key, number, issuer_code, title, state, created_by, created_at)
    SELECT pg_temp.id_of('case' || n), 'KS', 'ks2020/' || n, 'KS 2020/' || n, 'KS',
      (ARRAY['Strategi för social hållbarhet', 'Översiktsplan', 'Avfallsplan', 'Kulturpolitik', 'Trafikstrategi',
        'Näringslivsprogram', 'Klimatanpassningsplan', 'Biblioteksplan'])[1 + n % 8] || ' ' || n,
      'open', 'ks-registrator', timestamptz '2020-01-01' + n * interval '1 hour'
    FROM generate_series(1, ${cases}) AS n;

    INSERT INTO consultations (id, case_id, issuer_code, consultee_code, title, case_number, state, reply_by,
      original_reply_by, reply_by_set_on, reply_required, own_case_number, officer, statement_version, reached_issuer_on)
    SELECT pg_temp.id_of('consultation' || n || '/' || k), pg_temp.id_of('case' || n), 'KS',
      (ARRAY['${BOARDS.join("','")}'])[1 + (n + k) % 6],
      'Remiss, ' || (ARRAY['strategi för social hållbarhet', 'översiktsplan', 'avfallsplan', 'kulturpolitik', 'trafikstrategi',
        'näringslivsprogram', 'klimatanpassningsplan', 'biblioteksplan'])[1 + n % 8] || ' ' || n || ', omgång ' || k,
      'KS 2020/' || n, state, day, day, day - 60, true, 'X 2020/' || n || '-' || k,
      CASE WHEN state = 'drafting' AND (n + k) % 6 = 0 THEN 'tsn-handlaggare' END, 1,
      CASE WHEN state = 'received' THEN day - 3 END
    FROM generate_series(1, ${cases}) AS n, generate_series(1, 10) AS k
    CROSS JOIN LATERAL (SELECT CASE
        WHEN (n * 7 + k * 3) % 20 <> 0 THEN (ARRAY['received', 'received', 'received', 'no-reply', 'declined'])[1 + (n + k) % 5]
        ELSE (ARRAY['registered', 'drafting', 'drafting', 'in-review', 'approved'])[1 + (n + k) % 5] END AS state,
      date '2026-01-01' + (n * 7 + k) % 700 AS day) AS made;

    INSERT INTO statement_versions (consultation_id, number, content, origin, author)
    SELECT id, 1, jsonb_build_object('title', title, 'summary', repeat('Sammanfattning av ärendet. ', 10),
      'matter', repeat('Ärendet beskrivs här. ', 30), 'assessment', repeat('Förvaltningen bedömer. ', 20),
      'stance', 'supports', 'clauses', jsonb_build_array(jsonb_build_object('text', 'att tillstyrka förslaget')),
      'basis', '[]'::jsonb, 'recipients', '[{"body": "KS"}]'::jsonb, 'answers', '[]'::jsonb, 'remarks', '[]'::jsonb,
      'sections', '[]'::jsonb), 'draft', 'tsn-handlaggare'
    FROM consultations WHERE state IN ('registered', 'drafting', 'in-review', 'approved');
  `);
  await owner.query('VACUUM (ANALYZE)');
  await owner.end();
}

/** Consultations of TSN that its officer is drafting: what the measurements read and write. */
export async function drafts(ownerUrl: string): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    "SELECT id FROM consultations WHERE officer = 'tsn-handlaggare' AND state = 'drafting' ORDER BY id LIMIT 500",
  );
  await owner.end();
  return rows.map(({ id }) => id);
}
