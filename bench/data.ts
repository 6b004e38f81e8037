import pg from 'pg';

const BOARDS = ['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'];
/** Each board has so many officers. What they do is shared by those of one board; of the others all is one officer's. */
const OFFICERS = 60;
const SHARED = 'SN';

/** What the measurements and the plan test fill. Their indexes are made once the rows are there, which is faster. */
const FILLED = [
  'register_entries',
  'cases',
  'case_places',
  'referrals',
  'consultations',
  'statement_versions',
  'documents',
  'referral_documents',
  'deliveries',
  'inbox_items',
  'messages',
  'extensions',
  'dispatches',
  'delivery_attempts',
  'audit_events',
  'publications',
  'public_entries',
];

/**
 * Fills a database with cases and ten times as many consultations, nineteen in twenty of them long
 * settled: their numbers in the registers, two referrals a case, what was delivered, what is published, what was
 * remembered. Deterministic: every run measures the same rows.
 *
 * The rows are written as the triggers would leave them, and the triggers and foreign keys are off meanwhile.
 */
export async function fill(ownerUrl: string, cases: number): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'");
    const indexes = await takeIndexes(owner);
    for (const sql of rowsOf(cases)) await owner.query(sql);
    for (const index of indexes) await owner.query(index);
    await owner.query('VACUUM (ANALYZE)');
  } finally {
    await owner.end();
  }
}

/**
 * As `fill`, into tables that PostgreSQL has counted while they had pages and no rows in them, and does not count anew: as
 * where much was removed, and much is moved in before autovacuum comes.
 */
export async function fillUncounted(ownerUrl: string, cases: number): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('SET session_replication_role = replica');
    for (const table of FILLED) await owner.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
    await owner.query('BEGIN');
    for (const sql of rowsOf(cases)) await owner.query(sql);
    await owner.query('ROLLBACK');
    await owner.query('ANALYZE');
    for (const sql of rowsOf(cases)) await owner.query(sql);
  } finally {
    await owner.end();
  }
}

