import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { actingAsTheService } from '../database/acting.js';
import { diskIsFull } from '../database/room.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import {
  LATEST_AUDIT_CHECK,
  OLDEST_AUDIT_CHECK_SECONDS,
  SINCE_AUDIT_CHECK,
} from './audit-check/latest-audit-check.js';

const ANSWERS_WITHIN_MS = 2000;

/** In seconds; 0 where nothing waits. */
export interface Waiting {
  /** Age of the oldest delivery that has not arrived, be it that its receiver is down. */
  readonly oldestUndelivered: number;
  /** How long the oldest attempt that is due has waited to be made. */
  readonly oldestOverdue: number;
  /** Since all reminders that were due had been said. */
  readonly sinceReminderSweep: number;
  /** Age of the oldest seal of the audit trail that `AUDIT_SEALS_URL` has not acknowledged. */
  readonly oldestUnsentSeal: number;
  /** Since a check of the audit trail had gone through all of it. */
  readonly sinceAuditCheck: number;
  /** Whether that check found something wrong. */
  readonly auditTrailBroken: boolean;
}

/** What of it is late. */
export interface Late {
  readonly deliveries: boolean;
  readonly reminders: boolean;
  readonly seals: boolean;
  readonly auditChecks: boolean;
}

/**
 * Sees whether what is due is worked off. A receiver that is down is none of its business – its deliveries
 * wait for their next attempt – or any receiver could make the service look broken.
 */
@Injectable()
export class Watchdog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly indicators: HealthIndicatorService,
    @Inject(getQueueToken('deliveries')) private readonly queue: Queue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async look(): Promise<Waiting> {
    const [waiting]: [Waiting] = await actingAsTheService(() =>
      this.dataSource.query(WAITING, [this.settings.AUDIT_SEALS_URL]),
    );
    return waiting;
  }

  /** Of the database: nothing can be saved until an operator has made room. */
  diskIsFull(): Promise<boolean> {
    return diskIsFull((text) => this.dataSource.query(text));
  }

  isLate({ oldestOverdue, sinceReminderSweep, oldestUnsentSeal, sinceAuditCheck }: Waiting): Late {
    const { LATE_AFTER_SECONDS, REMINDER_SWEEP_SECONDS } = this.settings;
    return {
      deliveries: oldestOverdue > LATE_AFTER_SECONDS,
      reminders: sinceReminderSweep > REMINDER_SWEEP_SECONDS + LATE_AFTER_SECONDS,
      seals: oldestUnsentSeal > LATE_AFTER_SECONDS,
      auditChecks: sinceAuditCheck > OLDEST_AUDIT_CHECK_SECONDS,
    };
  }

  /**
   * For readiness, of a process that delivers: it is down when what is due is late, or when the queue does
   * not answer. Seals that are late leave it up: it is their receiver that is down; and so does what is wrong with
   * the audit trail, which no other process would do better. One that only serves the API stays up, with the same figures: nothing in a request waits
   * for the queue, and taking it away would make a late message an outage.
   */
  async check(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('delivering');
    const waiting = await answered(this.look());
    if (!waiting) return indicator.down({ database: 'down' });
    const late = this.isLate(waiting);
    const servesOnly = this.settings.ROLE === 'api';
    const queue = servesOnly || (await answered(this.queue.getWaitingCount())) !== undefined;
    const facts = {
      queue: servesOnly ? 'not used here' : queue ? 'up' : 'down',
      deliveriesLate: late.deliveries,
      remindersLate: late.reminders,
      sealsLate: late.seals,
      auditChecksLate: late.auditChecks,
    };
    const isWell = servesOnly || (queue && !late.deliveries && !late.reminders);
    return isWell ? indicator.up({ ...facts, ...waiting }) : indicator.down({ ...facts, ...waiting });
  }
}

/** Undefined when it fails or hangs: a probe needs an answer. */
export async function answered<T>(asked: Promise<T>): Promise<T | undefined> {
  const failed = asked.catch(() => undefined);
  return Promise.race([failed, pause(ANSWERS_WITHIN_MS, undefined, { ref: false })]);
}

/** A receiver that a worker is at, or that is left alone since it fails, keeps nothing overdue. */
const WAITING = `
  SELECT
    (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM deliveries
     WHERE state IN ('pending', 'delivering') AND channel <> 'manual')::float AS "oldestUndelivered",
    (SELECT coalesce(extract(epoch FROM now() - min(due_at)), 0) FROM deliveries_to_attempt waiting
     WHERE NOT EXISTS (SELECT FROM receivers WHERE key = waiting.receiver AND held_until >= now()))::float AS "oldestOverdue",
    (SELECT extract(epoch FROM now() - ended_at) FROM reminder_sweep)::float AS "sinceReminderSweep",
    coalesce((SELECT extract(epoch FROM now() - min(sealed_at)) FROM audit_seals WHERE $1 <> ''
      AND number > coalesce((SELECT acknowledged FROM seal_receivers WHERE url = $1), 0)), 0)::float AS "oldestUnsentSeal",
    ${SINCE_AUDIT_CHECK} AS "sinceAuditCheck",
    EXISTS (SELECT FROM ${LATEST_AUDIT_CHECK} latest WHERE outcome = 'broken') AS "auditTrailBroken"`;
