import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { MUNICIPAL_ADMINISTRATOR, type GivenRole } from '../config/role-map.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { ProvenToken } from './access-tokens.js';
import { nameOf, textsOf } from './claims.js';
import { writeRoles, type WithRoles } from './write-roles.js';

/** Someone who may sign in, with their effective roles. */
export interface KnownPerson {
  readonly name: string;
  readonly roles: readonly GivenRole[];
  readonly isMunicipalAdministrator: boolean;
}

interface Found extends KnownPerson {
  /** NULL for someone unknown. */
  readonly active: boolean | null;
  /** The roles that the token gives, in bodies that exist. */
  readonly given: readonly GivenRole[];
  /**
   * Whether the table `roles` holds the token's roles already, or those of a newer token: then there is nothing to
   * write.
   */
  readonly written: boolean;
}

/**
 * Roles that the issuer gives, where `OIDC_ROLE_MAP` says what its claim means. A request has the roles of
 * its own token and no others. They are also written to `roles`, by which everyone else goes: whom a matter
 * can be assigned to, whether somebody reads an inbox, who is reminded.
 */
@Injectable()
export class MappedRoles implements OnApplicationBootstrap {
  private readonly log = new Logger(MappedRoles.name);
  /** Bodies with staff of their own; whoever keeps the register of another body acts for that one too. */
  private readonly staffed: readonly string[];
  /** Where the map names nobody, municipal administrators are named in Yttra. */
  private readonly namesMunicipalAdministrators: boolean;
  private withRoles: WithRoles = async (_tx, _username, write) => write();

  constructor(
    private readonly dataSource: DataSource,
    private readonly auditTrail: AuditTrail,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const all = [...(settings.OIDC_ROLE_MAP?.values() ?? [])].flat();
    this.staffed = all.flatMap(({ body, role }) =>
      body === null || role === 'reader' || role === 'administrator' ? [] : [body],
    );
    this.namesMunicipalAdministrators = all.some(({ role }) => role === MUNICIPAL_ADMINISTRATOR);
  }

  /** Somebody in a later folder sees to what comes of it when roles are written. */
  writeWith(withRoles: WithRoles): void {
    this.withRoles = withRoles;
  }

  /**
   * Warns of values that name a body that does not exist. The service starts all the same, since the body may be added
   * later.
   */
  async onApplicationBootstrap(): Promise<void> {
    const { OIDC_ROLE_MAP, ROLE } = this.settings;
    if (!OIDC_ROLE_MAP || ROLE === 'worker') return;
    const there: { code: string }[] = await this.dataSource.query('SELECT code FROM bodies');
    for (const [value, roles] of OIDC_ROLE_MAP) {
      if (roles.every(({ body }) => body === null || there.some(({ code }) => code === body))) continue;
      this.log.warn(`OIDC_ROLE_MAP: “${value}” names a body that is not there; nobody gets a role in it.`);
    }
  }

  /** The person whom the token names, unless they are unknown and stay so, or no longer active. */
  async of(token: ProvenToken): Promise<KnownPerson | undefined> {
    let found = await this.find(token);
    const isGiven = found.given.length > 0 || found.isMunicipalAdministrator;
    if (found.active === null && this.settings.OIDC_CREATE_PEOPLE && isGiven) {
      await this.create(token);
      found = await this.find(token);
    }
    if (!found.active) return undefined;
    if (!found.written) {
      const municipal = this.namesMunicipalAdministrators ? found.isMunicipalAdministrator : undefined;
      await writeRoles(this.dataSource, this.auditTrail, token, found.given, municipal, this.withRoles);
    }
    return found;
  }

  private async find(token: ProvenToken): Promise<Found> {
    const { OIDC_ROLE_CLAIM, OIDC_ROLE_MAP } = this.settings;
    const given = textsOf(token.claims, OIDC_ROLE_CLAIM).flatMap((value) => OIDC_ROLE_MAP?.get(value) ?? []);
    const [found]: [Found] = await this.dataSource.query(FIND, [
      token.username,
      JSON.stringify(given),
      this.staffed,
      token.issuedAt,
      this.namesMunicipalAdministrators ? given.some(({ role }) => role === MUNICIPAL_ADMINISTRATOR) : null,
    ]);
    return found;
  }

  private async create({ username, claims }: ProvenToken): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const name = nameOf(claims) ?? username;
      const created: object[] = await tx.query(
        'INSERT INTO people (username, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING username',
        [username, name],
      );
      if (created.length === 0) return; // two first requests at once
      await this.auditTrail.remember(tx, {
        actor: username,
        verb: 'add',
        objectType: 'person',
        objectId: username,
        after: { username, name, email: null, active: true },
      });
    });
  }
}

/**
 * $1 username, $2 roles as JSON, $3 bodies with staff of their own, $4 when the token was issued, $5 whether it names
 * a municipal administrator: NULL where the issuer does not say who is.
 */
const FIND = `
  WITH given AS MATERIALIZED (
    SELECT DISTINCT body, role FROM jsonb_to_recordset($2::jsonb) AS of_token (body text, role text)
    JOIN bodies ON bodies.code = body
  ), written AS MATERIALIZED (
    SELECT body_code, role FROM roles WHERE username = $1
  ), held AS (
    SELECT body, role FROM given
    UNION
    SELECT bodies.code, given.role FROM bodies JOIN given ON given.body = bodies.register_kept_by
    WHERE bodies.code <> ALL($3)
    UNION
    SELECT body_heirs.body_code, given.role FROM body_heirs JOIN given ON given.body = body_heirs.heir
    UNION
    SELECT body_heirs.body_code, given.role FROM body_heirs JOIN bodies ON bodies.code = body_heirs.heir
      JOIN given ON given.body = bodies.register_kept_by
    WHERE bodies.code <> ALL($3)
  )
  SELECT people.name, people.active,
    coalesce((SELECT json_agg(json_build_object('body', body, 'role', role) ORDER BY body NOT IN (SELECT body FROM given), body, role)
      FROM held), '[]') AS roles,
    coalesce((SELECT json_agg(json_build_object('body', body, 'role', role)) FROM given), '[]') AS given,
    coalesce($5::boolean, people.municipal_administrator, false) AS "isMunicipalAdministrator",
    people.roles_as_of > to_timestamp($4) OR people.municipal_administrator = coalesce($5, people.municipal_administrator)
      AND NOT EXISTS ((TABLE given EXCEPT TABLE written) UNION ALL (TABLE written EXCEPT TABLE given)) AS written
  FROM (SELECT) AS anyone LEFT JOIN people ON people.username = $1`;
