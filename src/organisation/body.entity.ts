import { Column, Entity, PrimaryColumn } from 'typeorm';
import { REPORTABLE_ROUTES, type ReportableRoute } from '../rules/consultation-states.js';
import { DEFAULT_LEAD_TIMES, type LeadTimes } from '../rules/planning.js';

export const BODY_KINDS = [
  'executive-board',
  'council',
  'board',
  'administration',
  'company',
  'joint-authority',
  'external',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

/** An authority of the municipality, or one it deals with. */
@Entity('bodies')
export class Body {
  @PrimaryColumn('text') readonly code!: string;

  @Column('text') name!: string;

  @Column('text') kind!: BodyKind;

  /** The board an administration works for. */
  @Column('text', { nullable: true }) partOf: string | null = null;

  /** The body whose staff keep the register while this one has none of its own (KS for KF). */
  @Column('text', { nullable: true }) registerKeptBy: string | null = null;

  @Column('text') caseNumberTemplate: string = '{body} {year}/{n}';

  /** The address of a function, not of a person. */
  @Column('text', { nullable: true }) email: string | null = null;

  /** Addresses of functions that are told by e-mail of what comes to the body. */
  @Column('text', { array: true }) noticeEmails: string[] = [];

  /** What plans are counted with. */
  @Column('jsonb') leadTimes: LeadTimes = { ...DEFAULT_LEAD_TIMES };

  /** Whether drafting, approving and recording the decision are different people's steps. */
  @Column('boolean') fourEyes = true;

  /** Which decisions that others take for it are reported to it (KL 6:40). What its chair decides in urgent cases always is (KL 6:39). */
  @Column('text', { array: true }) reportedRoutes: ReportableRoute[] = [...REPORTABLE_ROUTES];

  /** A body that has been wound up is asked no more. */
  @Column('boolean') active = true;

  /**
   * The first and the last day that there is such a body; null where nobody has said. The last day of one that is active is
   * planned: it is wound up by itself when that has passed.
   */
  @Column('date', { name: 'exists_from', nullable: true }) from: string | null = null;

  @Column('date', { name: 'exists_to', nullable: true }) to: string | null = null;

  /** The body that took over from one that has been wound up, or is to. */
  @Column('text', { nullable: true }) successor: string | null = null;

  /** Who decided that it ends on a day to come, and is told when it could not. */
  @Column('text', { nullable: true }) endPlannedBy: string | null = null;

  /** The latest day on which it was to be wound up as planned and something stood in the way. */
  @Column('date', { nullable: true }) endRefusedOn: string | null = null;

  @Column('integer') version = 1;
}
