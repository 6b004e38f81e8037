import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Also } from '../changes/step.js';
import { Conflict } from '../rules/problem.js';
import { isKeptFrom, readPackage } from './archive-packages.queries.js';
import { because } from './refusals.js';
import type { Packable } from './source.js';

/** The row is the promise: a worker writes the package, and nobody waits for that. @throws Conflict where some of it is kept from the caller. */
export async function promisePackage(tx: EntityManager, caller: Caller, of: Packable): Promise<Also> {
  if (await isKeptFrom(tx, caller, of)) throw new Conflict(because.keptFromCaller);
  const packageId = randomUUID();
  await tx.query(`INSERT INTO archive_packages (id, ${of.kind}_id, requested_by) VALUES ($1, $2, $3)`, [
    packageId,
    of.id,
    caller.actor.username,
  ]);
  return {
    after: { archivePackage: packageId },
    answer: { archivePackage: await readPackage(tx, packageId) },
  };
}
