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
  /** Whether a pooler hands each transaction to another session (`DATABASE_LISTEN_URL`). */
  readonly pooled?: boolean;
  readonly entities: readonly (new () => object)[];
}

/**
 * The service's pool. Every connection works as `yttra_runtime`, which owns nothing, whoever logs
 * in; and none waits for ever: not for a lock, a statement or a forgotten transaction.
 */
export function runtimeDataSource({ url, poolSize, pooled, entities }: DatabaseOptions): DataSource {
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
      ...(pooled ? { pooled } : { onConnect: prepareTelling }),
      connectionTimeoutMillis: 5000,
    },
  });
}
