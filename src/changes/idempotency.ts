import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { opened, sealed } from '../database/sealed.js';
import { scopeOf, whatItNamesIsVisible } from '../identity/visibility.js';
import { Conflict, DomainError, NotFound } from '../rules/problem.js';
import type { Caller } from './caller.js';
import type { Reading } from './readings.js';
import { because } from './refusals.js';

/** Not a failure: ends the transaction of a repeat, which is answered with what the first attempt was. */
export class Replay extends Error {
  constructor(
    readonly response: unknown,
    /** The confidential records that the first answer showed: whoever gets it again has read them again. */
    readonly read: readonly Reading[],
  ) {
    super('replay');
  }
}

/** The records that an answer tells of: it is not repeated to who may no longer see one of them. */
export interface About {
  readonly caseId?: string | null;
  readonly referralId?: string | null;
  readonly consultationId?: string | null;
  readonly documentId?: string | null;
}

interface Kept {
  readonly salt: Buffer | null;
  readonly answer: Buffer | null;
  readonly visible: boolean;
  readonly read: readonly Reading[];
}

/**
 * Looks for an earlier request under the caller's `Idempotency-Key`. The key is written in the
 * transaction of the change it names: after a crash in the middle there is neither, and a retry
 * starts afresh. Two at once are told apart by a lock that ends with the transaction.
 *
 * @throws Replay with the first answer, for the same request.
 * @throws NotFound when the caller may no longer see what the answer tells of.
 * @throws DomainError `request-in-progress` (409) while the first is at work, or
 *   `idempotency-key-reused` (422) when the key was used for another request.
 */
export async function replayOf(tx: EntityManager, caller: Caller): Promise<void> {
  const { idempotencyKey, fingerprint } = caller.terms;
  if (idempotencyKey === undefined) return;
  const scope = [caller.actor.username, caller.route, hashOf(idempotencyKey)];
  const [{ locked }]: [{ locked: boolean }] = await tx.query(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked',
    [scope.join('\n')],
  );
  if (!locked) throw inProgress();
  const [earlier]: Kept[] = await tx.query(
    `SELECT salt, answer, read, ${whatItNamesIsVisible('idempotency_key')} AS visible FROM idempotency_keys idempotency_key
     WHERE principal = $3 AND route = $4 AND key_hash = $5 AND $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL`,
    [...scopeOf(caller.actor), ...scope],
  );
  if (!earlier) return;
  if (!earlier.visible) throw new NotFound();
  if (!earlier.salt || !earlier.answer) throw new Conflict(because.alreadyDone);
  const response = answerIn(earlier.answer, keyOf(idempotencyKey, earlier.salt), fingerprint);
  throw new Replay(response, earlier.read);
}

/**
 * Keeps the answer for a repeat: at least 30 days, and only if the change commits. The
 * answer is encrypted with a key that is derived from the caller's `Idempotency-Key`, of which only the hash is stored:
 * nobody can read it who does not send the same key again.
 */
export async function keepAnswer(
  tx: EntityManager,
  caller: Caller,
  response: unknown,
  about: About,
): Promise<void> {
  const { idempotencyKey, fingerprint } = caller.terms;
  if (idempotencyKey === undefined) return;
  const salt = randomBytes(16);
  await tx.query(
    `INSERT INTO idempotency_keys
       (principal, route, key_hash, salt, answer, case_id, referral_id, consultation_id, document_id, read)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      caller.actor.username,
      caller.route,
      hashOf(idempotencyKey),
      salt,
      // Of this request alone: another under the same key cannot decrypt it.
      sealed(Buffer.from(JSON.stringify(response ?? null)), keyOf(idempotencyKey, salt), fingerprint),
      about.caseId ?? null,
      about.referralId ?? null,
      about.consultationId ?? null,
      about.documentId ?? null,
      JSON.stringify(caller.readings.all()),
    ],
  );
}

/** The same hash as migration 034 computed of the keys that were stored before it. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

const keyOf = (idempotencyKey: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', idempotencyKey, salt, 'yttra idempotent answer', 32));

/** @throws DomainError `idempotency-key-reused` when it answers another request. */
function answerIn(kept: Buffer, key: Buffer, fingerprint: string): unknown {
  try {
    return JSON.parse(opened(kept, key, fingerprint).toString('utf8'));
  } catch {
    throw reused();
  }
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
