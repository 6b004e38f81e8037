import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  consultationLifecycle,
  VERBS_THAT_LEAVE_THE_AGENDA,
  type ConsultationVerb,
} from '../rules/consultation-lifecycle.js';
import type { ConsultationFacts } from '../rules/consultation-rules.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { next } from '../rules/lifecycle.js';
import type { PartyKind } from '../rules/party-kind.js';
import type { Postponement } from '../rules/postponement.js';
import type { Subject } from '../rules/policy.js';
import { subjectOf, subjectOfPublishing, type RowWithLists } from './subject-of-consultation.js';

/** One consultee's part of a referral, or a body's own reply to a referral from outside. */
@Entity('consultations')
export class Consultation {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('uuid') caseId!: string;

  /** Null for a body's own reply to a referral from outside the municipality. */
  @Column('uuid', { nullable: true }) referralId: string | null = null;

  /** The body that asks; null when the one who asks is outside, and then `issuerName` says who. */
  @Column('text', { nullable: true }) issuerCode: string | null = null;

  @Column('text', { nullable: true }) issuerName: string | null = null;

  /** The body that is asked; null for a consultee outside Yttra, which is a name and perhaps an address. */
  @Column('text', { nullable: true }) consulteeCode: string | null = null;

  @Column('text', { nullable: true }) consulteeName: string | null = null;

  @Column('text', { nullable: true }) consulteeEmail: string | null = null;

  /** Title and the issuer's number as the packet had them: frozen, like the packet. */
  @Column('text') title!: string;

  @Column('text') caseNumber!: string;

  @Column('text') readonly state: ConsultationState = 'sent';

  /** The day it came to that state: what waits too long for its next step is reminded of. */
  @Column('date') stateSince!: string;

  @Column('integer') version = 1;

  /** Last day to answer, extensions included; `originalReplyBy` is what the packet said. Swedish calendar dates. */
  @Column('date') replyBy!: string;

  @Column('date') originalReplyBy!: string;

  /** The day `replyBy` was set: no reminder is due for a day before it. */
  @Column('date') replyBySetOn!: string;

  /** KL 6:12: the executive board may require a statement of the municipality's own boards. */
  @Column('boolean') replyRequired!: boolean;

  @Column('text', { nullable: true }) registerCode: string | null = null;

  @Column('text', { nullable: true }) ownNumberKey: string | null = null;

  /** The consultee's own case number. */
  @Column('text', { nullable: true }) ownCaseNumber: string | null = null;

  /** The day the consultee was asked; null for a body's own reply. */
  @Column('date', { nullable: true }) sentOn: string | null = null;

  @Column('date', { nullable: true }) receivedOn: string | null = null;

  /** Username of the case officer. */
  @Column('text', { nullable: true }) officer: string | null = null;

  /** 0 while nothing has been written. Saving a draft counts this up, not `version`. */
  @Column('integer') statementVersion = 0;

  /** Usernames of who submitted the draft and who approved it, in person, whomever they stood in for. */
  @Column('text', { nullable: true }) submittedBy: string | null = null;

  @Column('text', { nullable: true }) approvedBy: string | null = null;

  @Column('uuid', { nullable: true }) meetingId: string | null = null;

  /** Each time that a meeting tabled it or referred it back, oldest first. */
  @Column('jsonb') postponements: Postponement[] = [];

  /** The manager's comment, or the board's reason for referring back, until the draft is submitted again. */
  @Column('text', { nullable: true }) returnedBecause: string | null = null;

  @Column('text', { nullable: true }) declinedBecause: string | null = null;

  /** The decision or delegation a consultee relies on when it declines a required reply. */
  @Column('text', { nullable: true }) declineBasis: string | null = null;

  /** The day it declined; of one outside Yttra the day its letter was received. Null where nobody said before it was kept. */
  @Column('date', { nullable: true }) declinedOn: string | null = null;

