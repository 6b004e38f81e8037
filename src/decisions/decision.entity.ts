import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from '../rules/consultation-states.js';
import type { Clause } from '../statements/statement.js';

/** KL 4:27: who took part may reserve themselves; a special statement is appended without dissent. */
export interface Dissent {
  readonly by: string;
  readonly text?: string;
}

/** A reservation; its form where that was said. */
export interface MadeReservation extends Dissent {
  readonly form?: string;
  readonly handInBy?: string;
}

/**
 * What a consultee decided: one row a consultation, changed only under the consultation's lock.
 * What a correction replaces is kept in `decision_corrections`.
 */
@Entity('decisions')
export class Decision {
  @PrimaryColumn('uuid') consultationId!: string;

  /** Who decided. */
  @Column('text') route!: string;

  @Column('text') outcome!: Outcome;

  @Column('integer') statementVersion!: number;

  @Column('jsonb') clauses!: Clause[];

  @Column('date') decidedOn!: string;

  /** Section of the minutes, without the sign §. */
  @Column('text', { nullable: true }) section: string | null = null;

  /** Who decided by delegation, and the delegation relied on. */
  @Column('text', { nullable: true }) decidedBy: string | null = null;

  @Column('text', { nullable: true }) basis: string | null = null;

  @Column('jsonb') motions: object[] = [];

  @Column('jsonb') votes: object[] = [];

  @Column('jsonb') reservations: MadeReservation[] = [];

  @Column('jsonb') specialStatements: Dissent[] = [];

  /** KL 6:28: who was disqualified and not present. */
  @Column('jsonb') recusals: object[] = [];

  /** Who was there and took no part (KL 4:25). */
  @Column('jsonb') notTakingPart: Dissent[] = [];

  @Column('jsonb') minutesNotes: object[] = [];

  @Column('jsonb') questionStances: object[] = [];

  /** The preparation whose proposal was adopted, by its number among the consultation's `postponements`. */
  @Column('integer', { nullable: true }) adoptedPreparation: number | null = null;

  /** Which committee decided. */
  @Column('text', { nullable: true }) committee: string | null = null;

  /** KL 5:69: the day the minutes were confirmed. None for a decision by delegation. */
  @Column('date', { nullable: true }) confirmedOn: string | null = null;

  @Column('boolean') confirmedImmediately = false;

  /** Whether the board is told of it (KL 6:39–40, 7:8); the day it was, and the section. */
  @Column('boolean') reportAtNextMeeting = false;

  @Column('date', { nullable: true }) reportedOn: string | null = null;

  @Column('text', { nullable: true }) reportedSection: string | null = null;
}
