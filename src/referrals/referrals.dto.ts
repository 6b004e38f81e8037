import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsObject,
  IsOptional,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { ConfidentialityView } from '../confidentiality/confidentiality.dto.js';
import { ActionsView } from '../http/actions.dto.js';
import { BodyCode, CivilDate, DraftText, ListOf, OneLine, Section, Text } from '../http/field-rules.js';
import { WarningView } from '../changes/warning.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { GroupedConsulteeBody } from '../organisation/consultee-groups.dto.js';
import type { PartyKind } from '../rules/party-kind.js';
import type { ReferralState } from '../rules/referral-lifecycle.js';
import type { PacketDocumentView } from './packets.dto.js';

/** A decision to refer, taken at a meeting. */
export class DecidedByBody {
  /** @example "KS" */
  @BodyCode()
  body!: string;

  /** @example "2023-09-20" */
  @CivilDate()
  date!: string;

  /** @example "112" */
  @Section()
  section!: string;
}

/** Something the issuer wants an answer to. */
export class QuestionBody {
  /** @example "Är utvecklingsområdena relevanta för nämndens verksamhet?" */
  @Text(2000)
  text!: string;
}

/** Who is asked: a body of the municipality by code, or one outside Yttra by name. */
export class ConsulteeBody extends GroupedConsulteeBody {
  /**
   * That one outside Yttra of a name that is on the list already is meant to be asked too.
   * @example false
   */
  @IsOptional()
  @IsBoolean()
  askedAgain?: boolean;

  /**
   * Its own last day to answer, when it is not the referral's.
   * @example "2023-12-20"
   */
  @IsOptional()
  @CivilDate()
  replyBy?: string;

  /**
   * Whether it must answer. The municipality's own boards must unless this says otherwise (KL 6:12).
   * @example true
   */
  @IsOptional()
  @IsBoolean()
  replyRequired?: boolean;

  /** A later decision to ask this one too. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DecidedByBody)
  decidedBy?: DecidedByBody;
}

/** One more consultee. */
export class AddConsulteeBody extends ConsulteeBody {
  /**
   * Why this one is asked too. Goes to the audit trail.
   * @example "Fullmäktige beslutade att även höra nämnden."
   */
  @IsOptional()
  @Text(2000)
  reason?: string;
}

/** The parts of a referral that can be written while it is a draft. */
class ReferralContentBody extends WriteBody {
  /**
   * Last day to answer.
   * @example "2023-12-15"
   */
  @IsOptional()
  @CivilDate()
  replyBy?: string;

  /**
   * The covering letter (*missiv*).
   * @example "Kommunstyrelsen önskar nämndernas yttranden över förslaget till strategi."
   */
  @IsOptional()
  @DraftText(50_000)
  letter?: string;

  @IsOptional()
  @ListOf(() => QuestionBody)
  @ArrayMaxSize(100)
  questions?: QuestionBody[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DecidedByBody)
  decidedBy?: DecidedByBody | null;

  /**
   * The referral that this one follows, when the proposal has changed since.
   * @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01"
   */
  @IsOptional()
  @IsUUID()
  previousReferral?: string;

  /**
   * Why an officer may not decide the reply by delegation (KL 6:38).
   * @example "Svaret rör verksamhetens mål och inriktning."
   */
  @IsOptional()
  @Text(1000)
  delegationBarred?: string | null;

  @IsOptional()
  @ListOf(() => ConsulteeBody)
  @ArrayMaxSize(200)
  consultees?: ConsulteeBody[];

  /**
   * Names of the issuer's consultee groups whose members are asked too.
   * @example ["Alla nämnder"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @OneLine(200, { each: true })
  consulteeGroups?: string[];
}

/** A referral to prepare. */
export class CreateReferralBody extends ReferralContentBody {
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  @OneLine(300)
  title!: string;

  /**
   * An earlier referral of the same issuer whose letter, questions, documents and consultees are
   * taken where this request gives none.
   * @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01"
   */
  @IsOptional()
  @IsUUID()
  copyFrom?: string;
}

/** What of a draft is to change; what is left out stays, and null empties a decision or why nobody decides by delegation. `consultees` replaces the list. */
export class EditReferralBody extends ReferralContentBody {
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  @IsOptional()
  @OneLine(300)
  title?: string;
}

/** A consultee as listed. How it fares is shown to the issuer only. */
export class ConsulteeView {
  /** @example "TSN" */
  body!: string | null;
  /** @example "Tekniska servicenämnden" */
  name!: string;
  /** Of one outside Yttra; null where nobody has said. @example null */
  kind?: PartyKind | null;
  /** @example "registrator@raddningstjanst.example" */
  email?: string | null;
  /** @example "2023-12-20" */
  replyBy?: string | null;
  /** @example true */
  replyRequired?: boolean;
  decidedBy?: DecidedByBody | null;
  /**
   * Its part of the referral. A consultee is told of its own, also of one that it took over from another body.
   * @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10"
   */
  consultationId?: string | null;
  /** @example "registered" */
  state?: string | null;
}

/** A referral. The issuer sees how the consultees fare; a consultee sees who they are. */
export class ReferralView extends ActionsView {
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  id!: string;
  /** @example "7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11" */
  caseId!: string;
  /** @example "KS 2023/512" */
  caseNumber!: string;
  /** @example "KS" */
  issuer!: string;
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string;
  state!: ReferralState;
  /** @example "2023-12-15" */
  replyBy!: string | null;
  /** @example "Kommunstyrelsen önskar nämndernas yttranden över förslaget till strategi." */
  letter!: string | null;
  questions!: QuestionBody[];
  documents!: PacketDocumentView[];
  consultees!: ConsulteeView[];
  decidedBy!: DecidedByBody | null;
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  previousReferral!: string | null;
  /** @example "Kommunfullmäktige ska fatta beslut i ärendet." */
  delegationBarred!: string | null;
  /**
   * SHA-256 of the canonical JSON (RFC 8785) of the frozen packet.
   * @example "0a4d55a8d778e5022fab701977c5d840bbc486d09f86d081884c7d659a2feaa0"
   */
  packetSha256!: string | null;
  /** The day it was sent. @example "2023-10-02" */
  sentOn!: string | null;
  /** When it was entered here that it was sent. @example "2023-10-02T07:30:00.000Z" */
  sentAt!: string | null;
  /** Why it was closed or withdrawn; the issuer's. @example "Förslaget har arbetats om." */
  settledBecause!: string | null;
  /** Whether it is marked confidential, or the case is. Whoever reads it then is remembered. @example false */
  confidential!: boolean;
  /** The markings that apply and that you may see. @example [] */
  confidentiality!: ConfidentialityView[];
  /** @example 3 */
  version!: number;
  /** Of this step only: what to think of with these reply-by dates. */
  warnings?: WarningView[];
}
