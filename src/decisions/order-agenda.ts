import { Injectable } from '@nestjs/common';
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
      meeting.agenda = reordered(meeting.agenda, seen, ordered);
      await change.save(Meeting, meeting, { verb: 'order-agenda', objectType: 'meeting', body });
      return readAgenda(change.tx, caller, body, meeting.id, change.today);
    });
  }
}

function reordered(agenda: readonly string[], seen: readonly string[], ordered: readonly string[]): string[] {
  const next = ordered[Symbol.iterator]();
  const isSeen = new Set(seen);
  const all = [...agenda, ...seen.filter((id) => !agenda.includes(id))];
  return all.map((id) => (isSeen.has(id) ? (next.next().value ?? id) : id));
}
