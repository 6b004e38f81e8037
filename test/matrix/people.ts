import { done, TODAY } from '../support/given.js';
import { personaOf, type Persona as Asker, type Service } from '../support/service.js';
import type { Credentials } from './credentials.js';
import { personas } from './personas.js';

export type AsWhom = (name: string) => Asker;

const ADDED: readonly { username: string; body: string; roles: readonly string[] }[] = [
  { username: 'ks-chef', body: 'KS', roles: ['manager'] },
  { username: 'ks-lasare', body: 'KS', roles: ['reader'] },
  { username: 'kommunforvaltare', body: 'AMN', roles: [] },
  { username: 'tsn-admin', body: 'TSN', roles: ['administrator'] },
  { username: 'tsn-vikarie', body: 'TSN', roles: ['secretary'] },
  { username: 'tsn-avaktiverad', body: 'TSN', roles: ['officer'] },
  { username: 'flyttad-till-bin', body: 'TSN', roles: ['officer'] },
  { username: 'bin-och-tsn', body: 'BIN', roles: ['registrar'] },
  { username: 'bin-och-tsn', body: 'TSN', roles: ['reader'] },
];

/** Those the demo does not have. What becomes of some of them comes later: they have work before that. */
export async function people(service: Service) {
  for (const { body, ...person } of ADDED) {
    await done(service.as('admin').post(`/bodies/${body}/people`, { name: person.username, ...person }));
  }
  const municipal = { municipalAdministrator: true };
  await done(service.as('admin').patch('/people/kommunforvaltare', municipal, { ifMatch: '*' }));
  const base = service.base;
  const added = new Set(ADDED.map(({ username }) => username));
  const known = personas.filter(({ name, isNobody, mayOnly }) => !isNobody && !mayOnly && !added.has(name));
  return {
    usernames: [...known.map(({ name }) => name), ...added],
    as:
      (tokens: Credentials): AsWhom =>
      (name) =>
        personaOf(base, tokens.get(name)!),
    /** One is away, one has moved, one has left. */
    async change(as: AsWhom): Promise<void> {
      const standIn = { absent: 'tsn-handlaggare', standIn: 'tsn-vikarie', from: TODAY, until: '2026-11-20' };
      await done(as('tsn-chef').post('/bodies/TSN/stand-ins', standIn));
      const later = {
        absent: 'bin-handlaggare',
        standIn: 'bin-sekreterare',
        from: '2026-12-07',
        until: '2026-12-11',
      };
      await done(as('bin-chef').post('/bodies/BIN/stand-ins', later));
      const move = { from: 'TSN', to: 'BIN', roles: ['officer'] };
      await done(as('admin').post('/people/flyttad-till-bin/move', move, { ifMatch: '*' }));
      await done(as('admin').patch('/people/tsn-avaktiverad', { active: false }, { ifMatch: '*' }));
    },
  };
}
