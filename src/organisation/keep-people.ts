import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Attempt, Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { ascending, list } from '../lists/list.js';
import { Where } from '../lists/where.js';
import { scopeOf } from '../identity/visibility.js';
import type { Actor, Role } from '../rules/actor.js';
import { ClientActor } from '../rules/client-actor.js';
import { authorize, permits, type Action, type Subject } from '../rules/policy.js';
import { Conflict, NotFound } from '../rules/problem.js';
import { bodyExists } from './keep-calendar.js';
import type { AddPersonBody, EditPersonBody, PeoplePage, PersonView, SetRolesBody } from './people.dto.js';
import type { MeView } from './me.dto.js';
import { Person } from './person.entity.js';
import { keepEarlierName } from './rename.js';
import { TellOfWhatIsLeft } from './tell-of-what-is-left.js';
import { TellThoseConcerned } from './tell-those-concerned.js';
import { whenBroken } from './when-broken.js';
import { because } from './refusals.js';

/** People are known to their own bodies and to municipal administrators; the rule is the policy's. */
const personIsVisible = (): string => 'true';

/** People, and the roles they hold in a body. A change of role takes effect within `IDENTITY_CACHE_SECONDS`. */
@Injectable()
export class KeepPeople {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly tellThoseConcerned: TellThoseConcerned,
    private readonly tellOfWhatIsLeft: TellOfWhatIsLeft,
  ) {}

  async me({ actor }: Caller): Promise<MeView> {
    const bodies: { code: string; name: string }[] = await this.dataSource.query(
      'SELECT code, name FROM bodies WHERE code = ANY($1) ORDER BY name COLLATE sv_numbers',
      [Object.keys(actor.roles)],
    );
    const shown = ({ username, name, roles }: Actor) => ({
      username,
      name,
      roles: bodies.flatMap(({ code, name: bodyName }) =>
        (roles[code] ?? []).map((role) => ({ body: code, bodyName, role })),
      ),
    });
    return {
      ...shown(actor.inOwnRight),
      municipalAdministrator: actor.isMunicipalAdministrator,
      standsInFor: actor.standsInFor.map(shown),
      ...(actor instanceof ClientActor && {
        scopes: actor.scopes.map(({ body, verbs }) => ({ body, verbs: [...verbs] })),
      }),
    };
  }

  async list(caller: Caller, body: string, query: PageQuery): Promise<PeoplePage> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'person.read', { body });
    const where = new Where(scopeOf(caller.actor), personIsVisible());
    where.and((code) => `username IN (SELECT username FROM roles WHERE body_code = ${code})`, body);
    return list<PersonView>(this.dataSource, query, {
      called: `people of ${body}`,
      select: personIn('$3'),
      from: 'people',
      where,
      order: ascending(['name COLLATE sv_numbers', 'text'], ['username', 'text']),
      toItem: (row) => shownTo(caller, row, body),
    });
  }

  async one(caller: Caller, body: string, username: string): Promise<PersonView> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'person.read', { body });
    return shownTo(caller, await readPerson(this.dataSource, username, body), body);
  }

  /** Someone known already gets roles in this body too; their name stays. */
  async add(
    caller: Caller,
    body: string,
    { username, name, email, roles }: AddPersonBody,
  ): Promise<PersonView> {
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const change = await attempt.permit('person.manage', { body });
      const known: object[] = await change.tx.query('SELECT FROM people WHERE username = $1', [username]);
      if (known.length === 0) {
        const person = Object.assign(new Person(), { username, name, email: email ?? null });
        const occasion = { verb: 'add', objectType: 'person', body };
        await whenBroken('people_pkey', because.personInBody, () => change.insert(Person, person, occasion));
      }
      const person = await change.lock(Person, username, personIsVisible);
      if ((await rolesIn(change.tx, username, body)).length > 0) throw new Conflict(because.personInBody);
      await giveRoles(change, person, body, roles);
      await this.tellThoseConcerned.person(change, 'roles-changed', body, username);
      return readPerson(change.tx, username, body);
    });
  }

  async setRoles(
    caller: Caller,
    body: string,
    username: string,
    { roles }: SetRolesBody,
  ): Promise<PersonView> {
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const { person, change } = await lockPerson(attempt, username, 'person.manage', () => ({ body }));
      const before = await this.tellOfWhatIsLeft.leftBefore(change, username);
      await giveRoles(change, person, body, roles);
      await someoneAdministers(change, [body]);
      await this.tellThoseConcerned.person(change, 'roles-changed', body, username);
      const left = await this.tellOfWhatIsLeft.tell(change, username, before);
      return { ...(await readPerson(change.tx, username, body)), ...left };
    });
  }

  /** Of someone who works for several bodies only by whoever administers each of them. */
  async edit(caller: Caller, username: string, body: EditPersonBody): Promise<PersonView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { person, change } = await lockPerson(attempt, username, 'person.edit', () =>
        wholePerson(attempt.tx, username),
      );
      const { name, email, active, municipalAdministrator } = body;
      const changed = Object.entries(given({ name, email, active, municipalAdministrator })).filter(
        ([field, value]) => person[field as keyof Person] !== value,
      );
      if (municipalAdministrator !== undefined && municipalAdministrator !== person.municipalAdministrator)
        authorize(caller.actor, 'municipality.name-administrator');
      const bodies = await bodiesOf(change.tx, username);
      const before = await this.tellOfWhatIsLeft.leftBefore(change, username);
      // Before the address changes: the one that was is told.
      if (bodies[0] !== undefined && changed.length > 0)
        await this.tellThoseConcerned.person(change, 'account-changed', bodies[0], username);
      const was = name !== undefined && name !== person.name ? person.name : null;
      const renamed = await keepEarlierName(change, 'person', username, was, body);
      Object.assign(person, Object.fromEntries(changed));
      await change.save(Person, person, { verb: 'edit', objectType: 'person' }, { after: renamed });
      if (!person.active) await change.tx.query('SELECT forget_working_copies_of($1)', [username]);
      await someoneAdministers(change, bodies);
      const left = await this.tellOfWhatIsLeft.tell(change, username, before);
      return { ...(await readPerson(change.tx, username, null)), ...left };
    });
  }
}

