import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done } from './given.js';
import { personaOf, type Persona, type Service } from './service.js';

/** TSN gets an administrator of its own, who is none of the personas. */
export async function administratorOfTsn(service: Service): Promise<Persona> {
  const person = { username: 'tsn-admin', name: 'Systemförvaltare, TSN', roles: ['administrator'] };
  await done(service.as('admin').post('/bodies/TSN/people', person));
  const { accessToken } = await service.app.get(DemoIssuer).issue(person.username);
  return personaOf(service.base, accessToken);
}
