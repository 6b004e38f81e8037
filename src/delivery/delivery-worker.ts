import { getQueueToken } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DelayedError, Worker, type Job, type Queue } from 'bullmq';
import { SpanKind } from '@opentelemetry/api';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inSpan } from '../config/spans.js';
import { actingAsTheService } from '../database/acting.js';
import { loggable } from '../database/loggable.js';
import type { DeliveryQueue, QueuePayloads } from '../outbox/queues.js';
import type { Receiver } from './receivers/receiver.js';
import { WorkOffReceiver } from './receivers/work-off-receiver.js';

type DeliveryJob = Job<QueuePayloads[DeliveryQueue]>;

/**
 * Added to a job's delay: the clocks of PostgreSQL and of the queue differ, and a job that runs too early finds nothing
 * due.
 */
const MARGIN_MS = 50;
/** After how long a receiver is looked at again where looking at it failed, because the database was away say. */
const AGAIN_MS = 1000;

/**
 * Works off the queues of deliveries: inboxes in one, systems that may hang in another, mail in a third. A job
 * only wakes it up for a receiver: which delivery is due, how often it was tried and when it has failed
 * is in its row, so a job that is lost or run twice does no harm.
 */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(DeliveryWorker.name);
  private readonly stopping = new AbortController();
  private workers: Worker<QueuePayloads[DeliveryQueue]>[] = [];
  private heeding: NodeJS.Timeout | undefined;

  constructor(
    private readonly workOffReceiver: WorkOffReceiver,
    private readonly clock: Clock,
    @Inject(getQueueToken('deliveries')) private readonly queue: Queue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.ROLE === 'api') return;
    this.workers = [
      this.workOff('deliveries', this.settings.WORKER_CONCURRENCY),
      this.workOff('outbound', this.settings.OUTBOUND_CONCURRENCY),
      this.workOff('mail', 1), // there is one mail server
    ];
    this.heedClock();
    this.heeding = setInterval(() => this.heedClock(), 1000);
  }

  /**
   * Takes no work while the process's clock is wrong: certificates would seem expired, and every attempt would fail.
   */
  private heedClock(): void {
    for (const worker of this.workers) {
      if (worker.isPaused() === this.clock.isOff()) continue;
      if (worker.isPaused()) void worker.resume();
      else void worker.pause(true);
    }
  }

  /** Before any `onApplicationShutdown`: the workers end their jobs while the database pool is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.heeding);
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  private workOff(name: DeliveryQueue, concurrency: number): Worker<QueuePayloads[DeliveryQueue]> {
    const { connection, prefix } = this.queue.opts;
    const lockMs = this.settings.QUEUE_LOCK_SECONDS * 1000;
    const worker = new Worker(name, (job: DeliveryJob, token) => this.work(job, token), {
      connection,
      ...(prefix !== undefined && { prefix }),
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: 100,
      runRetryDelay: 1000,
      // The delivery's row says what became of it. Measured: a PostgreSQL queue that keeps 10,000 jobs is half as fast.
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    worker.on('error', (error) => this.log.warn(`The queue: ${loggable(error).message}`));
    worker.on('failed', (job, error) =>
      this.log.warn(`A job for ${job?.data.receiver ?? 'nobody'} has failed: ${loggable(error).message}`),
    );
    return worker;
  }

  private async work(job: DeliveryJob, token: string | undefined): Promise<void> {
    const { receiver } = job.data as { receiver?: Receiver };
    if (receiver === undefined) return; // promised by an earlier version: the reconciler sees what is due
    const told = { name: `job ${job.queueName}`, kind: SpanKind.CONSUMER };
    const wakeInMs = await inSpan(told, () => actingAsTheService(() => this.lookTo(receiver)));
    if (wakeInMs === undefined) return;
    await job.moveToDelayed(Date.now() + wakeInMs + MARGIN_MS, token);
    throw new DelayedError();
  }

  private async lookTo(receiver: Receiver): Promise<number | undefined> {
    try {
      return await this.workOffReceiver.workOff(receiver, this.stopping.signal);
    } catch (error) {
      this.log.warn(`Deliveries to ${receiver} wait: ${loggable(error).message}`);
      return AGAIN_MS;
    }
  }
}
