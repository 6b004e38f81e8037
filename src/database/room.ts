import { isDiskFull } from './is-passing.js';

/**
 * A quarter of a megabyte that does not fit into the memory it is given, so that PostgreSQL writes it to the disk and takes
 * it away at once. It touches no table, where small changes find room on a full disk too, and no catalogue, so that it can
 * be asked often.
 */
const WRITE_AND_REMOVE = `
  SET LOCAL work_mem = '64kB';
  WITH lines AS MATERIALIZED (SELECT repeat('x', 8000) || number AS line FROM generate_series(1, 32) number)
  SELECT count(line) FROM lines`;

/**
 * Whether PostgreSQL finds no room on the disk that it keeps its temporary files on: that of the database, unless
 * `temp_tablespaces` names another. `query` sends a text of two statements as one, without parameters.
 *
 * @throws what else fails.
 */
export async function diskIsFull(query: (text: string) => Promise<unknown>): Promise<boolean> {
  try {
    await query(WRITE_AND_REMOVE);
    return false;
  } catch (failed) {
    if (isDiskFull(failed)) return true;
    throw failed;
  }
}
