import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional } from 'class-validator';
import { BodyCode, CivilDate, ListOf, OneLine, Text } from '../http/field-rules.js';
import { ROLES, type Role } from '../rules/actor.js';

/**
 * What a marking is of. `consultation`: the whole matter at the consultee; `statement`: the consultee's own work, from
 * the first draft to what it dispatches; `reply`: what the issuer has received of it.
 */
export const CONFIDENTIAL_TYPES = [
  'case',
  'referral',
  'consultation',
  'statement',
  'reply',
  'document',
] as const;
export type ConfidentialType = (typeof CONFIDENTIAL_TYPES)[number];

export const OTHERS_SEE = ['masked', 'nothing'] as const;
export type OthersSee = (typeof OTHERS_SEE)[number];

/** Someone who may see it: a body's staff, one of its roles, or a person. */
export class SeenBy {
  /**
   * All the body's staff, or only those of `role`.
   * @example "TSN"
   */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** @example "registrar" */
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /**
   * Username, instead of a body; `client:` and its id for another system. Nobody stands in for a person that is named.
   * @example "tsn-handlaggare"
   */
  @IsOptional()
  @OneLine(100)
  person?: string;
}

/** By what, by whom and for whom something is confidential. */
export class ConfidentialityBody {
  /**
   * The provision it is confidential by.
   * @example "OSL 21:7"
   */
  @OneLine(100)
  provision!: string;

  /** The day it was decided; today when left out. @example "2026-11-02" */
  @IsOptional()
  @CivilDate()
  decidedOn?: string;

  /** The body that decided it; the one whose it is when left out. @example "KS" */
  @IsOptional()
  @BodyCode()
  authority?: string;

  /** All who may see it from now on, you among them. */
  @ListOf(() => SeenBy)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  seenBy!: SeenBy[];

  /**
   * What the register shows all others: that there is something, by its number and date (`masked`), or nothing.
   * Left out it is as the installation's setting says.
   * @example "masked"
   */
  @IsOptional()
  @IsIn(OTHERS_SEE)
  othersSee?: OthersSee;
}

/** Makes something confidential, or changes who may see it. */
export class MarkConfidentialBody extends ConfidentialityBody {
  /**
   * Why the change is made. Goes to the audit trail.
   * @example "Uppgift om enskilds hälsa"
   */
  @IsOptional()
  @Text(2000)
  reason?: string;
}

/** What of a consultation a body can mark: the consultee its matter or its statement, the issuer the reply. */
export const PARTS_OF_A_CONSULTATION = ['consultation', 'statement', 'reply'] as const;
export type PartOfAConsultation = (typeof PARTS_OF_A_CONSULTATION)[number];

/** Marks a part of a consultation confidential, or changes who may see it. */
export class MarkConsultationBody extends MarkConfidentialBody {
  /**
   * `consultation`: all of the matter at the consultee; `statement`: the consultee's statement; `reply`: what the issuer
   * has received. Left out: for the issuer's staff the reply; for the consultee's the matter while a marking of it is
   * suggested to them, else the statement.
   * @example "consultation"
   */
  @IsOptional()
  @IsIn(PARTS_OF_A_CONSULTATION)
  of?: PartOfAConsultation;
}

/** Lifts the confidentiality of a part of a consultation. */
export class LiftConsultationBody {
  /**
   * Why the change is made. Goes to the audit trail.
   * @example "Rättat efter kontakt med registrator"
   */
  @Text(2000)
  reason!: string;

  /** As in the marking. @example "consultation" */
  @IsOptional()
  @IsIn(PARTS_OF_A_CONSULTATION)
  of?: PartOfAConsultation;
}

/** A marking of the other body, which your body may make its own. */
export class SuggestedMarkingView {
  of!: ConfidentialType;
  /** @example "OSL 21:7" */
  provision!: string;
  /** @example "2026-11-02" */
  decidedOn!: string;
  /** The body that decided it. @example "KS" */
  authority!: string;
}

/** A marking (OSL 5:5). It is advice to whoever is asked to hand the matter out: each request is tried anew. */
export class ConfidentialityView {
  /** What it is of; a case's and a referral's are also those of all that belongs to it. */
  of!: ConfidentialType;
  /** @example "OSL 21:7" */
  provision!: string;
  /** @example "2026-11-02" */
  decidedOn!: string;
  /** The body that decided it. @example "KS" */
  authority!: string;
  seenBy!: SeenBy[];
  /** What the register shows all others. */
  othersSee!: OthersSee;
}

/** What tells that a record is confidential. */
export class ConfidentialView {
  /** Whether it is, by a marking of its own or of what it belongs to. Whoever reads it is remembered. @example false */
  confidential!: boolean;
  /** The markings that apply at your bodies and that you may see. @example [] */
  confidentiality!: ConfidentialityView[];
}
