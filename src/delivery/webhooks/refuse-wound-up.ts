import type { EntityManager } from 'typeorm';
import { Conflict } from '../../rules/problem.js';
import { because } from '../refusals.js';

/** Locks a body against being wound up until `tx` ends. @throws Conflict for one that has been: it is told nothing more. */
export async function refuseWoundUp(tx: EntityManager, body: string): Promise<void> {
  const [found]: { active: boolean }[] = await tx.query(
    'SELECT active FROM bodies WHERE code = $1 FOR SHARE',
    [body],
  );
  if (found && !found.active) throw new Conflict(because.woundUp);
}
