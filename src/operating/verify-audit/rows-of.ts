import type pg from 'pg';

/**
 * The rows that a query finds, in the transaction under way, a page at a time: so many are held in memory, and so long
 * the event loop is kept from everything else.
 */
export async function* rowsOf<Row extends object>(
  client: pg.Client,
  query: string,
  page: number,
): AsyncGenerator<Row> {
  await client.query(`DECLARE followed NO SCROLL CURSOR FOR ${query}`);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${page} FROM followed`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query('CLOSE followed');
}
