import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { retryAfter } from '../rules/retry-schedule.js';
import type { Channel } from './channel.js';
import { EmailChannel } from './email/email-channel.js';
import { TellOfFailure } from './tell-of-failure.js';
import type { Topic } from './topics.js';
import { WebhookChannel } from './webhooks/webhook-channel.js';

/**
 * What came of a job. `not-due`: someone else has it, it is settled, or its time has not come. `againInMs`:
 * the attempt failed, or its receiver has enough to do and none was made; come again then.
 */
export type DeliveryOutcome = 'delivered' | 'refused' | 'not-due' | { readonly againInMs: number };

/**
 * Attempts under way to one receiver: one that hangs must not take every place. Two that claim at the
 * same moment may make it one more; what counts is that it is not all of them.
 */
const MOST_AT_ONCE = 2;
/** Longer each time, so that a long queue for a receiver that hangs does not keep everyone busy looking. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;
const RECEIVER_IS_BUSY = `(
  SELECT count(*) >= ${MOST_AT_ONCE} FROM deliveries under_way
  WHERE under_way.webhook_id = deliveries.webhook_id AND under_way.state = 'delivering' AND under_way.due_at > now())`;

interface Claimed {
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
}

/**
 * Makes one attempt to deliver. At-least-once attempts, exactly one effect: an attempt is claimed
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
   * @param inVain how often this job has come while the receiver was busy.
   * @throws whatever the database throws; the delivery is then postponed, or fails after the last attempt.
   */
  async deliver(id: string, inVain = 0): Promise<DeliveryOutcome> {
    const claimed = await this.claim(id);
    if (!claimed) return this.waitForReceiver(id, inVain);
    if (!claimed.may_go_out) return this.withhold(claimed);
    if (claimed.channel !== 'inbox') return this.send(claimed, claimed.channel);
    if (!claimed.somebody_reads) return this.giveUp(claimed, 'nobody-reads-the-inbox');
    try {
      return (await this.settle(claimed)) ? 'delivered' : 'not-due';
    } catch (error) {
      await this.postpone(claimed, (error as { code?: string }).code ?? (error as Error).name);
      throw error;
    }
  }

  /** With no transaction open; what came of it is recorded only if the token is still its own. */
  private async send(claimed: Claimed, channel: Channel['name']): Promise<DeliveryOutcome> {
    const { id: deliveryId, kind, topic, attempts: attempt } = claimed;
    const signal = AbortSignal.timeout(this.deadlineMs());
    try {
      const sent = await this.channels[channel].send({ deliveryId, kind, topic, attempt }, signal);
      if (sent.outcome === 'delivered')
        return (await this.record(claimed, sent.reference)) ? 'delivered' : 'not-due';
      if (sent.outcome === 'refused') return await this.giveUp(claimed, sent.code);
      return await this.postpone(claimed, sent.code, sent.retryAfterSeconds);
    } catch (error) {
      await this.postpone(claimed, (error as { code?: string }).code ?? (error as Error).name);
      throw error;
    }
  }

  /** Another worker may take over once the lease has run out; by then this attempt must have ended. */
  private deadlineMs(): number {
    const { ATTEMPT_DEADLINE_SECONDS, ATTEMPT_LEASE_SECONDS } = this.settings;
    return Math.ceil(Math.min(ATTEMPT_DEADLINE_SECONDS, ATTEMPT_LEASE_SECONDS * 0.9) * 1000);
  }

  private async record({ id, token }: Claimed, reference: string | undefined): Promise<boolean> {
    const recorded: object[] = await this.dataSource.query(
      `WITH settled AS (
         UPDATE deliveries SET state = 'delivered', version = version + 1, delivered_at = clock_timestamp(),
           attempt_token = NULL, last_error = NULL
         WHERE id = $1 AND attempt_token = $2 RETURNING id, attempts
       )
       UPDATE delivery_attempts SET ended_at = clock_timestamp(), outcome = 'delivered', detail = $3
       FROM settled WHERE delivery_id = settled.id AND number = settled.attempts RETURNING delivery_id`,
      [id, token, reference ?? null],
    );
    return recorded.length > 0;
  }

  /**
   * Anyone may claim what is due: waiting, or begun by a worker whose lease has run out. The commit
   * need not wait for the disk: a claim that a crash takes back is made again, and settling waits for both.
   */
  private async claim(id: string): Promise<Claimed | undefined> {
    const [claimed]: Claimed[] = await this.dataSource.query(
      `WITH unhurried AS (
         SELECT set_config('synchronous_commit', 'off', true)
       ), claimed AS (
         UPDATE deliveries SET state = 'delivering', version = version + 1, attempts = attempts + 1,
           attempt_token = $2, due_at = now() + make_interval(secs => $3)
         FROM unhurried
         WHERE NOT ${RECEIVER_IS_BUSY} AND id = $1 AND state IN ('pending', 'delivering') AND channel <> 'manual' AND due_at <= now()
         RETURNING deliveries.*
       ), attempt AS (
         INSERT INTO delivery_attempts (delivery_id, number) SELECT id, attempts FROM claimed
       )
       SELECT id, attempts, attempts_before, attempt_token AS token, channel, kind, topic,
         delivery_may_go_out(claimed.*::deliveries) AS may_go_out, recipient_person IS NOT NULL OR EXISTS (SELECT FROM effective_roles
         WHERE body_code = recipient_body AND CASE recipient_role WHEN 'administrator' THEN role = 'administrator'
               ELSE role NOT IN ('reader', 'administrator') END) AS somebody_reads
       FROM claimed`,
      [id, randomUUID(), this.settings.ATTEMPT_LEASE_SECONDS],
    );
    return claimed;
  }

  /**
   * What was due and not claimed only because its receiver has enough to do waits a moment, which is no
   * attempt. The row says until when, or the reconciler would promise it again and again meanwhile.
   */
  private async waitForReceiver(id: string, inVain: number): Promise<DeliveryOutcome> {
    const longest = Math.min(FIRST_WAIT_MS * 2 ** inVain, LONGEST_WAIT_MS);
    const againInMs = Math.ceil(longest * (0.5 + Math.random() / 2));
    const [busy]: [object[], number] = await this.dataSource.query(
      `UPDATE deliveries SET due_at = clock_timestamp() + make_interval(secs => $2)
       WHERE id = $1 AND state = 'pending' AND due_at <= now() AND webhook_id IS NOT NULL AND ${RECEIVER_IS_BUSY}
       RETURNING id`,
      [id, againInMs / 1000],
    );
    return busy.length > 0 ? { againInMs } : 'not-due';
  }

  private async settle({ id, token }: Claimed): Promise<boolean> {
    const settled: object[] = await this.dataSource.query(
      `WITH settled AS (
         UPDATE deliveries SET state = 'delivered', version = version + 1, delivered_at = clock_timestamp(),
           attempt_token = NULL, last_error = NULL
         WHERE id = $1 AND attempt_token = $2 RETURNING *
       ), attempt AS (
         UPDATE delivery_attempts SET ended_at = clock_timestamp(), outcome = 'delivered'
         FROM settled WHERE delivery_id = settled.id AND number = settled.attempts
       )
       INSERT INTO inbox_items (id, delivery_id, body_code, role, person, kind, topic, case_id, referral_id,
         consultation_id, dispatch_id)
       SELECT gen_random_uuid(), id, recipient_body, recipient_role, recipient_person, kind, topic, case_id, referral_id,
         consultation_id, dispatch_id FROM settled
       RETURNING id`,
      [id, token],
    );
    return settled.length > 0;
  }

  private async postpone(claimed: Claimed, error: string, askedSeconds?: number): Promise<DeliveryOutcome> {
    const seconds = retryAfter(claimed.attempts - claimed.attempts_before, Math.random(), askedSeconds);
    if (seconds === undefined) return this.giveUp(claimed, error);
    const postponed = await end(this.dataSource, claimed, 'pending', seconds, error);
    return postponed ? { againInMs: Math.ceil(seconds * 1000) } : 'not-due';
  }

  /** A body that is kept out is a failure that somebody sees to; a system or an address is only not told. */
  private async withhold(claimed: Claimed): Promise<DeliveryOutcome> {
    if (claimed.channel === 'inbox') return this.giveUp(claimed, 'confidential');
    return (await end(this.dataSource, claimed, 'cancelled', 0, 'confidential')) ? 'refused' : 'not-due';
  }

  private async giveUp(claimed: Claimed, error: string): Promise<DeliveryOutcome> {
    return this.dataSource.transaction(async (tx) => {
      if (!(await end(tx, claimed, 'failed', 0, error))) return 'not-due';
      await this.tellOfFailure.tell(tx, claimed.id);
      return 'refused';
    });
  }
}

/** Answers false when the delivery is another worker's by now. */
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
