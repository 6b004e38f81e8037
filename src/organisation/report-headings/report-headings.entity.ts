import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReportHeading } from './report-heading.js';

/** What the headings of a body's staff reports are. A body without a row has taught none, at version 1. */
@Entity('report_headings')
export class ReportHeadings {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') readonly bodyCode!: string;

  @Column('jsonb') headings: ReportHeading[] = [];

  @Column('integer') version = 1;
}
