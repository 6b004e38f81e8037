import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { Conflict, Invalid } from '../rules/problem.js';
import { giveRoles, lockPerson, readPerson, rolesIn, someoneAdministers } from './keep-people.js';
import type { MovePersonBody, PersonView } from './people.dto.js';
import { unknownBody } from './register.js';
import { TellOfWhatIsLeft } from './tell-of-what-is-left.js';
import { TellThoseConcerned } from './tell-those-concerned.js';
import { because } from './refusals.js';

@Injectable()
export class MovePerson {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly tellThoseConcerned: TellThoseConcerned,
    private readonly tellOfWhatIsLeft: TellOfWhatIsLeft,
  ) {}

  /**
   * Takes all roles in one body away and gives others in another, in one transaction: at no moment does the
   * person hold both, or none because something failed in between. Each body has its own event of it.
   */
  async move(caller: Caller, username: string, { from, to, roles }: MovePersonBody): Promise<PersonView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { person, change } = await lockPerson(attempt, username, 'person.move', () => ({
        bodies: [from, to],
      }));
      await checkBodies(change.tx, from, to);
      if ((await rolesIn(change.tx, username, from)).length === 0)
        throw new Conflict(because.personNotInBody);
      const before = await this.tellOfWhatIsLeft.leftBefore(change, username);
      await giveRoles(change, person, from, [], 'move');
      await giveRoles(change, person, to, roles, 'move');
      await someoneAdministers(change, [from]);
      await this.tellThoseConcerned.person(change, 'roles-changed', to, username);
      const left = await this.tellOfWhatIsLeft.tell(change, username, before);
      return { ...(await readPerson(change.tx, username, to)), ...left };
    });
  }
}

/** @throws Invalid */
async function checkBodies(tx: EntityManager, from: string, to: string): Promise<void> {
  if (from === to) throw new Invalid({ pointer: '/to', ...because.sameBody });
  const known: { code: string }[] = await tx.query('SELECT code FROM bodies WHERE code = ANY($1)', [
    [from, to],
  ]);
  for (const [field, code] of Object.entries({ from, to }))
    if (!known.some((body) => body.code === code)) throw unknownBody(`/${field}`);
}
