import { Assurance } from './assurance.js';

/** The roles a person can hold in a body. `reader` sees; all others are the body's staff. */
export const ROLES = ['registrar', 'officer', 'manager', 'secretary', 'reader', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that handle a body's referrals; an administrator keeps the system, not the cases. */
export const STAFF: readonly Role[] = ['registrar', 'officer', 'manager', 'secretary'];

/** Which roles are held in which body, by its code. */
export type RolesByBody = Readonly<Record<string, readonly Role[]>>;

/**
 * A person and what they are in which body. The same person can be registrar of one board and
 * reader of another. Roles are effective roles: the staff of a body that keeps the register of
 * a body without staff of its own (KS for KF) hold theirs there too. Whoever stands in for others holds
 * their roles besides their own.
 */
export class Actor {
  /** Codes of the bodies whose work in progress the person sees. */
  readonly staffOf: readonly string[];
  /** Codes of the bodies of which the person sees what is registered and decided, and no more. */
  readonly readerOf: readonly string[];
  /** Codes of the bodies whose connections to other systems the person keeps. */
  readonly administratorOf: readonly string[];
  /**
   * By what a list of who may see something confidential names them: bodies of whose staff they are (`TSN`), roles
   * (`TSN:registrar`; held for another only if the absent's lists were handed over) and themselves (`@anna`; nobody
   * stands in for that).
   */
  readonly marks: readonly string[];

  /** The same person without what they hold for others. */
  readonly inOwnRight: Actor;
  private readonly rolesByBody: RolesByBody;

  constructor(
    readonly username: string,
    readonly name: string,
    ownRoles: RolesByBody,
    readonly assurance: Assurance = Assurance.notNeeded,
    /** Each as the absent person, with the roles that are held for them. */
    readonly standsInFor: readonly Actor[] = [],
    /** Decides what is the whole municipality's: its bodies, who keeps whose register, who administers what. Nobody stands in for it. */
    readonly isMunicipalAdministrator: boolean = false,
    /** Of an absent person: whether whoever stands in for them is on the lists that name their roles. */
    readonly handsOverLists: boolean = false,
  ) {
    const rolesByBody = standsInFor.reduce((held, { roles }) => together(held, roles), ownRoles);
    this.rolesByBody = rolesByBody;
    this.inOwnRight =
      standsInFor.length === 0
        ? this
        : new Actor(username, name, ownRoles, assurance, [], isMunicipalAdministrator);
    const bodies = Object.keys(rolesByBody);
    this.staffOf = bodies.filter((body) => STAFF.some((role) => this.holds(role, body)));
    this.readerOf = bodies.filter((body) => this.holds('reader', body) && !this.staffOf.includes(body));
    this.administratorOf = bodies.filter((body) => this.holds('administrator', body));
    const handedOver = standsInFor.filter((absent) => absent.handsOverLists);
    const roles = [ownRoles, ...handedOver.map((absent) => absent.roles)].flatMap(marksOfRoles);
    this.marks = [...new Set([...this.staffOf, `@${username}`, ...roles])];
  }

  /** Whether a list of those who may see something confidential lets them; without a list it is not confidential. */
  isOn(list: readonly string[] | null | undefined): boolean {
    return list == null || list.some((mark) => this.marks.includes(mark));
  }

  holds(role: Role, body: string | null | undefined): boolean {
    return body != null && (this.rolesByBody[body]?.includes(role) ?? false);
  }

  /** Who this is when it comes to one action; nobody, where the action is none of theirs. */
  within(_action: string): Actor | undefined {
    return this;
  }

  get isAdministrator(): boolean {
    return this.administratorOf.length > 0;
  }

  get roles(): RolesByBody {
    return this.rolesByBody;
  }
}

const marksOfRoles = (held: RolesByBody): string[] =>
  Object.entries(held).flatMap(([body, roles]) => roles.map((role) => `${body}:${role}`));

function together(some: RolesByBody, others: RolesByBody): RolesByBody {
  const bodies = new Set([...Object.keys(some), ...Object.keys(others)]);
  return Object.fromEntries(
    [...bodies].map((body) => [body, [...new Set([...(some[body] ?? []), ...(others[body] ?? [])])]]),
  );
}
