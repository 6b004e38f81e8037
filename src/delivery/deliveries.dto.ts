import { Transform } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { ActionsView } from '../http/actions.dto.js';
import { BodyCode, CivilDate, Flag, OneLine, WhenGiven } from '../http/field-rules.js';
import { PageQuery, PageView } from '../lists/paging.dto.js';
import { CorrectOrTakeBackBody } from '../http/correct-or-take-back.js';
import { WriteBody } from '../http/write.dto.js';
import { DELIVERY_STATES, type DeliveryState } from '../rules/delivery-lifecycle.js';
import type { Topic } from './topics.js';

export const DELIVERY_CHANNELS = ['inbox', 'email', 'webhook', 'manual'] as const;
export const DELIVERY_KINDS = ['dispatch', 'packet', 'notice', 'reminder', 'test', 'administration'] as const;
export type Channel = (typeof DELIVERY_CHANNELS)[number];
type Kind = (typeof DELIVERY_KINDS)[number];

/** Which deliveries. */
export class DeliveriesQuery extends PageQuery {
  /** Repeatable. @example ["failed"] */
  @IsOptional()
  @Transform(({ value }) => (Array.isArray(value) ? value : [value]))
  @IsArray()
  @IsIn(DELIVERY_STATES, { each: true })
  state?: DeliveryState[];

  /** @example "manual" */
  @IsOptional()
  @IsIn(DELIVERY_CHANNELS)
  channel?: Channel;

  /** Deliveries about one consultation. @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  @IsOptional()
  @IsUUID()
  consultation?: string;
}

/** Ticks off a delivery made by hand. */
export class CompleteDeliveryBody extends WriteBody {
  /** The day it was delivered, when that is entered afterwards. Today when left out. @example "2023-11-29" */
  @WhenGiven()
  @CivilDate()
  deliveredOn?: string;

  /** How it was delivered, where that is worth knowing. @example "Rekommenderat brev" */
  @IsOptional()
  @OneLine(200)
  how?: string;
}

/** A delivery by hand that was ticked off wrongly: the right day or way, or that it waits to be delivered again. */
export class CorrectDeliveryBody extends CorrectOrTakeBackBody {
  /** The right day. @example "2023-11-29" */
  @WhenGiven()
  @CivilDate()
  deliveredOn?: string;

  /** The right way. @example "Rekommenderat brev" */
  @WhenGiven()
  @OneLine(200)
  how?: string;
}

/** One message to one recipient over one channel. */
export class DeliveryRowView {
  /** @example "9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f" */
  id!: string;
  /** @example "dispatch" */
  kind!: Kind;
  /** What it is, as a stable code. @example "statement-forwarded" */
  topic!: Topic;
  /** What it is, in the caller's language. @example "Yttrande har kommit in" */
  text!: string;
  /** The body whose message it is. @example "TSN" */
  sender!: string | null;
  /**
   * The body's code, else the e-mail address, else the name. Null for an address or a name in a list of what is
   * confidential, and for an administrator who may not see the matter.
   * @example "KS"
   */
  recipient!: string | null;
  /** `manual`: posted or handed over by a person, who ticks it off. @example "inbox" */
  channel!: Channel;
  /** @example "delivered" */
  state!: DeliveryState;
  /** @example 1 */
  attempts!: number;
  /** Why it failed, as a stable code. @example "http-503" */
  lastError!: string | null;
  /**
   * Why nothing is sent to its receiver just now: several attempts in a row have failed, the latest with this stable
   * code. What waits for it uses up no attempts meanwhile.
   * @example null
   */
  receiverFailing!: string | null;
  /** When it is tried next, at the earliest; null unless it waits for an attempt. @example "2023-11-29T09:13:00.000Z" */
  nextAttemptAt!: string | null;
  /** @example "5b7c5b0a-1d8e-4c5c-8a9d-0c6a7e0f9b11" */
  dispatchId!: string | null;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string | null;
  /** @example "2023-11-29T09:12:00.000Z" */
  createdAt!: string;
  /** The day it was delivered; of one made by hand, as given by who ticked it off. @example "2023-11-29" */
  deliveredOn!: string | null;
  /** How, where whoever ticked off one made by hand has said it; null in a list of what is confidential. @example "Rekommenderat brev" */
  deliveredHow!: string | null;
  /** When that was entered. @example "2023-11-29T09:12:00.040Z" */
  deliveredAt!: string | null;
  /** @example 3 */
  version!: number;
}

/** Deliveries, newest first. */
export class DeliveriesPage extends PageView {
  items!: DeliveryRowView[];
}

/** One attempt to deliver. */
export class DeliveryAttemptView {
  /** @example 1 */
  number!: number;
  /** @example "2023-11-29T09:12:00.020Z" */
  startedAt!: string;
  /** Null while it is under way, or when the worker was lost. @example "2023-11-29T09:12:00.040Z" */
  endedAt!: string | null;
  /** @example "delivered" */
  outcome!: string | null;
  /** @example null */
  detail!: string | null;
}

/** A delivery with its attempts. */
export class DeliveryView extends DeliveryRowView implements ActionsView {
  attemptsMade!: DeliveryAttemptView[];
  /** What the caller may do with it now. @example ["complete", "cancel"] */
  availableActions!: string[];
  /** With `?explain=actions`. */
  unavailableActions?: NonNullable<ActionsView['unavailableActions']>;
}

/** Which items of the inbox. */
export class InboxQuery extends PageQuery {
  /** One of the caller's bodies. @example "KS" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** `true`: only what nobody has read. */
  @IsOptional()
  @Flag()
  unread?: boolean;

  /** @example "dispatch" */
  @IsOptional()
  @IsIn(DELIVERY_KINDS)
  kind?: Kind;
}

/** Something that has come to one of the caller's bodies. */
export class InboxItemView {
  /** @example "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d" */
  id!: string;
  /** @example "KS" */
  body!: string;
  /** The role it is for; anyone of the body's staff may read it. @example "registrar" */
  role!: string | null;
  /** @example "dispatch" */
  kind!: Kind;
  /** @example "statement-forwarded" */
  topic!: Topic;
  /** @example "Yttrande har kommit in" */
  text!: string;
  /** Null in a notice to an administrator about a case that they may not see, and in one about rights or settings. @example "KS 2023/475" */
  caseNumber!: string | null;
  /** Null where the matter is confidential: open it to read it; and where it is about no matter. @example "Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** Null where it is about rights or settings. @example "f3a1c2b4-5d6e-4f70-8a9b-1c2d3e4f5a6b" */
  caseId!: string | null;
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  referralId!: string | null;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string | null;
  /** @example "5b7c5b0a-1d8e-4c5c-8a9d-0c6a7e0f9b11" */
  dispatchId!: string | null;
  /** The earlier dispatch that this one corrects and replaces. @example null */
  replaces!: string | null;
  /** The dispatch that has come since and replaces this one: read that instead. @example null */
  replacedBy!: string | null;
  /** @example "2023-11-29T09:12:00.040Z" */
  arrivedAt!: string;
  /** Username of who read it first. @example "ks-registrator" */
  readBy!: string | null;
  /** @example "2023-11-29T09:12:00.000Z" */
  readAt!: string | null;
  /** @example 1 */
  version!: number;
}

/** The inbox, newest first; what has been replaced always stands below what replaces it. */
export class InboxPage extends PageView {
  items!: InboxItemView[];
}
