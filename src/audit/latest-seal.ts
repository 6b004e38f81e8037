import type { DataSource } from 'typeorm';
import { SEAL, type Seal } from './seal.js';

/** The seal over the heads of all chains as they last moved; none before the first. */
export async function latestSeal(
  database: DataSource,
): Promise<Pick<Seal, 'number' | 'sealedAt' | 'hash'> | undefined> {
  const [seal]: Seal[] = await database.query(`SELECT ${SEAL} FROM audit_seals ORDER BY number DESC LIMIT 1`);
  return seal;
}
