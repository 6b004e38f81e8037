import type { EntityManager } from 'typeorm';
import type { Caller } from './caller.js';
import { TooManyRequests } from '../rules/problem.js';

/**
 * Counts what one person or program writes in 24 hours, over all processes, and holds them to it: versions, drafts,
 * messages and reasons are kept for good, so one person could fill the database with them. Counted last in the change's
 * transaction: what is refused is not counted, nor is a repeat. Requests at the same moment may together pass the limit
 * by what each of them holds.
 *
 * @throws TooManyRequests telling when there is room again.
 */
export async function countWriting(tx: EntityManager, caller: Caller, most: number): Promise<void> {
  const { written } = caller.terms;
  if (most === 0 || written === 0) return;
  const [full]: { wait: number }[] = await tx.query(COUNT, [caller.actor.username, written, most]);
  if (!full) return;
  throw new TooManyRequests(full.wait, {
    sv: 'Du har skrivit så mycket som får skrivas på ett dygn.',
    en: 'You have written as much as may be written in 24 hours.',
  });
}

/**
 * In how many seconds there is room: when the latest hour that leaves none no longer counts. No row where there is room
 * now. `hours` does not see the bytes that `counted` adds, so they are added to the sum.
 */
const COUNT = `
  WITH counted AS (
    INSERT INTO writings AS writing (principal, hour, part, bytes)
    VALUES ($1, date_trunc('hour', now()), pg_backend_pid() % 16, $2)
    ON CONFLICT (principal, hour, part) DO UPDATE SET bytes = writing.bytes + excluded.bytes
  ), hours AS (
    SELECT hour, sum(sum(bytes)) OVER (ORDER BY hour DESC) AS bytes_since
    FROM writings WHERE principal = $1 AND hour > now() - interval '25 hours' GROUP BY hour
  )
  SELECT greatest(1, ceil(extract(epoch FROM max(hour) + interval '25 hours' - now())))::integer AS wait
  FROM hours WHERE bytes_since + $2 > $3::bigint HAVING max(hour) IS NOT NULL`;

/** What was written more than a day ago counts no more. */
export const FORGET_WRITINGS = "DELETE FROM writings WHERE hour < now() - interval '25 hours'";
