import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReminderKind, ReminderSchedule } from '../../rules/reminder-kinds.js';

/** What a body has changed of a kind; what is left out is the default. */
export type OwnSchedule = Partial<ReminderSchedule> & { readonly said?: boolean };

/** What a body has changed of the defaults. A body without a row has changed nothing, and is at version 1. */
@Entity('reminder_settings')
export class ReminderSettings {
  @PrimaryColumn('text') readonly bodyCode!: string;

  @Column('jsonb') kinds: Partial<Record<ReminderKind, OwnSchedule>> = {};

  @Column('integer') version = 1;
}
