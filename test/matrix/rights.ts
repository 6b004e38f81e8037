import type { Role } from '../../src/rules/actor.js';
import type { Thing } from './kinds.js';
import { standsIn, type Persona } from './personas.js';

/** One way to have the right to change a record. */
export type Right = (persona: Persona, thing: Thing) => boolean;

const holds = (is: Persona['is'], body: string | null | undefined, roles: readonly Role[]): boolean =>
  body != null && (is[body] ?? []).some((role) => role === 'staff' || roles.includes(role));

export const issuers =
  (...roles: Role[]): Right =>
  ({ is }, { issuer }) =>
    holds(is, issuer, roles);
export const consultees =
  (...roles: Role[]): Right =>
  ({ is }, { consultee }) =>
    holds(is, consultee, roles);
export const bodys =
  (...roles: Role[]): Right =>
  ({ is }, { body }) =>
    holds(is, body, roles);
/** Of what nobody does for another: prolong a stand-in, or make an address that shows what they saw. */
export const bodysInOwnRight =
  (...roles: Role[]): Right =>
  ({ inOwnRight }, { body }) =>
    holds(inOwnRight, body, roles);
export const municipal: Right = ({ isMunicipal }) => isMunicipal === true;
/** Of a person: in every body where they have a role, unless what they keep is the municipality's. */
export const administersThemEverywhere: Right = ({ is }, { everywhere = [] }) =>
  everywhere.length > 0 && everywhere.every((body) => holds(is, body, ['administrator']));
export const itself: Right = ({ name }, { person }) => name === person;
export const itsOfficer: Right = ({ name, standsInFor, is }, { officer, consultee }) =>
  officer != null && [name, standsInFor].includes(officer) && (is[consultee!] ?? []).includes('officer');
/** Whoever asks from outside cannot act here. */
export const consulteesRegistrarForOutside: Right = (persona, thing) =>
  thing.issuer == null && consultees('registrar')(persona, thing);

/** Nobody answers here for who is asked outside. */
export const issuersRegistrarForOutside: Right = (persona, thing) =>
  thing.consultee === null && issuers('registrar')(persona, thing);

/** The register that a statement stands in: also the issuer's, once received, and of who keeps none here only that. */
export const issuersRegistrarOnceReceived: Right = (persona, thing) =>
  (thing.consultee === null || thing.situation === 'TSN received') && issuers('registrar')(persona, thing);

/** Another system may do what its scopes name, where a person of that body's staff could. */
export function mayChange(
  persona: Persona,
  operation: string,
  thing: Thing,
  rights: readonly Right[],
): boolean {
  if (persona.mayOnly && !persona.mayOnly.includes(operation)) return false;
  if (thing.onlyFor && !thing.onlyFor.some((column) => standsIn(column, persona))) return false;
  return rights.some((right) => right(persona, thing));
}
