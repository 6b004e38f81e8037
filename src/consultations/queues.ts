import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { API_BASE } from '../http/api-base.js';
import { counted } from '../http/paging.js';
import type { Actor } from '../rules/actor.js';
import { permits } from '../rules/policy.js';
import { ConsultationsQuery } from './consultations.dto.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { QUEUES, type Queue, type QueueName } from './queue-lists.js';
import type { QueuesView, QueueView } from './queues.dto.js';

/** What waits for a person: each counter is asked of the list that it leads to, so that the two cannot differ. */
@Injectable()
export class ReadQueues {
  constructor(private readonly consultations: ConsultationsQueries) {}

  /** One body after the other: whoever is of many would otherwise take every connection of the pool. */
  async of(caller: Caller): Promise<QueuesView> {
    const names = Object.keys(QUEUES) as QueueName[];
    const found: QueueView[] = [];
    for (const body of caller.actor.staffOf) {
      const open = names.filter((name) => isOpenTo(caller.actor, QUEUES[name], body));
      found.push(...(await Promise.all(open.map(async (name) => this.read(caller, name, body)))));
    }
    return { queues: names.flatMap((name) => found.filter(({ queue }) => queue === name)) };
  }

  private async read(caller: Caller, queue: QueueName, body: string): Promise<QueueView> {
    const { words, side = 'consultee', own, asks }: Queue = QUEUES[queue];
    const asked = { [side]: body, ...(own && { officer: caller.actor.username }), ...asks };
    const total = await this.consultations.count(caller, Object.assign(new ConsultationsQuery(), asked));
    return { queue, name: caller.say(words), body, ...counted(total), href: listOf(asked) };
  }
}

const isOpenTo = (actor: Actor, { of, side = 'consultee' }: Queue, body: string): boolean =>
  permits(actor, of, { [side]: body, officer: actor.username });

function listOf(asked: Readonly<Record<string, string | boolean | readonly string[]>>): string {
  const pairs = Object.entries(asked).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => [name, String(each)]),
  );
  return `${API_BASE}/consultations?${new URLSearchParams(pairs).toString()}`;
}
