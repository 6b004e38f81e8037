import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional } from 'class-validator';
import { ActionsView } from '../http/actions.dto.js';
import { CorrectOrTakeBackBody } from '../http/correct-or-take-back.js';
import { CivilDate, OneLine, Text, WhenGiven } from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import type { ExtensionState } from '../rules/extension-lifecycle.js';

/** Asks for more time. */
export class RequestExtensionBody extends ReasonBody {
  /**
   * Later than the present reply-by date.
   * @example "2024-01-19"
   */
  @CivilDate()
  until!: string;

  /**
   * The day it was asked for; of one outside Yttra the day its letter was received. Today when left out.
   * @example "2023-11-29"
   */
  @WhenGiven()
  @CivilDate()
  requestedOn?: string;
}

/** Grants more time. */
export class GrantExtensionBody extends WriteBody {
  /**
   * What is granted; as asked for when left out.
   * @example "2024-01-12"
   */
  @IsOptional()
  @CivilDate()
  until?: string;

  /** @example "Nämnden sammanträder först den 10 januari." */
  @IsOptional()
  @Text(2000)
  comment?: string;
}

/** Corrects an extension: the day that was granted, or the day it was asked for. */
export class CorrectExtensionBody extends CorrectOrTakeBackBody {
  /**
   * The right day.
   * @example "2024-01-12"
   */
  @WhenGiven()
  @CivilDate()
  until?: string;

  /**
   * The right day it was asked for, of one that was not given unasked.
   * @example "2023-11-28"
   */
  @WhenGiven()
  @CivilDate()
  requestedOn?: string;
}

/** Refuses more time. */
export class RefuseExtensionBody extends WriteBody {
  /** @example "Ärendet ska upp i kommunstyrelsen den 17 januari." */
  @Text(2000)
  comment!: string;
}

/** Gives more time unasked, to one, some or all who have not answered. */
export class ExtendReferralBody extends ReasonBody {
  /** @example "2024-01-12" */
  @CivilDate()
  until!: string;

  /**
   * Those who get it, none of whom has answered: a body by its code, one outside Yttra by its name or by the id of its
   * consultation. When left out, everyone who has not answered and has less time.
   * @example ["TSN"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @OneLine(200, { each: true })
  consultees?: string[];
}

/** An extension of time, seen by both sides. */
export class ExtensionView implements ActionsView {
  /** @example "d4e5f6a7-b8c9-4d0e-8f1a-2b3c4d5e6f70" */
  id!: string;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "requested" */
  state!: ExtensionState;
  /** @example "2024-01-19" */
  requestedUntil!: string;
  /** @example "2024-01-15" */
  grantedUntil!: string | null;
  /** The reply-by date before. @example "2023-12-15" */
  previousReplyBy!: string;
  /** Given without having been asked for. @example false */
  unasked!: boolean;
  /** @example "Nämnden sammanträder först den 10 januari." */
  reason!: string;
  /** What the issuer said. @example "Nämnden sammanträder först den 11 januari." */
  comment!: string | null;
  /** The day it was asked for; null where it was given unasked, or that was not kept. @example "2023-11-29" */
  requestedOn!: string | null;
  /** When it was entered here. @example "2023-11-30T09:00:00.000Z" */
  requestedAt!: string;
  /** @example "2023-11-29T09:12:00.000Z" */
  settledAt!: string | null;
  /** @example 1 */
  version!: number;
  /** What the caller may do with it now. @example ["grant", "refuse"] */
  availableActions!: string[];
  /** With `?explain=actions`. */
  unavailableActions?: NonNullable<ActionsView['unavailableActions']>;
  /** Of this step only: what to think of with the date. */
  warnings?: WarningView[];
}

/** Extensions of a consultation, newest first. */
export class ExtensionsPage extends PageView {
  items!: ExtensionView[];
}
