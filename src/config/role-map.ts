import { readFileSync } from 'node:fs';
import { makeValidator } from 'envalid';
import { ROLES, type Role } from '../rules/actor.js';
import { WrongSetting } from './wrong-setting.js';

/** A role in a body. */
export interface GivenRole {
  readonly body: string;
  readonly role: Role;
}

export const MUNICIPAL_ADMINISTRATOR = 'municipal-administrator';

/** The one role that is held in no body. */
export interface MunicipalRole {
  readonly body: null;
  readonly role: typeof MUNICIPAL_ADMINISTRATOR;
}

/** Which roles a value of the issuer's role claim stands for. */
export type RoleMap = ReadonlyMap<string, readonly (GivenRole | MunicipalRole)[]>;

/** JSON, or the path of a file with it. Says which key is wrong, and never what it holds. */
export const roleMap = makeValidator<RoleMap>((input) => {
  const map = new Map<string, readonly (GivenRole | MunicipalRole)[]>();
  for (const [value, given] of Object.entries(parse(textOf(input)))) {
    const roles: unknown[] = Array.isArray(given) ? given : [given];
    if (roles.length === 0 || !roles.every((role) => isGivenRole(role) || isMunicipalRole(role)))
      throw new WrongSetting({
        sv: `”${value}” ska vara {"body":"TSN","role":"registrar"}, {"role":"${MUNICIPAL_ADMINISTRATOR}"} eller en lista av sådana`,
        en: `“${value}” must be {"body":"TSN","role":"registrar"}, {"role":"${MUNICIPAL_ADMINISTRATOR}"} or a list of such`,
      });
    map.set(
      value,
      roles.map((role) => (isGivenRole(role) ? role : { body: null, role: MUNICIPAL_ADMINISTRATOR })),
    );
  }
  if (map.size === 0)
    throw new WrongSetting({ sv: 'ska nämna minst en roll', en: 'must name at least one role' });
  return map;
});

function textOf(input: string): string {
  if (input.trimStart().startsWith('{')) return input;
  try {
    return readFileSync(input, 'utf8');
  } catch (failed) {
    throw new WrongSetting({
      sv: `är varken JSON eller en fil som går att läsa (${(failed as NodeJS.ErrnoException).code})`,
      en: `is neither JSON nor a file that can be read (${(failed as NodeJS.ErrnoException).code})`,
    });
  }
}

function parse(text: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new WrongSetting({ sv: 'är inte JSON', en: 'is not JSON' });
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new WrongSetting({ sv: 'ska vara ett objekt i JSON', en: 'must be a JSON object' });
}

function isGivenRole(value: unknown): value is GivenRole {
  const { body, role, ...more } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof body === 'string' &&
    /^[A-ZÅÄÖ0-9]{2,12}$/.test(body) &&
    ROLES.some((known) => known === role) &&
    Object.keys(more).length === 0
  );
}

function isMunicipalRole(value: unknown): boolean {
  const { role, ...more } = (value ?? {}) as Record<string, unknown>;
  return role === MUNICIPAL_ADMINISTRATOR && Object.keys(more).length === 0;
}
