import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { BodyCode, CivilDate } from '../http/field-rules.js';
import { PageView, TableQuery } from '../lists/paging.dto.js';
import { REFERRAL_STATES, type ReferralState } from '../rules/referral-lifecycle.js';

/** Which of its referrals an issuer lists. */
export class ReferralsQuery extends TableQuery {
  /** @example "KS" */
  @IsOptional()
  @BodyCode()
  issuer?: string;

  /** @example "sent" */
  @IsOptional()
  @IsIn(REFERRAL_STATES)
  state?: ReferralState;

  /**
   * Reply-by date on this day or before.
   * @example "2026-12-31"
   */
  @IsOptional()
  @CivilDate()
  dueBefore?: string;

  /**
   * Words of the title or the case number. Of a confidential one only the number is looked into.
   * @example "hållbarhet"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** Newest first with `-created`; by the day to answer with `replyBy`, those without one last. */
  @IsOptional()
  @IsIn(['created', '-created', 'replyBy', '-replyBy'])
  sort: 'created' | '-created' | 'replyBy' | '-replyBy' = '-created';
}

/** How the consultees of a referral fare. */
export class ReferralCountsView {
  /** Consultees that were asked; of a draft, that will be. Those that were recalled are not counted. @example 6 */
  asked!: number;
  /** Their replies that have come in. @example 4 */
  answered!: number;
  /** Replies that reached the issuer after their reply-by date. @example 1 */
  late!: number;
  /** Unanswered after their reply-by date. @example 1 */
  overdue!: number;
  /** Unanswered, and the ordinary way no longer reaches the reply-by date: as you are reminded of. @example 1 */
  atRisk!: number;
  /** Consultees that declined. @example 0 */
  declined!: number;
}

/** A row of the list of referrals. */
export class ReferralRowView {
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  id!: string;
  /** Null for a confidential referral: open it to read it. @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** @example false */
  confidential!: boolean;
  state!: ReferralState;
  /** @example "2023-12-15" */
  replyBy!: string | null;
  /** The day it was sent. @example "2023-10-02" */
  sentOn!: string | null;
  /** When it was entered here that it was sent. @example "2023-10-02T07:30:00.000Z" */
  sentAt!: string | null;
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  previousReferral!: string | null;
  /** @example 3 */
  version!: number;
}

/** Referrals of a case that the caller may see, oldest first. */
export class ReferralsPage extends PageView {
  items!: ReferralRowView[];
}

/** A referral of an issuer, with how its consultees fare. */
export class IssuedReferralRowView extends ReferralRowView {
  /** @example "7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11" */
  caseId!: string;
  /** @example "KS 2023/474" */
  caseNumber!: string;
  /** @example "KS" */
  issuer!: string;
  counts!: ReferralCountsView;
}

/** Referrals that the caller's bodies have issued. */
export class IssuedReferralsPage extends PageView {
  items!: IssuedReferralRowView[];
}
