import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { warningsView } from '../changes/warnings-view.js';
import type { Change } from '../changes/change.js';
import type { WarningView } from '../changes/warning.dto.js';
import { actingAsTheService } from '../database/acting.js';
import { MappedRoles } from '../identity/mapped-roles.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Role } from '../rules/actor.js';
import type { Refusal } from '../rules/refusals.js';
import { roleTitles } from '../rules/role-words.js';
import { TellOfClientsLeft } from './api-clients/tell-of-clients-left.js';
import { because } from './refusals.js';
import { TellThoseConcerned } from './tell-those-concerned.js';

interface Left {
  readonly body: string;
  readonly matters: number;
}

/** One of the roles that matters wait for, whoever has it. */
interface Awaited {
  readonly body: string;
  readonly role: Role;
}

/** What somebody had before their rights change. */
interface Before {
  /** Where they had left matters already: whoever has been told of these is not told again. */
  readonly bodies: readonly string[];
  readonly roles: readonly Awaited[];
}

/**
 * Says what somebody leaves behind who may no longer do it: matters that they handle, roles that nobody has after them, and
 * systems that they answer for.
 */
@Injectable()
export class TellOfWhatIsLeft implements OnModuleInit {
  constructor(
    private readonly mappedRoles: MappedRoles,
    private readonly tellThoseConcerned: TellThoseConcerned,
    private readonly tellOfClientsLeft: TellOfClientsLeft,
  ) {}

  onModuleInit(): void {
    this.mappedRoles.writeWith((tx, username, write) => this.tellOfSignIn(tx, username, write));
  }

  /** Of somebody who signs in without a role that the issuer gave before. There is nobody to warn: others are told. */
  private async tellOfSignIn(tx: EntityManager, username: string, write: () => Promise<void>): Promise<void> {
    const before = await bodiesLeftBy(tx, username);
    const clientsBefore = await this.tellOfClientsLeft.leftBefore({ tx }, username);
    await write();
    await this.tellOthers({ tx }, before, await leftBy(tx, username));
    await this.tellOfClientsLeft.tellKeepers({ tx }, username, clientsBefore);
  }

  /** To be called before the person's rights change. */
  async leftBefore({ tx }: Pick<Change, 'tx'>, username: string): Promise<Before> {
    return { bodies: await bodiesLeftBy(tx, username), roles: await awaitedOf(tx, username) };
  }

  /** To be called once the person's rights have changed. Those who can assign the matters to others are told. */
  async tell(
    change: Change,
    username: string,
    { bodies, roles }: Before,
  ): Promise<{ warnings?: WarningView[] }> {
    const left = await leftBy(change.tx, username);
    await this.tellOthers(change, bodies, left);
    const ofMatters = await Promise.all(left.map((each) => leaves(change, username, each)));
    const ofRoles = (await heldByNobody(change.tx, roles)).map(({ body, role }) =>
      because.leavesNobody(roleTitles[role], body),
    );
    const { warnings = [] } = await this.tellOfClientsLeft.tell(change, username);
    const all = [...(warningsView([...ofMatters, ...ofRoles], change.caller).warnings ?? []), ...warnings];
    return all.length > 0 ? { warnings: all } : {};
  }

  private async tellOthers(
    change: Pick<Change, 'tx'>,
    before: readonly string[],
    left: readonly Left[],
  ): Promise<void> {
    const bodies = left.map(({ body }) => body).filter((body) => !before.includes(body));
    await this.tellThoseConcerned.managers(change, 'matters-left', bodies);
  }
}

/** What is handled at a consultee here, and is no longer once it is on an agenda. */
const HANDLED = `consultee_code IS NOT NULL AND state IN ('registered', 'drafting', 'in-review', 'approved')`;

/** @param person whom it is asked of, in SQL; of the body `consultee_code`. */
const isNoOfficer = (
  person: string,
): string => `NOT EXISTS (SELECT FROM effective_roles held JOIN people USING (username)
    WHERE held.username = ${person} AND held.body_code = consultee_code AND held.role = 'officer' AND people.active)`;

/** What the person was to handle and can no longer: each has to be another's. */
const leftOf = (person: string): string =>
  `WHERE officer = ${person} AND ${HANDLED} AND ${isNoOfficer(person)}`;

const leftBy = (tx: EntityManager, username: string): Promise<Left[]> =>
  actingAsTheService(() =>
    tx.query(
      `SELECT consultee_code AS body, count(*)::int AS matters FROM consultations ${leftOf('$1')} GROUP BY 1 ORDER BY 1`,
      [username],
    ),
  );

const bodiesLeftBy = async (tx: EntityManager, username: string): Promise<string[]> =>
  (await leftBy(tx, username)).map(({ body }) => body);

const awaitedOf = (tx: EntityManager, username: string): Promise<Awaited[]> =>
  tx.query(
    `SELECT body_code AS body, role FROM effective_roles JOIN people USING (username)
     WHERE username = $1 AND people.active AND role IN ('registrar', 'manager', 'secretary') ORDER BY 1, 2`,
    [username],
  );

const heldByNobody = (tx: EntityManager, roles: readonly Awaited[]): Promise<Awaited[]> =>
  tx.query(
    `SELECT body, role FROM jsonb_to_recordset($1) AS awaited (body text, role text)
     WHERE NOT EXISTS (SELECT FROM effective_roles held JOIN people USING (username)
       WHERE held.body_code = awaited.body AND held.role = awaited.role AND people.active)`,
    [JSON.stringify(roles)],
  );

/** By their numbers, those that the caller sees. */
async function leaves({ tx, caller }: Change, username: string, { body, matters }: Left): Promise<Refusal> {
  const seen: { number: string }[] = await tx.query(
    `SELECT coalesce(own_case_number, case_number) AS number FROM consultations
     ${leftOf('$3')} AND consultee_code = $4 AND ${consultationIsVisible('consultations')}
     ORDER BY 1 LIMIT 50`,
    [...scopeOf(caller.actor), username, body],
  );
  const numbers = seen.map(({ number }) => number).join(', ');
  return because.leavesMattersOpen(body, matters, numbers);
}

/** Somebody who has left matters without an officer in a body: how many, and none of them. */
export interface Leaver extends Left {
  readonly username: string;
  readonly name: string;
}

/** Who has left matters open in these bodies, whoever sees them. */
export const leaversIn = (database: DataSource, bodies: readonly string[]): Promise<Leaver[]> =>
  actingAsTheService(() =>
    database.query(
      // Counted first: who is no officer any more is asked once for each person and body, not for each matter.
      `SELECT consultee_code AS body, officer AS username, people.name, matters FROM (
         SELECT consultee_code, officer, count(*)::int AS matters FROM consultations
         WHERE officer IS NOT NULL AND ${HANDLED} AND consultee_code = ANY($1) GROUP BY 1, 2
       ) handled JOIN people ON people.username = officer
       WHERE ${isNoOfficer('officer')} ORDER BY 1, 3 LIMIT 50`,
      [bodies],
    ),
  );
