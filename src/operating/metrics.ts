import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { actingAsTheService } from '../database/acting.js';
import { failingRounds } from '../database/periodic-work.js';
import { API_VERSION } from '../http/api-base.js';
import { RequestDurations } from '../http/request-durations.js';
import { answered, Watchdog, type Waiting } from './watchdog.js';

interface Undelivered {
  readonly state: string;
  readonly channel: string;
  readonly number: number;
}

/** What Prometheus reads: the process's own figures, and what is undelivered, read from the database when asked. */
@Injectable()
export class Metrics {
  static readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;

  private readonly registry = new Registry();
  private readonly queues: readonly Queue[];

  private readonly database = this.gauge(
    'yttra_database_up',
    '1 when the database answers. While it does not, what is read from it is not shown.',
  );
  private readonly diskFull = this.gauge(
    'yttra_database_disk_full',
    '1 when the disk of the database is full: everything can be read, and nothing saved.',
  );
  private readonly deliveries = this.gauge(
    'yttra_deliveries',
    'Deliveries on their way, and those that have failed; none by hand.',
    ['state', 'channel'],
  );
  private readonly papersWaiting = this.gauge(
    'yttra_papers_waiting',
    'Papers of forwarded statements that are not written yet: those that wait for their first attempt, and those whose attempts have failed.',
    ['state'],
  );
  private readonly packagesWaiting = this.gauge(
    'yttra_archive_packages_waiting',
    'Packages of closed cases for an archive that are not written yet: those that wait for their first attempt, and those whose attempts have failed.',
    ['state'],
  );
  private readonly signaturesWaiting = this.gauge(
    'yttra_signature_requests_waiting',
    'Requests for signatures that are open, or whose end the signature service has not been told: those that go as they should, and those whose attempts have failed.',
    ['state'],
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
  private readonly auditCheckAge = this.gauge(
    'yttra_audit_check_age_seconds',
    'Time since a check of the audit trail had gone through all of it.',
  );
  private readonly auditCheckBroken = this.gauge(
    'yttra_audit_check_broken',
    '1 when the latest check of the audit trail found something wrong.',
  );
  private readonly connections = this.gauge(
    'yttra_database_connections',
    'Connections of this process to the database, in use and idle; and requests that wait for one.',
    ['state'],
  );
  private readonly jobs = this.gauge('yttra_queue_jobs', 'Jobs in each queue, by state.', ['queue', 'state']);
  private readonly failing = this.gauge(
    'yttra_failing_rounds',
    'Rounds in a row that have failed in this process, of work that is done again and again; nothing for work that went well last.',
    ['work'],
  );
  private readonly late = this.gauge(
    'yttra_late',
    '1 when what is due is not worked off: deliveries, reminders, seals, auditChecks.',
    ['what'],
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly watchdog: Watchdog,
    durations: RequestDurations,
    @Inject(getQueueToken('deliveries')) deliveries: Queue,
    @Inject(getQueueToken('outbound')) outbound: Queue,
    @Inject(getQueueToken('mail')) mail: Queue,
    @Inject(getQueueToken('papers')) papers: Queue,
  ) {
    this.queues = [deliveries, outbound, mail, papers];
    collectDefaultMetrics({ register: this.registry });
    this.registry.registerMetric(durations.histogram);
    this.gauge('yttra_build_info', '1, of this version of Yttra on this version of Node.', [
      'version',
      'node',
    ]).set({ version: API_VERSION, node: process.version }, 1);
  }

  /** While the database does not answer, the process's own figures and that it does not: nothing that was true before. */
  async read(): Promise<string> {
    const [known, jobs] = await Promise.all([
      answered(
        Promise.all([this.undelivered(), this.watchdog.look(), this.unwritten(), this.watchdog.diskIsFull()]),
      ),
      answered(Promise.all(this.queues.map((queue) => queue.getJobCounts('wait', 'active', 'delayed')))),
    ]);
    this.showConnections();
    this.showFailing();
    this.showJobs(jobs ?? []);
    this.database.set(known ? 1 : 0);
    this.deliveries.reset();
    this.late.reset();
    this.papersWaiting.reset();
    this.packagesWaiting.reset();
    this.signaturesWaiting.reset();
    for (const gauge of this.ofTheWatchdog()) gauge.remove();
    if (known) this.show(...known);
    return this.registry.metrics();
  }

  private undelivered(): Promise<Undelivered[]> {
    return actingAsTheService(() => this.dataSource.query(UNDELIVERED));
  }

  /** Papers of forwarded statements and packages for an archive that are not written yet, and requests for signatures that are not done. */
  async unwritten(): Promise<Unwritten> {
    const [{ unwritten }]: [{ unwritten: Unwritten }] = await actingAsTheService(() =>
      this.dataSource.query(UNWRITTEN),
    );
    return unwritten;
  }

  private showConnections(): void {
    const pool = (this.dataSource.driver as PostgresDriver).master as Pool;
    this.connections.set({ state: 'idle' }, pool.idleCount);
    this.connections.set({ state: 'in use' }, pool.totalCount - pool.idleCount);
    this.connections.set({ state: 'waited for' }, pool.waitingCount);
  }

  private showFailing(): void {
    this.failing.reset();
    for (const [work, rounds] of failingRounds()) this.failing.set({ work }, rounds);
  }

  /** Nothing, when the queue does not answer. */
  private showJobs(counted: readonly Readonly<Record<string, number>>[]): void {
    this.jobs.reset();
    for (const [index, counts] of counted.entries())
      for (const [state, number] of Object.entries(counts))
        this.jobs.set({ queue: this.queues[index]!.name, state }, number);
  }

  private ofTheWatchdog(): Gauge[] {
    return [
      this.diskFull,
      this.oldestUndelivered,
      this.oldestOverdue,
      this.reminderSweep,
      this.oldestUnsentSeal,
      this.auditCheckAge,
      this.auditCheckBroken,
    ];
  }

  private show(
    undelivered: readonly Undelivered[],
    waiting: Waiting,
    unwritten: Unwritten,
    diskFull: boolean,
  ): void {
    this.diskFull.set(Number(diskFull));
    const { papers, packages, signatures } = unwritten;
    for (const state of ['waiting', 'failing'] as const) {
      this.papersWaiting.set({ state }, papers[state]);
      this.packagesWaiting.set({ state }, packages[state]);
      this.signaturesWaiting.set({ state }, signatures[state]);
    }
    for (const { number, ...labels } of undelivered) this.deliveries.set(labels, number);
    this.oldestUndelivered.set(waiting.oldestUndelivered);
    this.oldestOverdue.set(waiting.oldestOverdue);
    this.reminderSweep.set(waiting.sinceReminderSweep);
    this.oldestUnsentSeal.set(waiting.oldestUnsentSeal);
    this.auditCheckAge.set(waiting.sinceAuditCheck);
    this.auditCheckBroken.set(Number(waiting.auditTrailBroken));
    for (const [what, late] of Object.entries(this.watchdog.isLate(waiting)))
      this.late.set({ what }, Number(late));
  }

  private gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

export interface PapersWaiting {
  readonly waiting: number;
  readonly failing: number;
}

export interface Unwritten {
  readonly papers: PapersWaiting;
  readonly packages: PapersWaiting;
  readonly signatures: PapersWaiting;
}

const countedOf = (table: string, waits: string): string => `(
  SELECT json_build_object('waiting', count(*) FILTER (WHERE last_error IS NULL), 'failing', count(last_error))
  FROM ${table} WHERE ${waits})`;
const UNWRITTEN = `SELECT json_build_object('papers', ${countedOf('dispatch_papers', 'frozen_at IS NULL')},
  'packages', ${countedOf('archive_packages', 'written_at IS NULL')},
  'signatures', ${countedOf('signature_requests', 'due_at IS NOT NULL')}) AS unwritten`;

/** By the partial indexes on each side; what has arrived is not counted, it is the whole table. */
const UNDELIVERED = `
  SELECT state, channel, count(*)::int AS number FROM deliveries
  WHERE state IN ('pending', 'delivering') AND channel <> 'manual' GROUP BY 1, 2
  UNION ALL
  SELECT state, channel, count(*)::int FROM deliveries WHERE state = 'failed' GROUP BY 1, 2`;
