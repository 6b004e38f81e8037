import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import type { GivenRole } from '../config/role-map.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Actor } from '../rules/actor.js';
import { Assurance } from '../rules/assurance.js';
import { AccessTokens, type ProvenToken } from './access-tokens.js';
import { ApiClients } from './api-clients.js';
import { KEY_MARK } from './api-key.js';
import { byBody } from './by-body.js';
import { textsOf } from './claims.js';
import { MappedRoles, type KnownPerson } from './mapped-roles.js';
import { RecentActors } from './recent-actors.js';
import { Unauthenticated } from './unauthenticated.js';

/** A role that is held for someone who is away today. */
interface StandingRole extends GivenRole {
  readonly absent: string;
  readonly name: string;
  readonly handsOverLists: boolean;
}

/** Credentials that are good by themselves; whose they are, and whether that person may still sign in, is not looked up yet. */
export interface Proven {
  readonly principal: string;
  /** @throws Unauthenticated for a person who is unknown or no longer active. */
  actor(): Promise<Actor>;
}

/** Turns a bearer token into the person it names and their roles, or a key into its client and its scopes. */
@Injectable()
export class Identify {
  private readonly recent: RecentActors;

  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: AccessTokens,
    private readonly clients: ApiClients,
    private readonly mappedRoles: MappedRoles,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.recent = new RecentActors(settings.IDENTITY_CACHE_SECONDS, () => clock.elapsed());
  }

  /**
   * Roles are read at most `IDENTITY_CACHE_SECONDS` ago, so that is how late a revoked role or key stops working.
   *
   * @param authorization every header of that name: two of them could mean one person to a proxy and another here.
   * @throws Unauthenticated for a bad token or key.
   */
  async prove(authorization: readonly string[] | undefined): Promise<Proven> {
    const token = authorization?.length === 1 && /^Bearer ([\w.~+/=-]+)$/i.exec(authorization[0]!)?.[1];
    if (!token) throw new Unauthenticated();

    const known = this.recent.recall(token);
    if (known) return { principal: known.username, actor: async () => known };

    if (token.startsWith(KEY_MARK)) {
      const { actor, expiresAt } = await this.clients.verify(token);
      this.recent.remember(token, actor, expiresAt);
      return { principal: actor.username, actor: async () => actor };
    }
    const proven = await this.tokens.verify(token);
    return { principal: proven.username, actor: () => this.signedIn(token, proven) };
  }

  /**
   * For a session that has not ended, or that is about to begin. The person is looked up on every request, so that
   * whoever is switched off is out at once.
   */
  proveSession(session: ProvenToken): Proven {
    return { principal: session.username, actor: async () => (await this.personOf(session)).actor };
  }

  private async signedIn(token: string, proven: ProvenToken): Promise<Actor> {
    const { actor, expiresAt } = await this.personOf(proven);
    this.recent.remember(token, actor, expiresAt);
    return actor;
  }

  private async personOf(token: ProvenToken): Promise<{ actor: Actor; expiresAt: number }> {
    const { OIDC_ROLE_MAP, OIDC_ACR_CLAIM, ACR_REQUIRED } = this.settings;
    const person = OIDC_ROLE_MAP ? await this.mappedRoles.of(token) : await this.personNamed(token.username);
    if (!person) throw new Unauthenticated();
    const assurance = new Assurance(textsOf(token.claims, OIDC_ACR_CLAIM), ACR_REQUIRED);
    const absent = await this.absentFor(token.username);
    const actor = new Actor(
      token.username,
      person.name,
      byBody(person.roles),
      assurance,
      absent,
      person.isMunicipalAdministrator,
    );
    return { actor, expiresAt: token.expiresAt };
  }

  private async personNamed(username: string): Promise<KnownPerson | undefined> {
    const [person]: KnownPerson[] = await this.dataSource.query(
      `SELECT people.name, people.municipal_administrator AS "isMunicipalAdministrator",
         coalesce(json_agg(json_build_object('body', held.body_code, 'role', held.role)
             ORDER BY held.is_for_another, held.body_code, held.role)
           FILTER (WHERE held.role IS NOT NULL), '[]') AS roles
       FROM people LEFT JOIN (SELECT username, body_code, role, bool_and(held_in <> body_code) AS is_for_another
         FROM held_roles GROUP BY username, body_code, role) held ON held.username = people.username
       WHERE people.username = $1 AND people.active
       GROUP BY people.username`,
      [username],
    );
    return person;
  }

  /** Whom the person stands in for today, each with the roles that are held for them. */
  private async absentFor(username: string): Promise<Actor[]> {
    const roles: StandingRole[] = await this.dataSource.query(
      `SELECT absent, absent_name AS name, body_code AS body, role, hands_over_lists AS "handsOverLists"
       FROM standing_in($2) WHERE username = $1 ORDER BY absent`,
      [username, this.clock.today()],
    );
    // An absent person may have handed their lists over in one body and not in another: they count as two absent persons here.
    const arranged = new Map(roles.map((held) => [`${held.absent} ${held.handsOverLists}`, held]));
    return [...arranged.values()].map(({ absent, name, handsOverLists }) => {
      const held = roles.filter((each) => each.absent === absent && each.handsOverLists === handsOverLists);
      return new Actor(absent, name, byBody(held), Assurance.notNeeded, [], false, handsOverLists);
    });
  }
}
