import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { ConsultationsQuery, type WorklistRowView } from '../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import type { VerbOn } from '../rules/kinds.js';
import { permits } from '../rules/policy.js';
import { STEPS_OF_STORY } from './next-verb.js';

/** Matters that wait for the same step by the reader. */
export interface Queue {
  readonly verb: VerbOn<'consultation'>;
  readonly total: number;
  readonly rows: readonly WorklistRowView[];
}

export interface Inbox {
  readonly queues: readonly Queue[];
  /** Requests for more time that the reader settles, or whose answer from outside they record. */
  readonly extensions: Omit<Queue, 'verb'>;
  /** The reader's own that others have now. */
  readonly waiting: Omit<Queue, 'verb'>;
}

/** Rows of each list; what is left is counted. */
const SHOWN = 20;
const WITH_OTHERS: readonly ConsultationState[] = [
  'in-review',
  'approved',
  'on-agenda',
  'decided',
  'confirmed',
];

/** What a person has to do: for each step that they may take, the matters that stand before it. */
@Injectable()
export class ReadInbox {
  constructor(private readonly consultations: ConsultationsQueries) {}

  async of(caller: Caller): Promise<Inbox> {
    const queues = await Promise.all(STEPS_OF_STORY.map(([state, verb]) => this.queue(caller, state, verb)));
    return {
      queues: queues.filter((queue) => queue !== null),
      extensions: await this.extensions(caller),
      waiting: await this.list(caller, { officer: caller.actor.username, state: [...WITH_OTHERS] }),
    };
  }

  /** Null where none of the reader's bodies lets them take the step. */
  private async queue(
    caller: Caller,
    state: ConsultationState,
    verb: VerbOn<'consultation'>,
  ): Promise<Queue | null> {
    const { actor } = caller;
    const side = verb === 'acknowledge' ? 'issuer' : 'consultee';
    const own = verb === 'submit' ? { officer: actor.username } : {};
    const bodies = actor.staffOf.filter((body) =>
      permits(actor, `consultation.${verb}`, { [side]: body, officer: actor.username }),
    );
    if (bodies.length === 0) return null;
    const lists = await Promise.all(
      bodies.map((body) => this.list(caller, { [side]: body, state: [state], ...own })),
    );
    return { verb, ...joined(lists) };
  }

  private async extensions(caller: Caller): Promise<Omit<Queue, 'verb'>> {
    const { actor } = caller;
    const mine = (side: 'issuer' | 'consultee') =>
      actor.staffOf.filter((body) => permits(actor, 'extension.grant', { [side]: body }));
    const asked = [
      ...mine('issuer').map((issuer) => ({ issuer })),
      ...mine('consultee').map((consultee) => ({ consultee, fromOutside: true })),
    ];
    return joined(
      await Promise.all(asked.map((each) => this.list(caller, { ...each, extensionRequested: true }))),
    );
  }

  private async list(caller: Caller, asked: Partial<ConsultationsQuery>): Promise<Omit<Queue, 'verb'>> {
    const query = Object.assign(new ConsultationsQuery(), asked, { limit: SHOWN, count: true });
    const { items, total } = await this.consultations.list(caller, query);
    return { rows: items, total: total ?? items.length };
  }
}

const joined = (lists: readonly Omit<Queue, 'verb'>[]): Omit<Queue, 'verb'> => ({
  total: lists.reduce((sum, { total }) => sum + total, 0),
  rows: lists.flatMap(({ rows }) => rows),
});
