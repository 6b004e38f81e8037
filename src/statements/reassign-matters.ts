import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin, occasionOf } from '../changes/step.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import { consultationIsOwn, scopeOf } from '../identity/visibility.js';
import { Conflict, Invalid } from '../rules/problem.js';
import { AssignOfficer } from './assign-officer.js';
import { because } from './refusals.js';
import type { ReassignedView, ReassignBody } from './assigning.dto.js';

/** Gives what one person handles in a body to others, all of it in one step. */
@Injectable()
export class ReassignMatters {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly assignOfficer: AssignOfficer,
  ) {}

  /**
   * Each matter is assigned as by itself, with its own audit event; the first that cannot be leaves all as they were.
   * All are locked first: one that somebody gives to another meanwhile is theirs.
   *
   * @throws NotFound, NotPermitted, Invalid, Conflict
   */
  async reassign(
    caller: Caller,
    body: string,
    username: string,
    { officer, matters = [] }: ReassignBody,
  ): Promise<ReassignedView> {
    return this.makeChange.make(caller, async (attempt) => {
      await attempt.permit('person.reassign', { body });
      const handled: { id: string }[] = await attempt.tx.query(
        `SELECT id FROM consultations WHERE officer = $3 AND consultee_code = $4
           AND state IN ('registered', 'drafting', 'in-review', 'approved') AND ${consultationIsOwn('consultations')}
           AND $2::text[] IS NOT NULL ORDER BY id FOR NO KEY UPDATE`,
        [...scopeOf(caller.actor), username, body],
      );
      const named = new Map(
        matters.map(({ consultation, officer: to }, index) => [
          consultation,
          { to, pointer: `/matters/${index}/officer` },
        ]),
      );
      matters.forEach(({ consultation }, index) => {
        if (!handled.some(({ id }) => id === consultation))
          throw new Invalid({ pointer: `/matters/${index}/consultation`, ...because.notTheirs });
      });
      const given = handled.flatMap(({ id }) => {
        const to =
          named.get(id) ?? (officer === undefined ? undefined : { to: officer, pointer: '/officer' });
        return to ? [{ id, ...to }] : [];
      });
      if (given.length === 0) throw new Conflict(because.nothingToReassign);
      const reassigned = [];
      for (const { id, to, pointer } of given) {
        const { row, change } = await begin(attempt, CONSULTATION, id, 'assign', addingToIt);
        await this.assignOfficer.give(change, row, to, pointer);
        await CONSULTATION.save(change, row, occasionOf(CONSULTATION, row, 'assign'));
        reassigned.push({ consultation: id, ownCaseNumber: row.ownCaseNumber, officer: to });
      }
      return { reassigned };
    });
  }
}
