import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { leaversIn, type Leaver } from '../../organisation/tell-of-what-is-left.js';
import type { Caller } from '../../changes/caller.js';
import { Clock } from '../../config/clock.js';
import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import type { QueueName } from '../../consultations/queue-lists.js';
import { counted } from '../../lists/paging.js';
import { queuesOf, ReadQueues, type QueueAt } from '../../consultations/queues.js';
import { DeliveriesQuery, InboxQuery } from '../../delivery/deliveries.dto.js';
import { Inbox as InboxItems } from '../../delivery/inbox.js';
import { DeliveriesQueries } from '../../delivery/deliveries.queries.js';
import { KeepSavedSearches } from '../../organisation/saved-searches/keep-saved-searches.js';
import type { SavedSearchView } from '../../organisation/saved-searches/saved-searches.dto.js';
import { IssuedReferrals } from '../../referrals/issued-referrals.js';
import { type IssuedReferralRowView, ReferralsQuery } from '../../referrals/issued-referrals.dto.js';
import type { VerbOn } from '../../rules/kinds.js';
import type { Actor } from '../../rules/actor.js';
import { permits } from '../../rules/policy.js';
import { ReadNames, type WoundUp } from '../frame/read-names.js';
import { ReadMeetings, type CalendarMeeting, type MeetingOfMatters } from '../meetings/read-meetings.js';

/** Matters that wait for the same step by the reader. */
export interface Queue {
  readonly verb: VerbOn<'consultation'>;
  readonly total: number;
  readonly rows: readonly WorklistRowView[];
}

/** A queue at a body, with how many there are in it. */
export interface Counted extends QueueAt {
  readonly total: number;
  /** Whether there are more. */
  readonly totalIsAtLeast?: boolean;
}

/** How many notices nobody has read. */
export interface Told {
  readonly total: number;
  readonly totalIsAtLeast?: boolean;
}

/** Referrals, the first of them. */
export interface Listed {
  readonly total: number;
  readonly rows: readonly IssuedReferralRowView[];
}

export interface Inbox {
  readonly queues: readonly Queue[];
  /** What is late at the reader's bodies, whoever's turn it is, of which they are the head. */
  readonly overdue: Omit<Queue, 'verb'>;
  /** All that is not answered there. */
  readonly open: Omit<Queue, 'verb'>;
  /** Referrals that have not been sent, of which the reader is to check and send. */
  readonly drafts: Listed;
  /** The next meetings of the reader's bodies. */
  readonly meetings: readonly CalendarMeeting[];
  /** The meetings of which the reader is to enter the decisions that are shown, the earliest first. */
  readonly held: readonly MeetingOfMatters[];
  /** Every queue of the reader's, in the order of the story. */
  readonly counters: readonly Counted[];
  /** Requests for more time that the reader settles, or whose answer from outside they record. */
  readonly extensions: Omit<Queue, 'verb'>;
  /** The reader's own that others have now. */
  readonly waiting: Omit<Queue, 'verb'>;
  /** Referrals that the reader's bodies have out, those first that are to be answered first. */
  readonly out: Listed;
  /** Searches that the reader has saved. */
  readonly saved: readonly SavedSearchView[];
  readonly told: Told;
  /** Deliveries that have failed, where the reader may try them again. */
  readonly undelivered: number;
  /** Letters that somebody is to post, where the reader ticks them off. */
  readonly letters: number;
  /** Bodies of the reader's that have been wound up. */
  readonly woundUp: readonly WoundUp[];
  /** Who has left matters open that the reader may hand over; a head has them among what is to be done. */
  readonly leavers: readonly Leaver[];
}

/** Rows of each list; what is left is counted. */
const SHOWN = 20;
/** Rows of the referrals that are out; a page of their own has all. */
const OUT_SHOWN = 5;

/**
 * So many are told beside a list: of queues, and of unread notices. A body may have thousands, and each is looked up who
 * may see it; how many they are stands above their own list.
 */
export const MOST_BESIDE = 99;

/** So many meetings ahead are of any use to somebody who asks what is next. */
const MEETINGS_SHOWN = 3;

/** The queues in which one step is to be taken: an officer's first, a registrar's, a head's, a secretary's. */
const TO_DO: readonly (readonly [QueueName, VerbOn<'consultation'>])[] = [
  ['draft', 'submit'],
  ['register', 'register'],
  ['acknowledge', 'acknowledge'],
  ['approve', 'approve'],
  ['unassigned', 'assign'],
  ['decide', 'decide'],
  ['confirm', 'confirm'],
  ['forward', 'forward'],
  ['schedule', 'schedule'],
];
/** Where more time is asked for. */
export const EXTENSIONS: readonly QueueName[] = ['settle-extension', 'record-extension'];
/** Of these the inbox has no list of its own: what is in them stands in others too. */
const COUNTED_ONLY: readonly QueueName[] = ['overdue-own', 'returned', 'at-risk'];

/** The step that a queue waits for, where it is the same for all that is in it. */
export const verbOfQueue = (queue: QueueName): VerbOn<'consultation'> | undefined =>
  TO_DO.find(([name]) => name === queue)?.[1];

/** Whether the reader sees to what has not arrived. */
export const seesDeliveries = (actor: Actor): boolean =>
  actor.staffOf.some((body) => permits(actor, 'delivery.retry', { body }));

interface Read extends Counted {
  readonly rows: readonly WorklistRowView[];
}

