import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that came to a body's inbox. */
@Entity('inbox_items')
export class InboxItem {
  @PrimaryColumn('uuid') readonly id!: string;

  @Column('text') bodyCode!: string;

  @Column('uuid') caseId!: string;

  @Column('uuid', { nullable: true }) referralId!: string | null;

  @Column('uuid', { nullable: true }) consultationId!: string | null;

  @Column('integer') version!: number;

  /** Username of who read it first. */
  @Column('text', { nullable: true }) readBy!: string | null;

  @Column('timestamptz', { nullable: true }) readAt!: Date | null;
}
