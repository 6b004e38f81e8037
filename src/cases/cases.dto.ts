import { PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ConfidentialityBody, ConfidentialityView } from '../confidentiality/confidentiality.dto.js';
import { ActionsView } from '../http/actions.dto.js';
import {
  BodyCode,
  CaseNumber,
  CivilDate,
  EmailAddress,
  ListOf,
  OneLine,
  Section,
  WhenGiven,
} from '../http/field-rules.js';
import { PageView, TableQuery } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import { CASE_STATES, type CaseState } from '../rules/case-lifecycle.js';
import { PARTY_KINDS, type PartyKind } from '../rules/party-kind.js';

/** A decision taken earlier that the matter builds on. */
export class PriorDecisionBody {
  /**
   * The body that decided.
   * @example "KF"
   */
  @BodyCode()
  body!: string;

  /** @example "2023-05-22" */
  @CivilDate()
  date!: string;

  /**
   * Section of the minutes, without the sign §.
   * @example "134"
   */
  @Section()
  section!: string;

  /** @example "strategin ska revideras" */
  @IsOptional()
  @OneLine(500)
  about?: string;
}

/** The outside referral that a case begins with. */
export class OriginBody {
  /** @example "Justitiedepartementet" */
  @OneLine(300)
  sender!: string;

  /**
   * Whether the sender is an organisation or a private person. Only organisations are named in the public register;
   * left out, it is not named there.
   * @example "organisation"
   */
  @IsOptional()
  @IsIn(PARTY_KINDS)
  senderKind?: PartyKind;

  /**
   * The sender's own number.
   * @example "Ju2025/01234"
   */
  @IsOptional()
  @OneLine(100)
  reference?: string;

  /** @example "ju.remissvar@example.se" */
  @IsOptional()
  @EmailAddress()
  email?: string;

  /**
   * The day it was received (OSL 5:2), also when it is registered later. Today when left out.
   * @example "2025-11-27"
   */
  @IsOptional()
  @CivilDate()
  receivedOn?: string;

  /**
   * Last day the sender accepts an answer.
   * @example "2026-02-27"
   */
  @IsOptional()
  @CivilDate()
  replyBy?: string;
}

/** A case to register. */
export class RegisterCaseBody extends WriteBody {
  /** @example "Hållbarhetsmål 2024-2040" */
  @OneLine(300)
  title!: string;

  /**
   * The body in whose register the case is opened.
   * @example "KS"
   */
  @BodyCode()
  issuer!: string;

  /**
   * Its number, when one is given already. Without it the next of the body's series is assigned.
   * @example "KS 2023/474"
   */
  @IsOptional()
  @CaseNumber()
  caseNumber?: string;

  /**
   * Where it belongs in the body's plan (klassificeringsstruktur, diarieplan), as the body writes it.
   * @example "3.7.1"
   */
  @IsOptional()
  @OneLine(60)
  classification?: string;

  /**
   * Numbers of related cases, in any register.
   * @example ["KS 2023/474"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @OneLine(60, { each: true })
  relatedCases?: string[];

  @IsOptional()
  @ListOf(() => PriorDecisionBody)
  @ArrayMaxSize(50)
  priorDecisions?: PriorDecisionBody[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OriginBody)
  origin?: OriginBody;

  /** Makes it confidential from the start, so that nobody else ever sees it. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ConfidentialityBody)
  confidentiality?: ConfidentialityBody;
}

/** What was registered wrongly of the outside referral; what is left out stays, and what is null is taken away. */
export class CorrectOriginBody extends PartialType(OriginBody) {}

/** Corrects a wrong number. */
export class CorrectCaseNumberBody extends ReasonBody {
  /**
   * The right number, which no other matter of the register has.
   * @example "KS 2023/475"
   */
  @CaseNumber()
  caseNumber!: string;
}

/** What of a case may be changed; its number is corrected, its register is not. */
export class EditCaseBody extends WriteBody {
  /** Another than it had: only with a `reason`. @example "Hållbarhetsmål 2024-2040" */
  @WhenGiven()
  @OneLine(300)
  title?: string;

  /** Without one that it had: only with a `reason`. @example ["KS 2023/474"] */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @OneLine(60, { each: true })
  relatedCases?: string[];

  /** Without one that it had, or with another in its place: only with a `reason`. */
  @WhenGiven()
  @ListOf(() => PriorDecisionBody)
  @ArrayMaxSize(50)
  priorDecisions?: PriorDecisionBody[];

  /**
   * Where it belongs in the body's plan (klassificeringsstruktur, diarieplan). Another than it had: only with a `reason`.
   * @example "3.7.1"
   */
  @IsOptional()
  @OneLine(60)
  classification?: string;

  /** Another sender, number, address or day of the outside referral than it had: only with a `reason`. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CorrectOriginBody)
  origin?: CorrectOriginBody;
}

/** Which cases to list. */
export class CasesQuery extends TableQuery {
  /** @example "KS" */
  @IsOptional()
  @BodyCode()
  issuer?: string;

  /** @example "open" */
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: CaseState;

  /**
   * Words of the title or parts of the number; of a body's own cases also of its classification, the sender and the sender's number.
   * @example "hållbarhet"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

/** A case. */
export class CaseView extends ActionsView {
  /** @example "7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11" */
  id!: string;
  /** @example "KS 2023/474" */
  caseNumber!: string;
  /** To a consultee from whom the issuer keeps a confidential case, the title that it was sent. @example "Hållbarhetsmål 2024-2040" */
  title!: string;
  /** @example "KS" */
  issuer!: string;
  state!: CaseState;
  /** Where it belongs in the body's plan (klassificeringsstruktur, diarieplan). @example "3.7.1" */
  classification!: string | null;
  /** @example ["KS 2023/474"] */
  relatedCases!: string[];
  priorDecisions!: PriorDecisionBody[];
  origin!: OriginBody | null;
  /** @example "2026-11-23T08:00:00.000Z" */
  registeredAt!: string;
  /** Whether it is marked confidential. Whoever reads it then is remembered. @example false */
  confidential!: boolean;
  /** Its marking, when it is. @example [] */
  confidentiality!: ConfidentialityView[];
  /** Of this step only. */
  warnings?: WarningView[];
  /** @example 1 */
  version!: number;
}

/** A row of the list of cases. */
export class CaseRowView {
  /** @example "7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11" */
  id!: string;
  /** @example "KS 2023/474" */
  caseNumber!: string;
  /** Null for a confidential case: open it to read it. @example "Hållbarhetsmål 2024-2040" */
  title!: string | null;
  /** @example "KS" */
  issuer!: string;
  state!: CaseState;
  /** @example "2026-11-23T08:00:00.000Z" */
  registeredAt!: string;
  /** @example false */
  confidential!: boolean;
  /** @example 1 */
  version!: number;
}

/** Cases the caller may see. */
export class CasesPage extends PageView {
  items!: CaseRowView[];
}