const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

async function bodiesOf(tx: EntityManager, username: string): Promise<string[]> {
  const rows: { body: string }[] = await tx.query(
    'SELECT DISTINCT body_code AS body FROM roles WHERE username = $1 ORDER BY 1',
    [username],
  );
  return rows.map(({ body }) => body);
}

/** Whose a person is, as far as name, address and sign-in go: no body's, for a municipal administrator. */
async function wholePerson(tx: EntityManager, username: string): Promise<Subject> {
  const municipal: object[] = await tx.query(
    'SELECT FROM people WHERE username = $1 AND municipal_administrator',
    [username],
  );
  return { bodies: municipal.length > 0 ? [] : await bodiesOf(tx, username) };
}

/**
 * The right comes before the person: whoever is refused does not learn who is known here. It is asked again once the
 * row is locked, as the person may have got work elsewhere meanwhile.
 *
 * @throws NotPermitted, NotFound
 */
export async function lockPerson(
  attempt: Attempt,
  username: string,
  action: Action,
  subject: () => Subject | Promise<Subject>,
): Promise<{ person: Person; change: Change }> {
  authorize(attempt.caller.actor, action, await subject());
  const person = await attempt.lock(Person, username, personIsVisible);
  const change = await attempt.permit(action, await subject(), person.version);
  return { person, change };
}

/**
 * Replaces the roles in one body; roles in other bodies are left alone.
 *
 * @throws Conflict where somebody would give a role to themselves.
 */
export async function giveRoles(
  change: Change,
  person: Person,
  body: string,
  roles: readonly Role[],
  verb = 'set-roles',
): Promise<void> {
  const held = await rolesIn(change.tx, person.username, body);
  if (roles.some((role) => !held.includes(role))) await isAnother(change.tx, change.caller.actor, person);
  await change.tx.query('DELETE FROM roles WHERE username = $1 AND body_code = $2', [person.username, body]);
  await change.tx.query(
    'INSERT INTO roles (username, body_code, role) SELECT $1, $2, role FROM unnest($3::text[]) AS role',
    [person.username, body, roles],
  );
  await change.save(
    Person,
    person,
    { verb, objectType: 'person', body },
    { before: { roles: held }, after: { roles: [...roles].sort() } },
  );
}

export async function rolesIn(tx: EntityManager, username: string, body: string): Promise<Role[]> {
  const held: { role: Role }[] = await tx.query(
    'SELECT role FROM roles WHERE username = $1 AND body_code = $2 ORDER BY role',
    [username, body],
  );
  return held.map(({ role }) => role);
}

/**
 * Two people are needed for somebody to get a role. A second account of the caller's is known by its address alone.
 *
 * @throws Conflict
 */
async function isAnother(tx: EntityManager, { username }: Actor, person: Person): Promise<void> {
  const oneself: object[] = await tx.query(
    'SELECT FROM people WHERE username = $1 AND (username = $2 OR lower(email) = lower($3))',
    [username, person.username, person.email],
  );
  if (oneself.length === 0) return;
  throw new Conflict(because.ownRoles);
}

/**
 * Without a municipal administrator nobody could name one. Without administrators of its own a body is kept by the
 * municipality's, so only they may leave it so. One at a time, so that two administrators cannot each remove the other.
 *
 * @throws Conflict
 */
export async function someoneAdministers(change: Change, bodies: readonly string[]): Promise<void> {
  const { tx, caller } = change;
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('administrators', 0))");
  const [left]: { municipal: boolean; everyBody: boolean }[] = await tx.query(
    `SELECT EXISTS (SELECT FROM people WHERE municipal_administrator AND active) AS municipal,
       NOT EXISTS (SELECT FROM unnest($1::text[]) AS body WHERE NOT EXISTS (
         SELECT FROM roles JOIN people USING (username)
         WHERE body_code = body AND role = 'administrator' AND people.active)) AS "everyBody"`,
    [bodies.filter((body) => caller.actor.administratorOf.includes(body))],
  );
  if (left?.municipal && (left.everyBody || caller.actor.isMunicipalAdministrator)) return;
  throw new Conflict(because.lastAdministrator);
}

/** Colleagues see who holds which role; addresses are for those who keep them. */
function shownTo({ actor }: Caller, { email, ...person }: PersonView, body: string): PersonView {
  return permits(actor, 'person.manage', { body }) ? { ...person, email: email ?? null } : person;
}

/** @param body placeholder of the body whose roles are shown. */
const personIn = (body: string): string => `username, name, email, active, version,
    municipal_administrator AS "municipalAdministrator",
    coalesce((SELECT json_agg(role ORDER BY role) FROM roles
      WHERE roles.username = people.username AND roles.body_code = ${body}), '[]') AS roles`;

export async function readPerson(
  database: DataSource | EntityManager,
  username: string,
  body: string | null,
): Promise<PersonView> {
  const [row]: PersonView[] = await database.query(
    `SELECT ${personIn('$2::text')} FROM people WHERE username = $1`,
    [username, body],
  );
  if (!row) throw new NotFound();
  return row;
}
