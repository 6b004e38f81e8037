import { Column, Entity, PrimaryColumn } from 'typeorm';
import { deliveryLifecycle, type DeliveryFacts, type DeliveryState } from '../rules/delivery-lifecycle.js';
import type { VerbOn } from '../rules/kinds.js';
import { next } from '../rules/lifecycle.js';
import type { Receiver } from './receivers/receiver.js';

export type DeliveryVerbOfPeople = VerbOn<'delivery'>;

/** One message to one recipient over one channel, as a person changes it. The worker's steps are `DeliverMessage`. */
@Entity('deliveries')
export class Delivery {
  @PrimaryColumn('uuid') readonly id!: string;

  /** The body whose message it is. */
  @Column('text', { nullable: true }) senderBody!: string | null;

  /** Null for a test event to a webhook. */
  @Column('uuid', { nullable: true }) caseId!: string | null;

  @Column('uuid', { nullable: true }) referralId!: string | null;

  @Column('uuid', { nullable: true }) consultationId!: string | null;

  @Column('text') channel!: 'inbox' | 'email' | 'webhook' | 'manual';

  /** Where it goes; null for one by hand. The database names it. */
  @Column({ type: 'text', nullable: true, update: false }) readonly receiver!: Receiver | null;

  @Column('text') readonly state!: DeliveryState;

  @Column('integer') version!: number;

  @Column('integer') attempts!: number;

  /** Attempts made before a person started the schedule anew. */
  @Column('integer') attemptsBefore!: number;

  /**
   * The time from which a worker may attempt it. While it is `delivering`, the time from which another worker may take
   * it over.
   */
  @Column('timestamptz') dueAt!: Date;

  /** Why it failed, as a stable code. */
  @Column('text', { nullable: true }) lastError!: string | null;

  @Column('timestamptz', { nullable: true }) deliveredAt!: Date | null;

  /** The day that a person gave when ticking off a letter made by hand; null means the day of `deliveredAt`. */
  @Column('date', { nullable: true }) deliveredOn!: string | null;

  /** The day a tick was taken back: the letter is waited for from then on. */
  @Column('date', { nullable: true }) takenBackOn!: string | null;

  /** In what way, as somebody says of one delivered by hand. */
  @Column('text', { nullable: true }) deliveredHow!: string | null;

  /** Takes the statement to whoever asked for it: its day is the day that the reply reached them. */
  @Column({ type: 'boolean', update: false }) readonly toIssuer!: boolean;

  /** Null where it takes no statement anywhere. */
  @Column({ type: 'uuid', nullable: true, update: false }) readonly dispatchId!: string | null;

  /** Takes one step of `deliveryLifecycle`. */
  take(verb: DeliveryVerbOfPeople, facts: DeliveryFacts): void {
    Object.assign(this, { state: next(deliveryLifecycle, verb, this.state, facts) });
  }
}
