import { type Role } from '../rules/actor.js';

/** A role the caller holds. */
export class OwnRoleView {
  /** @example "TSN" */
  body!: string;
  /** @example "Tekniska servicenämnden" */
  bodyName!: string;
  /** @example "registrar" */
  role!: Role;
}

/** Someone whose roles the caller holds today. */
export class StoodInForView {
  /** @example "tsn-handlaggare" */
  username!: string;
  /** @example "Handläggare, TSN" */
  name!: string;
  roles!: OwnRoleView[];
}

/** What another system may do in a body. */
export class OwnScopeView {
  /** @example "TSN" */
  body!: string;
  /** @example ["read", "consultation.register"] */
  verbs!: string[];
}

/** Who the caller is. */
export class MeView {
  /** `client:` and its id for another system. @example "tsn-registrator" */
  username!: string;
  /** @example "Registrator, TSN" */
  name!: string;
  /** Held in the caller's own right; also where the caller's body keeps the register. */
  roles!: OwnRoleView[];
  /** Whether the caller also decides what is the whole municipality's. @example false */
  municipalAdministrator!: boolean;
  /** Whom the caller stands in for today. */
  standsInFor!: StoodInForView[];
  /** What another system may do, and where; a person has none. */
  scopes?: OwnScopeView[];
}
