import { getQueueToken } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { UnrecoverableError, Worker, type Job, type Queue } from 'bullmq';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { QueueName, QueuePayloads } from '../outbox/queues.js';
import { DeliverMessage } from './deliver-message.js';

const QUEUE: QueueName = 'deliveries';
type DeliveryJob = Job<QueuePayloads['deliveries']>;

/**
 * Works off the queue of deliveries. The queue only wakes it up: which delivery is due, how often
 * it was tried and when it has failed is in its row, so a job that is lost or run twice does no harm.
 */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(DeliveryWorker.name);
  private worker: Worker<QueuePayloads['deliveries']> | undefined;

  constructor(
    private readonly deliverMessage: DeliverMessage,
    @Inject(getQueueToken(QUEUE)) private readonly queue: Queue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.ROLE === 'api') return;
    const { connection, prefix } = this.queue.opts;
    const lockMs = this.settings.QUEUE_LOCK_SECONDS * 1000;
    this.worker = new Worker(QUEUE, (job) => this.work(job), {
      connection,
      ...(prefix !== undefined && { prefix }),
      concurrency: this.settings.WORKER_CONCURRENCY,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: 100,
      runRetryDelay: 1000,
      // The delivery's row says what became of it. Measured: a PostgreSQL queue that keeps 10,000 jobs is half as fast.
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.worker.on('error', (error) => this.log.warn(`The queue: ${error.message}`));
    this.worker.on('failed', (job, error) =>
      this.log.warn(`Delivery ${job?.data.deliveryId ?? 'unknown'} was not made: ${error.message}`),
    );
  }

  /** Before any `onApplicationShutdown`: the worker ends its jobs while the database pool is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }

  private async work({ data }: DeliveryJob): Promise<void> {
    const outcome = await this.deliverMessage.deliver(data.deliveryId);
    if (outcome === 'refused') throw new UnrecoverableError('nobody reads the inbox');
  }
}
