import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  extensionLifecycle,
  type ExtensionFacts,
  type ExtensionState,
  type ExtensionVerb,
} from '../rules/extension-lifecycle.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import { next } from '../rules/lifecycle.js';

/** More time for one consultee (*anstånd*): asked for and answered, or given unasked. */
@Entity('extensions')
export class Extension {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('uuid') consultationId!: string;

  @Column('text') readonly state: ExtensionState = 'requested';

  @Column('integer') version = 1;

  @Column('date') requestedUntil!: string;

  /** What the issuer gave, which may be less than was asked for. */
  @Column('date', { nullable: true }) grantedUntil: string | null = null;

  /** The reply-by date it replaces; both are kept. */
  @Column('date') previousReplyBy!: string;

  @Column('boolean') unasked = false;

  @Column('text') reason!: string;

  @Column('text', { nullable: true }) comment: string | null = null;

  @Column('text') requestedBy!: string;

  @Column('timestamptz') requestedAt!: Date;

  /** The day it was asked for; of one outside Yttra the day its letter was received. Null where it was given unasked. */
  @Column('date', { nullable: true }) requestedOn: string | null = null;

  @Column('text', { nullable: true }) settledBy: string | null = null;

  @Column('timestamptz', { nullable: true }) settledAt: Date | null = null;

  /** Not a column, so that it is neither saved nor compared. */
  #consultation: Consultation | undefined;

  /** The consultation it is of, where it has been locked with it. */
  get consultation(): Consultation {
    if (!this.#consultation) throw new Error('The consultation is locked before its extension.');
    return this.#consultation;
  }

  of(consultation: Consultation): this {
    this.#consultation = consultation;
    return this;
  }

  /** Takes one step of `extensionLifecycle`; the only code that may write `state`. */
  take(verb: ExtensionVerb, facts: ExtensionFacts): void {
    Object.assign(this, { state: next(extensionLifecycle, verb, this.state, facts) });
  }
}
