import Fastify from 'fastify';
import pg from 'pg';

/**
 * The limit: bare Fastify and pg, one prepared statement for each request, no authentication, no
 * visibility, no validation. It answers the same JSON from the same rows.
 */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
const pool = new pg.Pool({ connectionString: process.env['LIMIT_DATABASE_URL'], max: 10 });
const server = Fastify();

const ROW = `id, state, case_number AS "caseNumber", own_case_number AS "ownCaseNumber", title, issuer_code AS issuer,
  consultee_code AS consultee, officer, reply_by AS "replyBy", original_reply_by AS "originalReplyBy",
  reply_by < $1::date AS overdue, coalesce(reached_issuer_on > reply_by, false) AS late, version`;
const OPEN = "('sent','registered','drafting','in-review','approved','on-agenda','decided','confirmed')";
const page = (rows: object[]) => ({ items: rows.slice(0, 20), limit: 20, page: 1, nextCursor: null });
const today = () => new Date().toISOString().slice(0, 10);

server.get('/worklist', async () => {
  const text = `SELECT ${ROW} FROM consultations WHERE consultee_code = $2 AND state IN ${OPEN}
    ORDER BY reply_by, id LIMIT 21`;
  const { rows } = await pool.query<object>({ name: 'worklist', text, values: [today(), 'TSN'] });
  return page(rows);
});

server.get<{ Params: { id: string } }>('/consultation/:id', async ({ params }) => {
  const text = `SELECT ${ROW}, case_id AS "caseId", referral_id AS "referralId", reply_required AS "replyRequired",
      received_on AS "receivedOn", content AS statement
    FROM consultations JOIN statement_versions ON consultation_id = id AND number = statement_version WHERE id = $2`;
  const { rows } = await pool.query<object>({ name: 'consultation', text, values: [today(), params.id] });
  return rows[0];
});

server.put<{ Params: { id: string }; Body: object }>('/draft/:id', async ({ params, body }) => {
  const text = `WITH counted AS (
      UPDATE consultations SET statement_version = statement_version + 1 WHERE id = $1 AND state = 'drafting'
      RETURNING id, case_id, statement_version
    ), remembered AS (
      INSERT INTO audit_events (actor, verb, object_type, object_id, case_id, consultation_id, after)
      SELECT 'bench', 'save', 'statement', id::text, case_id, id, jsonb_build_object('version', statement_version) FROM counted
    )
    INSERT INTO statement_versions (consultation_id, number, content, origin, author)
    SELECT id, statement_version, $2, 'draft', 'bench' FROM counted RETURNING number AS version, content`;
  const { rows } = await pool.query<object>({ name: 'draft', text, values: [params.id, body] });
  return rows[0];
});

/** Without a name it is planned for its values: along the worklist, as is best for words as common as those asked for. */
server.get<{ Querystring: { q: string } }>('/search', async ({ query }) => {
  const words = query.q.split(' ').map((word) => `%${word}%`);
  const holds = words.map((_, index) => `search_text LIKE $${index + 3}`).join(' AND ');
  const text = `SELECT ${ROW} FROM consultations WHERE consultee_code = $2 AND ${holds} ORDER BY reply_by, id LIMIT 21`;
  const { rows } = await pool.query<object>({ text, values: [today(), 'TSN', ...words] });
  return page(rows);
});

await server.listen({ port: Number(process.env['LIMIT_PORT']), host: '127.0.0.1' });
