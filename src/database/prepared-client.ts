import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import pg from 'pg';
import { acting, type Acting, type Told } from './acting.js';
import { DatabaseClient } from './database-client.js';
import { QuerySpans } from './query-spans.js';
import { settleSession, TRANSACTION_SETTINGS } from './runtime-settings.js';

const names = new Map<string, string>();

/**
 * A server keeps every prepared statement for as long as the connection lives, and filters, states and
 * page sizes make many texts of one list: the first ones seen are prepared, which are the common ones.
 */
const MOST_PREPARED = 1000;

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MOST_PREPARED) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    names.set(text, name);
  }
  return name;
}

/**
 * Prepares every statement that has parameters, once per connection. Measured: a read is a third
 * faster, since PostgreSQL parses and plans it once. That needs direct connections, or a pooler in session mode.
 *
 * And tells PostgreSQL on whose behalf it works (`acting`), once a transaction, and again where that changes within it; a
 * statement that stands alone is told in the same round trip. For a pool with `onConnect: prepareTelling`.
 *
 * Behind a pooler that hands each transaction to another session (`pooled`) it prepares nothing, and tells each
 * transaction also whom it works as and how long it waits: a session there belongs to nobody.
 */
export class PreparedClient extends DatabaseClient {
  /** Of the transaction under way: on whose behalf, as it was told last. */
  private told: Acting | undefined;
  /** Whether a statement is under way whose answer somebody waits for. */
  private awaited = false;
  private readonly spans = new QuerySpans();

  private readonly telling: Telling;

  constructor(config: pg.ClientConfig & { readonly pooled?: boolean } = {}) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    socket.setTimeout(SILENT_MS, () => {
      if (this.awaited) socket.destroy(new SilentDatabase());
    });
    this.on('drain', () => (this.awaited = false));
    this.telling = config.pooled ? TELL_POOLED : TELL;
  }

  /** pg's `query` has nine overloads, and every call passes through here; the type fits all of them. */
  override query(...args: unknown[]): never {
    return this.send(args) as never;
  }

  private send(args: unknown[]): unknown {
    const [text, values, ...rest] = args;
    this.awaited = true;
    if (typeof text !== 'string') return super.query(...(args as [string]));
    const parameters = Array.isArray(values) ? values : [];
    const isPrepared = this.telling === TELL && parameters.length > 0;
    const name = isPrepared ? nameOf(text) : undefined;
    return this.spans.follow(text, name, () =>
      this.sendText(text, parameters, name, name === undefined ? args : [{ name, text, values }, ...rest]),
    );
  }

  private sendText(text: string, values: unknown[], name: string | undefined, plain: unknown[]): unknown {
    if (BEGINS.test(text)) this.told = undefined;
    const known = acting();
    if (COMMITS.test(text) && known?.whom.mayWrite?.() === false) return Promise.reject(new NothingIsKept());
    const whom = known ?? (this.telling === TELL ? undefined : NOBODY);
    const isTold = known && this.told === known.whom && this.getTransactionStatus() === 'T';
    if (whom === undefined || isTold || !USES_ROWS.test(text)) return super.query(...(plain as [string]));
    const isAlone = this.getTransactionStatus() !== 'T';
    this.told = isAlone ? undefined : known?.whom;
    const query = new pg.Query({ ...EXTENDED, ...(name && { name }), text, values });
    const mayKeep = !isAlone || whom.whom.mayWrite?.() !== false;
    super.query(toldFirst(this.telling, whom, text, query, mayKeep));
    return lastResult(query);
  }
}

/** PostgreSQL ends a statement of the service after fifteen seconds: longer silence means that nobody is there. */
const SILENT_MS = 20_000;

/** It froze, or the network lost it without a word: every request with a statement there would wait until it comes back. */
class SilentDatabase extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super(`PostgreSQL has not answered for ${SILENT_MS / 1000} s`);
  }
}

/** A transaction may lock what it would write, so that it can be asked who may; but it ends without a trace. */
class NothingIsKept extends Error {
  constructor() {
    super('Whoever acts may not write, so the transaction is not committed.');
  }
}

const BEGINS = /^\s*(START TRANSACTION|BEGIN)/i;
const COMMITS = /^\s*COMMIT/i;
/**
 * Begins the text of a list that its query reads along an index in its order, to the end of the page. PostgreSQL would
 * gather and sort where it takes what it cannot know, a caller's body or a state, for rare; it is told not to.
 */
