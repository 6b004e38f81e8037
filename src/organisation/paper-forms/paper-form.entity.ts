import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FormKind, PaperForm } from '../../papers/form/paper-form.js';

/** The shape of one kind of paper in one body. A body without a row has the plain form, at version 1. */
@Entity('paper_forms')
export class BodyPaperForm {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') readonly bodyCode!: string;

  @Column('text') readonly kind!: FormKind;

  @Column('jsonb') form!: Omit<PaperForm, 'logotype'>;

  /** A PNG in base64. */
  @Column('text', { nullable: true }) logotype: string | null = null;

  @Column('integer') version = 1;
}
