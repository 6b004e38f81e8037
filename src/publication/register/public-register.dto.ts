import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { BodyCode, CivilDate } from '../../http/field-rules.js';
import { PageQuery, PageView } from '../../lists/paging.dto.js';
import type { Outcome, Route } from '../../rules/consultation-states.js';
import type { Stance } from '../../rules/stance.js';

export const PUBLIC_CASE_STATES = ['open', 'closed'] as const;
export type PublicCaseState = (typeof PUBLIC_CASE_STATES)[number];
export const PUBLIC_REFERRAL_STATES = ['open', 'closed', 'withdrawn'] as const;
export type PublicReferralState = (typeof PUBLIC_REFERRAL_STATES)[number];

/** What narrows every list of the register. What is masked is found by its number and date only. */
class RegisterQuery extends PageQuery {
  /** Code of the body in whose name it is. @example "KS" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** Dated on that day or later. @example "2026-01-01" */
  @IsOptional()
  @CivilDate()
  from?: string;

  /** Dated on that day or earlier. @example "2026-12-31" */
  @IsOptional()
  @CivilDate()
  to?: string;

  /** Words, or part of the number or the title. @example "hållbarhet" */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

/** Which cases to list. */
export class PublicCasesQuery extends RegisterQuery {
  /** @example "open" */
  @IsOptional()
  @IsIn(PUBLIC_CASE_STATES)
  state?: PublicCaseState;
}

/** Which referrals to list. */
export class PublicReferralsQuery extends RegisterQuery {
  /** @example "open" */
  @IsOptional()
  @IsIn(PUBLIC_REFERRAL_STATES)
  state?: PublicReferralState;

  /** Id of the case they belong to, as this register knows it. */
  @IsOptional()
  @IsUUID()
  case?: string;
}

/** Which statements to list. */
export class PublicStatementsQuery extends RegisterQuery {
  /** Id of the referral they answer, as this register knows it. */
  @IsOptional()
  @IsUUID()
  referral?: string;
}

/** What every entry of the register has. All but id, number, date and `updatedAt` is null while `masked`. */
class EntryView {
  /** Its id in this register; nowhere else. @example "3c9d1f6a-52b7-4d0e-8a41-6f0b2c7e9d15" */
  id!: string;
  /** @example "KS 2023/475" */
  number!: string;
  /** The day it was received (drawn up, if it is the body's own), sent or dispatched. @example "2023-10-20" */
  date!: string;
  /** Whether confidentiality hides all but number and date. @example false */
  masked!: boolean;
  /** Briefly what it concerns. @example "Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** The body's code. @example "KS" */
  body!: string | null;
  /** @example "Kommunstyrelsen" */
  bodyName!: string | null;
  /** When what is shown last changed. @example "2026-11-25T09:12:00.000Z" */
  updatedAt!: string;
}

/** A case in a body's register. */
export class PublicCaseView extends EntryView {
  state!: PublicCaseState | null;
  /** Who sent it in; null for the body's own and for who is not named. @example "Justitiedepartementet" */
  sender!: string | null;
}

/** Whom a referral was sent to. */
export class PublicConsulteeView {
  /** The body's code; null outside the municipality. @example "TSN" */
  body!: string | null;
  /** Null for who is not named. @example "Tekniska servicenämnden" */
  name!: string | null;
  /** Last day for its answer, extensions included. @example "2023-12-15" */
  replyBy!: string;
}

/** What is out, or was, for opinion. */
export class PublicReferralView extends EntryView {
  state!: PublicReferralState | null;
  /** @example "2023-12-15" */
  replyBy!: string | null;
  consultees!: PublicConsulteeView[] | null;
  /** Id of the case, where that is published too. @example "8a41c9d1-f6a5-4b7d-8e3c-0b2c7e9d1560" */
  caseId!: string | null;
}

/** What a body answered. */
export class PublicStatementView extends EntryView {
  /** Who asked. @example "Kommunstyrelsen" */
  issuerName!: string | null;
  /** The number of the one who asked. @example "KS 2023/475" */
  caseNumber!: string | null;
  /** @example "supports-with-comments" */
  stance!: Stance | null;
  /** Who decided. @example "board" */
  route!: Route | null;
  /** What happened to the proposal. @example "as-proposed" */
  outcome!: Outcome | null;
  /** @example "2023-11-22" */
  decidedOn!: string | null;
  /** Section of the minutes. @example "84" */
  section!: string | null;
  /** What was decided. @example ["att tillstyrka förslaget."] */
  clauses!: string[] | null;
  /** Whether the one who asked recorded it; the body did not send it in Yttra itself. @example false */
  recordedByIssuer!: boolean | null;
  /** Id of the referral, where that is published too. @example "6f0b2c7e-9d15-4a41-8c9d-1f6a52b74d0e" */
  referralId!: string | null;
}

/** Cases that are published, the newest first. */
export class PublicCasesPage extends PageView {
  items!: PublicCaseView[];
}

/** Referrals that are published, the newest first. */
export class PublicReferralsPage extends PageView {
  items!: PublicReferralView[];
}

/** Statements that are published, the newest first. */
export class PublicStatementsPage extends PageView {
  items!: PublicStatementView[];
}
