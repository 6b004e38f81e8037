import type { GivenRole } from '../config/role-map.js';
import type { Role } from '../rules/actor.js';

export function byBody(roles: readonly GivenRole[]): Record<string, Role[]> {
  const grouped: Record<string, Role[]> = {};
  for (const { body, role } of roles) (grouped[body] ??= []).push(role);
  return grouped;
}
