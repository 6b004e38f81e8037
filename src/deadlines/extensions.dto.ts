import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { UnavailableActionView } from '../http/actions.dto.js';
import { CivilDate, Text } from '../http/field-rules.js';
import { PageView } from '../http/paging.dto.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import type { ExtensionState } from '../rules/extension-lifecycle.js';

/** Asks the issuer for more time. Both sides see the reason. */
export class RequestExtensionBody extends ReasonBody {
  /**
   * The last day asked for; later than the reply-by date.
   * @example "2023-12-29"
   */
  @CivilDate()
  until!: string;
}

/** Grants a request for more time. */
export class GrantExtensionBody extends WriteBody {
  /**
   * The last day given; later than the reply-by date. What was asked for when left out.
   * @example "2023-12-22"
   */
  @IsOptional()
  @CivilDate()
  until?: string;

  /**
   * What the consultee should know.
   * @example "Kommunstyrelsen behandlar ärendet den 10 januari."
   */
  @IsOptional()
  @Text(2000)
  comment?: string;
}

/** Refuses a request for more time. */
export class RefuseExtensionBody extends WriteBody {
  /**
   * Why, for the consultee to read.
   * @example "Ärendet ska avgöras av fullmäktige i december."
   */
  @Text(2000)
  comment!: string;
}

/** Gives more time unasked. */
export class ExtendReferralBody extends ReasonBody {
  /**
   * The last day given; later than the reply-by date.
   * @example "2023-12-29"
   */
  @CivilDate()
  until!: string;

  /**
   * Who gets it, by code, or by name for one outside Yttra. When left out: everyone who has not
   * answered and whose reply-by date is earlier.
   * @example ["TSN", "BIN"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Text(200, { each: true })
  consultees?: string[];
}

/** An extension (*anstånd*) of one consultee's time, seen by both sides. */
export class ExtensionRowView {
  /** @example "6d1b7c52-3f0a-4e55-8a34-2b9f1c7d4e60" */
  id!: string;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  state!: ExtensionState;
  /** The last day asked for. @example "2023-12-29" */
  until!: string;
  /** The last day given. @example "2023-12-22" */
  grantedUntil!: string | null;
  /** The reply-by date when it was asked for. @example "2023-12-15" */
  previousReplyBy!: string;
  /** Given by the issuer without having been asked. @example false */
  unasked!: boolean;
  /** @example "Nämnden sammanträder först den 20 december." */
  reason!: string;
  /** The issuer's answer. @example "Kommunstyrelsen behandlar ärendet den 10 januari." */
  comment!: string | null;
  /** @example "tsn-registrator" */
  requestedBy!: string;
  /** @example "2023-11-20T08:30:00.000Z" */
  requestedAt!: string;
  /** @example "ks-handlaggare" */
  settledBy!: string | null;
  /** @example "2023-11-20T13:05:00.000Z" */
  settledAt!: string | null;
  /** @example 2 */
  version!: number;
}

/** An extension with what the caller may do with it. */
export class ExtensionView extends ExtensionRowView {
  /** What the caller may do with it now. @example ["grant", "refuse"] */
  availableActions!: string[];
  /** With `?explain=actions`. */
  unavailableActions?: UnavailableActionView[];
}

/** Extensions of a consultation, oldest first. */
export class ExtensionsPage extends PageView {
  items!: ExtensionRowView[];
}
