/** The roles a person can hold in a body. `reader` sees; all others are the body's staff. */
export const ROLES = ['registrar', 'officer', 'manager', 'secretary', 'reader', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that handle a body's referrals; an administrator keeps the system, not the cases. */
export const STAFF: readonly Role[] = ['registrar', 'officer', 'manager', 'secretary'];

/**
 * A person and what they are in which body. The same person can be registrar of one board and
 * reader of another. Roles are effective roles: the staff of a body that keeps the register of
 * a body without staff of its own (KS for KF) hold theirs there too.
 */
export class Actor {
  /** Codes of the bodies whose work in progress the person sees. */
  readonly staffOf: readonly string[];
  /** Codes of the bodies of which the person sees what is registered and decided, and no more. */
  readonly readerOf: readonly string[];
  /** Codes of the bodies whose connections to other systems the person keeps. */
  readonly administratorOf: readonly string[];

  constructor(
    readonly username: string,
    readonly name: string,
    private readonly rolesByBody: Readonly<Record<string, readonly Role[]>>,
  ) {
    const bodies = Object.keys(rolesByBody);
    this.staffOf = bodies.filter((body) => STAFF.some((role) => this.holds(role, body)));
    this.readerOf = bodies.filter((body) => this.holds('reader', body) && !this.staffOf.includes(body));
    this.administratorOf = bodies.filter((body) => this.holds('administrator', body));
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

  get roles(): Readonly<Record<string, readonly Role[]>> {
    return this.rolesByBody;
  }
}
