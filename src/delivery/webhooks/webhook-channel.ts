import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { WebhookState } from '../../rules/webhook-lifecycle.js';
import type { Channel, OutboundMessage, Sent } from '../channel.js';
import { cloudEvent, type EventFacts } from './cloud-event.js';
import { DisableEndpoint } from './disable-endpoint.js';
import { isGone, outcomeOf } from './outcome-of-answer.js';
import { PostToEndpoint } from './post-to-endpoint.js';
import { SignMessage } from './sign-message.js';

const CONTENT = { 'content-type': 'application/cloudevents+json; charset=utf-8', 'user-agent': 'Yttra' };

/** The delivery with its endpoint; without one when that has been removed. */
interface Outgoing extends EventFacts {
  readonly webhook_id: string | null;
  readonly url: string;
  readonly state: WebhookState;
  /** The current one first. */
  readonly sealed: Buffer[];
}

/**
 * Sends an event to another system, signed as Standard Webhooks has it. Every attempt has the same
 * `webhook-id` and the same bytes, so that a receiver can tell a repeat; the timestamp is the attempt's.
 */
@Injectable()
export class WebhookChannel implements Channel {
  readonly name = 'webhook';

  constructor(
    private readonly dataSource: DataSource,
    private readonly signMessage: SignMessage,
    private readonly endpoint: PostToEndpoint,
    private readonly disableEndpoint: DisableEndpoint,
  ) {}

  async send({ deliveryId, kind }: OutboundMessage, signal: AbortSignal): Promise<Sent> {
    const outgoing = await this.read(deliveryId);
    if (!outgoing?.webhook_id) return { outcome: 'refused', code: 'webhook-removed' };
    const isTest = kind === 'test';
    // What waits is cancelled with the disabling; this one was on its way, and is cancelled next.
    if (outgoing.state === 'disabled' && !isTest)
      return { outcome: 'try-again', code: 'webhook-disabled', onlyThisMessage: true };
    const body = cloudEvent(outgoing);
    const signed = await this.signMessage.headers(deliveryId, body, outgoing.webhook_id, outgoing.sealed);
    const headers = { ...CONTENT, ...signed };
    const sent = outcomeOf(await this.endpoint.post(outgoing.url, headers, body, signal));
    if (isTest && sent.outcome === 'try-again') return { outcome: 'refused', code: sent.code };
    if (isGone(sent) && !isTest) await this.disableEndpoint.disable(outgoing.webhook_id, 'gone', deliveryId);
    return sent;
  }

  private async read(deliveryId: string): Promise<Outgoing | undefined> {
    const [outgoing]: Outgoing[] = await this.dataSource.query(
      `SELECT delivery.id, topic, delivery.created_at, recipient_body, case_id, referral_id, consultation_id,
         dispatch_id, message_id, extension_id, (SELECT replaces FROM dispatches WHERE dispatches.id = dispatch_id),
         (SELECT sha256 FROM dispatch_papers kept WHERE kept.dispatch_id = delivery.dispatch_id AND frozen_at <
           (SELECT min(started_at) FROM delivery_attempts WHERE delivery_id = delivery.id)) AS paper_sha256,
         webhook_id, url, webhook.state,
         ARRAY(SELECT sealed FROM webhook_secrets secret
               WHERE secret.webhook_id = webhook.id AND (valid_until IS NULL OR valid_until > now())
               ORDER BY secret.created_at DESC) AS sealed
       FROM deliveries delivery LEFT JOIN webhooks webhook ON webhook.id = delivery.webhook_id
       WHERE delivery.id = $1`,
      [deliveryId],
    );
    return outgoing;
  }
}
