import { DataSource } from 'typeorm';
import pg from 'pg';
import { ColumnNaming } from './column-naming.js';
import { prepareTelling, PreparedClient } from './prepared-client.js';

/** Calendar dates stay `YYYY-MM-DD`: a JavaScript Date would move them with the time zone. Counts fit a number. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly entities: readonly (new () => object)[];
}

/**
 * The service's pool. Every connection works as `yttra_runtime`, which owns nothing, whoever logs
 * in; and none waits for ever: not for a lock, a statement or a forgotten transaction.
 */
export function runtimeDataSource({ url, poolSize, entities }: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'yttra',
    namingStrategy: new ColumnNaming(),
    entities: [...entities],
    poolSize,
    synchronize: false,
    extra: {
      Client: PreparedClient,
      onConnect: prepareTelling,
      connectionTimeoutMillis: 5000,
      options: runtimeOptions,
    },
  });
}

export const runtimeOptions = [
  '-c role=yttra_runtime',
  '-c timezone=UTC',
  // A row by an index costs about what a row beside it does, where there is memory or no turning disk: a list is then read
  // in its index's order and not gathered and sorted.
  '-c random_page_cost=1.1',
  '-c statement_timeout=15000',
  '-c lock_timeout=5000',
  '-c idle_in_transaction_session_timeout=30000',
  // A killed process must not hold a lock through a statement that nobody waits for any more.
  '-c client_connection_check_interval=1000',
].join(' ');
