import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getQueueToken } from '@nestjs/bullmq';
import { SpanKind } from '@opentelemetry/api';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { spanOf } from '../config/spans.js';
import { Listener } from '../database/listener.js';
import { loggable } from '../database/loggable.js';
import { QUEUES, type QueueName } from './queues.js';

const BATCH = 200;
/** A queue store that is down must not hold a transaction open; the next sweep tries again. */
const ADD_TIMEOUT_MS = 5000;

interface Promised {
  id: number;
  queue: QueueName;
  payload: object;
  /**
   * The job's id: the outbox row's id and time, so that relaying a row twice gives one job. The time tells the row
   * apart from one with the same id in a restored database.
   */
  job_id: string;
}

/**
 * Hands promised jobs to BullMQ: at once when PostgreSQL notifies, and by a sweep should a
 * notification be missed. At-least-once: a crash between `add` and commit relays a row again, and
 * the job id makes the repeat a no-op while the finished job is kept. Any number may run at once.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Relay.name);
  private readonly listener: Listener;
  private sweep: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly modules: ModuleRef,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const { url } = dataSource.options as { url?: string };
    // The sweep covers what is not heard.
    this.listener = new Listener(settings.DATABASE_LISTEN_URL ?? url, 'outbox', () => void this.wake());
  }

  async onApplicationBootstrap(): Promise<void> {
    // Without a listener BullMQ prints each lost connection with the whole client object, the password included.
    for (const name of QUEUES)
      this.queueOf(name).on('error', (error) => this.log.warn(`The queue: ${loggable(error).message}`));
    if (this.settings.ROLE === 'api') return;
    this.sweep = setInterval(() => void this.wake(), this.settings.RELAY_SWEEP_SECONDS * 1000);
    await this.listener.listen();
    void this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweep);
    await this.listener.stop();
    await this.running;
  }

  /** Relays until the outbox is empty. Calls during a run make it look once more, never run beside it. */
  async wake(): Promise<void> {
    this.again = true;
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        while ((await this.relayBatch()) === BATCH) if (this.stopped) return;
      } catch (error) {
        this.log.warn(`Promised jobs wait for the next sweep: ${loggable(error).message}`);
      }
    }
  }

  private async relayBatch(): Promise<number> {
    const began = new Date();
    const relayed = await this.moveBatch();
    // No span is made of a look into an empty outbox.
    if (relayed > 0) {
      const attributes = { 'messaging.batch.message_count': relayed };
      spanOf({ name: 'relay outbox', kind: SpanKind.PRODUCER, attributes }, began);
    }
    return relayed;
  }

  private async moveBatch(): Promise<number> {
    return this.dataSource.transaction(async (tx) => {
      // Taken out for good only by the commit, once the queue has them.
      const promised: Promised[] = await tx.query(
        `WITH taken AS (
           DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT id FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
           RETURNING id, queue, payload, 'outbox-' || id || '-' || floor(extract(epoch FROM created_at) * 1000) AS job_id
         )
         SELECT * FROM taken ORDER BY id`,
        [BATCH],
      );
      if (promised.length > 0) await this.add(promised);
      return promised.length;
    });
  }

  /** Outbox rows for the same receiver become one job, since a job only says which receiver to wake up a worker for. */
  private async add(promised: readonly Promised[]): Promise<void> {
    const different = new Map(promised.map((row) => [`${row.queue} ${JSON.stringify(row.payload)}`, row]));
    for (const name of new Set(promised.map(({ queue }) => queue))) {
      const jobs = [...different.values()]
        .filter((row) => row.queue === name)
        .map(({ job_id, payload }) => ({ name, data: payload, opts: { jobId: job_id } }));
      await within(ADD_TIMEOUT_MS, this.queueOf(name).addBulk(jobs));
    }
  }

  private queueOf(name: QueueName): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer from the queue in ${milliseconds} ms`)),
      milliseconds,
    );
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
