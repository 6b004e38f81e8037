import { Column, Entity, PrimaryColumn } from 'typeorm';
import { documentLifecycle, type DocumentState, type DocumentVerb } from '../rules/document-lifecycle.js';
import { next } from '../rules/lifecycle.js';
import type { Subject } from '../rules/policy.js';

/** A stored file as what it is marked by: the rest of its row never changes. */
@Entity('documents')
export class Document {
  @PrimaryColumn('uuid') readonly id!: string;

  @Column('text') readonly bodyCode!: string;

  /** Counts changes of its marking. */
  @Column('integer') version!: number;

  /** Whom it is open to at its body; null where it is not confidential. The database keeps it. */
  @Column({ type: 'text', array: true, nullable: true, insert: false, update: false })
  readonly seenBy!: string[] | null;

  readonly state: DocumentState = 'stored';

  get subject(): Subject {
    return { body: this.bodyCode };
  }

  take(verb: DocumentVerb): void {
    next(documentLifecycle, verb, this.state, { marked: this.seenBy !== null });
  }
}
