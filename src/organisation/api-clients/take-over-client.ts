import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { mayAnswerFor } from '../../rules/client-rights.js';
import type { GivenScope } from '../../rules/client-scopes.js';
import { permits } from '../../rules/policy.js';
import { Conflict } from '../../rules/problem.js';
import { ApiClient, apiClientIsVisible } from './api-client.entity.js';
import type { ApiClientView } from './api-clients.dto.js';
import { readApiClient } from './api-clients.queries.js';
import { because } from '../refusals.js';

/**
 * Lets somebody answer for a system from now on: for all that it was let do and they may do themselves, and for its
 * keys if they are administrator of the body that keeps it. It works on with the same keys; whoever answered before
 * may know them, so they are best changed for new ones.
 */
@Injectable()
export class TakeOverClient {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  async takeOver(caller: Caller, id: string): Promise<ApiClientView> {
    const { actor } = caller;
    return this.makeChange.make(caller, async (attempt) => {
      const client = await attempt.lock(ApiClient, id, apiClientIsVisible(actor));
      const concerned = [client.bodyCode, ...client.scopes.map(({ body }) => body)];
      const body = concerned.find((code) => permits(actor, 'api-client.take-over', { body: code }));
      const change = await attempt.permit(
        'api-client.take-over',
        { body: body ?? client.bodyCode },
        client.version,
      );
      const scopes = client.scopes.map((scope) => answered(caller, scope));
      const isKeeper = permits(actor, 'api-client.manage', { body: client.bodyCode });
      const [keys]: [{ prefix: string }[], number] = await change.tx.query(
        `UPDATE api_client_keys SET responsible = $2
         WHERE client_id = $1 AND revoked_at IS NULL AND responsible <> $2 AND $3 RETURNING prefix`,
        [id, actor.username, isKeeper],
      );
      if (keys.length === 0 && JSON.stringify(scopes) === JSON.stringify(client.scopes))
        throw new Conflict(because.nothingToTakeOver);
      client.scopes = scopes;
      const occasion = { verb: 'take-over', objectType: 'api-client', body: client.bodyCode };
      await change.save(ApiClient, client, occasion, {
        after: { keys: keys.map(({ prefix }) => prefix).sort() },
      });
      return readApiClient(change.tx, caller, id, this.clock.now());
    });
  }
}

/** A scope of before is one of today's once somebody answers for all of it. */
function answered({ actor }: Caller, { until, ...scope }: GivenScope): GivenScope {
  const { body, verbs } = scope;
  const mine = verbs.filter((verb) => mayAnswerFor(actor, body, verb));
  const answeredBy = {
    ...scope.answeredBy,
    ...Object.fromEntries(mine.map((verb) => [verb, actor.username])),
  };
  const isWhole = mine.length === verbs.length;
  return { ...scope, answeredBy, ...(until !== undefined && !isWhole && { until }) };
}
