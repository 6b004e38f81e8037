import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A meeting in a body's calendar; at most one a day. */
@Entity('meetings')
export class Meeting {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') bodyCode!: string;

  @Column('date') meetsOn!: string;

  /** Last day to put a matter on the agenda. */
  @Column('date', { nullable: true }) agendaClosesOn: string | null = null;

  @Column('integer') version = 1;
}
