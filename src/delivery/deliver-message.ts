import { Inject, Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { DataSource, type EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inTraceOf, type Told } from '../config/spans.js';
import { retryAfter } from '../rules/retry-schedule.js';
import { sendersTrace } from '../config/trace-context.js';
import type { Channel } from './channel.js';
import { EmailChannel } from './email/email-channel.js';
import { TellOfFailure } from './tell-of-failure.js';
import type { Topic } from './topics.js';
import { WebhookChannel } from './webhooks/webhook-channel.js';

/** What an attempt has shown of its receiver: that it takes messages, or why it does not; undefined for neither. */
export type Shown = 'takes-messages' | { readonly fails: string } | undefined;

/** A delivery that a worker has claimed (`HoldReceivers.claim`). */
export interface Claimed {
  readonly id: string;
  readonly attempts: number;
  /** Those made before the schedule was started anew. */
  readonly attempts_before: number;
  readonly token: string;
  readonly somebody_reads: boolean;
  /** Whether the recipient may be told of what it is about, which may have become confidential since it was promised. */
  readonly may_go_out: boolean;
  readonly channel: 'inbox' | Channel['name'];
  readonly kind: string;
  readonly topic: Topic;
  /** The trace context of the request that promised the delivery; null where the service itself promised it. */
  readonly traceparent: string | null;
  readonly tracestate: string | null;
}

/**
 * Makes one attempt to deliver. At-least-once attempts, exactly one effect: an attempt has been claimed
 * with a token, and only the holder of the token in the row may settle it, so a worker that froze
 * and wakes up changes nothing. The item in the inbox is written by the statement that settles:
 * there is one if, and only if, the delivery is delivered.
 */
@Injectable()
export class DeliverMessage {
  private readonly channels: Readonly<Record<Channel['name'], Channel>>;

  constructor(
    private readonly dataSource: DataSource,
    email: EmailChannel,
    webhook: WebhookChannel,
    private readonly tellOfFailure: TellOfFailure,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.channels = { email, webhook };
  }

  /**
   * Works in the trace of the request that promised the delivery, so that what is sent carries it on.
   *
   * @throws whatever the database throws; the delivery is then postponed, or fails after the last attempt.
   */
  async attempt(claimed: Claimed): Promise<Shown> {
    const promiser = sendersTrace(claimed.traceparent ?? undefined, claimed.tracestate ?? undefined);
    return inTraceOf(promiser, attemptOf(claimed), () => this.deliver(claimed));
  }

  private async deliver(claimed: Claimed): Promise<Shown> {
    if (claimed.may_go_out && claimed.channel !== 'inbox') return this.send(claimed, claimed.channel);
    if (!claimed.may_go_out) await this.withhold(claimed);
    else if (!claimed.somebody_reads) await this.giveUp(claimed, 'nobody-reads-the-inbox');
    else await this.bring(claimed);
    return undefined;
  }

  private async bring(claimed: Claimed): Promise<void> {
    try {
      await this.settle(claimed);
    } catch (error) {
      await this.postpone(claimed, codeOf(error));
      throw error;
    }
  }

  /**
   * Runs without a transaction. The outcome is recorded only where the row still has this attempt's token: else another
   * worker has taken over.
   */
  private async send(claimed: Claimed, channel: Channel['name']): Promise<Shown> {
    const { id: deliveryId, kind, topic, attempts: attempt } = claimed;
    const signal = AbortSignal.timeout(this.deadlineMs());
    try {
      const sent = await this.channels[channel].send({ deliveryId, kind, topic, attempt }, signal);
      if (sent.outcome === 'delivered') {
        await this.record(claimed, sent.reference);
        return 'takes-messages';
      }
      if (sent.outcome === 'refused') {
        await this.giveUp(claimed, sent.code);
        return undefined;
      }
      await this.postpone(claimed, sent.code, sent.retryAfterSeconds);
      return sent.onlyThisMessage ? undefined : { fails: sent.code };
    } catch (error) {
      await this.postpone(claimed, codeOf(error));
      throw error;
    }
  }

  /**
   * The attempt's deadline. Another worker may take the delivery over when the lease has run out, so the attempt ends
   * before that.
   */
  private deadlineMs(): number {
    const { ATTEMPT_DEADLINE_SECONDS, ATTEMPT_LEASE_SECONDS } = this.settings;
    return Math.ceil(Math.min(ATTEMPT_DEADLINE_SECONDS, ATTEMPT_LEASE_SECONDS * 0.9) * 1000);
  }

  private async record({ id, token }: Claimed, reference: string | undefined): Promise<void> {
    await this.dataSource.query(
      `WITH settled AS (
         UPDATE deliveries SET state = 'delivered', version = version + 1, delivered_at = clock_timestamp(),
           attempt_token = NULL, last_error = NULL
         WHERE id = $1 AND attempt_token = $2 RETURNING id, attempts
       )
       UPDATE delivery_attempts SET ended_at = clock_timestamp(), outcome = 'delivered', detail = $3
       FROM settled WHERE delivery_id = settled.id AND number = settled.attempts`,
      [id, token, reference ?? null],
    );
  }

  private async settle({ id, token }: Claimed): Promise<void> {
    await this.dataSource.query(
      `WITH settled AS (
         UPDATE deliveries SET state = 'delivered', version = version + 1, delivered_at = clock_timestamp(),
           attempt_token = NULL, last_error = NULL
         WHERE id = $1 AND attempt_token = $2 RETURNING *
       ), attempt AS (
         UPDATE delivery_attempts SET ended_at = clock_timestamp(), outcome = 'delivered'
         FROM settled WHERE delivery_id = settled.id AND number = settled.attempts
       )
       INSERT INTO inbox_items (id, delivery_id, body_code, role, person, kind, topic, case_id, referral_id,
         consultation_id, dispatch_id, replaces, placed_at)
       SELECT gen_random_uuid(), id, recipient_body, recipient_role, recipient_person, kind, topic, case_id, referral_id,
         consultation_id, dispatch_id, (SELECT replaces FROM dispatches WHERE dispatches.id = dispatch_id), ${BELOW_CORRECTION}
       FROM settled`,
      [id, token],
    );
  }

  private async postpone(claimed: Claimed, error: string, askedSeconds?: number): Promise<void> {
    const seconds = retryAfter(claimed.attempts - claimed.attempts_before, Math.random(), askedSeconds);
    if (seconds === undefined) await this.giveUp(claimed, error);
    else await end(this.dataSource, claimed, 'pending', seconds, error);
  }

  /**
   * What becomes of a delivery whose recipient may no longer see the record: to a body it fails, so that a person sees
   * it; to a system or an address it is cancelled.
   */
  private async withhold(claimed: Claimed): Promise<void> {
    if (claimed.channel === 'inbox') await this.giveUp(claimed, 'confidential');
    else await end(this.dataSource, claimed, 'cancelled', 0, 'confidential');
  }

  private async giveUp(claimed: Claimed, error: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      if (await end(tx, claimed, 'failed', 0, error)) await this.tellOfFailure.tell(tx, claimed.id);
    });
  }
}

