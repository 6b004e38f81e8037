import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A meeting in a body's calendar: of the body itself, or of one of its committees. Several may be on one day. */
@Entity('meetings')
export class Meeting {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') bodyCode!: string;

  @Column('date') meetsOn!: string;

  /** The committee that meets, by name; null for the body itself. */
  @Column('text', { nullable: true }) organ: string | null = null;

  /** Time of day in Sweden, `13:00`. */
  @Column('text', { nullable: true }) beginsAt: string | null = null;

  @Column('text', { nullable: true }) place: string | null = null;

  /** Consultations in the order somebody has given the agenda; what was put on it since comes after. */
  @Column('uuid', { array: true }) agenda: string[] = [];

  /** Last day to put a matter on the agenda. */
  @Column('date', { nullable: true }) agendaClosesOn: string | null = null;

  @Column('integer') version = 1;
}
