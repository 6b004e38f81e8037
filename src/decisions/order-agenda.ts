import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { lockMeeting } from '../organisation/keep-calendar.js';
import { Meeting } from '../organisation/meeting.entity.js';
import { Invalid } from '../rules/problem.js';
import type { AgendaView } from './agenda.dto.js';
import { mattersSeen, readAgenda } from './read-agenda.js';
import { because } from './refusals.js';

@Injectable()
export class OrderAgenda {
  constructor(private readonly makeChange: MakeChange) {}

  /** What is kept from the caller keeps its place among the rest. */
  async order(caller: Caller, body: string, idOrDay: string, ordered: string[]): Promise<AgendaView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { meeting, change } = await lockMeeting(attempt, body, idOrDay, 'meeting.order-agenda');
      const seen = await mattersSeen(change.tx, caller, meeting.id);
      if (seen.length !== ordered.length || !seen.every((id) => ordered.includes(id)))
        throw new Invalid({ pointer: '/consultations', ...because.notTheAgenda });
      meeting.agenda = reordered(await allMatters(change.tx, meeting), seen, ordered);
      await change.save(Meeting, meeting, { verb: 'order-agenda', objectType: 'meeting', body });
      return readAgenda(change.tx, caller, body, meeting.id, change.today);
    });
  }
}

/** In their order, also those that are kept from the caller. */
async function allMatters(tx: EntityManager, { id }: Meeting): Promise<string[]> {
  const rows: { id: string }[] = await tx.query('SELECT id FROM matters_of_meeting($1) AS id', [id]);
  return rows.map((matter) => matter.id);
}

function reordered(all: readonly string[], seen: readonly string[], ordered: readonly string[]): string[] {
  const next = ordered[Symbol.iterator]();
  const isSeen = new Set(seen);
  return all.map((id) => (isSeen.has(id) ? (next.next().value ?? id) : id));
}
