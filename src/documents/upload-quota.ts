import type { EntityManager } from 'typeorm';
import { TooManyRequests } from '../rules/problem.js';

/**
 * Holds one person or program to what they may upload in 24 hours, by all processes together. Their uploads at the
 * same time wait for each other until `tx` ends, so that none is counted too late; those of others do not.
 *
 * @throws TooManyRequests telling when there is room again.
 */
export async function checkQuota(
  tx: EntityManager,
  uploader: string,
  byteSize: number,
  most: number,
): Promise<void> {
  if (most === 0) return;
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('uploads of ' || $1, 0))", [uploader]);
  const [{ wait }]: [{ wait: number | null }] = await tx.query(
    'SELECT seconds_until_room_for_upload($1, $2, $3) AS wait',
    [uploader, byteSize, most],
  );
  if (wait === null) return;
  throw new TooManyRequests(wait, {
    sv: 'Du har laddat upp så mycket som får laddas upp på ett dygn.',
    en: 'You have uploaded as much as may be uploaded in 24 hours.',
  });
}
