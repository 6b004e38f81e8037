import type pg from 'pg';

/** Whom the service works as, whoever logs in: the role owns nothing, and sees only what it is told that its caller may see. */
const WORKS_AS = { role: 'yttra_runtime', timezone: 'UTC' };

/** None of the service's statements waits for ever: not for a lock, an answer or a forgotten transaction. */
const PATIENCE = {
  // A row by an index costs about what a row beside it does, where there is memory or no turning disk: a list is then read
  // in its index's order and not gathered and sorted.
  random_page_cost: '1.1',
  statement_timeout: '15000',
  lock_timeout: '5000',
  idle_in_transaction_session_timeout: '30000',
};

/**
 * PostgreSQL, as Debian and Docker have it, compiles a statement that it takes for long (JIT), and can then not be interrupted.
 * Ours are long by their text and short by their rows: what was due of seventeen consultations was compiled for a minute
 * and read in a quarter of a second, and no reminder was ever said.
 */
const NOT_COMPILED = { jit: 'off' };

/** The same for the owner's own connections, which no pooler stands in the way of. */
export const OWNER_OPTIONS = '-c jit=off';

/** What holds for each transaction behind a pooler that keeps nothing between them. */
export const TRANSACTION_SETTINGS: Readonly<Record<string, string>> = {
  ...WORKS_AS,
  ...PATIENCE,
  ...NOT_COMPILED,
};

/** A killed process must not hold a lock through a statement that nobody waits for any more; a pooler sees to that itself. */
const SESSION_SETTINGS = { ...TRANSACTION_SETTINGS, client_connection_check_interval: '1000' };

/**
 * Sets a connection of the service's up, once. Not by the start-up packet's `options`, which poolers refuse or,
 * told to ignore what they do not know, leave out without a word.
 */
export async function settleSession(
  client: pg.ClientBase,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const settings = JSON.stringify({ ...SESSION_SETTINGS, ...more });
  await client.query({
    text: 'SELECT set_config(key, value, false) FROM jsonb_each_text($1)',
    values: [settings],
    // A pool limits the handshake and not what comes after it.
    query_timeout: 5000,
  } as pg.QueryConfig);
}
