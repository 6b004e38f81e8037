import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../config/clock.js';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { hashOfSecret, newApiKey, textOf } from '../../identity/api-key.js';
import { Conflict, Invalid } from '../../rules/problem.js';
import { ApiClient, apiClientIsVisible } from './api-client.entity.js';
import type { AddApiKeyBody, ApiClientView, NewApiKeyView } from './api-clients.dto.js';
import { keyOf, readApiClient } from './api-clients.queries.js';
import { lockApiClient } from './keep-api-clients.js';
import { because } from '../refusals.js';

const DAY_MS = 24 * 3600 * 1000;
const DEFAULT_DAYS = 365;
const MOST_DAYS = 2 * 366;

/** The keys of a client: two may work at a time, so that one can be changed for another without a pause. */
@Injectable()
export class KeepApiKeys {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  /** The key is not part of the answer that is kept for a repeat: it is shown this once. */
  async add(caller: Caller, id: string, { expiresAt }: AddApiKeyBody): Promise<NewApiKeyView> {
    const now = this.clock.now();
    const expires =
      expiresAt === undefined ? new Date(now.getTime() + DEFAULT_DAYS * DAY_MS) : new Date(expiresAt);
    const key = newApiKey();
    let text: string | null = null;
    const view = await this.makeChange.make(caller, async (attempt) => {
      const client = await attempt.lock(ApiClient, id, apiClientIsVisible(caller.actor));
      const change = await attempt.permit('api-client.manage', { body: client.bodyCode });
      checkExpiry(expires, now);
      await mayHaveAnother(change.tx, client, now);
      await change.tx.query(
        `INSERT INTO api_client_keys (prefix, client_id, secret_sha256, created_by, responsible, created_at, expires_at, acr)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
        [
          key.prefix,
          id,
          hashOfSecret(key.secret),
          caller.actor.username,
          now,
          expires,
          caller.actor.assurance.given,
        ],
      );
      const occasion = { verb: 'add-key', objectType: 'api-client', body: client.bodyCode };
      const { given: acr } = caller.actor.assurance;
      const after = { key: key.prefix, expiresAt: expires.toISOString(), acr };
      await change.save(ApiClient, client, occasion, { after });
      text = textOf(key);
      return keyOf((await readApiClient(change.tx, caller, id, now)).keys, key.prefix);
    });
    return { ...view, key: text };
  }

  /** @throws NotFound for a key that the client never had. One that is revoked stays so. */
  async revoke(caller: Caller, id: string, prefix: string): Promise<ApiClientView> {
    const now = this.clock.now();
    return this.makeChange.make(caller, async (attempt) => {
      keyOf((await readApiClient(attempt.tx, caller, id, now)).keys, prefix);
      const { client, change } = await lockApiClient(attempt, id, 'api-client.revoke');
      const [revoked]: [object[], number] = await change.tx.query(
        `UPDATE api_client_keys SET revoked_at = $3
         WHERE client_id = $1 AND prefix = $2 AND revoked_at IS NULL RETURNING prefix`,
        [id, prefix, now],
      );
      if (revoked.length === 0) throw new Conflict(because.keyRevoked);
      const occasion = { verb: 'revoke-key', objectType: 'api-client', body: client.bodyCode };
      await change.save(ApiClient, client, occasion, {
        after: { key: prefix, revokedAt: now.toISOString() },
      });
      return readApiClient(change.tx, caller, id, now);
    });
  }
}

/** @throws Invalid for a key that would never end, or has ended already. */
function checkExpiry(expires: Date, now: Date): void {
  const days = (expires.getTime() - now.getTime()) / DAY_MS;
  if (days > 0 && days <= MOST_DAYS) return;
  throw new Invalid({ pointer: '/expiresAt', ...because.expiry });
}

/** @throws Conflict */
async function mayHaveAnother(tx: EntityManager, client: ApiClient, now: Date): Promise<void> {
  if (!client.active) throw new Conflict(because.clientDeactivated);
  const live: object[] = await tx.query(
    'SELECT FROM api_client_keys WHERE client_id = $1 AND revoked_at IS NULL AND expires_at > $2',
    [client.id, now],
  );
  if (live.length >= 2) throw new Conflict(because.twoLiveKeys);
}
