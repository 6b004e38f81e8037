import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { API_BASE } from '../http/api-base.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { counted, MOST_COUNTED } from '../lists/paging.js';
import type { Actor } from '../rules/actor.js';
import type { Texts } from '../rules/texts.js';
import { permits } from '../rules/policy.js';
import { ConsultationsQuery, type ConsultationsPage } from './consultations.dto.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { QUEUES, type Queue, type QueueName } from './queue-lists.js';
import type { QueueView } from './queues.dto.js';

/** A queue at one of the bodies that somebody empties it for. */
export interface QueueAt {
  readonly queue: QueueName;
  readonly body: string;
  /** Username of the absent person whose it is, where somebody stands in for them. */
  readonly insteadOf?: string;
}

/** A queue with its name in the caller's language and how many are in the list that it leads to. */
type CountedQueue = Pick<QueueView, 'name' | 'href'> & QueueAt & ReturnType<typeof counted>;

const NAMES = Object.keys(QUEUES) as QueueName[];

/** What waits for a person: each counter is asked of the list that it leads to, so that the two cannot differ. */
@Injectable()
export class ReadQueues {
  constructor(private readonly consultations: ConsultationsQueries) {}

  /** One body after the other: whoever is of many would otherwise take every connection of the pool. */
  async of(caller: Caller, most = MOST_COUNTED): Promise<CountedQueue[]> {
    const found: CountedQueue[] = [];
    for (const body of caller.actor.staffOf) {
      const open = queuesOf(caller.actor).filter((each) => each.body === body);
      found.push(...(await Promise.all(open.map(async (each) => this.read(caller, each, most)))));
    }
    return NAMES.flatMap((name) => found.filter(({ queue }) => queue === name));
  }

  /** A page of a queue. */
  async list(caller: Caller, at: QueueAt, paged: Partial<PageQuery>): Promise<ConsultationsPage> {
    return this.consultations.list(caller, Object.assign(queryOf(caller.actor, at), paged));
  }

  /** How many there are in a queue, to `most`; one more stands for all beyond. */
  async count(caller: Caller, at: QueueAt, most = MOST_COUNTED): Promise<number> {
    return this.consultations.count(caller, queryOf(caller.actor, at), most);
  }

  private async read(caller: Caller, at: QueueAt, most: number): Promise<CountedQueue> {
    const total = await this.count(caller, at, most);
    const { queue, body, insteadOf } = at;
    return {
      queue,
      name: caller.say(wordsOfQueue(caller.actor, at)),
      body,
      ...(insteadOf !== undefined && { insteadOf }),
      ...counted(total, most),
      href: listOf(askedOf(caller.actor, at)),
    };
  }
}

/**
 * The queues that are somebody's to empty, in the order of the story. What is assigned to a person they stand in for is
 * a queue of its own, after their own; what their body's role empties is one for all who hold the role.
 */
export const queuesOf = (actor: Actor): QueueAt[] =>
  NAMES.flatMap((name) => {
    const queue: Queue = QUEUES[name];
    const own = actor.staffOf.filter((body) => isOpenTo(actor, queue, body));
    const others = actor.standsInFor.flatMap((absent) =>
      absent.staffOf
        .filter((body) => queue.own && isOpenTo(absent, queue, body))
        .map((body) => ({ queue: name, body, insteadOf: absent.username })),
    );
    return [...own.map((body) => ({ queue: name, body })), ...others];
  });

/** What a queue is called to whoever empties it: `Skriv`, `Skriv, för Sara Nyström`. */
export function wordsOfQueue(actor: Actor, { queue, insteadOf }: QueueAt): Texts {
  const { words } = QUEUES[queue];
  const absent = actor.standsInFor.find(({ username }) => username === insteadOf);
  return absent ? { sv: `${words.sv}, för ${absent.name}`, en: `${words.en}, for ${absent.name}` } : words;
}

const isOpenTo = (actor: Actor, { of, side = 'consultee' }: Queue, body: string): boolean =>
  permits(actor, of, { [side]: body, officer: actor.username });

function askedOf({ username }: Actor, { queue, body, insteadOf }: QueueAt) {
  const { side = 'consultee', own, asks }: Queue = QUEUES[queue];
  return { [side]: body, ...(own && { officer: insteadOf ?? username }), ...asks };
}

const queryOf = (actor: Actor, at: QueueAt): ConsultationsQuery =>
  Object.assign(new ConsultationsQuery(), askedOf(actor, at));

function listOf(asked: Readonly<Record<string, string | boolean | readonly string[]>>): string {
  const pairs = Object.entries(asked).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => [name, String(each)]),
  );
  return `${API_BASE}/consultations?${new URLSearchParams(pairs).toString()}`;
}