export const IN_ORDER = '/* in order */';

/**
 * Begins the text of a question whose best plan is the same for all values. PostgreSQL would plan it anew each time where
 * it takes what it cannot know for many: measured, six times as long as to answer it. Lists in order are planned once too.
 */
export const PLANNED_ONCE = '/* planned once */';

const USES_ROWS = /^\s*(?:\/\* [a-z ]+ \*\/\s*)?(SELECT|WITH|INSERT|UPDATE|DELETE|DECLARE)\b/i;
/** With parameters or without: what is told before must be part of the same exchange. */
const EXTENDED = { queryMode: 'extended' };

interface Telling {
  /** Empty where it is not prepared. */
  readonly name: string;
  readonly text: string;
}

const NOBODY: Told = {
  whom: { staffOf: [], readerOf: [], administratorOf: [], service: 'off' },
  trace: '',
};

const ON_WHOSE_BEHALF = `set_config('yttra.staff_of', $1, true), set_config('yttra.reader_of', $2, true),
    set_config('yttra.administrator_of', $3, true), set_config('yttra.service', $4, true),
    set_config('yttra.trace', $5, true), set_config('enable_bitmapscan', $6, true),
    set_config('enable_seqscan', $6, true), set_config('enable_sort', $6, true),
    set_config('plan_cache_mode', $7, true),
    set_config('transaction_read_only', coalesce($8, current_setting('transaction_read_only')), true)`;

/**
 * What is null is left to the database, which its owner may have told how to plan.
 *
 * Answers no row: pg would take a row of this statement for one of the statement that follows it.
 */
const TELL: Telling = {
  name: 'on whose behalf',
  text: `SELECT WHERE concat(${ON_WHOSE_BEHALF}) IS NULL`,
};

const SETTINGS = Object.entries(TRANSACTION_SETTINGS).map(
  (each) => `set_config('${each.join("', '")}', true)`,
);

const TELL_POOLED: Telling = {
  name: '',
  text: `SELECT WHERE concat(${ON_WHOSE_BEHALF}, ${SETTINGS.join()}) IS NULL`,
};

/** Once for each connection: sets it up, and prepares what `PreparedClient` tells PostgreSQL with. */
export async function prepareTelling(client: pg.ClientBase): Promise<void> {
  await settleSession(client);
  const values = ['{}', '{}', '{}', 'off', '', 'on', null, null];
  await client.query({ ...TELL, values, query_timeout: 5000 } as pg.QueryConfig);
}

/**
 * A statement that is told before it on whose behalf it runs, in one round trip and one transaction: PostgreSQL
 * ends an implicit transaction, and forgets what is local to it, at Sync, which pg sends last and not before.
 *
 * Of pg it takes for granted that `submit` is called when the statement's turn has come and writes all its
 * messages, and that what is answered before one Sync arrives as a list of results, as for a text of two
 * statements. `test/database/prepared-client.test.ts` holds each version of pg to that. One that never called `submit`
 * would leave PostgreSQL untold, and it shows nothing then.
 */
function toldFirst(
  telling: Telling,
  { whom: { staffOf, readerOf, administratorOf, service }, trace }: Told,
  text: string,
  query: pg.Query,
  mayKeep: boolean,
): pg.Query {
  const isInOrder = text.startsWith(IN_ORDER);
  const planned = isInOrder || text.startsWith(PLANNED_ONCE) ? 'force_generic_plan' : null;
  const values = [
    ...[staffOf, readerOf, administratorOf].map(arrayOf),
    service,
    trace,
    isInOrder ? 'off' : 'on',
    planned,
    mayKeep ? null : 'on',
  ];
  const submit = query.submit.bind(query);
  query.submit = (connection) => {
    connection.stream.cork();
    if (telling.name === '') connection.parse({ ...telling, types: [] }, true);
    connection.bind({ statement: telling.name, values }, true);
    connection.execute({}, true);
    submit(connection);
    connection.stream.uncork();
  };
  return query;
}

function lastResult(query: pg.Query): Promise<unknown> {
  return new Promise((resolve, reject) => {
    query.on('end', (results: unknown) => resolve((results as unknown[]).at(-1)));
    query.on('error', reject);
  }).catch((error: Error) => {
    // Leads back to who asked, and not to the socket that answered, as pg does.
    Error.captureStackTrace(error);
    throw error;
  });
}

const arrayOf = (codes: readonly string[]): string =>
  `{${codes.map((code) => `"${code.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
