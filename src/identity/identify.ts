import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Actor, type Role } from '../rules/actor.js';
import { AccessTokens } from './access-tokens.js';
import { ApiClients } from './api-clients.js';
import { KEY_MARK } from './api-key.js';
import { Unauthenticated } from './unauthenticated.js';

interface HeldRole {
  readonly body: string;
  readonly role: Role;
}

interface PersonRow {
  readonly name: string;
  readonly roles: readonly HeldRole[];
  /** What is held for others who are away today. */
  readonly standing: readonly (HeldRole & { readonly absent: string; readonly name: string })[];
}

/** Turns a bearer token into the person it names and their roles, or a key into its client and its scopes. */
@Injectable()
export class Identify {
  private readonly recent = new Map<string, { actor: Actor; until: number }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: AccessTokens,
    private readonly clients: ApiClients,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Roles are read at most `IDENTITY_CACHE_SECONDS` ago, so that is how late a revoked role or key stops working.
   *
   * @throws Unauthenticated for a bad token or key, and for a person who is unknown or no longer active.
   */
  async identify(authorization: string | undefined): Promise<Actor> {
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new Unauthenticated();

    const known = this.recent.get(token);
    if (known && known.until > Date.now()) return known.actor;

    const { actor, expiresAt } = token.startsWith(KEY_MARK)
      ? await this.clients.verify(token)
      : await this.personOf(token);
    this.remember(token, actor, expiresAt);
    return actor;
  }

  private async personOf(token: string): Promise<{ actor: Actor; expiresAt: number }> {
    const { username, expiresAt } = await this.tokens.verify(token);
    const actor = await this.personNamed(username);
    if (!actor) throw new Unauthenticated();
    return { actor, expiresAt };
  }

  private remember(token: string, actor: Actor, expiresAt: number): void {
    const until = Math.min(Date.now() + this.settings.IDENTITY_CACHE_SECONDS * 1000, expiresAt);
    if (this.recent.size >= 5000) this.recent.clear();
    this.recent.set(token, { actor, until });
  }

  private async personNamed(username: string): Promise<Actor | undefined> {
    const [person]: PersonRow[] = await this.dataSource.query(
      `SELECT people.name,
         coalesce((SELECT json_agg(json_build_object('body', body_code, 'role', role))
           FROM effective_roles held WHERE held.username = $1), '[]') AS roles,
         coalesce((SELECT json_agg(json_build_object('absent', absent, 'name', absent_name, 'body', body_code,
             'role', role) ORDER BY absent)
           FROM standing_in($2) standing WHERE standing.username = $1), '[]') AS standing
       FROM people WHERE people.username = $1 AND people.active`,
      [username, this.clock.today()],
    );
    return person && new Actor(username, person.name, byBody(person.roles), absentIn(person));
  }
}

function absentIn({ standing }: PersonRow): Actor[] {
  return [...new Map(standing.map(({ absent, name }) => [absent, name]))].map(
    ([absent, name]) => new Actor(absent, name, byBody(standing.filter((held) => held.absent === absent))),
  );
}

function byBody(roles: readonly HeldRole[]): Record<string, Role[]> {
  const grouped: Record<string, Role[]> = {};
  for (const { body, role } of roles) (grouped[body] ??= []).push(role);
  return grouped;
}
