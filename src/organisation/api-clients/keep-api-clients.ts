import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import type { Caller } from '../../changes/caller.js';
import type { Attempt, Change } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { mayAnswerFor } from '../../rules/client-rights.js';
import type { GivenScope } from '../../rules/client-scopes.js';
import { Invalid } from '../../rules/problem.js';
import { ApiClient, apiClientIsVisible } from './api-client.entity.js';
import type {
  ApiClientView,
  EditApiClientBody,
  RegisterApiClientBody,
  ScopeBody,
} from './api-clients.dto.js';
import { readApiClient } from './api-clients.queries.js';
import { because } from '../refusals.js';
import { refuseWoundUp } from '../register.js';

/** The other systems of a body, and what they may do. A change takes effect within the time an identity is remembered. */
@Injectable()
export class KeepApiClients {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  async register(
    caller: Caller,
    { reason: _reason, body, name, scopes }: RegisterApiClientBody,
  ): Promise<ApiClientView> {
    return this.makeChange.make(caller, async (attempt) => {
      const change = await attempt.permit('api-client.manage', { body });
      await refuseWoundUp(change.tx, body);
      checkScopes(caller, scopes);
      const client = Object.assign(new ApiClient(), {
        bodyCode: body,
        name,
        scopes: answeredByWhoMay(caller, scopes),
        createdBy: caller.actor.username,
        createdAt: this.clock.now(),
      });
      await change.insert(ApiClient, client, { verb: 'register', objectType: 'api-client', body });
      return readApiClient(change.tx, caller, client.id, this.clock.now());
    });
  }

  async edit(
    caller: Caller,
    id: string,
    { name, scopes, active }: EditApiClientBody,
  ): Promise<ApiClientView> {
    return this.makeChange.make(caller, async (attempt) => {
      // Its body before itself, as whoever winds the body up locks them.
      await attempt.tx.query(
        'SELECT FROM bodies WHERE code = (SELECT body_code FROM api_clients WHERE id = $1) FOR SHARE',
        [id],
      );
      const { client, change } = await lockApiClient(attempt, id);
      if (active !== false) await refuseWoundUp(change.tx, client.bodyCode);
      checkScopes(caller, scopes);
      Object.assign(
        client,
        name !== undefined && { name },
        scopes !== undefined && { scopes: answeredByWhoMay(caller, scopes, client.scopes) },
        active !== undefined && { active },
      );
      await change.save(ApiClient, client, { verb: 'edit', objectType: 'api-client', body: client.bodyCode });
      return readApiClient(change.tx, caller, id, this.clock.now());
    });
  }

  /** For good: its keys are revoked too. It can still be read, as the audit trail names it. */
  async deactivate(caller: Caller, id: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      const { client, change } = await lockApiClient(attempt, id, 'api-client.revoke');
      await change.tx.query(
        'UPDATE api_client_keys SET revoked_at = $2 WHERE client_id = $1 AND revoked_at IS NULL',
        [id, this.clock.now()],
      );
      client.active = false;
      const occasion = { verb: 'deactivate', objectType: 'api-client', body: client.bodyCode };
      await change.save(ApiClient, client, occasion);
      return null;
    });
  }
}

/** Its keys are changed under this lock too, so that there are never more of them than may be. */
export async function lockApiClient(
  attempt: Attempt,
  id: string,
  action: 'api-client.manage' | 'api-client.revoke' = 'api-client.manage',
): Promise<{ client: ApiClient; change: Change }> {
  const client = await attempt.lock(ApiClient, id, apiClientIsVisible(attempt.caller.actor));
  const change = await attempt.permit(action, { body: client.bodyCode }, client.version);
  return { client, change };
}

/**
 * The caller answers for what is new and what they may do themselves. What was there before keeps whoever answers for
 * it; the rest is asked for, and is not in force until somebody takes it over.
 */
function answeredByWhoMay(
  { actor }: Caller,
  scopes: readonly ScopeBody[],
  before: readonly GivenScope[] = [],
): GivenScope[] {
  return scopes.map(({ body, verbs }) => {
    const kept = before.find((scope) => scope.body === body);
    const answers = verbs.flatMap((verb) => {
      const username =
        kept?.answeredBy[verb] ?? (mayAnswerFor(actor, body, verb) ? actor.username : undefined);
      return username === undefined ? [] : [[verb, username] as const];
    });
    const isNew = verbs.some((verb) => !kept?.verbs.includes(verb));
    return {
      body,
      verbs,
      answeredBy: Object.fromEntries(answers),
      // What was given before with no right of anybody's own is not added to.
      ...(kept?.until !== undefined && !isNew && { until: kept.until }),
    };
  });
}

/** Nobody gives away what is another's. @throws Invalid naming each body whose administrator the caller is not. */
function checkScopes({ actor }: Caller, scopes: readonly ScopeBody[] = []): void {
  const [first, ...rest] = scopes.flatMap(({ body }, index) =>
    actor.administratorOf.includes(body)
      ? []
      : [{ pointer: `/scopes/${index}/body`, ...because.notItsAdministrator }],
  );
  if (first) throw new Invalid(first, ...rest);
}
