import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { DataSource } from 'typeorm';
import { SEAL, type Seal } from '../../audit/seal.js';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { inWorkers, WorksPeriodically } from '../../database/periodic-work.js';
import { retryAfter } from '../../rules/retry-schedule.js';
import type { Sent } from '../channel.js';
import { outcomeOf } from '../webhooks/outcome-of-answer.js';
import { PostToEndpoint } from '../webhooks/post-to-endpoint.js';
import { signed } from '../webhooks/sign-message.js';

const CONTENT = { 'content-type': 'application/json', 'user-agent': 'Yttra' };
/**
 * The wait grows until so many failures have come in a row and stays the same after that; sending is never given up.
 */
const LONGEST_WAIT_AFTER = 4;

interface Claimed {
  readonly token: string;
  readonly failures: number;
  /** Number of the last seal that the receiver has taken. */
  readonly acknowledged: number;
}

/**
 * Sends the audit trail's seals to a system outside, each as one line of canonical JSON. At least once, in
 * order: a seal goes only when the one before it has been acknowledged, and again until it is, under the
 * same `webhook-id`, its hash. One process at a time, by the token in the receiver's row: one that froze
 * and wakes up settles nothing.
 */
@Injectable()
export class SendSeals extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoint: PostToEndpoint,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(settings.AUDIT_SEALS_URL ? inWorkers(settings, settings.AUDIT_SEAL_SECONDS) : undefined);
  }

  protected round(stopping: AbortSignal): Promise<unknown> {
    return this.send(stopping);
  }

  /** Sends what waits, until nothing does, the receiver fails or another process is at it. */
  async send(stopping: AbortSignal): Promise<void> {
    await this.dataSource.query('INSERT INTO seal_receivers (url) VALUES ($1) ON CONFLICT DO NOTHING', [
      this.settings.AUDIT_SEALS_URL,
    ]);
    while (!stopping.aborted && (await this.sendNext()));
  }

  private async sendNext(): Promise<boolean> {
    const claimed = await this.claim();
    if (!claimed) return false;
    const seal = await this.after(claimed.acknowledged);
    const sent = await this.post(seal);
    if (sent.outcome === 'delivered') return this.acknowledge(claimed, seal);
    await this.postpone(claimed, sent);
    return false;
  }

  /**
   * Takes the lease, unless another process has it, the receiver is left alone for now, or it has every seal already.
   */
  private async claim(): Promise<Claimed | undefined> {
    const [[claimed]]: [Claimed[]] = await this.dataSource.query(
      `UPDATE seal_receivers SET attempt_token = $2, due_at = now() + make_interval(secs => $3)
       WHERE url = $1 AND due_at <= now() AND EXISTS (SELECT FROM audit_seals WHERE number > acknowledged)
       RETURNING attempt_token AS token, failures, acknowledged`,
      [this.settings.AUDIT_SEALS_URL, randomUUID(), this.settings.ATTEMPT_LEASE_SECONDS],
    );
    return claimed;
  }

  private async after(number: number): Promise<Seal> {
    const [seal]: Seal[] = await this.dataSource.query(
      `SELECT ${SEAL} FROM audit_seals WHERE number > $1 ORDER BY number LIMIT 1`,
      [number],
    );
    return seal!;
  }

  private async post(seal: Seal): Promise<Sent> {
    const { AUDIT_SEALS_URL, AUDIT_SEALS_SECRET, ATTEMPT_DEADLINE_SECONDS, ATTEMPT_LEASE_SECONDS } =
      this.settings;
    const body = Buffer.from(canonicalize(seal)!);
    const headers = { ...CONTENT, ...signed(seal.hash, body, AUDIT_SEALS_SECRET, this.clock.now()) };
    // Another process may take over once the lease has run out; by then this attempt has ended.
    const seconds = Math.min(ATTEMPT_DEADLINE_SECONDS, ATTEMPT_LEASE_SECONDS * 0.9);
    const signal = AbortSignal.timeout(Math.ceil(seconds * 1000));
    return outcomeOf(await this.endpoint.post(AUDIT_SEALS_URL, headers, body, signal));
  }

  private async acknowledge({ token }: Claimed, { number }: Seal): Promise<boolean> {
    const [acknowledged]: [object[]] = await this.dataSource.query(
      `UPDATE seal_receivers SET acknowledged = $3, acknowledged_at = now(), due_at = now(), attempt_token = NULL,
         failures = 0, last_error = NULL
       WHERE url = $1 AND attempt_token = $2 RETURNING url`,
      [this.settings.AUDIT_SEALS_URL, token, number],
    );
    return acknowledged.length > 0;
  }

  private async postpone({ token, failures }: Claimed, sent: Exclude<Sent, { outcome: 'delivered' }>) {
    const asked = sent.outcome === 'try-again' ? sent.retryAfterSeconds : undefined;
    const wait = retryAfter(Math.min(failures + 1, LONGEST_WAIT_AFTER), Math.random(), asked);
    await this.dataSource.query(
      `UPDATE seal_receivers SET failures = failures + 1, last_error = $3, attempt_token = NULL,
         due_at = now() + make_interval(secs => $4)
       WHERE url = $1 AND attempt_token = $2`,
      [this.settings.AUDIT_SEALS_URL, token, sent.code, wait],
    );
  }
}
