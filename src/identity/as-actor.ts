import { actingAs } from '../database/acting.js';
import type { Actor } from '../rules/actor.js';
import { scopeOf } from './visibility.js';

/** Works on the person's behalf: the database itself shows no row that they may not see. */
export function asActor<T>(actor: Actor, work: () => T, mayWrite?: () => boolean): T {
  const [staffOf, readerOf] = scopeOf(actor);
  const administratorOf = [...actor.administratorOf, ...(actor.isMunicipalAdministrator ? ['*'] : [])];
  return actingAs(
    { staffOf, readerOf, administratorOf, service: 'off', ...(mayWrite && { mayWrite }) },
    work,
  );
}