  /** Why the issuer no longer asks this consultee; null while it asks, or where the whole referral was withdrawn. */
  @Column('text', { nullable: true }) recalledBecause: string | null = null;

  /** The last packet that was sent before; the consultee sees no later one. */
  @Column('integer', { nullable: true }) recalledAfterPacket: number | null = null;

  /** Where it was, and on which meeting, when its referral was closed or withdrawn, or it was recalled: undoing that leads back there. */
  @Column('text', { nullable: true }) closedFrom: ConsultationState | null = null;

  @Column('uuid', { nullable: true }) closedFromMeeting: string | null = null;

  /** The day the reply reached the issuer; later than `replyBy` it is late. */
  @Column('date', { nullable: true }) reachedIssuerOn: string | null = null;

  /** What one outside Yttra who replied unasked is; of those who were asked the referral's list says it. */
  @Column('text', { nullable: true }) consulteeKind: PartyKind | null = null;

  /** Whether it replied without having been asked. */
  @Column('boolean') unasked = false;

  /** Whether the consultee has agreed to the issuer's recording its reply. */
  @Column('boolean') recordedReplyAllowed = false;

  /** Whom at the issuer the case, the referral and the reply are open to; null where it is not confidential. The database keeps these. */
  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly caseSeenBy: string[] | null = null;

  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly referralSeenBy: string[] | null = null;

  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly replySeenBy: string[] | null = null;

  /** Whom at the consultee the matter and the statement are open to. The database keeps these too. */
  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly ownSeenBy: string[] | null = null;

  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly statementSeenBy: string[] | null = null;

  get confidential(): boolean {
    const { caseSeenBy, referralSeenBy, replySeenBy, ownSeenBy, statementSeenBy } = this;
    return [caseSeenBy, referralSeenBy, replySeenBy, ownSeenBy, statementSeenBy].some(
      (list) => list !== null,
    );
  }

  /** The records that a notice or an audit event of it names. */
  get about(): { caseId: string; referralId: string | null; consultationId: string } {
    return { caseId: this.caseId, referralId: this.referralId, consultationId: this.id };
  }

  get subject(): Subject {
    return subjectOf(this.row);
  }

  get subjectOfPublishing(): Subject {
    return subjectOfPublishing(this.row);
  }

  /** As it is read from the database. */
  private get row(): RowWithLists & { state: ConsultationState } {
    const { state, officer } = this;
    return {
      state,
      officer,
      issuer_code: this.issuerCode,
      consultee_code: this.consulteeCode,
      case_seen_by: this.caseSeenBy,
      referral_seen_by: this.referralSeenBy,
      reply_seen_by: this.replySeenBy,
      own_seen_by: this.ownSeenBy,
      statement_seen_by: this.statementSeenBy,
    };
  }

  /** Takes one step of `consultationLifecycle`; the only code that may write `state`. */
  take(verb: ConsultationVerb, facts: ConsultationFacts, today: string): void {
    const state = next(consultationLifecycle, verb, this.state, facts);
    if (verb === 'close' || verb === 'withdraw' || verb === 'recall')
      Object.assign(this, { closedFrom: this.state, closedFromMeeting: this.meetingId });
    if (verb === 'resume' || (verb === 'reopen' && this.state === 'withdrawn'))
      this.meetingId = this.closedFromMeeting;
    if (verb === 'resume' || verb === 'reopen')
      Object.assign(this, { closedFrom: null, closedFromMeeting: null });
    if (VERBS_THAT_LEAVE_THE_AGENDA.includes(verb)) this.meetingId = null;
    if (state !== this.state) this.stateSince = today;
    Object.assign(this, { state });
  }

  /** Remembers whose draft it is and who approved it, so that the next step is another's. */
  signedBy(verb: 'submit' | 'approve', username: string): void {
    if (verb === 'submit') Object.assign(this, { submittedBy: username, approvedBy: null });
    else this.approvedBy = username;
  }
}
