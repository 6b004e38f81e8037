import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who holds whose roles in a body while they are away. One that is revoked stays: it explains the audit trail. */
@Entity('stand_ins')
export class StandIn {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') bodyCode!: string;

  @Column('text') absent!: string;

  @Column('text') standIn!: string;

  /** From the beginning of this day in Sweden … */
  @Column('date') fromOn!: string;

  /** … to the end of this. */
  @Column('date') untilOn!: string;

  /** Whether the stand-in is on the lists of confidentiality that name the absent person's roles. */
  @Column('boolean') handsOverLists!: boolean;

  @Column('text') createdBy!: string;

  @Column('timestamptz') createdAt!: Date;

  @Column('text', { nullable: true }) revokedBy: string | null = null;

  @Column('timestamptz', { nullable: true }) revokedAt: Date | null = null;

  @Column('integer') version = 1;
}
