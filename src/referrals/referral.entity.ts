import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { next } from '../rules/lifecycle.js';
import type { Subject } from '../rules/policy.js';
import {
  referralLifecycle,
  type ReferralFacts,
  type ReferralState,
  type ReferralVerb,
} from '../rules/referral-lifecycle.js';

/** Something the issuer wants an answer to; numbered from 1 in the order of the list. */
export interface Question {
  readonly text: string;
}

/** The decision to refer, when the issuer itself took one at a meeting. */
export interface DecidedBy {
  readonly body: string;
  readonly date: string;
  readonly section: string;
}

/** One round of a case. Its packet is frozen when sent; a changed proposal is a new referral. */
@Entity('referrals')
export class Referral {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('uuid') caseId!: string;

  @Column('text') issuerCode!: string;

  @Column('text') title!: string;

  @Column('text', { nullable: true }) letter: string | null = null;

  @Column('jsonb') questions: Question[] = [];

  /** Last day for an answer unless a consultee has its own: a calendar date in Swedish time. */
  @Column('date', { nullable: true }) replyBy: string | null = null;

  @Column('jsonb', { nullable: true }) decidedBy: DecidedBy | null = null;

  @Column('uuid', { nullable: true }) previousReferralId: string | null = null;

  /** Why an officer may not decide the reply by delegation; null where nothing bars it. */
  @Column('text', { nullable: true }) delegationBarred: string | null = null;

  @Column('text') readonly state: ReferralState = 'draft';

  @Column('integer') version = 1;

  /** What was sent, frozen, and the SHA-256 of its canonical JSON (RFC 8785). */
  @Column('jsonb', { nullable: true }) packet: object | null = null;

  @Column('text', { name: 'packet_sha256', nullable: true }) packetSha256: string | null = null;

  @Column('timestamptz', { nullable: true }) sentAt: Date | null = null;

  /** The day it was sent, which may be entered afterwards. */
  @Column('date', { nullable: true }) sentOn: string | null = null;

  @Column('timestamptz', { nullable: true }) settledAt: Date | null = null;

  @Column('text', { nullable: true }) settledBecause: string | null = null;

  @Column('text') createdBy!: string;

  /** Whom at the issuer the case and the referral are open to; null where it is not confidential. The database keeps these. */
  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly caseSeenBy: string[] | null = null;

  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly seenBy: string[] | null = null;

  get subject(): Subject {
    const { issuerCode: issuer } = this;
    return { issuer, lists: { [issuer]: [this.caseSeenBy, this.seenBy] } };
  }

  /** Takes one step of `referralLifecycle`; the only code that may write `state`. */
  take(verb: ReferralVerb, facts: ReferralFacts): void {
    Object.assign(this, { state: next(referralLifecycle, verb, this.state, facts) });
  }
}
