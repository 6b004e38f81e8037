import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../config/clock.js';
import type { Caller } from '../../changes/caller.js';
import type { Refusal } from '../../rules/refusals.js';
import { MakeChange } from '../../changes/make-change.js';
import { STAFF, type Role } from '../../rules/actor.js';
import { addDays } from '../../rules/civil-date.js';
import { authorize } from '../../rules/policy.js';
import { Conflict, Invalid } from '../../rules/problem.js';
import { bodyExists } from '../keep-calendar.js';
import { TellThoseConcerned } from '../tell-those-concerned.js';
import { StandIn } from './stand-in.entity.js';
import type { ArrangeStandInBody, StandInView } from './stand-ins.dto.js';
import { readStandIn, standInIsVisible } from './stand-ins.queries.js';
import { because } from '../refusals.js';
import { refuseWoundUp } from '../register.js';

const MOST_DAYS = 366;

/**
 * Lets someone hold a colleague's roles in a body for a time, and ends it early. What they may do follows from
 * the days and from what the absent person holds then: no role is written, and none has to be taken back.
 */
@Injectable()
export class ArrangeStandIn {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
    private readonly tellThoseConcerned: TellThoseConcerned,
  ) {}

  async arrange(caller: Caller, body: string, request: ArrangeStandInBody): Promise<StandInView> {
    const { absent, standIn, from, until, handsOverLists = false } = request;
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const change = await attempt.permit('stand-in.arrange', { body, person: absent });
      checkRequest(request, change.today);
      await refuseWoundUp(change.tx, body);
      if (standIn === caller.actor.username) throw new Invalid({ pointer: '/standIn', ...because.byOwnHand });
      await checkPeople(change.tx, body, { absent, standIn });
      const arranged = Object.assign(new StandIn(), {
        bodyCode: body,
        absent,
        standIn,
        fromOn: from,
        untilOn: until,
        handsOverLists,
        createdBy: caller.actor.username,
        createdAt: this.clock.now(),
      });
      await change.insert(StandIn, arranged, { verb: 'arrange', objectType: 'stand-in', body });
      await this.tellThoseConcerned.person(change, 'stand-in-arranged', body, absent);
      await this.tellThoseConcerned.person(change, 'stand-in-named', body, standIn);
      return readStandIn(change.tx, body, arranged.id);
    });
  }

  async revoke(caller: Caller, body: string, id: string): Promise<StandInView> {
    return this.makeChange.make(caller, async (attempt) => {
      // Whoever may not read what is arranged in the body does not learn it from a refusal either.
      authorize(caller.actor, 'stand-in.read', { body });
      await readStandIn(attempt.tx, body, id);
      const arranged = await attempt.lock(StandIn, id, standInIsVisible);
      const change = await attempt.permit(
        'stand-in.revoke',
        { body, person: arranged.absent },
        arranged.version,
      );
      if (arranged.revokedAt !== null) throw new Conflict(because.standInRevoked);
      Object.assign(arranged, { revokedAt: this.clock.now(), revokedBy: caller.actor.username });
      await change.save(StandIn, arranged, { verb: 'revoke', objectType: 'stand-in', body });
      return readStandIn(change.tx, body, id);
    });
  }
}

/** @throws Invalid */
function checkRequest({ absent, standIn, from, until }: ArrangeStandInBody, today: string): void {
  const wrong = (pointer: string, rule: Refusal, is: boolean) => (is ? [{ pointer, ...rule }] : []);
  const [first, ...rest] = [
    ...wrong('/standIn', because.samePerson, standIn === absent),
    ...wrong('/until', because.beforeFrom, until < from),
    ...wrong('/until', because.overAlready, until >= from && until < today),
    ...wrong('/until', because.tooLong, until > addDays(from, MOST_DAYS)),
  ];
  if (first) throw new Invalid(first, ...rest);
}

/**
 * Each board is an authority of its own: whoever stands in is one of its people already, and of its staff where the
 * absent person is. A reader is often elected, and an administrator keeps the system: neither handles matters.
 *
 * @throws Invalid
 */
async function checkPeople(
  tx: EntityManager,
  body: string,
  people: Pick<ArrangeStandInBody, 'absent' | 'standIn'>,
): Promise<void> {
  const held: { username: string; roles: Role[] }[] = await tx.query(
    `SELECT username, array_agg(role) AS roles FROM roles JOIN people USING (username)
     WHERE body_code = $1 AND active AND username IN ($2, $3) GROUP BY username`,
    [body, people.absent, people.standIn],
  );
  const of = (person: string) => held.find(({ username }) => username === person)?.roles ?? [];
  const [absent, standIn] = [of(people.absent), of(people.standIn)];
  if (!absent.some(isOfTheBody)) throw new Invalid({ pointer: '/absent', ...because.notOfTheBody });
  if (standIn.length === 0) throw new Invalid({ pointer: '/standIn', ...because.notOfTheBody });
  if (!mayStandIn(standIn, absent)) throw new Invalid({ pointer: '/standIn', ...because.notOfTheStaff });
}

/** Whether somebody with these roles may hold those of the absent person. */
export const mayStandIn = (standIn: readonly Role[], absent: readonly Role[]): boolean =>
  standIn.length > 0 && (!absent.some(isOfTheStaff) || standIn.some(isOfTheStaff));

const isOfTheBody = (role: Role): boolean => role !== 'administrator';
const isOfTheStaff = (role: Role): boolean => STAFF.some((each) => each === role);
