import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { next } from '../rules/lifecycle.js';
import {
  publicationLifecycle,
  type PublicationKind,
  type PublicationState,
  type PublicationVerb,
} from '../rules/publication-lifecycle.js';

/**
 * What a body has decided to show everyone of one record, and until when. The title, number and date are as
 * they were then: a record that is edited later is not published anew by that.
 */
@Entity('publications')
export class Publication {
  /** The only name the record has outside the authorities. */
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') kind!: PublicationKind;

  @Column('uuid') caseId!: string;

  @Column('uuid', { nullable: true }) referralId: string | null = null;

  /** Of a statement, whose consultation it answers. */
  @Column('uuid', { nullable: true }) consultationId: string | null = null;

  /** The dispatch that is shown; null for a reply that was recorded. */
  @Column('uuid', { nullable: true }) dispatchId: string | null = null;

  /** In whose register it stands. */
  @Column('text') bodyCode!: string;

  /** As that register knows it, and as readers cite it. */
  @Column('text') number!: string;

  @Column('text') title!: string;

  /** The day of the record: registered, sent or dispatched. */
  @Column('date') datedOn!: string;

  /** A party outside the municipality, who may be a private person, is not named. */
  @Column('boolean') hidesParty = false;

  /** Those outside that are named: nobody who becomes a party later is, until it is published anew. */
  @Column('text', { array: true }) parties: string[] = [];

  /** Last day it is shown. */
  @Column('date') removeOn!: string;

  @Column('text') readonly state: PublicationState = 'unpublished';

  @Column('timestamptz') publishedAt!: Date;

  @Column('integer') version = 1;

  /** Takes one step of `publicationLifecycle`; the only code that may write `state`. */
  take(verb: PublicationVerb): void {
    Object.assign(this, { state: next(publicationLifecycle, verb, this.state, {}) });
  }
}