/** Drops the indexes that no constraint stands on, and says how to make them again. */
async function takeIndexes(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ indexrelid: string; definition: string }>(
    `SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = ANY($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    [FILLED],
  );
  for (const { indexrelid } of rows) await owner.query(`DROP INDEX ${indexrelid}`);
  return rows.map(({ definition }) => definition);
}

const TITLES = `(ARRAY['strategi för social hållbarhet', 'översiktsplan', 'avfallsplan', 'kulturpolitik', 'trafikstrategi',
  'näringslivsprogram', 'klimatanpassningsplan', 'biblioteksplan'])[1 + n % 8]`;

const rowsOf = (cases: number): string[] => [
  `CREATE FUNCTION pg_temp.id_of(name text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
     $$ SELECT overlay(overlay(md5(name) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid $$;
   CREATE TEMPORARY TABLE made AS
     SELECT n, k, pg_temp.id_of('consultation' || n || '/' || k) AS id, pg_temp.id_of('case' || n) AS case_id,
       pg_temp.id_of('referral' || n || '/' || round) AS referral_id, round, consultee,
       lower(consultee) || '-handlaggare'
         || CASE WHEN consultee = '${SHARED}' AND (n / 20) % ${OFFICERS} > 0 THEN '-' || (n / 20) % ${OFFICERS} ELSE '' END AS officer,
       timestamptz '2020-01-01' + n * interval '15 minutes' AS registered_at, state, day
     FROM generate_series(1, ${cases}) AS n, generate_series(1, 10) AS k
     CROSS JOIN LATERAL (SELECT
       (k + 4) / 5 AS round, (ARRAY['${BOARDS.join("','")}'])[1 + (n + k) % 6] AS consultee,
       CASE WHEN (n * 7 + k * 3) % 20 <> 0
         THEN (ARRAY['received', 'received', 'received', 'no-reply', 'declined'])[1 + (n + k) % 5]
         ELSE (ARRAY['registered', 'drafting', 'drafting', 'in-review', 'approved'])[1 + (n + k) % 5] END AS state,
       date '2026-01-01' + (n * 7 + k) % 700 AS day) AS drawn;`,

  `INSERT INTO people (username, name)
     SELECT lower(board) || '-handlaggare-' || nth, 'Handläggare ' || nth || ', ' || board
     FROM unnest(ARRAY['${BOARDS.join("','")}']) AS board, generate_series(1, ${OFFICERS - 1}) AS nth;
   INSERT INTO roles (username, body_code, role)
     SELECT lower(board) || '-handlaggare-' || nth, board, 'officer'
     FROM unnest(ARRAY['${BOARDS.join("','")}']) AS board, generate_series(1, ${OFFICERS - 1}) AS nth;

   INSERT INTO register_entries (register_code, number_key, number, registered_at)
     SELECT 'KS', 'ks2020/' || n, 'KS 2020/' || n, timestamptz '2020-01-01' + n * interval '15 minutes'
       FROM generate_series(1, ${cases}) AS n
     UNION ALL
     SELECT consultee, lower(consultee) || '2020/' || n || '-' || k, consultee || ' 2020/' || n || '-' || k,
       registered_at + k * interval '1 minute' FROM made;

   INSERT INTO cases (id, register_code, number_key, number, issuer_code, title, state, created_by, created_at)
     SELECT pg_temp.id_of('case' || n), 'KS', 'ks2020/' || n, 'KS 2020/' || n, 'KS',
       upper(left(${TITLES}, 1)) || substr(${TITLES}, 2) || ' ' || n,
       CASE WHEN n % 20 = 0 THEN 'open' ELSE 'closed' END, 'ks-registrator',
       timestamptz '2020-01-01' + n * interval '15 minutes'
     FROM generate_series(1, ${cases}) AS n;

   INSERT INTO referrals (id, case_id, issuer_code, title, reply_by, state, packet, sent_at, created_by, created_at)
     SELECT DISTINCT ON (n, round) referral_id, case_id, 'KS', 'Remiss, ' || ${TITLES} || ' ' || n || ', omgång ' || round,
       day, 'sent', '{}'::jsonb, registered_at, 'ks-registrator', registered_at
     FROM made ORDER BY n, round;`,

  `INSERT INTO consultations (id, case_id, referral_id, issuer_code, consultee_code, title, case_number, state, reply_by,
       original_reply_by, reply_by_set_on, reply_required, register_code, own_number_key, own_case_number, officer,
       statement_version, reached_issuer_on, sent_at, state_since)
     SELECT id, case_id, referral_id, 'KS', consultee, 'Remiss, ' || ${TITLES} || ' ' || n || ', omgång ' || k,
       'KS 2020/' || n, state, day, day, day - 60, true, consultee, lower(consultee) || '2020/' || n || '-' || k,
       consultee || ' 2020/' || n || '-' || k,
       CASE WHEN state <> 'registered' THEN officer END, 1,
       CASE WHEN state = 'received' THEN day - 3 END, registered_at, day - 60
     FROM made;

   INSERT INTO statement_versions (consultation_id, number, content, origin, author)
     SELECT id, 1, jsonb_build_object('title', 'Remiss, ' || ${TITLES} || ' ' || n, 'summary', repeat('Sammanfattning av ärendet. ', 10),
       'matter', repeat('Ärendet beskrivs här. ', 30), 'assessment', repeat('Förvaltningen bedömer. ', 20),
       'stance', 'supports', 'clauses', jsonb_build_array(jsonb_build_object('text', 'att tillstyrka förslaget')),
       'basis', '[]'::jsonb, 'recipients', '[{"body": "KS"}]'::jsonb, 'answers', '[]'::jsonb, 'remarks', '[]'::jsonb,
       'sections', '[]'::jsonb), 'draft', officer
     FROM made WHERE state IN ('registered', 'drafting', 'in-review', 'approved');`,

  `INSERT INTO documents (id, body_code, title, kind, direction, file_name, media_type, byte_size, sha256, created_by, created_at)
     SELECT pg_temp.id_of('document' || n), 'KS', 'Förslag till ' || ${TITLES} || ' ' || n,
       CASE WHEN n % 100 = 0 THEN 'attachment' ELSE 'proposal' END, 'outgoing', 'forslag.txt',
       'text/plain', 1000, encode(sha256(n::text::bytea), 'hex'), 'ks-registrator',
       timestamptz '2020-01-01' + n * interval '15 minutes'
     FROM generate_series(1, ${cases}) AS n;
   INSERT INTO referral_documents (referral_id, document_id, position)
     SELECT pg_temp.id_of('referral' || n || '/1'), pg_temp.id_of('document' || n), 1 FROM generate_series(1, ${cases}) AS n;`,

  // What was sent to each consultee, and what each has sent back. One in a hundred is ticked off by hand, one in a
  // thousand has failed.
  `CREATE TEMPORARY TABLE sent AS
     SELECT pg_temp.id_of('delivery' || n || '/' || k) AS delivery_id, 'packet' AS kind, 'referral-sent' AS topic, 'KS' AS sender,
       consultee AS recipient, made.*, registered_at AS at FROM made
     UNION ALL
     SELECT pg_temp.id_of('reply' || n || '/' || k), 'dispatch', 'statement-forwarded', consultee, 'KS', made.*,
       registered_at + interval '30 days' FROM made WHERE state = 'received';
   INSERT INTO deliveries (id, kind, topic, sender_body, case_id, referral_id, consultation_id, recipient_body,
       channel, state, attempts, due_at, created_at, delivered_at)
     SELECT delivery_id, kind, topic, sender, case_id, referral_id, id, recipient,
       CASE WHEN n % 100 = 0 THEN 'manual' ELSE 'inbox' END,
       CASE WHEN n % 1000 = 1 THEN 'failed' ELSE 'delivered' END, 1, at, at, CASE WHEN n % 1000 <> 1 THEN at END
     FROM sent;
   INSERT INTO inbox_items (id, delivery_id, body_code, kind, topic, case_id, referral_id, consultation_id, arrived_at, read_by, read_at)
     SELECT pg_temp.id_of('item' || n || '/' || k || kind), delivery_id, recipient, kind, topic, case_id, referral_id, id, at,
       CASE WHEN n % 50 <> 0 THEN lower(recipient) || '-registrator' END, CASE WHEN n % 50 <> 0 THEN at END
     FROM sent WHERE n % 100 <> 0 AND n % 1000 <> 1;`,

  // Questions, and more time, in one consultation of ten; one of those with a hundred messages. More time is asked for
  // still in few. Webhooks of one case in ten.
  `INSERT INTO messages (id, consultation_id, from_body, author, text, written_at)
     SELECT pg_temp.id_of('message' || n || '/' || k || '/' || nth), id, 'KS', 'ks-registrator', 'Hör detta till ärendet?',
       registered_at + nth * interval '1 hour'
     FROM made, generate_series(1, CASE WHEN n = 100 THEN 100 ELSE 1 END) AS nth WHERE (n + k) % 10 = 0;
   INSERT INTO extensions (id, consultation_id, state, requested_until, granted_until, previous_reply_by, reason, requested_by,
       requested_at, settled_by, settled_at)
     SELECT pg_temp.id_of('extension' || n || '/' || k), id, 'granted', day, day, day - 14, 'Nämnden sammanträder senare.',
       officer, registered_at, 'ks-handlaggare', registered_at
     FROM made WHERE (n + k) % 10 = 1;
   INSERT INTO extensions (id, consultation_id, state, requested_until, previous_reply_by, reason, requested_by, requested_at)
     SELECT pg_temp.id_of('extension' || n || '/' || k), id, 'requested', day + 14, day, 'Nämnden sammanträder senare.',
       officer, registered_at
     FROM made WHERE state = 'in-review' AND n % 200 = 4;
   INSERT INTO dispatches (id, consultation_id, number, statement_version, content, sha256, created_by, created_at, forwarded_on)
     SELECT pg_temp.id_of('dispatch' || n || '/' || k), id, 1, 1, jsonb_build_object(
       'statement', jsonb_build_object('title', 'Remiss, ' || ${TITLES} || ' ' || n, 'summary', '', 'matter', '', 'assessment', '',
         'stance', 'supports', 'clauses', clauses, 'basis', '[]'::jsonb, 'recipients', '[{"body": "KS"}]'::jsonb,
         'answers', '[]'::jsonb, 'remarks', '[]'::jsonb, 'sections', '[]'::jsonb, 'version', 1),
       'decision', jsonb_build_object('route', 'board', 'outcome', 'as-proposed', 'statementVersion', 1, 'clauses', clauses,
         'decidedOn', day - 10, 'section', '1', 'motions', '[]'::jsonb, 'votes', '[]'::jsonb, 'reservations', '[]'::jsonb,
         'specialStatements', '[]'::jsonb, 'recusals', '[]'::jsonb, 'confirmedOn', day - 5, 'confirmedImmediately', false),
       'documents', '[]'::jsonb), encode(sha256(id::text::bytea), 'hex'),
       lower(consultee) || '-sekreterare', registered_at, day - 3
     FROM made, (SELECT '[{"text": "att tillstyrka förslaget"}]'::jsonb AS clauses) AS decided WHERE state = 'received';
   INSERT INTO webhooks (id, body_code, url, events, state, created_by)
     VALUES (pg_temp.id_of('webhook'), 'KS', 'https://example.se/yttra', '{statement-forwarded}', 'enabled', 'ks-registrator');
   INSERT INTO deliveries (id, kind, topic, sender_body, case_id, referral_id, consultation_id, recipient_body, channel, state,
       attempts, due_at, created_at, delivered_at, webhook_id)
     SELECT pg_temp.id_of('event' || n), 'notice', 'statement-forwarded', consultee, case_id, referral_id, id, 'KS', 'webhook',
       CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'delivered' END, 1, registered_at, registered_at, registered_at,
       pg_temp.id_of('webhook')
     FROM made WHERE k = 1 AND n % 10 = 0;
   INSERT INTO delivery_attempts (delivery_id, number, started_at, outcome)
     SELECT id, 1, created_at, CASE state WHEN 'failed' THEN 'failed' ELSE 'delivered' END FROM deliveries WHERE channel = 'webhook';`,

  `INSERT INTO audit_events (id, at, actor, body_code, verb, object_type, object_id, case_id, referral_id, consultation_id, state)
     OVERRIDING SYSTEM VALUE
     SELECT 1000 + row_number() OVER (), * FROM (
       SELECT registered_at, 'ks-registrator', 'KS', 'send', 'consultation', id::text, case_id, referral_id, id, 'sent' FROM made
       UNION ALL
       SELECT at, 'admin', (ARRAY['KS', 'TSN'])[1 + n % 2], 'change', 'person', 'person-' || n, NULL::uuid, NULL::uuid, NULL::uuid, NULL
       FROM generate_series(1, ${cases / 10}) AS n, LATERAL (SELECT timestamptz '2020-01-01' + n * interval '1 hour' AS at) AS past
     ) events;
   SELECT setval(pg_get_serial_sequence('audit_events', 'id'), (SELECT max(id) FROM audit_events));`,

  `INSERT INTO publications (id, kind, case_id, referral_id, body_code, number, title, dated_on, hides_party, parties, remove_on, state, published_at)
     SELECT pg_temp.id_of('published case' || n), 'case', case_id, NULL::uuid, 'KS', 'KS 2020/' || n, upper(left(${TITLES}, 1)) || substr(${TITLES}, 2) || ' ' || n,
       registered_at::date, false, '{}'::text[], date '2090-01-01', 'published', registered_at
     FROM made WHERE k = 1
     UNION ALL
     SELECT pg_temp.id_of('published referral' || n), 'referral', case_id, referral_id, 'KS', 'KS 2020/' || n, 'Remiss, ' || ${TITLES} || ' ' || n,
       registered_at::date, false, '{}'::text[], date '2090-01-01', 'published', registered_at
     FROM made WHERE k = 1;
   INSERT INTO publications (id, kind, case_id, consultation_id, dispatch_id, body_code, number, title, dated_on, hides_party,
       parties, remove_on, state, published_at)
     SELECT pg_temp.id_of('published statement' || n || '/' || k), 'statement', case_id, id,
       pg_temp.id_of('dispatch' || n || '/' || k), consultee, consultee || ' 2020/' || n || '-' || k, 'Yttrande, ' || ${TITLES} || ' ' || n, registered_at::date,
       false, '{}'::text[], date '2090-01-01', CASE WHEN n % 100 = 0 THEN 'unpublished' ELSE 'published' END, registered_at
     FROM made WHERE state = 'received' AND (n + k) % 20 = 0;
   INSERT INTO public_entries (id, list, number, dated_on, masked, title, body, body_name, state, reply_by, consultees, belongs_to,
       remove_on, published_at, updated_at, search_text, words)
     SELECT id, kind || 's', number, dated_on, false, title, body_code, body_code, CASE WHEN kind <> 'statement' THEN 'open' END,
       CASE kind WHEN 'referral' THEN dated_on + 60 END, CASE kind WHEN 'referral' THEN '[]'::jsonb END,
       CASE kind WHEN 'referral' THEN pg_temp.id_of('published case' || split_part(number, '/', 2)) END, remove_on, published_at, published_at,
       searched(title, number), to_tsvector('swedish', title || ' ' || number)
     FROM publications WHERE state = 'published';
   INSERT INTO case_places
     SELECT 'KS', id, issuer_code, state, created_at FROM cases
     UNION
     SELECT consultee, cases.id, issuer_code, cases.state, created_at FROM made JOIN cases ON cases.id = case_id;
   DROP TABLE made, sent;`,
];

/** Settles all that is open: nobody is to be reminded of it any more, whatever time of day it is. */
export async function settle(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`SET session_replication_role = replica;
    UPDATE consultations SET state = 'received' WHERE state IN
      ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')`);
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
