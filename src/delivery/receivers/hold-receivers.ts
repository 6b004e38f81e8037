import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { LEFT_ALONE_AFTER } from '../../rules/receiver-breaker.js';
import type { Claimed } from '../deliver-message.js';
import type { Receiver } from './receiver.js';

/** A worker's hold of a receiver: nobody else makes its attempts until it is let go, or has run out. */
export interface Hold {
  readonly receiver: Receiver;
  readonly token: string;
  /** Promises that had come while it was held, when the worker last looked. */
  readonly wakes: number;
  /** Attempts in a row that have failed. */
  readonly failures: number;
}

/** `finished`: as far as the worker knows. `emptied`: the latest claim found nothing. `interrupted`: there may be more. */
type LettingGo = 'finished' | 'emptied' | 'interrupted';

/** How many attempts to one receiver run at once; to one that was left alone after failures, a single one. */
const MOST_AT_ONCE = 8;

/**
 * Who works for which receiver: a row for each, held by one worker at a time and by its token, so that
 * one that froze and wakes up claims nothing. None of it need wait for the disk: what a crash takes back
 * is taken anew, and settling a delivery waits.
 */
@Injectable()
export class HoldReceivers {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @returns undefined while another worker holds the receiver; that worker sees the promise before it lets go. */
  async take(receiver: Receiver): Promise<Hold | undefined> {
    const token = randomUUID();
    const [taken]: (Pick<Hold, 'wakes' | 'failures'> & { holder: string })[] = await this.dataSource.query(
      `WITH ${UNHURRIED}
       INSERT INTO receivers AS known (key, holder, held_until)
       SELECT $1, $2::uuid, now() + make_interval(secs => $3) FROM unhurried
       ON CONFLICT (key) DO UPDATE SET wakes = known.wakes + 1,
         holder = CASE WHEN known.held_until >= now() THEN known.holder ELSE excluded.holder END,
         held_until = CASE WHEN known.held_until >= now() THEN known.held_until ELSE excluded.held_until END
       RETURNING holder, wakes, failures`,
      [receiver, token, this.settings.ATTEMPT_LEASE_SECONDS],
    );
    return taken?.holder === token ? { ...taken, receiver, token } : undefined;
  }

  /**
   * Claims what may be attempted now, each with a token of its own, and keeps the hold for as long. A row
   * that somebody else has locked is left for later. Undefined when another worker has taken over.
   */
  async claim(hold: Hold): Promise<{ hold: Hold; claimed: Claimed[] } | undefined> {
    const rows: (Pick<Hold, 'wakes' | 'failures'> & Claimed)[] = await this.dataSource.query(CLAIM, [
      hold.receiver,
      hold.token,
      this.settings.ATTEMPT_LEASE_SECONDS,
    ]);
    const [first] = rows;
    if (!first) return undefined;
    const { wakes, failures } = first;
    return { hold: { ...hold, wakes, failures }, claimed: rows.filter(({ id }) => id !== null) };
  }

  /** Writes down how a receiver does; `forSeconds`: it is left alone for so long. */
  async remember(hold: Hold, failures: number, forSeconds: number, error: string | null): Promise<void> {
    await this.dataSource.query(
      `UPDATE receivers SET failures = $3, last_error = $4,
         left_alone_until = CASE WHEN $5 > 0 THEN clock_timestamp() + make_interval(secs => $5) END
       WHERE key = $1 AND holder = $2`,
      [hold.receiver, hold.token, failures, error, forSeconds],
    );
  }

  /**
   * Lets a receiver go, unless more was promised since the worker last looked: then false. Else when a job
   * must come back for it, in milliseconds; undefined when one does already, or nothing waits.
   */
  async letGo(hold: Hold, how: LettingGo): Promise<{ wakeInMs: number | undefined } | false> {
    const [[released]]: [{ wake_in_ms: number | null }[], number] = await this.dataSource.query(LET_GO, [
      hold.receiver,
      hold.token,
      how === 'interrupted' ? null : hold.wakes,
      how === 'finished',
    ]);
    return released ? { wakeInMs: released.wake_in_ms ?? undefined } : false;
  }
}

const UNHURRIED = "unhurried AS (SELECT set_config('synchronous_commit', 'off', true))";

const CLAIM = `
  WITH ${UNHURRIED}, held AS (
    UPDATE receivers SET held_until = now() + make_interval(secs => $3) FROM unhurried
    WHERE key = $1 AND holder = $2 RETURNING wakes, failures
  ), due AS MATERIALIZED (
    SELECT id FROM deliveries_to_attempt WHERE receiver = $1 AND EXISTS (SELECT FROM held)
    ORDER BY created_at, id
    LIMIT (SELECT CASE WHEN failures >= ${LEFT_ALONE_AFTER} THEN 1 ELSE ${MOST_AT_ONCE} END FROM held)
    FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE deliveries SET state = 'delivering', version = version + 1, attempts = attempts + 1,
      attempt_token = gen_random_uuid(), due_at = now() + make_interval(secs => $3)
    FROM due WHERE deliveries.id = due.id
    RETURNING deliveries.*
  ), attempt AS (
    INSERT INTO delivery_attempts (delivery_id, number) SELECT id, attempts FROM claimed
  )
  SELECT held.wakes, held.failures, id, attempts, attempts_before, attempt_token AS token, channel, kind, topic, traceparent, tracestate,
    CASE WHEN id IS NOT NULL THEN delivery_may_go_out(claimed.*::deliveries) END AS may_go_out,
    recipient_person IS NOT NULL OR EXISTS (SELECT FROM effective_roles
      WHERE body_code = recipient_body AND CASE recipient_role WHEN 'administrator' THEN role = 'administrator'
            ELSE role NOT IN ('reader', 'administrator') END) AS somebody_reads
  FROM held LEFT JOIN claimed ON true
  ORDER BY claimed.created_at, claimed.id`;

/**
 * Lets the receiver go and answers in how many milliseconds to look at it again: when the next delivery is due. One that
 * is due but waits behind an earlier delivery of its matter is not looked for before the earlier one is due.
 */
const LET_GO = `
  WITH ${UNHURRIED}, waiting AS (
    SELECT due_at FROM deliveries
    WHERE receiver = $1 AND state IN ('pending', 'delivering') AND channel <> 'manual'
  ), next AS (
    SELECT key, wake_at AS promised, CASE
      WHEN $3::bigint IS NULL THEN now()
      WHEN left_alone_until > now()
        THEN (SELECT greatest(due_at, left_alone_until) FROM waiting ORDER BY due_at LIMIT 1)
      ELSE (SELECT due_at FROM waiting WHERE due_at > now() ORDER BY due_at LIMIT 1) END AS at
    FROM receivers, unhurried WHERE key = $1
  )
  UPDATE receivers SET holder = NULL, held_until = NULL,
    wake_at = CASE WHEN promised > now() AND promised <= next.at THEN promised ELSE next.at END
  FROM next
  WHERE receivers.key = next.key AND holder = $2 AND ($3::bigint IS NULL OR wakes = $3)
    AND NOT ($4 AND EXISTS (SELECT FROM waiting WHERE due_at <= now()))
  RETURNING CASE WHEN next.at IS NULL OR (promised > now() AND promised <= next.at) THEN NULL
    ELSE ceil(greatest(extract(epoch FROM next.at - clock_timestamp()) * 1000, 0))::float END AS wake_in_ms`;
