import type { DataSource, EntityManager } from 'typeorm';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { GivenRole } from '../config/role-map.js';
import type { ProvenToken } from './access-tokens.js';

/** Does, in the same transaction, what else has to be done where somebody's roles are written anew. */
export type WithRoles = (tx: EntityManager, username: string, write: () => Promise<void>) => Promise<void>;

/**
 * Makes the roles that are written those of the token, unless a newer token has been there. The person's
 * row is locked meanwhile, as when an administrator sets roles; each body's change is an event of its own.
 *
 * @param municipal whether the token makes them municipal administrator; undefined where tokens do not say.
 * @param withRoles is given what replaces them, and calls it.
 */
export async function writeRoles(
  dataSource: DataSource,
  auditTrail: AuditTrail,
  { username, issuedAt }: ProvenToken,
  given: readonly GivenRole[],
  municipal: boolean | undefined,
  withRoles: WithRoles,
): Promise<void> {
  await dataSource.transaction(async (tx) => {
    const [locked]: { municipal_administrator: boolean }[] = await tx.query(
      `SELECT municipal_administrator FROM people WHERE username = $1 AND active
         AND (roles_as_of IS NULL OR roles_as_of <= to_timestamp($2)) FOR NO KEY UPDATE`,
      [username, issuedAt],
    );
    if (!locked) return;
    const wasMunicipal = locked.municipal_administrator;
    const isMunicipal = municipal ?? wasMunicipal;
    const changes = differences(await heldBy(tx, username), given);
    if (changes.length === 0 && isMunicipal === wasMunicipal) return;
    await withRoles(tx, username, () => replace(tx, username, issuedAt, given, isMunicipal));
    const remember = async (change: { body?: string; before: object; after: object }) =>
      auditTrail.remember(tx, {
        actor: username,
        verb: 'set-roles',
        objectType: 'person',
        objectId: username,
        ...change,
      });
    for (const { body, before, after } of changes)
      await remember({ body, before: { roles: before }, after: { roles: after } });
    if (isMunicipal !== wasMunicipal)
      await remember({
        before: { municipalAdministrator: wasMunicipal },
        after: { municipalAdministrator: isMunicipal },
      });
  });
}

async function heldBy(tx: EntityManager, username: string): Promise<GivenRole[]> {
  return tx.query('SELECT body_code AS body, role FROM roles WHERE username = $1', [username]);
}

async function replace(
  tx: EntityManager,
  username: string,
  issuedAt: number,
  given: readonly GivenRole[],
  isMunicipal: boolean,
): Promise<void> {
  await tx.query('DELETE FROM roles WHERE username = $1', [username]);
  await tx.query(
    `INSERT INTO roles (username, body_code, role)
     SELECT $1, body, role FROM jsonb_to_recordset($2::jsonb) AS given (body text, role text)`,
    [username, JSON.stringify(given)],
  );
  await tx.query(
    `UPDATE people SET roles_as_of = to_timestamp($2), municipal_administrator = $3, version = version + 1
     WHERE username = $1`,
    [username, issuedAt, isMunicipal],
  );
}

function differences(
  held: readonly GivenRole[],
  given: readonly GivenRole[],
): { body: string; before: string[]; after: string[] }[] {
  const rolesIn = (roles: readonly GivenRole[], of: string) =>
    roles
      .filter(({ body }) => body === of)
      .map(({ role }) => role as string)
      .sort();
  const bodies = [...new Set([...held, ...given].map(({ body }) => body))].sort();
  return bodies
    .map((body) => ({ body, before: rolesIn(held, body), after: rolesIn(given, body) }))
    .filter(({ before, after }) => before.join() !== after.join());
}
