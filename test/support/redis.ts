/**
 * The Redis of this run, with a database number for each of Jest's workers: two services with
 * databases of their own must not take each other's jobs. Undefined: the queue lives in PostgreSQL.
 */
export function testRedis(): string | undefined {
  const server = process.env['YTTRA_TEST_REDIS'];
  return server && `${server}/${process.env['JEST_WORKER_ID'] ?? 0}`;
}
