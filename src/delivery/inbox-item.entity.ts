import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that came to a body's inbox. */
@Entity('inbox_items')
export class InboxItem {
  @PrimaryColumn('uuid') readonly id!: string;

  @Column('text') bodyCode!: string;

  /** The one person it is for; null for the body's staff. */
  @Column('text', { nullable: true }) person!: string | null;

  /** Null where it is about rights or settings. */
  @Column('uuid', { nullable: true }) caseId!: string | null;

  @Column('uuid', { nullable: true }) referralId!: string | null;

  @Column('uuid', { nullable: true }) consultationId!: string | null;

  @Column('integer') version!: number;

  /** Username of who read it first. */
  @Column('text', { nullable: true }) readBy!: string | null;

  @Column('timestamptz', { nullable: true }) readAt!: Date | null;
}
