import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../config/clock.js';
import type { Caller } from '../../changes/caller.js';
import { list, newestFirst, withInstants } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { scopeOf } from '../../identity/visibility.js';
import { answeringActors, answeringFor, keyIsKept, type Answering } from '../../identity/answering.js';
import { scopesInForce } from '../../rules/client-rights.js';
import type { GivenScope } from '../../rules/client-scopes.js';
import { NotFound } from '../../rules/problem.js';
import { apiClientIsVisible } from './api-client.entity.js';
import type { ApiClientsPage, ApiClientsQuery, ApiClientView, ApiKeyView } from './api-clients.dto.js';

type KeyRow = Omit<ApiKeyView, 'state'> & { kept: boolean };
type Row = Omit<ApiClientView, 'keys' | 'scopes' | 'needsTakeOver'> & {
  scopes: GivenScope[];
  answering: Answering[];
  keys: KeyRow[];
};

const CLIENT = `client.id, body_code AS body, name, scopes, ${answeringFor('client')} AS answering, active, created_by AS "createdBy",
    created_at AS "createdAt", version, coalesce((
      SELECT json_agg(json_build_object('prefix', prefix, 'createdBy', key.created_by, 'createdAt', key.created_at,
        'responsible', key.responsible, 'acr', key.acr, 'kept', ${keyIsKept('key', 'client')},
        'expiresAt', expires_at, 'lastUsedAt', last_used_at, 'revokedAt', revoked_at) ORDER BY key.created_at, prefix)
      FROM api_client_keys key WHERE key.client_id = client.id), '[]') AS keys`;

@Injectable()
export class ApiClientsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async one(caller: Caller, id: string): Promise<ApiClientView> {
    return readApiClient(this.dataSource, caller, id, this.clock.now());
  }

  /** @throws NotFound also for a key of another client. */
  async key(caller: Caller, id: string, prefix: string): Promise<ApiKeyView> {
    const { keys } = await this.one(caller, id);
    return keyOf(keys, prefix);
  }

  /** Newest first. */
  async list(caller: Caller, query: ApiClientsQuery): Promise<ApiClientsPage> {
    const where = new Where(scopeOf(caller.actor), apiClientIsVisible(caller.actor)('client'));
    if (query.body) where.and((code) => `body_code = ${code}`, query.body);
    if (query.responsible) where.and(isAnsweredFor, query.responsible);
    const now = this.clock.now();
    return list<Row, ApiClientView>(this.dataSource, query, {
      called: 'api clients',
      select: CLIENT,
      from: 'api_clients client',
      where,
      order: newestFirst('created_at', 'client.id'),
      toItem: (row) => clientView(row, now),
    });
  }
}

export async function readApiClient(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  now: Date,
): Promise<ApiClientView> {
  const where = new Where(scopeOf(caller.actor), apiClientIsVisible(caller.actor)('client'));
  where.and((client) => `client.id = ${client}`, id);
  const [row]: Row[] = await database.query(
    `SELECT ${CLIENT} FROM api_clients client WHERE ${where.sql}`,
    where.values,
  );
  if (!row) throw new NotFound();
  return clientView(withInstants(row), now);
}

/** @throws NotFound */
export function keyOf(keys: readonly ApiKeyView[], prefix: string): ApiKeyView {
  const key = keys.find((each) => each.prefix === prefix);
  if (!key) throw new NotFound();
  return key;
}

/** Somebody answers for a verb of it, or for a key that has not been revoked. */
export const isAnsweredFor = (username: string): string => `(EXISTS (
  SELECT FROM jsonb_array_elements(client.scopes) AS scope (value), jsonb_each_text(scope.value->'answeredBy') AS answer
  WHERE answer.value = ${username}) OR EXISTS (
  SELECT FROM api_client_keys key WHERE key.client_id = client.id AND key.responsible = ${username} AND key.revoked_at IS NULL))`;

/** Clients that somebody answers for, and that nobody answers for in full any more. */
export async function leftBehindBy(
  database: EntityManager,
  username: string,
  now: Date,
): Promise<ApiClientView[]> {
  const rows: Row[] = await database.query(
    `SELECT ${CLIENT} FROM api_clients client WHERE client.active AND ${isAnsweredFor('$1')}`,
    [username],
  );
  return rows.map((row) => clientView(withInstants(row), now)).filter(({ needsTakeOver }) => needsTakeOver);
}

function clientView({ keys, scopes, answering, ...row }: Row, now: Date): ApiClientView {
  const inForce = scopesInForce(scopes, answeringActors(answering), now);
  const scopeViews = scopes.map(({ body, verbs, answeredBy, until }) => ({
    body,
    verbs: [...verbs],
    answeredBy: verbs.flatMap((verb) => {
      const username = answeredBy[verb];
      return username === undefined ? [] : [{ verb, username }];
    }),
    inForce: [...(inForce.find((scope) => scope.body === body)?.verbs ?? [])],
    until: until !== undefined && new Date(until) > now ? until : null,
  }));
  const keyViews = keys.map((key) => keyView(key, now));
  return {
    ...row,
    scopes: scopeViews,
    needsTakeOver:
      scopeViews.some(
        ({ verbs, inForce: working, until }) => working.length < verbs.length || until !== null,
      ) || keyViews.some(({ state }) => state === 'left'),
    keys: keyViews,
  };
}

function keyView(
  { createdAt, expiresAt, lastUsedAt, revokedAt, kept, ...row }: KeyRow,
  now: Date,
): ApiKeyView {
  const expired = new Date(expiresAt) <= now;
  return {
    ...row,
    state: revokedAt !== null ? 'revoked' : expired ? 'expired' : kept ? 'live' : 'left',
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
  };
}
