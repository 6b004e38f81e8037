import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';

/** What came of a job. `not-due`: someone else has it, it is settled, or its time has not come. */
export type DeliveryOutcome = 'delivered' | 'refused' | 'not-due';

/** Waits before the second attempt, the third …; after the last one the delivery has failed. About a day in all. */
const RETRY_AFTER_SECONDS = [5, 30, 120, 600, 3600, 3 * 3600, 8 * 3600, 12 * 3600];
const MOST_ATTEMPTS = RETRY_AFTER_SECONDS.length + 1;

interface Claimed {
  readonly id: string;
  readonly attempts: number;
  readonly token: string;
  readonly somebody_reads: boolean;
}

/**
 * Makes one attempt to deliver. At-least-once attempts, exactly one effect: an attempt is claimed
 * with a token, and only the holder of the token in the row may settle it, so a worker that froze
 * and wakes up changes nothing. The item in the inbox is written by the statement that settles:
 * there is one if, and only if, the delivery is delivered.
 */
@Injectable()
export class DeliverMessage {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws whatever the database throws; the delivery is then postponed, or fails after the last attempt. */
  async deliver(id: string): Promise<DeliveryOutcome> {
    const claimed = await this.claim(id);
    if (!claimed) return 'not-due';
    if (!claimed.somebody_reads) {
      await this.giveUp(claimed, 'nobody-reads-the-inbox');
      return 'refused';
    }
    try {
      return (await this.settle(claimed)) ? 'delivered' : 'not-due';
    } catch (error) {
      await this.postpone(claimed, (error as { code?: string }).code ?? (error as Error).name);
      throw error;
    }
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
         WHERE id = $1 AND state IN ('pending', 'delivering') AND channel = 'inbox' AND due_at <= now()
         RETURNING id, attempts, attempt_token AS token, recipient_body
       ), attempt AS (
         INSERT INTO delivery_attempts (delivery_id, number) SELECT id, attempts FROM claimed
       )
       SELECT id, attempts, token, EXISTS (SELECT FROM effective_roles
         WHERE body_code = recipient_body AND role NOT IN ('reader', 'administrator')) AS somebody_reads
       FROM claimed`,
      [id, randomUUID(), this.settings.ATTEMPT_LEASE_SECONDS],
    );
    return claimed;
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
       INSERT INTO inbox_items (id, delivery_id, body_code, role, kind, topic, case_id, referral_id, consultation_id,
         dispatch_id)
       SELECT gen_random_uuid(), id, recipient_body, recipient_role, kind, topic, case_id, referral_id, consultation_id,
         dispatch_id FROM settled
       RETURNING id`,
      [id, token],
    );
    return settled.length > 0;
  }

  private async postpone(claimed: Claimed, error: string): Promise<void> {
    if (claimed.attempts >= MOST_ATTEMPTS) return this.giveUp(claimed, error);
    await this.end(claimed, 'pending', RETRY_AFTER_SECONDS[claimed.attempts - 1]!, 'failed', error);
  }

  private async giveUp(claimed: Claimed, error: string): Promise<void> {
    await this.end(claimed, 'failed', 0, 'refused', error);
  }

  private async end(
    { id, token }: Claimed,
    state: 'pending' | 'failed',
    afterSeconds: number,
    outcome: string,
    error: string,
  ): Promise<void> {
    await this.dataSource.query(
      `WITH ended AS (
         UPDATE deliveries SET state = $3, version = version + 1, attempt_token = NULL, last_error = $6,
           due_at = now() + make_interval(secs => $4)
         WHERE id = $1 AND attempt_token = $2 RETURNING id, attempts
       )
       UPDATE delivery_attempts SET ended_at = clock_timestamp(), outcome = $5, detail = $6
       FROM ended WHERE delivery_id = ended.id AND number = ended.attempts`,
      [id, token, state, afterSeconds, outcome, error],
    );
  }
}
