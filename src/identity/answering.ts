import type { GivenRole } from '../config/role-map.js';
import { Actor } from '../rules/actor.js';
import { byBody } from './by-body.js';

/** Somebody active who answers for what a client may do, with all the roles they hold. */
export interface Answering {
  readonly username: string;
  readonly roles: readonly GivenRole[];
}

/** As SQL, of the alias of `api_clients`: a list of `Answering`. */
export const answeringFor = (client: string): string => `coalesce((
  SELECT json_agg(json_build_object('username', people.username, 'roles', coalesce((
    SELECT json_agg(json_build_object('body', held.body_code, 'role', held.role))
    FROM effective_roles held WHERE held.username = people.username), '[]')))
  FROM people WHERE people.active AND people.username IN (
    SELECT answer.value FROM jsonb_array_elements(${client}.scopes) AS scope (value),
      jsonb_each_text(scope.value->'answeredBy') AS answer)), '[]')`;

/** As SQL, of the aliases of `api_client_keys` and `api_clients`: whether whoever answers for the key still keeps the client. */
export const keyIsKept = (key: string, client: string): string => `EXISTS (
  SELECT FROM effective_roles held JOIN people USING (username)
  WHERE held.username = ${key}.responsible AND people.active
    AND held.body_code = ${client}.body_code AND held.role = 'administrator')`;

export const answeringActors = (answering: readonly Answering[]): ReadonlyMap<string, Actor> =>
  new Map(answering.map(({ username, roles }) => [username, new Actor(username, username, byBody(roles))]));