const attemptOf = ({ id, attempts, channel, kind, topic }: Claimed): Told => ({
  name: `deliver ${channel}`,
  kind: SpanKind.CONSUMER,
  attributes: {
    'yttra.delivery': id,
    'yttra.attempt': attempts,
    'yttra.channel': channel,
    'yttra.kind': kind,
    'yttra.topic': topic,
  },
});

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? (error as Error).name;

/**
 * The time just before a later dispatch of the same statement came to the inbox, so that this one, which comes after it,
 * is listed below it; null where no later one has come.
 */
const BELOW_CORRECTION = `(
  SELECT min(coalesce(corrected.placed_at, corrected.arrived_at)) - interval '1 microsecond'
  FROM dispatches dispatch
  JOIN dispatches later ON later.consultation_id = dispatch.consultation_id AND later.number > dispatch.number
  JOIN inbox_items corrected ON corrected.dispatch_id = later.id AND corrected.body_code = settled.recipient_body
  WHERE dispatch.id = settled.dispatch_id)`;

/** Records the outcome. @returns false where another worker has taken the delivery over meanwhile. */
async function end(
  database: DataSource | EntityManager,
  { id, token }: Claimed,
  state: 'pending' | 'failed' | 'cancelled',
  afterSeconds: number,
  error: string,
): Promise<boolean> {
  const ended: object[] = await database.query(
    `WITH ended AS (
       UPDATE deliveries SET state = $3, version = version + 1, attempt_token = NULL, last_error = $6,
         due_at = now() + make_interval(secs => $4)
       WHERE id = $1 AND attempt_token = $2 RETURNING id, attempts
     ), attempt AS (
       UPDATE delivery_attempts SET ended_at = clock_timestamp(), outcome = $5, detail = $6
       FROM ended WHERE delivery_id = ended.id AND number = ended.attempts
     )
     SELECT FROM ended`,
    [id, token, state, afterSeconds, state === 'pending' ? 'failed' : 'refused', error],
  );
  return ended.length > 0;
}
