import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { ActionsView, type UnavailableActionView } from '../../http/actions.dto.js';
import { BodyCode, Instant, OneLine, WhenGiven } from '../../http/field-rules.js';
import { PageQuery, PageView } from '../../lists/paging.dto.js';
import { WriteBody } from '../../http/write.dto.js';
import { DELIVERY_STATES, type DeliveryState } from '../../rules/delivery-lifecycle.js';
import type { DisabledBecause, WebhookState } from '../../rules/webhook-lifecycle.js';
import { DeliveryAttemptView, DeliveryRowView } from '../deliveries.dto.js';
import { WEBHOOK_EVENTS } from './webhook-events.js';

/** Which webhooks. */
export class WebhooksQuery extends PageQuery {
  /** One of the bodies whose administrator the caller is. @example "KS" */
  @IsOptional()
  @BodyCode()
  body?: string;
}

/** Which deliveries to a webhook. */
export class WebhookDeliveriesQuery extends PageQuery {
  /** Repeatable. @example ["failed"] */
  @IsOptional()
  @Transform(({ value }) => (Array.isArray(value) ? value : [value]))
  @IsArray()
  @IsIn(DELIVERY_STATES, { each: true })
  state?: DeliveryState[];
}

/** A new endpoint of another system. */
export class RegisterWebhookBody extends WriteBody {
  /** The body whose messages it is told of. @example "KS" */
  @BodyCode()
  body!: string;

  /**
   * Where to: https, a public host name, port 443 unless the installation allows others.
   * @example "https://diariet.kommun.example/yttra"
   */
  @IsString()
  @MaxLength(2000)
  url!: string;

  /** What of: topics, or `*` for all there are and will be. @example ["statement-forwarded", "statement-corrected"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events!: string[];

  /** @example "Diariet" */
  @IsOptional()
  @OneLine(200)
  description?: string | null;
}

/** What may be changed of a webhook. */
export class EditWebhookBody extends WriteBody {
  /** @example "https://diariet.kommun.example/yttra" */
  @WhenGiven()
  @IsString()
  @MaxLength(2000)
  url?: string;

  /** @example ["*"] */
  @WhenGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events?: string[];

  /** Null for none. @example "Diariet" */
  @IsOptional()
  @OneLine(200)
  description?: string | null;

  /** `false`: nothing more is sent; what waits is cancelled, and can be replayed. @example true */
  @WhenGiven()
  @IsBoolean()
  enabled?: boolean;
}

/** A period whose events are sent again. */
export class ReplayBody extends WriteBody {
  /** From this instant on. @example "2026-11-01T00:00:00Z" */
  @Instant()
  from!: string;

  /** Up to, but not at, this instant. @example "2026-11-02T00:00:00Z" */
  @Instant()
  to!: string;
}

/** An endpoint of another system. */
export class WebhookRowView {
  /** @example "7d9f1c1e-2f3a-4b5c-8d6e-7f8091a2b3c4" */
  id!: string;
  /** @example "KS" */
  body!: string;
  /** @example "https://diariet.kommun.example/yttra" */
  url!: string;
  /** @example ["statement-forwarded", "statement-corrected"] */
  events!: string[];
  /** @example "Diariet" */
  description!: string | null;
  /** @example "enabled" */
  state!: WebhookState;
  /** @example true */
  enabled!: boolean;
  /** `by-hand`, `gone`: it answered 410, or `failing`: delivery after delivery failed. @example null */
  disabledBecause!: DisabledBecause | null;
  /** @example "2023-11-29T09:12:00.000Z" */
  disabledAt!: string | null;
  /**
   * Why events wait: several attempts in a row have failed, the latest with this stable code. It is tried again with
   * one event, at least once a minute; a ping tries it at once.
   * @example null
   */
  failing!: string | null;
  /**
   * Until then messages are also signed with the secret before the latest.
   * @example "2023-11-30T09:12:00.000Z"
   */
  oldSecretUntil!: string | null;
  /** Username. @example "admin" */
  createdBy!: string;
  /** @example "2026-11-01T09:12:00.000Z" */
  createdAt!: string;
  /** @example 1 */
  version!: number;
}

/** Webhooks, newest first. */
export class WebhooksPage extends PageView {
  items!: WebhookRowView[];
}

/** An endpoint of another system, and what the caller may do with it. */
export class WebhookView extends WebhookRowView implements ActionsView {
  /** What the caller may do with it now. @example ["disable", "rotate-secret", "ping", "replay"] */
  availableActions!: string[];
  /** With `?explain=actions`. */
  unavailableActions?: UnavailableActionView[];
}

/** A webhook with its new secret. */
export class WebhookSecretView extends WebhookView {
  /**
   * Signs the messages (Standard Webhooks). Shown this once: null when the request is repeated under its
   * Idempotency-Key. If it was lost, rotate it.
   * @example "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I="
   */
  secret!: string | null;
}

/** How much is sent again. */
export class ReplayView {
  /** @example "2026-11-01T00:00:00.000Z" */
  from!: string;
  /** @example "2026-11-02T00:00:00.000Z" */
  to!: string;
  /** Events that are sent again, each under the `webhook-id` it had. @example 12 */
  deliveries!: number;
}

/** A delivery to an endpoint, with its attempts. */
export class WebhookDeliveryView extends DeliveryRowView {
  attemptsMade!: DeliveryAttemptView[];
}

/** Deliveries to an endpoint, newest first. */
export class WebhookDeliveriesPage extends PageView {
  items!: WebhookDeliveryView[];
}
