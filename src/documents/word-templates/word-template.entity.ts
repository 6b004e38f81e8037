import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FormKind } from '../../papers/form/paper-form.js';

/** Which Word template a body uses for a kind of its papers. Without a row, or a current one, papers are as Yttra writes them. */
@Entity('word_templates')
export class WordTemplate {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') readonly bodyCode!: string;

  @Column('text') readonly kind!: FormKind;

  @Column('integer', { nullable: true }) current: number | null = null;

  @Column('timestamptz', { nullable: true }) failedAt: Date | null = null;

  @Column('text', { nullable: true }) failure: string | null = null;

  @Column('integer') version = 1;
}
