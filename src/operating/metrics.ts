import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { actingAsTheService } from '../database/acting.js';
import { Watchdog } from './watchdog.js';

/** What Prometheus reads: the process's own figures, and what is undelivered, read from the database when asked. */
@Injectable()
export class Metrics {
  static readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;

  private readonly registry = new Registry();

  private readonly deliveries = this.gauge(
    'yttra_deliveries',
    'Deliveries on their way, and those that have failed; none by hand.',
    ['state', 'channel'],
  );
  private readonly oldestUndelivered = this.gauge(
    'yttra_oldest_undelivered_seconds',
    'Age of the oldest delivery that has not arrived and is still tried.',
  );
  private readonly oldestOverdue = this.gauge(
    'yttra_oldest_overdue_delivery_seconds',
    'How long the oldest delivery has waited for an attempt that is due.',
  );
  private readonly reminderSweep = this.gauge(
    'yttra_reminder_sweep_age_seconds',
    'Time since all reminders that were due had been said: no reminder is unsent for longer.',
  );
  private readonly oldestUnsentSeal = this.gauge(
    'yttra_oldest_unsent_seal_seconds',
    'Age of the oldest seal of the audit trail that AUDIT_SEALS_URL has not acknowledged.',
  );
  private readonly late = this.gauge(
    'yttra_late',
    '1 when what is due is not worked off: deliveries, reminders, seals.',
    ['what'],
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly watchdog: Watchdog,
  ) {
    collectDefaultMetrics({ register: this.registry });
  }

  async read(): Promise<string> {
    const counted: { state: string; channel: string; number: number }[] = await actingAsTheService(() =>
      this.dataSource.query(UNDELIVERED),
    );
    this.deliveries.reset();
    for (const { number, ...labels } of counted) this.deliveries.set(labels, number);

    const waiting = await this.watchdog.look();
    this.oldestUndelivered.set(waiting.oldestUndelivered);
    this.oldestOverdue.set(waiting.oldestOverdue);
    this.reminderSweep.set(waiting.sinceReminderSweep);
    this.oldestUnsentSeal.set(waiting.oldestUnsentSeal);
    for (const [what, late] of Object.entries(this.watchdog.isLate(waiting)))
      this.late.set({ what }, Number(late));
    return this.registry.metrics();
  }

  private gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

/** By the partial indexes on each side; what has arrived is not counted, it is the whole table. */
const UNDELIVERED = `
  SELECT state, channel, count(*)::int AS number FROM deliveries
  WHERE state IN ('pending', 'delivering') AND channel <> 'manual' GROUP BY 1, 2
  UNION ALL
  SELECT state, channel, count(*)::int FROM deliveries WHERE state = 'failed' GROUP BY 1, 2`;