/** What a person has to do: the first of each of their queues, and how many there are in it. */
@Injectable()
export class ReadInbox {
  constructor(
    private readonly readQueues: ReadQueues,
    private readonly issued: IssuedReferrals,
    private readonly deliveries: DeliveriesQueries,
    private readonly searches: KeepSavedSearches,
    private readonly items: InboxItems,
    private readonly meetings: ReadMeetings,
    private readonly names: ReadNames,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  async of(caller: Caller): Promise<Inbox> {
    const [read, others] = await Promise.all([this.readAll(caller), this.others(caller)]);
    const toDecide = read
      .filter(({ queue }) => queue === 'decide')
      .flatMap(({ rows }) => rows.map(({ id }) => id));
    return {
      queues: TO_DO.flatMap(([name, verb]) => {
        const lists = read.filter(({ queue }) => queue === name);
        return lists.length === 0 ? [] : [{ verb, ...joined(lists) }];
      }),
      held: await this.meetings.ofMatters(caller, toDecide),
      counters: queuesOf(caller.actor).flatMap(({ queue, body, insteadOf }) =>
        read.filter((each) => each.queue === queue && each.body === body && each.insteadOf === insteadOf),
      ),
      overdue: joined(read.filter(({ queue }) => queue === 'overdue')),
      open: joined(read.filter(({ queue }) => queue === 'open')),
      extensions: joined(read.filter(({ queue }) => EXTENSIONS.includes(queue))),
      waiting: joined(read.filter(({ queue }) => queue === 'waiting')),
      ...others,
    };
  }

  /** One body after the other: whoever is of many would otherwise take every connection of the pool. */
  private async readAll(caller: Caller): Promise<readonly Read[]> {
    const read: Read[] = [];
    for (const body of caller.actor.staffOf) {
      const open = queuesOf(caller.actor).filter((at) => at.body === body);
      read.push(...(await Promise.all(open.map(async (at) => this.read(caller, at)))));
    }
    return read;
  }

  /** What stands beside the queues, one after the other on one connection. */
  private async others(caller: Caller) {
    return {
      out: await this.referralsOf(caller, { state: 'sent', sort: 'replyBy', limit: OUT_SHOWN }),
      drafts: await this.draftsOf(caller),
      meetings: await this.meetingsOf(caller),
      saved: await this.searches.list(caller),
      told: await this.told(caller),
      undelivered: await this.deliveriesOf(caller, 'delivery.retry', { state: ['failed'] }),
      letters: await this.deliveriesOf(caller, 'delivery.complete', {
        state: ['pending'],
        channel: 'manual',
      }),
      woundUp: await this.names.woundUp(caller.actor.staffOf),
      leavers: await this.leaversOf(caller),
    };
  }

  private async referralsOf(caller: Caller, asked: Partial<ReferralsQuery>): Promise<Listed> {
    const query = Object.assign(new ReferralsQuery(), asked, { count: true });
    const { items, total = items.length } = await this.issued.list(caller, query);
    return { total, rows: items };
  }

  private async draftsOf(caller: Caller): Promise<Listed> {
    const drafts: Listed[] = [];
    for (const issuer of caller.actor.staffOf.filter((body) =>
      permits(caller.actor, 'referral.send', { issuer: body }),
    ))
      drafts.push(await this.referralsOf(caller, { state: 'draft', issuer, limit: SHOWN }));
    return {
      total: drafts.reduce((sum, { total }) => sum + total, 0),
      rows: drafts.flatMap(({ rows }) => rows),
    };
  }

  private async meetingsOf(caller: Caller): Promise<readonly CalendarMeeting[]> {
    const asked = { bodies: caller.actor.staffOf, from: this.clock.today(), limit: MEETINGS_SHOWN };
    return this.meetings.calendar(caller, asked);
  }

  /** How many there are, where the reader sees to them. */
  private async deliveriesOf(
    caller: Caller,
    action: 'delivery.retry' | 'delivery.complete',
    which: Partial<DeliveriesQuery>,
  ): Promise<number> {
    if (!caller.actor.staffOf.some((body) => permits(caller.actor, action, { body }))) return 0;
    const query = Object.assign(new DeliveriesQuery(), which, { limit: 1, count: true });
    return (await this.deliveries.list(caller, query)).total ?? 0;
  }

  private async leaversOf({ actor }: Caller): Promise<readonly Leaver[]> {
    const bodies = actor.staffOf.filter(
      (body) =>
        permits(actor, 'person.reassign', { body }) &&
        !permits(actor, 'consultation.approve', { consultee: body }),
    );
    return bodies.length === 0 ? [] : leaversIn(this.dataSource, bodies);
  }

  async told(caller: Caller): Promise<Told> {
    const unread = Object.assign(new InboxQuery(), { unread: true });
    return counted(await this.items.count(caller, unread, MOST_BESIDE), MOST_BESIDE);
  }

  /** How many there are in each of the reader's queues, as far as is told beside the list of one. */
  async counters(caller: Caller): Promise<readonly Counted[]> {
    return this.readQueues.of(caller, MOST_BESIDE);
  }

  private async read(caller: Caller, at: QueueAt): Promise<Read> {
    if (COUNTED_ONLY.includes(at.queue))
      return { ...at, ...counted(await this.readQueues.count(caller, at)), rows: [] };
    const {
      items,
      total = items.length,
      totalIsAtLeast,
    } = await this.readQueues.list(caller, at, {
      limit: SHOWN,
      count: true,
    });
    return { ...at, total, ...(totalIsAtLeast && { totalIsAtLeast }), rows: items };
  }
}

const joined = (lists: readonly Pick<Read, 'total' | 'rows'>[]): Omit<Queue, 'verb'> => ({
  total: lists.reduce((sum, { total }) => sum + total, 0),
  // Of several bodies, or of a person stood in for: what is to be answered first comes first.
  rows: lists
    .flatMap(({ rows }) => rows)
    .sort((one, other) => (one.replyBy < other.replyBy ? -1 : one.replyBy > other.replyBy ? 1 : 0)),
});
