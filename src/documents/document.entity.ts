import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  documentLifecycle,
  type DocumentFacts,
  type DocumentState,
  type DocumentVerb,
} from '../rules/document-lifecycle.js';
import { next } from '../rules/lifecycle.js';
import type { Subject } from '../rules/policy.js';

/** A stored file. What it holds never changes: what can be corrected is how it is filed. */
@Entity('documents')
export class Document {
  @PrimaryColumn('uuid') readonly id!: string;

  @Column('text') readonly bodyCode!: string;

  @Column('text') title!: string;

  @Column('text') kind!: string;

  @Column({ type: 'text', update: false }) readonly direction!: string;

  /** The day it came in; null for what did not. */
  @Column('date', { nullable: true }) receivedOn!: string | null;

  @Column({ type: 'text', update: false }) readonly fileName!: string;

  @Column({ type: 'text', name: 'sha256', update: false }) readonly sha256!: string;

  /** Counts corrections and changes of its marking. */
  @Column('integer') version!: number;

  /** Whom it is open to at its body; null where it is not confidential. The database keeps it. */
  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly seenBy!: string[] | null;

  readonly state: DocumentState = 'stored';

  get subject(): Subject {
    return { body: this.bodyCode };
  }

  take(verb: DocumentVerb, facts: DocumentFacts): void {
    next(documentLifecycle, verb, this.state, facts);
  }
}
