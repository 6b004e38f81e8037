import { getQueueToken } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Worker, type Job, type Queue } from 'bullmq';
import { SETTINGS, type Settings } from '../config/settings.js';
import { actingAsTheService } from '../database/acting.js';
import { loggable } from '../database/loggable.js';
import type { QueuePayloads } from '../outbox/queues.js';
import { Renderers } from '../papers/renderers.js';
import { FreezePapers } from './freeze-papers.js';

/** Has the papers of dispatches written as soon as they are promised; what is missed, `FreezePapers` finds by itself. */
@Injectable()
export class PaperWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(PaperWorker.name);
  private worker: Worker<QueuePayloads['papers']> | undefined;

  constructor(
    private readonly freezePapers: FreezePapers,
    private readonly renderers: Renderers,
    @Inject(getQueueToken('papers')) private readonly queue: Queue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.ROLE === 'api') return;
    const { connection, prefix } = this.queue.opts;
    const lockMs = this.settings.QUEUE_LOCK_SECONDS * 1000;
    this.worker = new Worker('papers', (job: Job<QueuePayloads['papers']>) => this.work(job), {
      connection,
      ...(prefix !== undefined && { prefix }),
      concurrency: this.settings.PAPER_RENDERERS,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: 100,
      runRetryDelay: 1000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.worker.on('error', (error) => this.log.warn(`The queue: ${loggable(error).message}`));
    this.worker.on('failed', (_, error) => this.log.warn(`A paper waits: ${loggable(error).message}`));
  }

  /** A stop waits for no paper: what was being written is due again, and another worker writes it. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.worker) return;
    this.renderers.stop();
    await this.worker.close();
  }

  private async work({ data }: Job<{ dispatch?: string }>): Promise<void> {
    const { dispatch } = data;
    if (dispatch !== undefined) await actingAsTheService(() => this.freezePapers.freeze(dispatch));
  }
}
