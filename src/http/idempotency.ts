import type { EntityManager } from 'typeorm';
import { DomainError } from '../rules/problem.js';
import type { Caller } from './caller.js';
import type { Reading } from './readings.js';

/** Not a failure: ends the transaction of a repeat, which is answered with what the first attempt was. */
export class Replay extends Error {
  constructor(
    readonly response: unknown,
    /** What stands in the answer, and is read again with it. */
    readonly read: readonly Reading[],
  ) {
    super('replay');
  }
}

/**
 * Looks for an earlier request under the caller's `Idempotency-Key`. The key is written in the
 * transaction of the change it names: after a crash in the middle there is neither, and a retry
 * starts afresh. Two at once are told apart by a lock that ends with the transaction.
 *
 * @throws Replay with the first answer, for the same request.
 * @throws DomainError `request-in-progress` (409) while the first is at work, or
 *   `idempotency-key-reused` (422) when the key was used for another request.
 */
export async function replayOf(tx: EntityManager, caller: Caller): Promise<void> {
  const { idempotencyKey, fingerprint } = caller.terms;
  if (idempotencyKey === undefined) return;
  const scope = [caller.actor.username, caller.route, idempotencyKey];
  const [{ locked }]: [{ locked: boolean }] = await tx.query(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked',
    [scope.join('\n')],
  );
  if (!locked) throw inProgress();
  const [earlier]: { request_hash: string; response: unknown; read: Reading[] }[] = await tx.query(
    'SELECT request_hash, response, read FROM idempotency_keys WHERE principal = $1 AND route = $2 AND key = $3',
    scope,
  );
  if (!earlier) return;
  if (earlier.request_hash !== fingerprint) throw reused();
  throw new Replay(earlier.response, earlier.read);
}

/** Keeps the answer for a repeat: at least 30 days, and only if the change commits. */
export async function keepAnswer(tx: EntityManager, caller: Caller, response: unknown): Promise<void> {
  const { idempotencyKey, fingerprint } = caller.terms;
  if (idempotencyKey === undefined) return;
  await tx.query(
    'INSERT INTO idempotency_keys (principal, route, key, request_hash, response, read) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      caller.actor.username,
      caller.route,
      idempotencyKey,
      fingerprint,
      JSON.stringify(response ?? null),
      JSON.stringify(caller.readings.all()),
    ],
  );
}

function inProgress(): DomainError {
  return new DomainError('request-in-progress', {
    sv: 'En begäran med samma Idempotency-Key pågår. Försök igen om en stund.',
    en: 'A request with the same Idempotency-Key is in progress. Try again in a moment.',
  });
}

function reused(): DomainError {
  return new DomainError('idempotency-key-reused', {
    sv: 'Samma Idempotency-Key har redan använts för en annan begäran.',
    en: 'The same Idempotency-Key has already been used for another request.',
  });
}
