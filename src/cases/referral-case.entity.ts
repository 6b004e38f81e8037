import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { caseLifecycle, type CaseFacts, type CaseState, type CaseVerb } from '../rules/case-lifecycle.js';
import { next } from '../rules/lifecycle.js';
import type { PartyKind } from '../rules/party-kind.js';
import type { Subject } from '../rules/policy.js';

/** A decision taken earlier that the matter builds on, such as KF 2023-05-22 § 134. */
export interface PriorDecision {
  readonly body: string;
  readonly date: string;
  readonly section: string;
  readonly about?: string;
}

/** Where a matter from outside the municipality came from. */
export interface Origin {
  readonly sender: string;
  readonly senderKind?: PartyKind;
  readonly reference?: string;
  readonly email?: string;
  readonly receivedOn?: string;
  readonly replyBy?: string;
}

/** A matter in a body's register. `case` is a reserved word. */
@Entity('cases')
export class ReferralCase {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') registerCode!: string;

  /** The number without spaces and case: what makes it unique in the register. */
  @Column('text') numberKey!: string;

  /** As printed on every letter, e.g. `KS 2023/474`. Opaque. */
  @Column('text') number!: string;

  /** Where it belongs in the body's plan (klassificeringsstruktur, diarieplan), as the body writes it. */
  @Column('text', { nullable: true }) classification: string | null = null;

  @Column('text') issuerCode!: string;

  @Column('text') title!: string;

  @Column('text') readonly state: CaseState = 'open';

  @Column('integer') version = 1;

  @Column('jsonb') relatedCases: string[] = [];

  @Column('jsonb') priorDecisions: PriorDecision[] = [];

  @Column('jsonb', { nullable: true }) origin: Origin | null = null;

  @Column('text') createdBy!: string;

  /** Whom it is open to; null where it is not confidential. The database keeps it. */
  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly seenBy: string[] | null = null;

  get subject(): Subject {
    const { issuerCode: body } = this;
    return { body, lists: { [body]: [this.seenBy] } };
  }

  /** Takes one step of `caseLifecycle`; the only code that may write `state`. */
  take(verb: CaseVerb, facts: CaseFacts): void {
    Object.assign(this, { state: next(caseLifecycle, verb, this.state, facts) });
  }
}
